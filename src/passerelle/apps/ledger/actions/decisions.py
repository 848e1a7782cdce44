"""What meetings decide: noted, edited, withdrawn, and followed as a commitment that rests on the minutes.

`seen` is the version of the meeting that the person saw; when somebody was faster, Conflict.
"""

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from passerelle.apps.accounts.models import User
from passerelle.apps.audit.actions import about, action
from passerelle.apps.directory.models import Actor
from passerelle.apps.ledger.actions.commitments import promise
from passerelle.apps.ledger.actions.evidence import add_evidence
from passerelle.apps.ledger.actions.proposals import shortened
from passerelle.apps.ledger.actions.refusals import Conflict, InvalidEntry
from passerelle.apps.ledger.actions.steps import accept_step
from passerelle.apps.ledger.actions.values import DECISION, checked
from passerelle.apps.ledger.holding import held, note_edit
from passerelle.apps.ledger.models import Commitment, Meeting, MeetingDecision
from passerelle.core.commitments.days import surely_before


@action("meeting.decide", permission="ledger.write")
def decide_in_meeting(
    meeting: Meeting, *, actor: User, seen: int | None = None, today: date | None = None, **values: Any
) -> MeetingDecision:
    """Note what a meeting decided. `values` are those of `values.DECISION`. Raises Conflict, InvalidEntry, Refused."""
    meeting = held(meeting, actor, seen)
    clean = checked(DECISION, {"text": "", **values})
    _check(meeting, clean, today)
    if meeting.decisions.filter(text=clean["text"], withdrawn_on__isnull=True).exists():
        raise InvalidEntry("text", "already", _("This decision is noted already."))
    row = MeetingDecision.objects.create(meeting=meeting, **clean)
    _note(meeting, actor, {}, {"decision": row.text})
    about(meeting, organisation=meeting.organisation, decision=row.pk)
    return row


@action("decision.edit", permission="ledger.write")
def edit_decision(
    decision: MeetingDecision,
    *,
    actor: User,
    changes: dict[str, Any],
    seen: int | None = None,
    today: date | None = None,
) -> MeetingDecision:
    """Change how a decision is written down, as long as nothing follows from it.

    Raises Conflict, InvalidEntry, Refused.
    """
    meeting, decision = open_decision(decision, actor, seen)
    clean = checked(DECISION, changes)
    _check(meeting, {field: getattr(decision, field) for field in DECISION} | clean, today)
    before = {field: getattr(decision, field) for field in clean}
    after = {field: value for field, value in clean.items() if value != before[field]}
    for field, value in after.items():
        setattr(decision, field, value)
    if after:
        decision.save()
        said = {"decision": decision.text}
        was = {field: _written(before[field]) for field in after}
        _note(meeting, actor, was | said, {field: _written(value) for field, value in after.items()} | said)
    about(meeting, organisation=meeting.organisation, decision=decision.pk, fields=sorted(after))
    return decision


@action("decision.withdraw", permission="ledger.write")
def withdraw_decision(
    decision: MeetingDecision, *, actor: User, seen: int | None = None, today: date | None = None
) -> MeetingDecision:
    """Say that this was not decided after all; it stays among what was withdrawn.

    Raises Conflict, InvalidEntry, Refused.
    """
    meeting, decision = open_decision(decision, actor, seen)
    decision.withdrawn_by, decision.withdrawn_on = actor, today or timezone.localdate()
    decision.save()
    _note(meeting, actor, {}, {"decision_withdrawn": decision.text})
    about(meeting, organisation=meeting.organisation, decision=decision.pk)
    return decision


@action("decision.follow", permission="ledger.write")
def follow_decision(
    decision: MeetingDecision,
    *,
    actor: User,
    values: dict[str, Any] | None = None,
    known_on: date | None = None,
    seen: int | None = None,
    today: date | None = None,
) -> Commitment:
    """Follow a decision as a commitment, announced on the day of the meeting and shown by its minutes.

    It is marked as the meeting is. `values` are what a commitment says of itself and the decision does not;
    `known_on` the day on which the desk knew, today unless said. Raises Conflict, InvalidEntry, Refused.
    """
    meeting, decision = open_decision(decision, actor, seen)
    day = today or timezone.localdate()
    commitment = promise(
        actor=actor, today=day, **promised_by(decision) | (values or {}) | {"tlp": meeting.tlp}
    )
    evidence = add_evidence(
        commitment, kind="minutes", supports="announced", on=meeting.held_on, minutes=meeting, text=decision.text,
        known_on=known_on, actor=actor, today=day,
    )  # fmt: skip
    accept_step(
        commitment,
        "announced",
        on=meeting.held_on,
        evidence=[evidence],
        known_on=known_on,
        actor=actor,
        today=day,
    )
    decision.commitment, decision.evidence = commitment, evidence
    decision.save()
    _note(meeting, actor, {}, {"decision_followed": decision.text})
    about(meeting, organisation=meeting.organisation, decision=decision.pk, commitment=commitment.pk)
    commitment.refresh_from_db()
    return commitment


def promised_by(decision: MeetingDecision) -> dict[str, Any]:
    """Return what a decision says of the commitment that it would become."""
    return {
        "title": shortened(decision.text),
        "title_language": decision.meeting.language,
        "deliverable": decision.text,
        "owner": decision.owner,
        "person": decision.person,
        "deadline": decision.due,
        "promised": decision.meeting.held_on,
    }


def _check(meeting: Meeting, values: dict[str, Any], today: date | None) -> None:
    if meeting.called_off:
        raise InvalidEntry("text", "called_off", _("This meeting was called off."))
    if surely_before((today or timezone.localdate()).isoformat(), meeting.held_on):
        raise InvalidEntry("text", "in_the_future", _("A meeting to come has decided nothing yet."))
    if values.get("due") and surely_before(values["due"], meeting.held_on):
        raise InvalidEntry("due", "before_meeting", _("This lies before the meeting."))


def open_decision(
    decision: MeetingDecision, actor: User, seen: int | None
) -> tuple[Meeting, MeetingDecision]:
    """Return a decision that still stands and from which nothing follows yet, with its meeting, both locked.

    Raises Conflict, InvalidEntry, Refused.
    """
    meeting, decision = standing_decision(decision, actor, seen)
    if decision.commitment_id is not None:
        raise InvalidEntry(
            "decision", "followed", _("This decision is followed as a commitment: change that one.")
        )
    return meeting, decision


def standing_decision(
    decision: MeetingDecision, actor: User, seen: int | None
) -> tuple[Meeting, MeetingDecision]:
    """Return a decision that still stands, with its meeting, both locked. Raises Conflict, Refused."""
    meeting = held(decision.meeting, actor, seen)
    decision = MeetingDecision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
    if decision.withdrawn_on is not None:
        raise Conflict(decision.withdrawn_by, None, decided=True)
    decision.meeting = meeting
    return meeting, decision


def _written(value: Any) -> Any:
    return value.key if isinstance(value, Actor) else value


def _note(meeting: Meeting, actor: User, before: dict[str, Any], after: dict[str, Any]) -> None:
    note_edit(meeting, actor, before, after)
    meeting.save(update_fields=["version"])
