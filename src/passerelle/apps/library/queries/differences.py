"""What later readings say otherwise, as a reader may see it: counts, and the page to review."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, QuerySet

from passerelle.apps.accounts.models import User
from passerelle.apps.library.differences import OPEN
from passerelle.apps.library.models import Claim, Difference, DifferenceKind, Document, Job, Reading
from passerelle.apps.library.queries.claims import visible_claims
from passerelle.apps.library.queries.documents import with_sources

PAGE_SIZE = 20


@dataclass(frozen=True, slots=True)
class Scope:
    """Which differences: of one kind, of the documents or the job named; open ones, or all ever noted."""

    kind: str = ""
    document: int | None = None
    job: int | None = None
    all: bool = False


def differences_in(user: User, scope: Scope) -> QuerySet[Difference]:
    """Return the differences of a scope whose claims the user may see, newest document first, in the text's order."""
    # Asked claim by claim: differences are few beside the claims of a library.
    found = Difference.objects.filter(Exists(visible_claims(user).filter(pk=OuterRef("claim"))))
    if not scope.all:
        found = found.filter(OPEN)
    if scope.kind:
        found = found.filter(kind=scope.kind)
    if scope.document is not None:
        found = found.filter(claim__document=scope.document)
    if scope.job is not None:
        found = found.filter(reading__job=scope.job)
    return found.order_by("-claim__document_id", "claim__start", "pk")


def counts_by_kind(user: User, scope: Scope) -> dict[str, int]:
    """Return kind → number, of every kind, whatever kind the scope names."""
    found = differences_in(user, Scope("", scope.document, scope.job, scope.all)).order_by()
    counted = dict(found.values_list("kind").annotate(number=Count("pk")))
    return {kind: counted.get(kind, 0) for kind in DifferenceKind.values}


def open_differences(user: User) -> int:
    """Return how many differences wait for the user's eyes."""
    return differences_in(user, Scope()).count()


def differences_page(user: User, scope: Scope, number: str | int | None) -> Page:
    """Return one page; each difference has its claim, document and reading at hand."""
    found = differences_in(user, scope).select_related(
        "reading",
        "claim__reading",
        "claim__decided_by",
        "claim__document__snapshot",
        "claim__document__organisation",
    )
    page = Paginator(found, PAGE_SIZE).get_page(number)
    with_sources(user, [difference.claim.document for difference in page.object_list])
    return page


def difference_for(user: User, difference_id: int) -> Difference:
    """Return one difference; Difference.DoesNotExist when absent or its claim is not to be seen."""
    found = differences_in(user, Scope(all=True)).select_related(
        "reading",
        "claim__reading",
        "claim__decided_by",
        "claim__document__snapshot",
        "claim__document__organisation",
    )
    difference: Difference = found.get(pk=difference_id)
    with_sources(user, [difference.claim.document])
    return difference


def open_of_claim(user: User, claim: Claim) -> Difference | None:
    """Return the open difference of a claim, if it has one and the user may see it; its claim is this very one."""
    difference = differences_in(user, Scope()).select_related("reading").filter(claim=claim).first()
    if difference is not None:
        difference.claim = claim
    return difference


def differing_claims(user: User, document: Document) -> set[int]:
    """Return the ids of a document's claims that have an open difference."""
    return set(differences_in(user, Scope(document=document.pk)).values_list("claim_id", flat=True))


def found_by(job: Job) -> dict[str, int]:
    """Return kind → number of all differences that the readings of a job noted: for the terminal's report."""
    noted = Difference.objects.filter(reading__in=Reading.objects.filter(job=job)).order_by()
    counted = dict(noted.values_list("kind").annotate(number=Count("pk")))
    return {kind: counted.get(kind, 0) for kind in DifferenceKind.values}


def is_open(difference: Difference) -> bool:
    """Tell whether nobody has decided about the claim since the reading."""
    decided = difference.claim.decided_at
    return decided is None or decided < difference.reading.read_at
