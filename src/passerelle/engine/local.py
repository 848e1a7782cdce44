"""The engine of a laptop: this machine's processes, or none when the work is small."""

import multiprocessing
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import chain, islice

from passerelle.core.naming.plan import (
    Match,
    Member,
    Plan,
    blocks_of,
    compare_block,
    distinct,
    keys_of,
    ordered,
)
from passerelle.core.naming.register import Entry
from passerelle.engine.port import Given, Made

_FEW = 8
_CHUNK = 16
_FEW_ENTRIES = 1_000  # comparing so many takes less than starting processes
_BATCH = 4_000  # comparisons that are handed over at once

Block = tuple[str, list[Member]]


class LocalEngine:
    """Maps over processes, keeping the order; a handful of items is mapped in place."""

    def __init__(self, processes: int | None = None) -> None:
        self.processes = processes or multiprocessing.cpu_count()

    def map(self, function: Callable[[Given], Made], items: Iterable[Given]) -> Iterator[Made]:
        """Yield function(item) for each item, in order. `function` must be importable by name."""
        rest = iter(items)
        first = list(islice(rest, _FEW))
        if self.processes < 2 or len(first) < _FEW:
            yield from map(function, chain(first, rest))
            return
        with self._pool() as pool:
            yield from pool.map(function, chain(first, rest), chunksize=_CHUNK)

    def matches(self, plan: Plan, entries: Iterable[Entry]) -> list[Match]:
        """Return who may be whom. Blocks are dictionaries in this process; their comparisons are shared out."""
        listed = list(distinct(entries))
        if self.processes < 2 or len(listed) <= _FEW_ENTRIES:
            blocks = blocks_of(plan, ((entry, keys_of(plan, entry)) for entry in listed))
            return ordered(_compared(plan, blocks.items()))
        with self._pool() as pool:
            keys = pool.map(partial(keys_of, plan), listed, chunksize=_FEW_ENTRIES)
            blocks = blocks_of(plan, zip(listed, keys, strict=True))
            found = pool.map(partial(_compared, plan), _batches(plan, blocks))
            return ordered(chain.from_iterable(found))

    def close(self) -> None:
        """Let go of nothing: processes end with the work they were started for."""

    def _pool(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(self.processes, mp_context=multiprocessing.get_context("spawn"))


def _compared(plan: Plan, blocks: Iterable[Block]) -> list[Match]:
    return [match for key, members in blocks for match in compare_block(plan, key, members)]


def _batches(plan: Plan, blocks: Mapping[str, list[Member]]) -> Iterator[list[Block]]:
    """Yield blocks in the order of their keys, as many at once as make a batch of comparisons."""
    batch: list[Block] = []
    comparisons = 0
    for key in sorted(blocks):
        batch.append((key, blocks[key]))
        comparisons += len(blocks[key]) * min(len(blocks[key]), plan.crowd) // 2
        if comparisons >= _BATCH:
            yield batch
            batch, comparisons = [], 0
    if batch:
        yield batch
