"""Commitments of the columns as the promises of which core computes the five keys of a partnership."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

import numpy as np
from django.db.models import Q

from passerelle.apps.accounts.models import User
from passerelle.apps.accounts.permissions import rows
from passerelle.apps.ledger.codes import CODES
from passerelle.apps.ledger.columns import Columns, Ints, States, Truths
from passerelle.apps.ledger.models import Commitment, Evidence
from passerelle.apps.ledger.queries.counting import SOON
from passerelle.apps.library.models import Document
from passerelle.core.commitments.due import DUES
from passerelle.core.commitments.heads import counts_people
from passerelle.core.commitments.keys import PEOPLE_KINDS, Promise
from passerelle.core.commitments.stages import ENDS

Delivered = tuple[Ints, Ints]  # first and last day

_ENDS = [CODES["condition"].index(one) for one in ENDS]
_DONE = CODES["stage"].index("delivered")
_MOVED = [CODES["kind"].index(one) for one in PEOPLE_KINDS]


def promises(
    user: User,
    found: Columns,
    states: States,
    delivered: Delivered,
    places: Ints,
    owed_by: tuple[Truths, Truths],
    day: date,
) -> list[Promise]:
    """Return the commitments at these places as promises, in their order.

    `owed_by` says of each commitment of the columns whether the first and whether the second side owes it; `found`
    must hold the proofs. A promise of which neither side is named as owner is owed by both.
    """
    if found.proofs is None:
        raise ValueError("Ask for the columns with their proofs.")
    pks, kinds, stages = found.pk[places], found.kind[places], states.stage[places]
    proven, open_ = found.proofs.on(pks, day)
    people = _people(user, pks[np.isin(kinds, _MOVED) & (stages >= _DONE)].tolist(), day)
    fields: list[tuple[str, ...]] = [()] * len(pks)
    for row, column in np.argwhere(found.technologies[places]).tolist():
        fields[row] += (CODES["technology"][column],)
    return list(
        map(
            Promise,
            map(str, pks.tolist()),
            np.where(owed_by[0][places], "a", np.where(owed_by[1][places], "b", "both")).tolist(),
            map(CODES["kind"].__getitem__, kinds.tolist()),
            map(DUES.__getitem__, promise_dues(states, delivered, day)[places].tolist()),
            map(CODES["stage"].__getitem__, stages.tolist()),
            fields,
            map(people.get, pks.tolist()),
            open_.tolist(),
            proven.tolist(),
        )
    )


def promise_dues(states: States, delivered: Delivered, day: date) -> Ints:
    """Return how each commitment stood to its deadline, as places in core's DUES: what `due.due` says of one.

    `delivered` is what `found.delivered(day)` returns.
    """
    at, deadline = day.toordinal(), states.deadline
    first, last = delivered
    place = DUES.index
    kept = np.where(
        last <= deadline, place("kept"), np.where(deadline < first, place("late"), place("perhaps_late"))
    )
    open_ = np.where(
        deadline < at, place("overdue"), np.where(deadline <= at + SOON, place("soon"), place("later"))
    )
    open_ = np.where(np.isin(states.condition, _ENDS), place("closed"), open_)
    return np.where(deadline == 0, place("none"), np.where(last > 0, kept, open_))


def _people(user: User, commitments: Iterable[int], day: date) -> dict[int, Decimal]:
    """Return how many people each trained or exchanged: what the evidence that the reader may see
    reports, else what was promised and accepted as delivered.
    """
    ids = list(commitments)
    given = Commitment.objects.filter(pk__in=ids, quantity_value__isnull=False).order_by()
    found = {
        pk: Decimal(str(value))
        for pk, value, unit in given.values_list("pk", "quantity_value", "quantity_unit")
        if counts_people(unit)
    }
    standing = Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gt=day)
    results = Evidence.objects.filter(
        standing,
        commitment__in=ids,
        known_on__lte=day,
        claim_type="result",
        document__in=rows(user, "document.read", Document.objects.all()).order_by().values("pk"),
        claim__quantity_value__isnull=False,
    ).order_by()
    reported: dict[int, Decimal] = {}
    for pk, value, unit in results.values_list("commitment", "claim__quantity_value", "claim__quantity_unit"):
        if counts_people(unit):
            reported[pk] = max(Decimal(str(value)), reported.get(pk, Decimal(0)))
    return found | reported
