"""The engine of a laptop: this machine's processes, or none when the work is small."""

import multiprocessing
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import chain, islice

from passerelle.engine.port import Given, Made

_FEW = 8
_CHUNK = 16


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
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(self.processes, mp_context=context) as pool:
            yield from pool.map(function, chain(first, rest), chunksize=_CHUNK)
