"""What is derived from steps and evidence, written in the transaction that changes them: how a commitment stands,
how it stood, when it turns quiet and silent.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Min

from passerelle.apps.ledger.deadlines import Moved, deadline_on, moved_deadlines
from passerelle.apps.ledger.living import Turning, evidence, promise_of, steps_of, turning
from passerelle.apps.ledger.models import Commitment, Evidence, HushChange, Standing
from passerelle.apps.ledger.revisions import raised
from passerelle.apps.ledger.signals import commitments_changed
from passerelle.core.commitments import life
from passerelle.core.commitments.clarity import clarities
from passerelle.core.commitments.silence import last_heard
from passerelle.core.events.spans import days

DERIVED = (
    "deadline_last", "stage", "stage_since", "condition", "condition_since", "last_heard", "quiet_from",
    "silent_from", "hush", "hush_reason", "clarity", "revision",
)  # fmt: skip
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class _Known:
    """How a commitment stood from a day on, as far as was known then."""

    day: date
    standing: life.Standing
    heard: str | None
    turns: Turning
    deadline: date | None


def derive(commitments: Iterable[Commitment], today: date) -> None:
    """Write anew what is derived of these commitments, as known today; under the lock of the ledger."""
    given = list(commitments)
    number = raised()
    for first in range(0, len(given), _AT_ONCE):
        _derive(given[first : first + _AT_ONCE], today, number)
    commitments_changed.send(Commitment, commitments=[one.pk for one in given])


def hush_on(commitment: Commitment | Standing, day: date) -> str:
    """Return how a commitment sounds on a day: heard, quiet, silent, or closed when nothing is listened for."""
    if commitment.silent_from is None or commitment.quiet_from is None:
        return "closed"
    return "silent" if day >= commitment.silent_from else "quiet" if day >= commitment.quiet_from else "heard"


def last_day(stated: str) -> date | None:
    """Return the last day that a date may mean."""
    found = days(stated)
    return date.fromordinal(found.last) if found else None


def _derive(given: list[Commitment], today: date, number: int) -> None:
    ids = [one.pk for one in given]
    steps, said = steps_of(ids), defaultdict(list)
    for row in Evidence.objects.filter(commitment__in=ids).order_by("pk"):
        said[row.commitment_id].append(row)
    first = dict(
        Standing.objects.filter(commitment__in=ids)
        .order_by()
        .values_list("commitment")
        .annotate(Min("known_from"))
    )
    moved = moved_deadlines(ids, today)
    fresh, changes = [], []
    for commitment in given:
        since = first.get(commitment.pk, today)
        given_deadlines = moved.get(commitment.pk, [])
        known = _history(commitment, steps[commitment.pk], said[commitment.pk], given_deadlines, since, today)
        fresh += _standings(commitment, known)
        before = commitment.hush
        _write(commitment, known[-1], today)
        commitment.revision = number
        if commitment.hush != before and (before or commitment.hush in ("quiet", "silent")):
            changes.append(hush_change(commitment, today))
    Commitment.objects.bulk_update(given, DERIVED, batch_size=100)
    Standing.objects.filter(commitment__in=ids).delete()
    Standing.objects.bulk_create(fresh, batch_size=_AT_ONCE)
    HushChange.objects.bulk_create(changes, batch_size=_AT_ONCE)


def hush_change(commitment: Commitment, today: date) -> HushChange:
    """Return the note that a commitment sounds otherwise since today."""
    since = {"silent": commitment.silent_from, "quiet": commitment.quiet_from}.get(commitment.hush)
    return HushChange(
        commitment=commitment,
        state=commitment.hush,
        since=since,
        reason=commitment.hush_reason,
        known_on=today,
    )


def _history(
    commitment: Commitment,
    steps: list[life.Step],
    rows: list[Evidence],
    moved: list[Moved],
    since: date,
    today: date,
) -> list[_Known]:
    """Return how the commitment stood on each day on which something new was known of it, from `since`, the first day
    on which it was known at all, or from what is known to be earlier.
    """
    moments = {since} | {date.fromisoformat(one.known) for one in steps}
    moments |= {date.fromisoformat(one.withdrawn) for one in steps if one.withdrawn}
    moments |= {row.known_on for row in rows} | {row.withdrawn_on for row in rows if row.withdrawn_on}
    moments |= {day for day, _before in moved}
    given = [(row, evidence(row)) for row in rows]
    found: list[_Known] = []
    for day in sorted({day for day in moments if day <= today} or {today}):
        text, deadline = day.isoformat(), deadline_on(day, moved, commitment.deadline)
        standing = life.standing(steps, text)
        live = [one for row, one in given if row.withdrawn_on is None or row.withdrawn_on > day]
        heard = last_heard(live, text)
        turns = turning(
            commitment.kind,
            standing.stage,
            standing.condition or "",
            heard or "",
            commitment.promised,
            deadline,
        )
        found.append(_Known(day, standing, heard, turns, last_day(deadline)))
    return found


def _standings(commitment: Commitment, known: list[_Known]) -> list[Standing]:
    rows: list[Standing] = []
    for one in known:
        row = Standing(
            commitment=commitment,
            known_from=one.day,
            stage=one.standing.stage,
            condition=one.standing.condition or "",
            quiet_from=one.turns.quiet_from,
            silent_from=one.turns.silent_from,
            deadline_last=one.deadline,
        )
        if rows and _same(rows[-1], row):
            continue
        if rows:
            rows[-1].known_until = one.day
        rows.append(row)
    return rows


def _same(one: Standing, other: Standing) -> bool:
    columns = ("stage", "condition", "quiet_from", "silent_from", "deadline_last")
    return all(getattr(one, column) == getattr(other, column) for column in columns)


def _write(commitment: Commitment, known: _Known, today: date) -> None:
    standing = known.standing
    commitment.deadline_last = last_day(commitment.deadline)
    commitment.stage, commitment.stage_since = standing.stage, standing.since or ""
    commitment.condition = standing.condition or ""
    commitment.condition_since = standing.condition_since or ""
    commitment.last_heard = known.heard or ""
    commitment.quiet_from, commitment.silent_from = known.turns.quiet_from, known.turns.silent_from
    commitment.hush_reason = known.turns.reason
    commitment.hush = hush_on(commitment, today)
    commitment.clarity = sum(one.held for one in clarities(promise_of(commitment)))
