"""Fits generalised additive models: a table of points for each sign, by cyclic boosting on binned values.

Each round moves every sign's table a small Newton step along what is left unexplained (Lou, Caruana & Gehrke 2012).
An offset, the score of an earlier model, may be given: only what it leaves is learnt.
"""

from dataclasses import dataclass

import numpy
from numpy.typing import NDArray

_BINS, _ROUNDS, _STEP, _RIDGE = 24, 150, 0.15, 4.0


@dataclass(frozen=True, slots=True)
class Additive:
    """A fitted model: the upper edges of each sign's bins, what each adds, and what is there without any."""

    edges: list[NDArray[numpy.float32]]
    values: list[NDArray[numpy.float64]]
    bias: float

    def score(self, signs: NDArray[numpy.float32]) -> NDArray[numpy.float64]:
        """Return the log-odds of lines of signs."""
        total = numpy.full(len(signs), self.bias)
        for i, (edges, values) in enumerate(zip(self.edges, self.values, strict=True)):
            total += values[numpy.searchsorted(edges, signs[:, i])]
        return total

    def tables(self, names: tuple[str, ...]) -> dict[str, dict[str, list[float]]]:
        """Return the tables as they are shipped: points in hundredths, neighbours that say the same put together."""
        found = {}
        for name, edges, values in zip(names, self.edges, self.values, strict=True):
            points = numpy.rint(values * 100).astype(int)
            kept = numpy.flatnonzero(points[1:] != points[:-1])
            found[name] = {
                "upto": [round(float(edges[i]), 4) for i in kept],
                "points": [int(points[i]) for i in kept] + [int(points[-1])],
            }
        return found


def fit(
    signs: NDArray[numpy.float32],
    answers: NDArray[numpy.bool_],
    weights: NDArray[numpy.float64],
    offset: NDArray[numpy.float64] | None = None,
    rounds: int = _ROUNDS,
) -> Additive:
    """Fit a model to answers, each line counting as much as its weight."""
    edges = [_edges(signs[:, i]) for i in range(signs.shape[1])]
    bins = [numpy.searchsorted(edge, signs[:, i]) for i, edge in enumerate(edges)]
    values = [numpy.zeros(len(edge) + 1) for edge in edges]
    score = numpy.zeros(len(signs)) if offset is None else offset.copy()
    bias = 0.0
    for _ in range(rounds):
        chance = 1 / (1 + numpy.exp(-score))
        move = (weights * (answers - chance)).sum() / (weights * chance * (1 - chance)).sum()
        bias, score = bias + move, score + move
        for i, each in enumerate(bins):
            chance = 1 / (1 + numpy.exp(-score))
            pull = numpy.bincount(each, weights * (answers - chance), len(values[i]))
            curve = numpy.bincount(each, weights * chance * (1 - chance), len(values[i]))
            step = _STEP * (pull - 0.02 * _RIDGE * values[i]) / (curve + _RIDGE)
            values[i] += step
            score += step[each]
    return Additive(edges, values, float(bias))


def _edges(column: NDArray[numpy.float32]) -> NDArray[numpy.float32]:
    distinct = numpy.unique(column)
    if len(distinct) > 2 * _BINS:
        distinct = numpy.unique(numpy.quantile(column, numpy.linspace(0, 1, _BINS + 1)))
    return ((distinct[1:] + distinct[:-1]) / 2).astype(numpy.float32)
