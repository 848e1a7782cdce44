"""One commitment whole: its ladder of evidence, clarities, silence and history, as the desk knew it on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from passerelle.apps.accounts.models import User
from passerelle.apps.accounts.permissions import may, rows
from passerelle.apps.directory.queries.names import names_shown
from passerelle.apps.ledger import living
from passerelle.apps.ledger.deadlines import deadline_on, moved_deadlines
from passerelle.apps.ledger.models import (
    Agreement,
    Commitment,
    Edit,
    Evidence,
    HushChange,
    MeetingDecision,
    Milestone,
    Proposal,
    ProposalState,
    Step,
)
from passerelle.apps.ledger.queries.ledger import visible_agreements, visible_commitments
from passerelle.core.commitments import life
from passerelle.core.commitments.clarity import Clarity, clarities
from passerelle.core.commitments.due import Due, due
from passerelle.core.commitments.silence import Hush, hush, last_heard
from passerelle.core.commitments.stages import CONDITIONS, STAGES

_MANY = 500  # pieces of evidence that a page shows, the latest


@dataclass(frozen=True, slots=True)
class Rung:
    """A stage of the ladder: when it was reached, by which steps that stand, on which evidence the reader may see."""

    stage: str
    on: str | None
    steps: list[Step]
    evidence: list[Evidence]


@dataclass(frozen=True, slots=True)
class CommitmentPage:
    """A commitment with all that may be seen of it, as known on `day`. `token` goes back with every change."""

    commitment: Commitment
    agreement: Agreement | None
    owner: str
    counterpart: str
    day: date
    standing: life.Standing
    hush: Hush
    deadline: str
    due: Due
    clarities: tuple[Clarity, ...]
    ladder: list[Rung]
    conditions: list[Step]
    withdrawn: list[Step]
    evidence: list[Evidence]
    milestones: list[Milestone]
    decisions: list[MeetingDecision]
    proposals: list[Proposal]
    hush_changes: list[HushChange]
    edits: list[Edit]
    may_write: bool
    token: int


def commitment_for(user: User, pk: int) -> Commitment:
    """Return a commitment; Commitment.DoesNotExist when absent or not to be seen."""
    found: Commitment = (
        visible_commitments(user).select_related("owner", "counterpart", "organisation").get(pk=pk)
    )
    return found


def commitment_page(
    user: User, pk: int, language: str, *, today: date, as_of: date | None = None
) -> CommitmentPage:
    """Return the page of a commitment as known on a day; Commitment.DoesNotExist when not to be seen."""
    commitment = commitment_for(user, pk)
    # Edits tell what a commitment said while it was marked more strictly.
    may_write = may(user, "ledger.write") and user.organisation_id == commitment.organisation_id
    day = min(as_of or today, today)
    said = day.isoformat()
    every = list(Evidence.objects.filter(commitment=commitment, known_on__lte=day).order_by("pk"))
    live = [one for one in every if one.withdrawn_on is None or one.withdrawn_on > day]
    evidence = evidence_seen(user, live)
    steps = _steps(commitment, day)
    standing = life.standing([living.step(one) for one in steps], said)
    deadline = deadline_on(
        day, moved_deadlines([commitment.pk], today).get(commitment.pk, ()), commitment.deadline
    )
    heard = last_heard([living.evidence(one) for one in live], said)
    names = names_shown(user, [one for one in (commitment.owner, commitment.counterpart) if one], language)
    standing_steps = [one for one in steps if one.withdrawn_on is None or one.withdrawn_on > day]
    known = {one.pk: one for one in evidence}
    return CommitmentPage(
        commitment=commitment,
        agreement=visible_agreements(user).filter(pk=commitment.agreement_id).first(),
        owner=names.get(commitment.owner_id, ""),
        counterpart=names.get(commitment.counterpart_id, ""),
        day=day,
        standing=standing,
        hush=hush(
            commitment.kind,
            standing.stage,
            standing.condition,
            heard,
            commitment.promised,
            deadline or None,
            said,
        ),
        deadline=deadline,
        due=due(deadline or None, standing, said),
        clarities=clarities(living.promise_of(commitment)),
        ladder=_ladder(standing, standing_steps, known),
        conditions=[one for one in standing_steps if one.to in CONDITIONS],
        withdrawn=[one for one in steps if one.withdrawn_on is not None and one.withdrawn_on <= day],
        evidence=sorted(evidence, key=lambda one: (one.on, one.pk), reverse=True)[:_MANY],
        milestones=list(commitment.milestones.order_by("due", "pk")),
        decisions=_decisions(known),
        proposals=_proposals(user, commitment),
        hush_changes=list(commitment.hush_changes.filter(known_on__lte=day)[:20]),
        edits=list(commitment.edits.select_related("by").order_by("-pk")[:50]) if may_write else [],
        may_write=may_write,
        token=commitment.version,
    )


def evidence_seen(user: User, evidence: Iterable[Evidence]) -> list[Evidence]:
    """Return those pieces of evidence that the reader may see, with their documents and claims."""
    ids = [one.pk for one in evidence]
    found = rows(user, "evidence.read", Evidence.objects.filter(pk__in=ids))
    return list(
        found.select_related("document", "claim", "minutes", "added_by", "decision").order_by("on", "pk")
    )


def _steps(commitment: Commitment, day: date) -> list[Step]:
    found = Step.objects.filter(commitment=commitment, known_on__lte=day)
    return list(
        found.select_related("accepted_by", "withdrawn_by")
        .prefetch_related("evidence")
        .order_by("known_on", "pk")
    )


def _ladder(standing: life.Standing, steps: list[Step], known: dict[int, Evidence]) -> list[Rung]:
    reached = dict(standing.ladder)
    found = []
    for stage in STAGES:
        its = [one for one in steps if one.to == stage]
        ids = dict.fromkeys(one.pk for step in its for one in step.evidence.all())
        found.append(Rung(stage, reached.get(stage), its, [known[pk] for pk in ids if pk in known]))
    return found


def _decisions(known: Iterable[int]) -> list[MeetingDecision]:
    """Return the decisions of meetings that evidence known on the day tells, the latest meeting first."""
    found = MeetingDecision.objects.filter(evidence__in=list(known)).select_related(
        "meeting", "evidence", "commitment"
    )
    return list(found.order_by("-meeting__first_day", "-pk"))


def _proposals(user: User, commitment: Commitment) -> list[Proposal]:
    waiting = Proposal.objects.filter(commitment=commitment, state=ProposalState.WAITING)
    return list(rows(user, "proposal.read", waiting).select_related("claim__document__snapshot"))
