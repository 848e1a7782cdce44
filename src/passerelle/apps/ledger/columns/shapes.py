"""What the columns hold: one array a property, in the order of the commitments' ids."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from passerelle.apps.ledger.deliveries import delivered_on
from passerelle.apps.ledger.proofs import Proofs

Ints = NDArray[np.int64]
Truths = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class States:
    """How each commitment of the columns stood: places in CODES, days as ordinals (0 for none).

    `known` are those that the desk knew of.
    """

    known: Truths
    stage: Ints
    condition: Ints
    quiet: Ints
    silent: Ints
    deadline: Ints  # its last day


@dataclass(frozen=True, slots=True)
class Columns:
    """All commitments, in the order of their ids. `involved` are pairs: place of a commitment, id of an actor."""

    revision: int
    edition: str
    pk: Ints
    organisation: Ints
    tlp: Ints
    kind: Ints
    agreement: Ints
    owner: Ints  # who it is by now, when actors were merged
    owners: Ints  # every owner once; `owner_place` is where in it
    owner_place: Ints
    said_owner: Ints
    said_counterpart: Ints
    promised: Ints
    now: States
    technologies: Truths  # one column a technology
    involved: Ints
    countries: tuple[str, ...]
    country: Truths  # one column a country
    deliveries: Ints  # of `deliveries_of`
    history: (
        Ints | None
    )  # commitment, from, until, stage, condition, quiet, silent, deadline; None: not asked for yet
    proofs: Proofs | None  # what evidence there is; None: not asked for yet

    def delivered(self, day: date) -> tuple[Ints, Ints]:
        """Return the first and last day on which each was delivered, as known on a day; 0 for what was not."""
        return delivered_on(self.deliveries, self.pk, day)

    def states(self, day: date, today: date) -> "States":
        """Return how the commitments stood, as far as was known on a day."""
        if day >= today:
            return self.now
        if self.history is None:
            raise ValueError("Ask for the columns with their history.")
        at = day.toordinal()
        rows = self.history[(self.history[:, 1] <= at) & (self.history[:, 2] > at)]
        places = np.searchsorted(self.pk, rows[:, 0])
        known = np.zeros(len(self.pk), dtype=bool)
        known[places] = True
        found = []
        for column in range(3, 8):
            values = np.zeros(len(self.pk), dtype=np.int64)
            values[places] = rows[:, column]
            found.append(values)
        return States(known, *found)
