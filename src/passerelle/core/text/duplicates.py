"""Near-duplicates: texts that copy one another, whole or in part.

A text is the set of its runs of `RUN` words, folded. Texts that may be near-duplicates are found by keys in
common: bands of a MinHash signature (A. Broder, "On the resemblance and containment of documents", 1997;
banding: J. Leskovec, A. Rajaraman, J. Ullman, "Mining of Massive Datasets", ch. 3) for whole copies, and
marks, a fixed share of all runs, for excerpts. What shares a key is then compared exactly. Time and memory
are linear in the text and bounded for a longer one.
"""

import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy
import numpy.typing
import regex

from passerelle.core.text.folding import fold

RUN = 4  # words
COPY, EXCERPT = 0.5, 0.7  # resemblance of whole texts; share of the shorter that stands in the longer
_BANDS, _ROWS = 24, 3  # two texts of resemblance .5 share a band with a probability of .96
_MARKS, _MOST_MARKS = 8, 512  # one run in so many is a mark
_LEAST, _MOST = 12, 20_000  # runs: what is shorter is no copy of anything, what is longer is cut off
_NEIGHBOURS = 64  # texts compared exactly with one text, those with most keys in common first
HOLDERS = 256  # texts remembered for one key: what more of them have is a footer, and tells nothing
_ALIKE = 4  # of them, copies of one another
_SIZE = 200_000  # characters

_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+")
_PRIME = (1 << 61) - 1
Hashes = numpy.typing.NDArray[numpy.uint64]
_SEEDS = numpy.random.default_rng(1).integers(1, 1 << 32, size=(2, _BANDS * _ROWS), dtype=numpy.uint64)


@dataclass(frozen=True, slots=True)
class Signature:
    """What is kept of a text: all its runs, hashed to 32 bits and sorted, and the keys by which copies are
    found.
    """

    runs: Hashes
    keys: tuple[int, ...]


def signature(text: str) -> Signature:
    """Return the signature of a text; one of a few words has no keys."""
    words = _WORD.findall(fold(text[:_SIZE]))[: _MOST + RUN - 1]
    hashed = {zlib.crc32(" ".join(words[at : at + RUN]).encode()) for at in range(len(words) - RUN + 1)}
    runs: Hashes = numpy.array(sorted(hashed), dtype=numpy.uint64)
    if len(runs) < _LEAST:
        return Signature(runs, ())
    least = _minima(runs).reshape(_BANDS, _ROWS)
    bands = [zlib.crc32(band.tobytes(), number) | 1 << 32 for number, band in enumerate(least)]
    # Mixed first: the marks must not be runs that the checksum happens to send together.
    marks = runs[(runs * numpy.uint64(2654435761) >> numpy.uint64(16)) % numpy.uint64(_MARKS) == 0]
    return Signature(runs, (*bands, *marks[:_MOST_MARKS].tolist()))


def _minima(runs: Hashes) -> Hashes:
    """Return the least hash under each of the permutations, a bounded number of runs at a time."""
    multiply, add = _SEEDS
    least = numpy.full(multiply.shape, numpy.iinfo(numpy.uint64).max, dtype=numpy.uint64)
    for begin in range(0, len(runs), 1024):
        part = (runs[begin : begin + 1024, None] * multiply + add) >> numpy.uint64(29)
        least = numpy.minimum(least, part.min(axis=0))
    return least


def resemblance(one: Signature, other: Signature) -> tuple[float, float]:
    """Return the Jaccard resemblance of two texts, and the share of the shorter that stands in the longer."""
    if not len(one.runs) or not len(other.runs):
        return 0.0, 0.0
    shared = len(numpy.intersect1d(one.runs, other.runs, assume_unique=True))
    return shared / (len(one.runs) + len(other.runs) - shared), shared / min(len(one.runs), len(other.runs))


def copied(one: Signature, other: Signature) -> bool:
    """Say whether one text is a copy or an excerpt of the other."""
    if min(len(one.runs), len(other.runs)) < _LEAST:
        return False
    whole, part = resemblance(one, other)
    return whole >= COPY or part >= EXCERPT


def nearest(keys: Iterable[int], holders: Mapping[int, Iterable[str]]) -> list[str]:
    """Return the names that share most keys, at most `_NEIGHBOURS`; `holders` maps a key to who has it."""
    counted = Counter(name for key in keys for name in holders.get(key, ()))
    return [name for name, _ in sorted(counted.items(), key=lambda item: (-item[1], item[0]))[:_NEIGHBOURS]]


def copies(signatures: Mapping[str, Signature]) -> list[tuple[str, ...]]:
    """Group texts by name: those linked by copying, directly or through others. A text alone is a group."""
    holders: dict[int, list[str]] = defaultdict(list)
    group = {name: [name] for name in sorted(signatures)}
    for name in group:
        found = signatures[name]
        for other in nearest(found.keys, holders):
            if group[name] is not group[other] and copied(found, signatures[other]):
                _merge(group, group[other], group[name])
        for key in found.keys:
            known = holders[key]
            if len(known) < HOLDERS and sum(group[other] is group[name] for other in known) < _ALIKE:
                known.append(name)
    return sorted({id(members): tuple(sorted(members)) for members in group.values()}.values())


def _merge(group: dict[str, list[str]], into: list[str], members: Sequence[str]) -> None:
    if len(into) < len(members):
        into, members = list(members), into
        for name in into:
            group[name] = into
    for name in list(members):
        into.append(name)
        group[name] = into
