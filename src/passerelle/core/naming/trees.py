"""Boosted trees, three questions deep, as plain arrays: what a sighting is worth beside the others of its text.

Every tree asks whether a sign is above a value, then, depending on the answer, one of two others, then one of four.
What each question moved is kept, so that a judgement can say what made it.
"""

from collections.abc import Mapping, Sequence

import numpy
from numpy.typing import NDArray

from passerelle.core.naming.index import Real

DEPTH = 3
_QUESTIONS = 2**DEPTH - 1


class Trees:
    """Trees over signs: question i of a tree leads to 2i+1 (no) or 2i+2 (yes); nodes hold the points reached."""

    def __init__(self, table: Mapping[str, Sequence[Sequence[float]]], bias: float) -> None:
        self.bias = bias
        self._sign = numpy.array(table["sign"], dtype=numpy.int64)
        self._above = numpy.array(table["above"], dtype=numpy.float32)
        self._points = numpy.array(table["points"], dtype=numpy.float32) / 1000
        self._leaves = self._points[:, _QUESTIONS:]

    def score(self, signs: Real) -> Real:
        """Return the log-odds of lines of signs."""
        columns = numpy.ascontiguousarray(signs.T)
        yes = columns[self._sign] > self._above[:, :, None]
        first, second = yes[:, 0], numpy.where(yes[:, 0], yes[:, 2], yes[:, 1])
        third = numpy.where(
            first, numpy.where(second, yes[:, 6], yes[:, 5]), numpy.where(second, yes[:, 4], yes[:, 3])
        )
        leaf = 4 * first.astype(numpy.int8) + 2 * second + third
        found: Real = self.bias + numpy.take_along_axis(self._leaves, leaf.astype(numpy.int64), axis=1).sum(
            axis=0
        )
        return found.astype(numpy.float32)

    def moved(self, signs: Real) -> NDArray[numpy.float64]:
        """Return what each sign moved the log-odds of each line: a line for each, a column for each sign."""
        found = numpy.zeros(signs.shape)
        lines, trees = numpy.arange(len(signs))[:, None], numpy.arange(len(self._sign))[None]
        node = numpy.zeros((len(signs), len(self._sign)), dtype=numpy.int64)
        for _ in range(DEPTH):
            sign = self._sign[trees, node]
            after = 2 * node + 1 + (signs[lines, sign] > self._above[trees, node])
            gain = self._points[trees, after] - self._points[trees, node]
            numpy.add.at(found, (numpy.broadcast_to(lines, sign.shape), sign), gain)
            node = after
        return found
