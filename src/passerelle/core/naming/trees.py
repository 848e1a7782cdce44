"""Boosted trees, three questions deep, as plain arrays: what a sighting is worth beside the others of its text.

Every tree asks whether a sign is above a value, then, depending on the answer, one of two others, then one of four.
Trees ask the same questions again and again, so each is answered once for all lines. What each question moved is kept,
so that a judgement can say what made it.
"""

from collections.abc import Iterator, Mapping, Sequence

import numpy
from numpy.typing import NDArray

from passerelle.core.naming.index import Real

DEPTH = 3
_QUESTIONS, _LEAVES = 2**DEPTH - 1, 2**DEPTH
_AT_ONCE = 30_000  # answers of so many trees and lines stay near the processor

Bits = NDArray[numpy.bool_]


class Trees:
    """Trees over signs: question i of a tree leads to 2i+1 (no) or 2i+2 (yes); nodes hold the points reached."""

    def __init__(self, table: Mapping[str, Sequence[Sequence[float]]], bias: float) -> None:
        self.bias = bias
        signs = numpy.array(table["sign"], dtype=numpy.int64)
        points = numpy.array(table["points"], dtype=numpy.float32) / 1000
        asked = numpy.stack([signs, numpy.array(table["above"], dtype=numpy.float32)], axis=-1)
        different, which = numpy.unique(asked.reshape(-1, 2), axis=0, return_inverse=True)
        self._sign = different[:, 0].astype(numpy.int64)
        self._above = different[:, 1, None].astype(numpy.float32)
        self._question = which.reshape(signs.shape).T
        self._points = points[:, _QUESTIONS:].ravel()
        # The way to each leaf: the signs that were asked for, and what each answer moved.
        node = numpy.tile(numpy.arange(_QUESTIONS, _QUESTIONS + _LEAVES), (len(signs), 1))
        trees = numpy.arange(len(signs))[:, None]
        way = []
        for _ in range(DEPTH):
            before = (node - 1) // 2
            way.append((signs[trees, before].ravel(), (points[trees, node] - points[trees, before]).ravel()))
            node = before
        self._way_sign, self._way_moved = (numpy.stack(one, axis=-1) for one in zip(*way, strict=True))

    def score(self, signs: Real) -> Real:
        """Return the log-odds of lines of signs."""
        found = numpy.zeros(len(signs), dtype=numpy.float32)
        for leaves in self._reached(signs):
            for points in self._points[leaves]:
                found += points
        return found + numpy.float32(self.bias)

    def moved(self, signs: Real) -> NDArray[numpy.float64]:
        """Return what each sign moved the log-odds of each line: a line for each, a column for each sign."""
        found = numpy.zeros(signs.size)
        begins = signs.shape[1] * numpy.arange(len(signs))[:, None]
        for leaves in self._reached(signs):
            cells, gains = self._way_sign[leaves] + begins, self._way_moved[leaves]
            found += numpy.bincount(cells.ravel(), gains.ravel(), signs.size)
        return found.reshape(signs.shape)

    def _reached(self, signs: Real) -> Iterator[NDArray[numpy.int64]]:
        """Yield the leaves that lines reach, numbered through all trees: a line for each of the next trees."""
        yes = numpy.ascontiguousarray(signs.T)[self._sign] > self._above
        trees = len(self._question[0])
        step = max(1, _AT_ONCE // max(len(signs), 1))
        for begin in range(0, trees, step):
            leaf = _answers([yes[one] for one in self._question[:, begin : begin + step]])
            yield leaf + _LEAVES * numpy.arange(begin, min(begin + step, trees))[:, None]


def _answers(yes: Sequence[Bits]) -> NDArray[numpy.uint8]:
    """Return the leaf, from 0, that the answers to the seven questions of a tree lead to."""
    first = yes[0]
    second = _either(first, yes[2], yes[1])
    third = _either(first, _either(second, yes[6], yes[5]), _either(second, yes[4], yes[3]))
    ones, twos, fours = (one.view(numpy.uint8) for one in (third, second, first))
    return numpy.asarray(4 * fours + 2 * twos + ones, dtype=numpy.uint8)


def _either(which: Bits, yes: Bits, no: Bits) -> Bits:
    """Return `yes` where `which` holds, else `no`; three steps over bits are quicker than choosing."""
    return no ^ (which & (yes ^ no))
