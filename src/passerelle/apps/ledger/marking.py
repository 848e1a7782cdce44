"""Raising the marking of commitments and activities when what they rest on is marked more strictly."""

from collections.abc import Callable

from django.db.models import Q, QuerySet

from passerelle.apps.ledger.markings import STRICTNESS, least_marking, strictest
from passerelle.apps.ledger.models import Activity, Commitment, Meeting
from passerelle.apps.ledger.revisions import lock, raised
from passerelle.apps.library.models import Document, Tlp


def mark_as_strictly(document: Document) -> int:
    """Mark what rests on a document at least as strictly as it is; return how many rows that changed.

    What another organisation may not see at all is left to its officers (RED): the evidence itself they see no more.
    """

    def needed(row: Commitment | Activity) -> str:
        return least_marking(row.organisation_id, document) or str(Tlp.RED)

    resting = Commitment.objects.filter(Q(evidence__document=document) | Q(born_of__document=document))
    told = Activity.objects.filter(
        Q(budgets__document=document)
        | Q(transactions__document=document)
        | Q(results__indicators__measured__document=document)
    )
    return _raise(resting, needed) + _raise_activities(told, needed)


def mark_as_strictly_as_minutes(meeting: Meeting) -> int:
    """Mark what rests on the minutes of a meeting at least as strictly; return how many commitments that changed."""
    return _raise(Commitment.objects.filter(evidence__minutes=meeting), lambda _row: str(meeting.tlp))


def _raise(resting: QuerySet[Commitment], needed_by: Callable[[Commitment], str]) -> int:
    lock()
    open_ = [row for row in resting.distinct() if _raised(row, needed_by(row))]
    if open_:
        number = raised()
        for row in open_:
            row.revision = number
        Commitment.objects.bulk_update(open_, ["tlp", "revision", "version"], batch_size=200)
    return len(open_)


def _raise_activities(resting: QuerySet[Activity], needed_by: Callable[[Activity], str]) -> int:
    lock()
    ids = resting.order_by().values("pk")
    open_ = [
        row for row in Activity.objects.filter(pk__in=ids).defer("record") if _raised(row, needed_by(row))
    ]
    Activity.objects.bulk_update(open_, ["tlp", "version"], batch_size=200)
    return len(open_)


def _raised(row: Commitment | Activity, needed: str) -> bool:
    if STRICTNESS[needed] <= STRICTNESS[row.tlp]:
        return False
    row.tlp = strictest([needed, row.tlp])
    row.version += 1
    return True
