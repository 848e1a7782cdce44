"""What people decide about proposals: accept one with a key, dismiss it, take a dismissal back.

What is accepted goes through the same actions as what is entered by hand, so the same refusals hold.
"""

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from passerelle.apps.accounts.models import User
from passerelle.apps.accounts.permissions import require_rows
from passerelle.apps.audit.actions import about, action
from passerelle.apps.directory.models import Actor, Role
from passerelle.apps.ledger.actions.commitments import promise
from passerelle.apps.ledger.actions.evidence import add_evidence
from passerelle.apps.ledger.actions.milestones import add_milestone
from passerelle.apps.ledger.actions.refusals import Conflict, InvalidEntry
from passerelle.apps.ledger.actions.steps import accept_step
from passerelle.apps.ledger.actions.values import text_of
from passerelle.apps.ledger.models import Commitment, Evidence, Proposal, ProposalState
from passerelle.apps.ledger.revisions import lock
from passerelle.apps.library.models import Claim
from passerelle.core.commitments.stages import CONDITIONS
from passerelle.core.events.spans import days

_MONEY, _QUANTITY = ("budget_amount", "budget_currency"), ("quantity_value", "quantity_unit")
_TITLE = 160  # characters of a sentence that make a title


@action("proposal.accept", permission="ledger.write")
def accept_proposal(
    proposal: Proposal,
    *,
    actor: User,
    values: dict[str, Any] | None = None,
    on: str = "",
    confirmed_marking: bool = False,
    today: date | None = None,
) -> Commitment:
    """Do what a proposal proposes, and return the commitment. `values` are those of a new commitment that the person
    wants otherwise, `on` the day on which it happened where the claim says it wrongly.

    Raises Conflict, InvalidEntry, MarkingQuestion, Refused, StepRefused; then nothing is done.
    """
    proposal = _open(proposal, actor)
    day = today or timezone.localdate()
    claim = Claim.objects.select_related("document__organisation").get(pk=proposal.claim_id)
    if not claim.standing:
        raise InvalidEntry("claim", "gone", _("This claim was rejected."))
    when = on or happened_on(claim, day)
    if proposal.commitment_id is None:
        given = promised_in(claim, proposal.detail) | {"promised": when} | (values or {})
        commitment = promise(
            born_of=claim, confirmed_marking=confirmed_marking, actor=actor, today=day, **given
        )
        proposal.commitment = commitment
    else:
        commitment = Commitment.objects.get(pk=proposal.commitment_id)
    evidence = Evidence.objects.filter(commitment=commitment, claim=claim, withdrawn_on__isnull=True).first()
    evidence = evidence or add_evidence(
        commitment,
        kind="report",
        on=when,
        supports=proposal.to if proposal.kind != "evidence" else "",
        claim=claim,
        confirmed_marking=confirmed_marking,
        actor=actor,
        today=day,
    )
    if proposal.kind == "milestone":
        title = shortened(claim.quote)
        if not commitment.milestones.filter(title=title).exists():
            add_milestone(commitment, title=title, reached=when, actor=actor, today=day)
    elif proposal.to and proposal.kind != "evidence" and not _stands(commitment, proposal.to):
        accept_step(commitment, proposal.to, on=when, evidence=[evidence], actor=actor, today=day)
    _decide(proposal, ProposalState.ACCEPTED, actor)
    about(proposal, organisation=proposal.organisation, commitment=commitment.pk, rule=proposal.rule)
    commitment.refresh_from_db()
    return commitment


@action("proposal.dismiss", permission="ledger.write")
def dismiss_proposal(proposal: Proposal, *, actor: User, reason: str = "") -> Proposal:
    """Say that a proposal is wrong; it is not made again. Raises Conflict, InvalidEntry, Refused."""
    proposal = _open(proposal, actor)
    proposal.reason = text_of(500)("reason", reason)
    _decide(proposal, ProposalState.DISMISSED, actor)
    about(proposal, organisation=proposal.organisation, rule=proposal.rule)
    return proposal


