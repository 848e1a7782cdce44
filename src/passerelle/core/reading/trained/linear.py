"""Linear classifiers over named features: the softmax of a sum of weights."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp
from typing import Any


@dataclass(frozen=True, slots=True)
class Linear:
    """`weights` maps a feature to (index of a label, weight) pairs; features that it does not know weigh nothing."""

    labels: tuple[str, ...]
    bias: tuple[float, ...]
    weights: Mapping[str, Sequence[tuple[int, float]]]

    @classmethod
    def from_table(cls, table: Mapping[str, Any]) -> "Linear":
        """Read what training wrote: labels, bias, each feature with index, weight, index, weight …"""
        weights = {
            name: tuple(zip(map(int, flat[::2]), flat[1::2], strict=True))
            for name, flat in table["weights"].items()
        }
        return cls(tuple(table["labels"]), tuple(table["bias"]), weights)

    def probabilities(self, features: Iterable[str]) -> list[float]:
        """Return the probability of each label, in the order of `labels`; a feature given twice weighs twice."""
        scores = list(self.bias)
        weights = self.weights
        for feature in features:
            for index, weight in weights.get(feature, ()):
                scores[index] += weight
        highest = max(scores)
        powers = [exp(score - highest) for score in scores]
        total = sum(powers)
        return [power / total for power in powers]

    def probability(self, features: Iterable[str], label: str = "yes") -> float:
        """Return the probability of one label."""
        return self.probabilities(features)[self.labels.index(label)]

    def best(self, features: Iterable[str], among: Sequence[str]) -> tuple[str, float]:
        """Return the likeliest label of `among` with its share of their probability. Raises ValueError when empty."""
        found = dict(zip(self.labels, self.probabilities(features), strict=True))
        total = sum(found.get(label, 0.0) for label in among) or 1.0
        chosen = max(among, key=lambda label: found.get(label, 0.0))
        return chosen, found.get(chosen, 0.0) / total
