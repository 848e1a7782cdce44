"""What a meeting's history says that the desk had of it on an earlier day: the decisions noted, and the minutes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from passerelle.apps.ledger.models import Edit, Meeting, MeetingDecision


@dataclass(frozen=True, slots=True)
class Noted:
    """`recorded`: the desk had the meeting by then. `decisions` stood then, `withdrawn` had been taken back.
    `minutes` are the words of that day, `edits` what was changed until then.
    """

    recorded: bool
    decisions: list[MeetingDecision]
    withdrawn: list[MeetingDecision]
    minutes: str
    edits: list[Edit]


def noted_then(
    meeting: Meeting, decisions: Iterable[MeetingDecision], edits: Iterable[Edit], as_of: date
) -> Noted:
    """Return what the desk had of a meeting at the end of a day. `decisions` and `edits` are all, in their order.

    Each decision is noted by an edit of its own, in the order of the decisions.
    """
    edits = list(edits)
    noted_on = [
        timezone.localdate(one.at)
        for one in edits
        if "decision" in one.after and "decision" not in one.before
    ]
    there = [one for one, day in zip(decisions, noted_on, strict=False) if day <= as_of]
    recorded = timezone.localdate(meeting.created_at) <= as_of
    return Noted(
        recorded,
        [one for one in there if one.withdrawn_on is None or one.withdrawn_on > as_of],
        [one for one in there if one.withdrawn_on is not None and one.withdrawn_on <= as_of],
        minutes_on(meeting, edits, as_of) if recorded else "",
        [one for one in edits if timezone.localdate(one.at) <= as_of],
    )


def minutes_on(meeting: Meeting, edits: Iterable[Edit], as_of: date) -> str:
    """Return the minutes as they were at the end of a day: what the first later change of them found."""
    later = (one for one in edits if timezone.localdate(one.at) > as_of and "minutes" in one.after)
    first = next(later, None)
    return meeting.minutes if first is None else str(first.before["minutes"] or "")