@action("proposal.reopen", permission="ledger.write")
def reopen_proposal(proposal: Proposal, *, actor: User) -> Proposal:
    """Take the dismissal of a proposal back: it waits again. Raises Conflict (it was not dismissed), Refused."""
    require_rows(actor, "proposal.read", [proposal])
    lock()
    proposal = Proposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    if proposal.state != ProposalState.DISMISSED:
        raise Conflict(proposal.decided_by, proposal.decided_at, decided=True)
    proposal.state, proposal.decided_by, proposal.decided_at, proposal.reason = (
        ProposalState.WAITING,
        None,
        None,
        "",
    )
    proposal.save()
    about(proposal, organisation=proposal.organisation, rule=proposal.rule)
    return proposal


def happened_on(claim: Claim, today: date) -> str:
    """Return the day, as precise as known, on which what a claim tells happened, at the latest when it was published
    or, when nobody knows, today.
    """
    for stated in (claim.date.partition("/")[2] or claim.date, claim.document.published):
        found = days(stated)
        if found and date.fromordinal(found.first) <= today:
            return stated
    return today.isoformat()


def promised_in(claim: Claim, detail: dict[str, Any]) -> dict[str, Any]:
    """Return the values of a commitment as a claim states them: a person looks at them before they are taken."""
    parties = list(
        Actor.objects.filter(involvements__claim=claim, involvements__role=Role.PARTY).order_by(
            "involvements__pk"
        )
    )
    bodies = [one for one in parties if one.kind not in ("country", "place", "person")] or parties
    others = [one for one in parties if bodies and one.pk != bodies[0].pk]
    across = [one for one in others if one.country != bodies[0].country] if bodies else []
    given: dict[str, Any] = {
        "title": _title(claim),
        "title_language": claim.document.language,
        "kind": detail.get("kind", "other"),
        "owner": bodies[0] if bodies else None,
        "counterpart": next(iter(across or others), None),
        "deliverable": claim.document.text[claim.sentence_start : claim.sentence_end].strip()[:1000],
        "technologies": claim.technologies,
        "deadline": _ten(detail.get("deadline") or claim.quantity_by),
    }
    value, unit = claim.quantity_value, claim.quantity_unit
    if value is None and "amount" in detail:
        stated, _space, unit = detail["amount"].partition(" ")
        value = float(stated)
    if value is not None and unit:
        money = unit.isupper() and len(unit) == len("EUR")
        given |= dict(zip(_MONEY if money else _QUANTITY, (value, unit), strict=True))
    return given


def _ten(stated: str) -> str:
    """Return the last day of a span, or the date itself."""
    return stated.partition("/")[2] or stated


def shortened(quote: str) -> str:
    """Return words as a title: one line of a bounded length."""
    text = " ".join(quote.split())
    return text if len(text) <= _TITLE else text[:_TITLE].rsplit(" ", 1)[0] + "…"


def _title(claim: Claim) -> str:
    """Return the sentence, where it is short enough; of a long one the part from the quote on: who reads the ledger
    should know what was promised without opening it.
    """
    sentence = shortened(claim.document.text[claim.sentence_start : claim.sentence_end])
    if claim.quote and " ".join(claim.quote.split()) in sentence:
        return sentence
    return shortened(claim.document.text[claim.start : claim.sentence_end]) or shortened(claim.quote)


def _stands(commitment: Commitment, to: str) -> bool:
    commitment.refresh_from_db()
    if to in CONDITIONS:
        return commitment.condition == to
    return commitment.steps.filter(to=to, withdrawn_on__isnull=True).exists()


def _open(proposal: Proposal, actor: User) -> Proposal:
    require_rows(actor, "proposal.read", [proposal])
    lock()
    proposal = Proposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    if proposal.state in (ProposalState.ACCEPTED, ProposalState.DISMISSED):
        raise Conflict(proposal.decided_by, proposal.decided_at, decided=True)
    if proposal.state == ProposalState.OUTDATED:
        raise Conflict
    return proposal


def _decide(proposal: Proposal, state: ProposalState, actor: User) -> None:
    proposal.state, proposal.decided_by, proposal.decided_at = state, actor, timezone.now()
    proposal.save()
