"""Steps: a commitment came to a stage or into a condition, and a person accepts it on evidence."""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from passerelle.apps.accounts.models import User
from passerelle.apps.audit.actions import about, action
from passerelle.apps.ledger import living
from passerelle.apps.ledger.actions.refusals import Conflict, StepRefused
from passerelle.apps.ledger.actions.values import needed_day, text_of
from passerelle.apps.ledger.deriving import derive
from passerelle.apps.ledger.holding import held, note_edit
from passerelle.apps.ledger.models import Commitment, Evidence, Step
from passerelle.core.commitments.life import standing
from passerelle.core.commitments.refusals import refusal_of


@action("step.accept", permission="ledger.write")
def accept_step(
    commitment: Commitment,
    to: str,
    *,
    on: str,
    evidence: Iterable[Evidence],
    actor: User,
    note: str = "",
    known_on: date | None = None,
    seen: int | None = None,
    today: date | None = None,
) -> Step:
    """Accept that a commitment came to a stage or into a condition. Raises Conflict, StepRefused, InvalidEntry.

    `known_on` is the day on which the desk knew, today unless said: what is recorded afterwards keeps its day.
    """
    commitment = held(commitment, actor, seen)
    day = today or timezone.localdate()
    known = min(known_on or day, day)
    chosen = [one.pk for one in evidence]
    live = Evidence.objects.filter(commitment=commitment, withdrawn_on__isnull=True)
    row = Step(commitment=commitment, to=to, on=needed_day("on", on), known_on=known, accepted_by=actor)
    row.note = text_of(1000)("note", note)
    stood = standing(living.steps_of([commitment.pk])[commitment.pk], known.isoformat())
    given = [living.evidence(one) for one in live]
    if refusal := refusal_of(living.step(row, chosen), stood, given, kind=commitment.kind):
        raise StepRefused(refusal)
    row.save()
    row.evidence.set(chosen)
    note_edit(commitment, actor, {"stage": commitment.stage, "condition": commitment.condition}, {"step": to})
    commitment.save(update_fields=["version"])
    derive([commitment], day)
    about(commitment, organisation=commitment.organisation, to=to, on=row.on, step=row.pk)
    return row


@action("step.withdraw", permission="ledger.write")
def withdraw_step(step: Step, *, actor: User, seen: int | None = None, today: date | None = None) -> Step:
    """Take a step back: it stood until today. Raises Conflict, Refused."""
    commitment = held(step.commitment, actor, seen)
    step = Step.objects.select_for_update(of=("self",)).get(pk=step.pk)
    if step.withdrawn_on is not None:
        raise Conflict(step.withdrawn_by, None, decided=True)
    step.withdrawn_by, step.withdrawn_on = actor, today or timezone.localdate()
    step.save(update_fields=["withdrawn_by", "withdrawn_on"])
    note_edit(commitment, actor, {"step": step.to}, {"step_withdrawn": step.to})
    commitment.save(update_fields=["version"])
    derive([commitment], step.withdrawn_on)
    about(commitment, organisation=commitment.organisation, to=step.to, step=step.pk)
    return step
