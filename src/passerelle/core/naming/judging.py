"""Judges sightings: every sign adds the points of its table, the sum is the log-odds that the entry is meant.

A generalised additive model (Hastie & Tibshirani 1986): the tables can be read, and a judgement says what made it.
`training/train_links.py` writes them to `data/affiliations.json`.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy
from numpy.typing import NDArray

from passerelle.core.naming.index import Real

PARTS = 100


@dataclass(frozen=True, slots=True)
class Table:
    """What a sign adds: `points[i]` hundredths up to `upto[i]`, the last points beyond."""

    upto: Real
    points: NDArray[numpy.int32]

    def of(self, values: Real) -> NDArray[numpy.int32]:
        """Return the points of values."""
        found: NDArray[numpy.int32] = self.points[numpy.searchsorted(self.upto, values)]
        return found


class Judge:
    """The tables of a set of signs, in their order."""

    def __init__(
        self, signs: Sequence[str], tables: Mapping[str, Mapping[str, Sequence[float]]], bias: float
    ) -> None:
        self.signs = tuple(signs)
        self.bias = bias
        self.tables = [
            Table(
                numpy.array(tables[sign]["upto"], dtype=numpy.float32),
                numpy.array(tables[sign]["points"], dtype=numpy.int32),
            )
            for sign in signs
        ]

    def points(self, signs: Real) -> NDArray[numpy.int32]:
        """Return the points, in hundredths, of each sign of each line."""
        columns = [table.of(signs[:, i]) for i, table in enumerate(self.tables)]
        return numpy.column_stack(columns) if columns else numpy.zeros((len(signs), 0), numpy.int32)

    def score(self, points: NDArray[numpy.int32]) -> Real:
        """Return the log-odds of lines of points."""
        found: Real = (self.bias + points.sum(axis=1) / PARTS).astype(numpy.float32)
        return found


@cache
def learnt() -> dict[str, Any]:
    """Return what training wrote."""
    text = (files(__package__) / "data" / "affiliations.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def calibrated(scores: Real, curve: Mapping[str, Sequence[float]]) -> Real:
    """Return scores as probabilities, by a curve of (score, share that was right) measured on held-out texts."""
    found: Real = numpy.interp(scores, curve["score"], curve["right"]).astype(numpy.float32)
    return found
