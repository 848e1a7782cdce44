"""What finding needs, kept true in the transaction that writes a document or its claims.

Whoever adds or reads a document, marks it, or decides about a claim calls one of these two, last in the
action.
"""

from datetime import date

from passerelle.apps.library.models import Claim, Document, DocumentState, Posting, Reading, ReviewState
from passerelle.apps.library.search.postings import (
    CLAIMS,
    DAY,
    MARKING,
    WAITING,
    digits,
    mark_value,
    write_postings,
)
from passerelle.apps.library.search.texts import store_text

NONE = "none"  # the facet value of what has no value: undated, or without claims
_FALLEN = (ReviewState.REJECTED, ReviewState.WITHDRAWN)


def index_document(document: Document) -> None:
    """Index title, text, marking and claims of a document, and bring its counts up to date."""
    store_text(document.pk, document.title or document.name, document.snapshot.text)
    index_claims(document)


def index_claims(document: Document) -> None:
    """Index marking and claims of a document whose text and title did not change, and count its claims."""
    # Counting waits for whoever is writing claims of the same document.
    Document.objects.select_for_update().values_list("pk").get(pk=document.pk)
    claims = list(
        Claim.objects.filter(document=document)
        .order_by()
        .values("type", "status", "technologies", "parties", "state")
    )
    document.claims_count = sum(claim["state"] not in _FALLEN for claim in claims)
    document.waiting_count = sum(claim["state"] == ReviewState.WAITING for claim in claims)
    Document.objects.filter(pk=document.pk).update(
        claims_count=document.claims_count, waiting_count=document.waiting_count
    )
    reading = Reading.objects.filter(document=document).order_by("-read_at", "-pk").first()
    write_postings(document.pk, facets_of(document, claims, reading))


def facets_of(document: Document, claims: list[dict], reading: Reading | None) -> dict[str, set[str]]:
    """Return facet → values of a document. Rejected and withdrawn claims count for the review state only."""
    standing = [claim for claim in claims if claim["state"] not in _FALLEN]
    actors = {actor["id"]: actor.get("country") for actor in (reading.actors if reading else [])}
    parties = {party for claim in standing for party in claim["parties"]}
    technologies = {technology for claim in standing for technology in claim["technologies"]}
    review = {claim["state"] for claim in claims}
    if document.state == DocumentState.NOT_READ:
        review.add(DocumentState.NOT_READ)
    facets = {
        CLAIMS: digits(len(standing)),
        WAITING: digits(sum(claim["state"] == ReviewState.WAITING for claim in standing)),
        DAY: digits(document.published_on.toordinal() if document.published_on else 0),
        MARKING: {mark_value(document.organisation_id, document.tlp)},
        "language": {document.language},
        "type": {claim["type"] for claim in standing},
        "technology": technologies | set(reading.technologies if reading else []),
        "status": {claim["status"] for claim in standing},
        "review": review or {NONE},
        "source": {str(document.source_id)},
        "period": periods(document.published_on, document.published),
        "country": {country.upper() for party in parties if (country := actors.get(party))},
    }
    longest = Posting._meta.get_field("value").max_length
    return {
        facet: {value for value in values if 0 < len(value) <= longest} for facet, values in facets.items()
    }


def periods(day: date | None, published: str) -> set[str]:
    """Return the periods of a publication date: its year and, where the month is known, its quarter.

    >>> sorted(periods(date(2025, 5, 1), "2025-05"))
    ['2025', '2025-Q2']
    """
    if day is None:
        return {NONE}
    year = f"{day.year:04}"
    return {year, f"{year}-Q{(day.month + 2) // 3}"} if len(published) >= len("2025-05") else {year}
