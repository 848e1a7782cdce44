"""Linear classifiers over named features: the softmax of a sum of weights.

Most of what is known of a word or an actor comes back from sentence to sentence. Features that always come together
are given as a group, a function and its arguments, and the sum of their weights is remembered.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import exp
from typing import Any, TypeAlias

_REMEMBERED = 20_000

Group: TypeAlias = tuple[Hashable, ...]
"""A function that yields features, and its arguments: the same features whenever these are equal."""

Clue: TypeAlias = str | Group
"""A feature, or a group of them."""

Sums: TypeAlias = tuple[float, ...]


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


@dataclass(frozen=True, slots=True)
class Linear:
    """`weights` maps a feature to (index of a label, weight) pairs; features that it does not know weigh nothing."""

    labels: tuple[str, ...]
    bias: Sums
    weights: Mapping[str, Sequence[tuple[int, float]]]
    remembered: dict[Group, Sums | None] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def from_table(cls, table: Mapping[str, Any]) -> "Linear":
        """Read what training wrote: labels, bias, each feature with index, weight, index, weight …"""
        weights = {
            name: tuple(zip(map(int, flat[::2]), flat[1::2], strict=True))
            for name, flat in table["weights"].items()
        }
        return cls(tuple(table["labels"]), tuple(table["bias"]), weights)

    def scores(self, clues: Iterable[Clue]) -> list[float]:
        """Return the sum of weights of each label; a feature given twice weighs twice."""
        own: list[float] = list(self.bias)
        columns: list[Sequence[float]] = [own]
        weights, remembered = self.weights, self.remembered
        for clue in clues:
            if isinstance(clue, str):
                for index, weight in weights.get(clue, ()):
                    own[index] += weight
            else:
                try:
                    sums = remembered[clue]
                except KeyError:
                    sums = self._remember(clue)
                if sums is not None:
                    columns.append(sums)
        return own if len(columns) == 1 else list(map(sum, zip(*columns, strict=True)))

    def _remember(self, group: Group) -> Sums | None:
        sums = [0.0] * len(self.labels)
        known = False
        for feature in _features(group):
            for index, weight in self.weights.get(feature, ()):
                sums[index] += weight
                known = True
        if len(self.remembered) >= _REMEMBERED:
            self.remembered.clear()
        self.remembered[group] = found = tuple(sums) if known else None
        return found

    def probabilities(self, clues: Iterable[Clue]) -> list[float]:
        """Return the probability of each label, in the order of `labels`."""
        scores = self.scores(clues)
        highest = max(scores)
        powers = [exp(score - highest) for score in scores]
        total = sum(powers)
        return [power / total for power in powers]

    def probability(self, clues: Iterable[Clue], label: str = "yes") -> float:
        """Return the probability of one label."""
        return self.probabilities(clues)[self.labels.index(label)]

    def best(self, clues: Iterable[Clue], among: Sequence[str]) -> tuple[str, float]:
        """Return the likeliest label of `among` with its share of their probability. Raises ValueError when empty."""
        found = dict(zip(self.labels, self.probabilities(clues), strict=True))
        total = sum(found.get(label, 0.0) for label in among) or 1.0
        chosen = max(among, key=lambda label: found.get(label, 0.0))
        return chosen, found.get(chosen, 0.0) / total


@dataclass(frozen=True, slots=True)
class Several:
    """Yes-or-no classifiers over the same features, asked at once: the odds of each answer are summed side by side."""

    odds: Linear

    @classmethod
    def of(cls, classifiers: Mapping[str, Linear]) -> "Several":
        """Put classifiers together, each under its name; their labels are "no" and "yes"."""
        bias = []
        weights: dict[str, list[tuple[int, float]]] = {}
        for at, one in enumerate(classifiers.values()):
            yes = one.labels.index("yes")
            bias.append(one.bias[yes] - one.bias[1 - yes])
            for feature, row in one.weights.items():
                odds = sum(weight if index == yes else -weight for index, weight in row)
                weights.setdefault(feature, []).append((at, odds))
        return cls(Linear(tuple(classifiers), tuple(bias), weights))

    def chances(self, clues: Iterable[Clue]) -> dict[str, float]:
        """Return the probability that each says yes."""
        scores = self.odds.scores(clues)
        return {name: 1 / (1 + exp(-score)) for name, score in zip(self.odds.labels, scores, strict=True)}
