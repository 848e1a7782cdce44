"""The desk: what is new since the last visit, what waits, what is in trouble, what runs."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from passerelle.apps.accounts.models import User
from passerelle.apps.accounts.permissions import rows
from passerelle.apps.library.models import Claim, Document, Job, JobState, ReviewState, Source
from passerelle.apps.library.queries.claims import visible_claims
from passerelle.apps.library.queries.differences import open_differences
from passerelle.apps.library.queries.documents import visible_documents, with_sources
from passerelle.apps.library.search import bits
from passerelle.apps.library.search.postings import CLAIMS, MARKING, WAITING, read_postings, seen_by, total

SHOWN = 10


@dataclass(frozen=True, slots=True)
class Counts:
    """Exact numbers over what the reader may see; `new_claims` are standing claims of new documents."""

    documents: int
    claims: int
    waiting: int
    differences: int
    new_documents: int
    new_claims: int
    sources_in_trouble: int
    running_jobs: int


@dataclass(frozen=True, slots=True)
class Desk:
    """The home screen's lists, each cut to the first few, and the numbers behind them."""

    since: datetime | None
    new_documents: list[Document]
    new_claims: list[Claim]
    waiting: list[Claim]
    sources_in_trouble: list[Source]
    running_jobs: list[Job]
    counts: Counts


def desk_for(user: User, since: datetime | None) -> Desk:
    """Return the desk of a user. Without `since` (a first visit) everything is new."""
    postings = read_postings([MARKING, CLAIMS, WAITING, "review"])
    seen = seen_by(user, postings)
    new = seen & ~((1 << _first_after(since)) - 1)
    to_review = seen & postings.get("review", {}).get(ReviewState.WAITING, 0)
    new_documents = bits.page(new, 0, SHOWN)
    troubled, running = sources_in_trouble(user), running_jobs(user)
    return Desk(
        since=since,
        new_documents=_in_order(user, new_documents),
        new_claims=_claims(user, new_documents, [ReviewState.WAITING, *_DECIDED]),
        waiting=_claims(user, bits.page(to_review, 0, SHOWN), [ReviewState.WAITING]),
        sources_in_trouble=list(troubled[:SHOWN]),
        running_jobs=list(running[:SHOWN]),
        counts=Counts(
            documents=seen.bit_count(),
            claims=total(postings, CLAIMS, seen),
            waiting=total(postings, WAITING, seen),
            differences=open_differences(user),
            new_documents=new.bit_count(),
            new_claims=total(postings, CLAIMS, new),
            sources_in_trouble=troubled.count(),
            running_jobs=running.count(),
        ),
    )


_DECIDED = [ReviewState.CONFIRMED, ReviewState.CORRECTED]


def sources_in_trouble(user: User) -> QuerySet[Source]:
    """Return the sources whose last check failed, worst first: the reader's own, who can mend them."""
    own = rows(user, "source.manage", Source.objects.all())
    return own.filter(active=True, failures__gt=0).order_by("-failures", "name")


def running_jobs(user: User) -> QuerySet[Job]:
    """Return the jobs that wait or run, newest first."""
    return (
        rows(user, "job.read", Job.objects.all())
        .filter(state__in=[JobState.WAITING, JobState.RUNNING])
        .select_related("source")
        .order_by("-pk")
    )


def _first_after(since: datetime | None) -> int:
    """Return the lowest id of a document added after `since`: ids grow with the time of adding."""
    if since is None:
        return 0
    last = (
        Document.objects.filter(added_at__lte=since)
        .order_by("-added_at", "-pk")
        .values_list("pk", flat=True)
        .first()
    )
    return (last or 0) + 1


def _claims(user: User, documents: list[int], states: list[str]) -> list[Claim]:
    found = visible_claims(user).filter(document__in=documents, state__in=states)
    return list(found.select_related("document").order_by("-document_id", "start", "pk")[:SHOWN])


def _in_order(user: User, ids: list[int]) -> list[Document]:
    found = visible_documents(user).select_related("organisation").in_bulk(ids)
    with_sources(user, found.values())
    return [found[number] for number in ids if number in found]
