"""Claims as a reader may see them: of a document, one at its permanent address, its history, what waits."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from passerelle.apps.accounts.models import User
from passerelle.apps.accounts.permissions import rows
from passerelle.apps.library.models import Claim, Decision, Document, Reading, ReviewState
from passerelle.apps.library.queries.documents import with_sources
from passerelle.apps.library.search import bits
from passerelle.apps.library.search.postings import read_postings, seen_by


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a claim's history. `changes` maps each changed attribute → (before, after)."""

    decision: Decision
    changes: dict[str, tuple[Any, Any]]


def visible_claims(user: User) -> QuerySet[Claim]:
    """Return the claims of the documents that the user may see."""
    return rows(user, "claim.read", Claim.objects.all())


def claims_of(user: User, document: Document) -> QuerySet[Claim]:
    """Return the claims of a document in the order of its text, decided and rejected ones too.

    Withdrawn ones (undecided, and no longer proposed) are left out.
    """
    found = visible_claims(user).filter(document=document).exclude(state=ReviewState.WITHDRAWN)
    return found.select_related("decided_by", "reading").order_by("start", "pk")


def claim_for(user: User, claim_id: int) -> Claim:
    """Return one claim with its document; Claim.DoesNotExist when absent or not to be seen."""
    found = visible_claims(user).select_related(
        "document__snapshot", "document__organisation", "reading", "decided_by"
    )
    claim: Claim = found.get(pk=claim_id)
    with_sources(user, [claim.document])
    return claim


def claim_history(user: User, claim: Claim) -> list[Step]:
    """Return what was decided about a visible claim, first decision first."""
    if not visible_claims(user).filter(pk=claim.pk).exists():
        return []
    return [
        Step(
            decision,
            {
                name: (decision.before.get(name), after)
                for name, after in decision.after.items()
                if decision.before and name not in _BOOKKEEPING and decision.before.get(name) != after
            },
        )
        for decision in claim.decisions.select_related("by").order_by("at", "pk")
    ]


_BOOKKEEPING = {"decided_at", "decided_by", "sentence_start", "sentence_end"}


def claims_awaiting_review(user: User, *, limit: int = 25) -> list[Claim]:
    """Return claims nobody has decided, of the newest visible documents first, each with its document."""
    postings = read_postings(["marking", "review"])
    waiting = seen_by(user, postings) & postings.get("review", {}).get(ReviewState.WAITING, 0)
    documents = bits.page(waiting, 0, limit)
    found = visible_claims(user).filter(document__in=documents, state=ReviewState.WAITING)
    claims = list(
        found.select_related("document__snapshot", "reading").order_by("-document_id", "start", "pk")[:limit]
    )
    with_sources(user, [claim.document for claim in claims])
    return claims


def next_to_review(user: User, after: Document | None = None) -> Document | None:
    """Return the newest visible document with claims to review, older than `after` when given."""
    postings = read_postings(["marking", "review"])
    waiting = seen_by(user, postings) & postings.get("review", {}).get(ReviewState.WAITING, 0)
    if after is not None:
        waiting &= (1 << after.pk) - 1
    return Document.objects.filter(pk__in=bits.page(waiting, 0, 1)).first()


def actors_of(document: Document) -> dict[str, dict[str, Any]]:
    """Return actor id → the actor (gold form: id, kind, country, names) of every reading; the latest wins."""
    return actors_of_each([document])[document.pk]


def actors_of_each(documents: Iterable[Document]) -> dict[int, dict[str, dict[str, Any]]]:
    """Return document id → its actors, as `actors_of`, with one query for all of them."""
    actors: dict[int, dict[str, dict[str, Any]]] = {document.pk: {} for document in documents}
    readings = Reading.objects.filter(document__in=actors).order_by("read_at", "pk")
    for document, found in readings.values_list("document_id", "actors"):
        actors[document] |= {actor["id"]: actor for actor in found}
    return actors
