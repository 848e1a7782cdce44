"""When commitments were delivered, as columns: what kept, late and overdue are counted from, on any day."""

from datetime import date

import numpy as np
from numpy.typing import NDArray

from passerelle.apps.ledger.models import Step
from passerelle.apps.ledger.standings import portions
from passerelle.core.commitments.days import span
from passerelle.core.commitments.stages import STAGES

Ints = NDArray[np.int64]
_FAR = date.max.toordinal()


def deliveries_of(commitments: list[int] | None) -> Ints:
    """Return the steps to delivered and beyond, of some commitments or all: commitment, place of the stage, first and
    last day that it may have been, day of knowing, day of withdrawal (far off for what stands).
    """
    found = Step.objects.filter(to__in=STAGES[STAGES.index("delivered") :]).order_by()
    pieces = (
        [found]
        if commitments is None
        else [found.filter(commitment__in=ids) for ids in portions(commitments)]
    )
    rows = []
    for piece in pieces:
        for pk, to, on, known, withdrawn in piece.values_list(
            "commitment", "to", "on", "known_on", "withdrawn_on"
        ).iterator(chunk_size=5000):
            days = span(on)
            until = withdrawn.toordinal() if withdrawn else _FAR
            rows.append((pk, STAGES.index(to), days.first, days.last, known.toordinal(), until))
    return np.array(rows, dtype=np.int64).reshape(-1, 6)


def delivered_on(rows: Ints, commitments: Ints, day: date) -> tuple[Ints, Ints]:
    """Return the first and last day on which each was delivered, as known on a day; 0 for what was not.

    As `life.standing` counts: the step to delivered before any later stage, the one that surely happened first.
    """
    at = day.toordinal()
    happened = np.maximum(rows[:, 2], np.minimum(rows[:, 3], rows[:, 4]))
    counts = (rows[:, 4] <= at) & (rows[:, 5] > at) & (happened <= at)
    rows, happened = rows[counts], happened[counts]
    order = np.lexsort((rows[:, 4], rows[:, 2], rows[:, 3] - rows[:, 2], happened, rows[:, 1], rows[:, 0]))
    rows = rows[order]
    ids, places = np.unique(rows[:, 0], return_index=True)
    first, last = np.zeros(len(commitments), dtype=np.int64), np.zeros(len(commitments), dtype=np.int64)
    where = np.searchsorted(commitments, ids)
    first[where], last[where] = rows[places, 2], rows[places, 3]
    return first, last
