"""What waits for a person: proposals with the sentence and the rule they rest on."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from passerelle.apps.accounts.models import User
from passerelle.apps.accounts.permissions import rows
from passerelle.apps.ledger.actions.proposals import happened_on, promised_in
from passerelle.apps.ledger.models import Proposal, ProposalState

PAGE_SIZE = 25


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """A proposal: the sentence with the place of the claim in it, and what accepting would write.

    `offered` are the values of a new commitment, empty for one that is there.
    """

    proposal: Proposal
    sentence: str
    start: int
    end: int
    on: str
    offered: dict


@dataclass(frozen=True, slots=True)
class ProposalsPage:
    """One page of what waits, the surest first. `counts` are those of all kinds."""

    rows: list[ProposalRow]
    total: int
    number: int
    pages: int
    counts: dict[str, int]

    @property
    def previous(self) -> int | None:
        return self.number - 1 if self.number > 1 else None

    @property
    def next(self) -> int | None:
        return self.number + 1 if self.number < self.pages else None


def visible_proposals(user: User) -> QuerySet[Proposal]:
    """Return the proposals to the user's organisation that wait and whose claims the user may see."""
    return rows(user, "proposal.read", Proposal.objects.filter(state=ProposalState.WAITING))


def proposals_page(
    user: User, *, today: date, kind: str = "", page: int = 1, page_size: int = PAGE_SIZE
) -> ProposalsPage:
    """Return a page of what waits for this person; a page beyond the last is the last."""
    found = visible_proposals(user)
    counts: dict[str, int] = {}
    for one in found.order_by().values_list("kind", flat=True):
        counts[one] = counts.get(one, 0) + 1
    found = found.filter(kind=kind) if kind else found
    total = counts.get(kind, 0) if kind else sum(counts.values())
    pages = max(1, -(-total // page_size))
    number = min(max(1, page), pages)
    chosen = found.select_related("claim__document__snapshot", "commitment").order_by("-score", "pk")
    shown = list(chosen[(number - 1) * page_size : number * page_size])
    return ProposalsPage([proposal_row(one, today) for one in shown], total, number, pages, counts)


def proposals_count(user: User) -> int:
    """Return how many proposals wait for this person."""
    return visible_proposals(user).count()


def proposal_for(user: User, pk: int) -> Proposal:
    """Return a proposal, decided or not; Proposal.DoesNotExist when absent or not to be seen."""
    found: Proposal = rows(user, "proposal.read", Proposal.objects.all()).get(pk=pk)
    return found


def proposal_row(proposal: Proposal, today: date) -> ProposalRow:
    """Return a proposal as a screen shows it."""
    claim = proposal.claim
    text = claim.document.text
    first, last = claim.sentence_start, claim.sentence_end
    offered = promised_in(claim, proposal.detail) if proposal.commitment_id is None else {}
    return ProposalRow(
        proposal, text[first:last], claim.start - first, claim.end - first, happened_on(claim, today), offered
    )
