"""Silence: the only thing of the ledger that changes by itself. The day is passed in."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from passerelle.apps.accounts.models import User
from passerelle.apps.audit.actions import about, action
from passerelle.apps.ledger.living import turning
from passerelle.apps.ledger.models import Commitment, HushChange, Revision
from passerelle.apps.ledger.revisions import lock, raised

_AT_ONCE = 5000
# Nearly every row has days of its own: many rows a statement.
_TURN = """UPDATE ledger_commitment
SET quiet_from = said.column2, silent_from = said.column3, hush_reason = said.column4, revision = %s
FROM {said} WHERE ledger_commitment.id = said.column1"""
_ARRAYS = (
    "unnest(%s::bigint[], %s::date[], %s::date[], %s::text[]) AS said(column1, column2, column3, column4)"
)
_STAND = """UPDATE ledger_standing SET quiet_from = turned.quiet_from, silent_from = turned.silent_from
FROM ledger_commitment AS turned
WHERE turned.revision = %s AND commitment_id = turned.id AND known_until IS NULL"""
_ROWS = 4000  # a statement: SQLite takes 32,766 values


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
    dated: list[tuple[Any, ...]] = []
    closed: dict[str, list[int]] = defaultdict(list)
    for pk, kind, stage, condition, heard, promised, deadline, *kept in rows.iterator(chunk_size=_AT_ONCE):
        turns = turning(kind, stage, condition, heard, promised, deadline)
        if [turns.quiet_from, turns.silent_from, turns.reason] == kept:
            continue
        if turns.quiet_from is None:
            closed[turns.reason].append(pk)
        else:
            dated.append((pk, days(turns.quiet_from), days(turns.silent_from), turns.reason))
    if not dated and not closed:
        return
    number = raised()
    nothing = {"quiet_from": None, "silent_from": None}
    for reason, pks in closed.items():
        for some in _some(pks):
            Commitment.objects.filter(pk__in=some).update(**nothing, hush_reason=reason, revision=number)
    with connection.cursor() as cursor:
        for first in range(0, len(dated), _ROWS):
            _turn(cursor, number, dated[first : first + _ROWS])
        cursor.execute(_STAND, [number])


def _turn(cursor: Any, number: int, rows: Sequence[tuple[Any, ...]]) -> None:
    """Write (commitment, quiet from, silent from, reason). PostgreSQL is faster by a third with arrays."""
    if connection.vendor == "postgresql":
        cursor.execute(_TURN.format(said=_ARRAYS), [number, *map(list, zip(*rows, strict=True))])
        return
    values = ", ".join(["(%s, %s, %s, %s)"] * len(rows))
    cursor.execute(_TURN.format(said=f"(VALUES {values}) AS said"), [number, *chain.from_iterable(rows)])


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
