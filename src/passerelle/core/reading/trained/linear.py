"""Linear classifiers over named features: the softmax of a sum of weights.

Weights are whole hundredths, so that a sum is the same in whatever order. Most of what is known of a word or an actor
comes back from sentence to sentence: features that always come together are given as a group, a function and its
arguments, and what the classifier knows of them is remembered.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import exp, inf
from typing import Any, TypeAlias, TypeVar

import numpy
from numpy.typing import NDArray

_REMEMBERED = 20_000
PARTS = 100

Group: TypeAlias = tuple[Hashable, ...]
"""A function that yields features, and its arguments: the same features whenever these are equal."""

Clue: TypeAlias = str | Group
"""A feature, or a group of them."""


Hundredths: TypeAlias = NDArray[numpy.signedinteger[Any]]
"""Weights, a line for each feature and a column for each label."""

Sums: TypeAlias = NDArray[numpy.int32]
Known = TypeVar("Known")


def spelt(clues: Iterable[Clue]) -> Iterator[str]:
    """Yield every feature that clues stand for."""
    for clue in clues:
        if isinstance(clue, str):
            yield clue
        else:
            yield from _features(clue)


def _features(group: Group) -> Iterable[str]:
    name: Callable[..., Iterable[str]] = group[0]  # type: ignore[assignment]
    return name(*group[1:])


def _remember(known: dict[Group, Known], group: Group, found: Known) -> Known:
    if len(known) >= _REMEMBERED:
        known.clear()
    known[group] = found
    return found


class Linear:
    """One matrix of weights, a row for each feature it knows and a column for each label; row 0 weighs nothing."""

    def __init__(
        self, labels: Sequence[str], bias: Sequence[float], features: Sequence[str], weights: Hundredths
    ) -> None:
        self.labels = tuple(labels)
        self.bias = numpy.array(bias, dtype=numpy.float64)
        self.index = dict(zip(features, range(1, len(features) + 1), strict=True))
        self._matrix = numpy.vstack([numpy.zeros((1, len(self.labels)), weights.dtype), weights])
        self._together: dict[Group, tuple[int, ...]] = {}
        self._each: dict[Group, tuple[int, ...]] = {}

    @classmethod
    def from_table(cls, table: Mapping[str, Any]) -> "Linear":
        """Read what training wrote: labels, bias, features, and a line of weights for each."""
        return cls(table["labels"], table["bias"], table["features"], table["weights"])

    def together(self, *group: Hashable) -> tuple[int, ...]:
        """Return the rows of the features of a group that are known."""
        try:
            return self._together[group]
        except KeyError:
            return _remember(self._together, group, tuple(self.rows(_features(group))))

    def each(self, *group: Hashable) -> tuple[int, ...]:
        """Return the row of each feature of a group, 0 where it is not known."""
        try:
            return self._each[group]
        except KeyError:
            return _remember(self._each, group, tuple(self.index.get(one, 0) for one in _features(group)))

    def rows(self, clues: Iterable[Clue]) -> list[int]:
        """Return the rows of every feature that clues stand for and that is known."""
        found: list[int] = []
        find, together = self.index.get, self._together.get
        for clue in clues:
            if isinstance(clue, str):
                if row := find(clue):
                    found.append(row)
            else:
                known = together(clue)
                found += self.together(*clue) if known is None else known
        return found

    def weights_of(self, rows: Sequence[Sequence[int]]) -> Sums:
        """Return the weights of each row, in hundredths."""
        found: Sums = self._matrix[numpy.array(rows)]
        return found

    def total(self, rows: Sequence[int]) -> Sums:
        """Return the sum of rows, in hundredths; a row given twice weighs twice."""
        found: Sums = numpy.add.reduce(self._matrix.take(rows or [0], axis=0), axis=0, dtype=numpy.int32)
        return found

    def totals(self, rows: Sequence[int], starts: Sequence[int]) -> Sums:
        """Return a sum for each of several things; the rows of each go from its start to the next, at least one."""
        found: Sums = numpy.add.reduceat(self._matrix.take(rows, axis=0), starts, axis=0, dtype=numpy.int32)
        return found

    def shares(self, totals: Sums) -> NDArray[numpy.float64]:
        """Return the probability of each label, a line for each sum."""
        scores = self.bias + totals / PARTS
        powers = numpy.exp(scores - numpy.maximum.reduce(scores, axis=1, keepdims=True))
        found: NDArray[numpy.float64] = powers / numpy.add.reduce(powers, axis=1, keepdims=True)
        return found

    def scores(self, rows: Sequence[int]) -> list[float]:
        """Return the score of each label: its bias and the weights of rows."""
        found: list[float] = (self.bias + self.total(rows) / PARTS).tolist()
        return found

    def probabilities(self, clues: Iterable[Clue]) -> list[float]:
        """Return the probability of each label, in the order of `labels`; a feature given twice weighs twice."""
        return softmax(self.scores(self.rows(clues)))

    def probability(self, clues: Iterable[Clue], label: str) -> float:
        """Return the probability of one label."""
        return self.probabilities(clues)[self.labels.index(label)]

    def best(self, clues: Iterable[Clue], among: Sequence[str]) -> tuple[str, float]:
        """Return the likeliest label of `among` with its share of their probability. Raises ValueError when empty."""
        scores = dict(zip(self.labels, self.scores(self.rows(clues)), strict=True))
        chosen = max(among, key=lambda label: scores.get(label, -inf))
        if chosen not in scores:
            return chosen, 0.0
        return chosen, 1 / sum(exp(scores[one] - scores[chosen]) for one in among if one in scores)


def softmax(scores: Sequence[float]) -> list[float]:
    """Return scores as probabilities."""
    highest = max(scores)
    powers = [exp(score - highest) for score in scores]
    total = sum(powers)
    return [power / total for power in powers]


@dataclass(frozen=True, slots=True)
class Odds:
    """A classifier that says yes or no: what each feature speaks for yes, in hundredths."""

    bias: float
    weights: Mapping[str, int]
    _remembered: dict[Group, int] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def from_table(cls, table: Mapping[str, Any]) -> "Odds":
        """Read what training wrote; the labels are "no" and "yes"."""
        yes = table["labels"].index("yes")
        bias, weights = table["bias"], table["weights"].astype(numpy.int32)
        odds = weights[:, yes] - weights[:, 1 - yes]
        return cls(bias[yes] - bias[1 - yes], dict(zip(table["features"], odds.tolist(), strict=True)))

    def together(self, *group: Hashable) -> int:
        """Return what the features of a group speak for yes."""
        try:
            return self._remembered[group]
        except KeyError:
            total = sum(self.weights.get(feature, 0) for feature in _features(group))
            return _remember(self._remembered, group, total)

    def probability(self, clues: Iterable[Clue]) -> float:
        """Return the probability of yes; a feature given twice weighs twice."""
        total, weights, remembered = 0, self.weights, self._remembered
        for clue in clues:
            if isinstance(clue, str):
                total += weights.get(clue, 0)
            elif clue in remembered:
                total += remembered[clue]
            else:
                total += self.together(*clue)
        return sigmoid(self.bias + total / PARTS)


def sigmoid(score: float) -> float:
    """Return a score as the probability of yes."""
    return 1 / (1 + exp(-score)) if score >= 0 else 1 - 1 / (1 + exp(score))


class Several:
    """Yes-or-no classifiers over the same features, asked at once: the odds of each answer are summed side by side."""

    def __init__(self, odds: Linear) -> None:
        self.odds = odds

    def chances(self, rows: Sequence[int]) -> dict[str, float]:
        """Return the probability that each says yes, of the rows of `odds`."""
        scores = self.odds.scores(rows)
        return {name: sigmoid(score) for name, score in zip(self.odds.labels, scores, strict=True)}
