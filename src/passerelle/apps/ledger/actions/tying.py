"""A decision about a commitment that is there already: tied to it, untied, its new date taken.

Tying adds the minutes to what is known of the commitment and changes nothing else. When somebody was faster, Conflict.
"""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from passerelle.apps.accounts.models import User
from passerelle.apps.accounts.permissions import rows
from passerelle.apps.audit.actions import about, action
from passerelle.apps.ledger.actions.commitments import edit_commitment
from passerelle.apps.ledger.actions.decisions import open_decision, standing_decision
from passerelle.apps.ledger.actions.evidence import add_evidence, withdraw_evidence
from passerelle.apps.ledger.actions.refusals import InvalidEntry
from passerelle.apps.ledger.actions.steps import accept_step
from passerelle.apps.ledger.holding import note_edit
from passerelle.apps.ledger.models import Commitment, MeetingDecision


@action("decision.tie", permission="ledger.write")
def tie_decision(
    decision: MeetingDecision,
    commitment: Commitment,
    *,
    actor: User,
    confirmed_marking: bool = False,
    known_on: date | None = None,
    seen: int | None = None,
    today: date | None = None,
) -> MeetingDecision:
    """Say that a decision is about a commitment that is there already: the minutes become evidence of it.

    `known_on` is the day on which the desk knew, today unless said; `seen` the version of the meeting that was seen.
    Raises Conflict, InvalidEntry, MarkingQuestion, Refused.
    """
    meeting, decision = open_decision(decision, actor, seen)
    if not rows(actor, "ledger.write", Commitment.objects.filter(pk=commitment.pk)).exists():
        raise InvalidEntry("commitment", "unknown_commitment", _("Choose a commitment of your organisation."))
    decision.evidence = add_evidence(
        commitment, kind="minutes", on=meeting.held_on, minutes=meeting, text=decision.text, known_on=known_on,
        confirmed_marking=confirmed_marking, actor=actor, today=today,
    )  # fmt: skip
    decision.commitment = commitment
    decision.save()
    note_edit(meeting, actor, {}, {"decision_tied": decision.text})
    meeting.save(update_fields=["version"])
    about(meeting, organisation=meeting.organisation, decision=decision.pk, commitment=commitment.pk)
    return decision


@action("decision.untie", permission="ledger.write")
def untie_decision(
    decision: MeetingDecision, *, actor: User, seen: int | None = None, today: date | None = None
) -> MeetingDecision:
    """Say that a decision is not about its commitment after all; the minutes are no evidence of it from today.

    Steps that rest on them alone are withdrawn first. `seen` is the version of the meeting that was seen.
    Raises Conflict, InvalidEntry, Refused.
    """
    meeting, decision = standing_decision(decision, actor, seen)
    if decision.commitment is None:
        raise InvalidEntry("decision", "not_tied", _("This decision is tied to no commitment."))
    commitment, evidence = decision.commitment, decision.evidence
    if evidence is not None and evidence.withdrawn_on is None:
        withdraw_evidence(evidence, actor=actor, today=today)
    decision.commitment = decision.evidence = None
    decision.save()
    note_edit(meeting, actor, {}, {"decision_untied": decision.text})
    meeting.save(update_fields=["version"])
    about(meeting, organisation=meeting.organisation, decision=decision.pk, commitment=commitment.pk)
    return decision


@action("decision.take_date", permission="ledger.write")
def take_date_of_decision(
    decision: MeetingDecision,
    *,
    actor: User,
    known_on: date | None = None,
    seen: int | None = None,
    today: date | None = None,
) -> Commitment:
    """Change the commitment that a decision is tied to as the decision says: it is due on the new day, and a step says
    that it changed, shown by the minutes. `seen` is the version of the commitment that was seen.

    Raises Conflict, InvalidEntry, Refused, StepRefused.
    """
    meeting, decision = standing_decision(decision, actor, None)
    if not offers_date(decision):
        raise InvalidEntry("due", "no_other_date", _("This decision gives its commitment no other deadline."))
    day = today or timezone.localdate()
    commitment = accept_step(
        decision.commitment, "changed", on=meeting.held_on, evidence=[decision.evidence],
        note=decision.text, known_on=known_on, seen=seen, actor=actor, today=day,
    ).commitment  # fmt: skip
    edit_commitment(commitment, changes={"deadline": decision.due}, actor=actor, today=day)
    about(meeting, organisation=meeting.organisation, decision=decision.pk, commitment=commitment.pk)
    commitment.refresh_from_db()
    return commitment


def offers_date(decision: MeetingDecision) -> bool:
    """Say whether a decision gives the commitment that it is tied to another deadline, which nobody took yet."""
    commitment, evidence = decision.commitment, decision.evidence
    if commitment is None or evidence is None or evidence.withdrawn_on is not None:
        return False
    if not decision.due or decision.due == commitment.deadline:
        return False
    return not evidence.steps.filter(withdrawn_on__isnull=True).exists()
