"""Silence: the only thing of the ledger that changes by itself. The day is passed in."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Q, QuerySet

from passerelle.apps.accounts.models import User
from passerelle.apps.audit.actions import about, action
from passerelle.apps.ledger.living import turning
from passerelle.apps.ledger.models import Commitment, HushChange, Revision
from passerelle.apps.ledger.revisions import lock, raised

_AT_ONCE = 5000
# Nearly every row has days of its own: one statement for many rows, whichever database.
_TURN = (
    "UPDATE ledger_commitment "
    "SET quiet_from = %s, silent_from = %s, hush_reason = %s, revision = %s WHERE id = %s"
)
_STAND = "UPDATE ledger_standing SET quiet_from = %s, silent_from = %s WHERE commitment_id = %s AND known_until IS NULL"


@dataclass(frozen=True, slots=True)
class Listened:
    """How many commitments turned quiet, turned silent, and are heard of or closed again, by a day."""

    quiet: int
    silent: int
    heard: int
    closed: int


@action("ledger.listen", permission="ledger.write", desk=True)
def reconsider_silence(*, actor: User | None, today: date) -> Listened:
    """Say of every commitment how it sounds on a day, by the rhythms as they are now. Safe to repeat.

    What is derived is compared row by row, what changed is written a set at a time.
    """
    lock()
    _turn_anew()
    day = Q(silent_from__isnull=False)
    found = Commitment.objects.all()
    counts = {
        "silent": _change(found.filter(silent_from__lte=today), "silent", today),
        "quiet": _change(found.filter(quiet_from__lte=today, silent_from__gt=today), "quiet", today),
        "heard": _change(found.filter(day, quiet_from__gt=today), "heard", today),
        "closed": _change(found.filter(~day), "closed", today),
    }
    Revision.objects.filter(pk=1).update(listened_on=today)
    about(None, organisation=actor.organisation if actor else None, day=today.isoformat(), **counts)
    return Listened(**counts)


def _turn_anew() -> None:
    """Write anew when commitments turn quiet and silent, where the rhythms say otherwise than when it was written."""
    fields = ("stage", "condition", "last_heard", "promised", "deadline")
    rows = Commitment.objects.order_by("pk").values_list(
        "pk", "kind", *fields, "quiet_from", "silent_from", "hush_reason"
    )
    days = connection.ops.adapt_datefield_value
    changed = []
    for pk, kind, stage, condition, heard, promised, deadline, *kept in rows.iterator(chunk_size=_AT_ONCE):
        turns = turning(kind, stage, condition, heard, promised, deadline)
        if [turns.quiet_from, turns.silent_from, turns.reason] != kept:
            changed.append((days(turns.quiet_from), days(turns.silent_from), turns.reason, pk))
    if not changed:
        return
    number = raised()
    with connection.cursor() as cursor:
        cursor.executemany(
            _TURN, [(quiet, silent, reason, number, pk) for quiet, silent, reason, pk in changed]
        )
        cursor.executemany(_STAND, [(quiet, silent, pk) for quiet, silent, _reason, pk in changed])


def _change(found: QuerySet[Commitment], state: str, today: date) -> int:
    """Say that these commitments sound so by now, and note it of those that did not before."""
    turned = list(found.exclude(hush=state).values_list("pk", "quiet_from", "silent_from", "hush_reason"))
    HushChange.objects.bulk_create(
        (
            HushChange(
                commitment_id=pk,
                state=state,
                since={"quiet": quiet, "silent": silent}.get(state),
                reason=reason,
                known_on=today,
            )
            for pk, quiet, silent, reason in turned
        ),
        batch_size=1000,
    )
    for some in _some([row[0] for row in turned]):
        Commitment.objects.filter(pk__in=some).update(hush=state)
    return len(turned)


def _some(pks: Sequence[int]) -> Iterator[Iterable[int]]:
    return (pks[at : at + _AT_ONCE] for at in range(0, len(pks), _AT_ONCE))
