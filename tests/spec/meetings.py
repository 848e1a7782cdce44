"""Meetings with their people and decisions, made for tests through the actions."""

from ledgers import TODAY

from passerelle.apps.ledger.actions.decisions import decide_in_meeting
from passerelle.apps.ledger.actions.meetings import record_meeting
from passerelle.apps.ledger.models import Meeting, MeetingDecision


def met(actor, *, today=TODAY, **values) -> Meeting:
    """A meeting that was held on 5 March 2026."""
    given = {"title": "Joint committee on chips", "held_on": "2026-03-05", "place": "Hà Nội", "tlp": "green"}
    return record_meeting(actor=actor, today=today, **given | values)


def decided(meeting, *, actor, today=TODAY, **values) -> MeetingDecision:
    """What it decided."""
    given = {"text": "Open a joint laboratory for chip design", "due": "2026-12"}
    return decide_in_meeting(meeting, actor=actor, today=today, **given | values)
