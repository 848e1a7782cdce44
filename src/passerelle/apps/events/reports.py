"""The claims of the library as reports that core compares: with the actors that the directory knows."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from hashlib import blake2b

from django.db.models import QuerySet

from passerelle.apps.directory.models import Mention
from passerelle.apps.events.permissions import GONE
from passerelle.apps.library.models import Claim
from passerelle.apps.library.proposals import columns_of, stated
from passerelle.apps.library.queries.claims import actors_of_each
from passerelle.core.events.report import Party, Report
from passerelle.core.events.reported import report_of

_COUNTRY = 2  # letters


def standing(claims: QuerySet[Claim]) -> QuerySet[Claim]:
    """Return those of the claims that are neither rejected nor withdrawn."""
    return claims.exclude(state__in=GONE)


def reports_of(claims: Iterable[Claim]) -> dict[int, Report]:
    """Return claim id → its report. Give claims with their documents and snapshots selected."""
    given = list(claims)
    documents = {claim.document_id: claim.document for claim in given}
    parties = _parties(documents)
    return {
        claim.pk: report_of(
            stated(columns_of(claim)),
            key=_key(claim),
            document=str(claim.document_id),
            text=claim.document.snapshot.text,
            language=claim.document.language,
            published=claim.document.published or None,
            actors=parties[claim.document_id],
        )
        for claim in given
    }


def hashed(key: str) -> int:
    """Return a block's key as the database keeps it."""
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "big", signed=True)


def _parties(documents: Mapping[int, object]) -> dict[int, dict[str, Party]]:
    """Return document → local id → who that is: an actor of the directory, or what the reading says."""
    found: dict[int, dict[str, Party]] = defaultdict(dict)
    for document, actors in actors_of_each(documents.values()).items():
        for local, actor in actors.items():
            found[document][local] = Party(
                local, actor.get("kind") or "", actor.get("country") or "", tuple(actor.get("names") or ())
            )
    mentions = Mention.objects.filter(document__in=documents, actor__isnull=False).select_related("actor")
    for mention in mentions:
        actor = mention.actor
        country = (
            actor.key.upper() if actor.kind == "country" and len(actor.key) == _COUNTRY else actor.country
        )
        found[mention.document_id][mention.local] = Party(
            actor.key, actor.kind, country, tuple(mention.names), actor.open
        )
    return found


def _key(claim: Claim) -> str:
    """Name a claim by what it says and where, and last by its id: folding must not depend on what came first."""
    document = claim.document
    place = f"{claim.start:07}:{claim.end:07}:{claim.type}:{claim.status}:{claim.date}"
    return f"{document.snapshot_id[:24]}:{document.organisation_id}:{place}:{claim.pk}"
