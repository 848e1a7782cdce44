"""A linear classifier as one matrix: for classifiers that are asked of every capitalised word."""

from collections.abc import Iterable

import numpy

from passerelle.core.reading.trained.linear import Linear


class Dense:
    """Answers as `Linear` does, many times faster where features weigh on many labels."""

    def __init__(self, linear: Linear) -> None:
        self.labels = linear.labels
        self._rows = {feature: row for row, feature in enumerate(linear.weights)}
        self._matrix = numpy.zeros((len(self._rows), len(self.labels)), dtype=numpy.float32)
        for row, weights in enumerate(linear.weights.values()):
            for label, weight in weights:
                self._matrix[row, label] += weight
        self._bias = numpy.array(linear.bias, dtype=numpy.float32)

    def probabilities(self, features: Iterable[str]) -> list[float]:
        """Return the probability of each label, in the order of `labels`; a feature given twice weighs twice."""
        rows = self._rows
        known = [row for feature in features if (row := rows.get(feature)) is not None]
        scores = self._bias + self._matrix.take(known, axis=0).sum(axis=0) if known else self._bias
        powers = numpy.exp(scores - scores.max())
        return list((powers / powers.sum()).tolist())
