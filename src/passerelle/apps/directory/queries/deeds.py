"""What actors did, as claims that a reader may see: counted by technology, partner and type, and by time."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from django.db.models import Case, Count, F, QuerySet, When

from passerelle.apps.accounts.models import User
from passerelle.apps.accounts.permissions import rows
from passerelle.apps.directory.models import Actor, Involvement
from passerelle.apps.library.models import Claim, Document
from passerelle.apps.library.queries.claims import visible_claims
from passerelle.apps.library.queries.documents import with_sources

_FALLEN = ("rejected", "withdrawn")
COMMITMENTS = ("agreement", "investment", "programme", "target")


@dataclass(frozen=True, slots=True)
class Partner:
    """Somebody named in the same claims, and in how many."""

    actor: Actor
    claims: int


@dataclass(frozen=True, slots=True)
class Tie:
    """Two partners (ids) that the same claims name as well, and how many do."""

    one: int
    other: int
    claims: int


def claims_naming(user: User, actors: QuerySet[Actor] | Iterable[Actor]) -> QuerySet[Claim]:
    """Return the claims that name any of these actors, neither rejected nor withdrawn, and the user may see."""
    named = Involvement.objects.filter(actor__in=actors).values("claim")
    return visible_claims(user).filter(pk__in=named).exclude(state__in=_FALLEN)


def latest_first(claims: QuerySet[Claim], user: User, limit: int) -> list[Claim]:
    """Return claims by the day they tell of (of their publication where they tell none), the latest first."""
    told = Case(When(date="", then=F("document__published")), default=F("date"))
    ordered = claims.annotate(told=told).select_related("document__snapshot").order_by("-told", "-pk")
    found = list(ordered[:limit])
    with_sources(user, [claim.document for claim in found])
    return found


def partners_in(claims: QuerySet[Claim], among: QuerySet[Actor], limit: int) -> list[Partner]:
    """Return which of the actors the claims name, most often first."""
    counted = (
        Involvement.objects.filter(
            claim__in=claims.order_by().values("pk"), actor__in=among.order_by().values("pk")
        )
        .order_by()
        .values_list("actor")
        .annotate(number=Count("claim", distinct=True))
        .order_by("-number", "actor")[:limit]
    )
    numbers = dict(counted)
    known = Actor.objects.in_bulk(list(numbers))
    return [Partner(known[pk], number) for pk, number in numbers.items()]


def ties_among(claims: QuerySet[Claim], partners: Iterable[Partner]) -> list[Tie]:
    """Return which partners are named together in the same claims."""
    ids = [partner.actor.pk for partner in partners]
    together: dict[int, set[int]] = {}
    named = Involvement.objects.filter(claim__in=claims.order_by().values("pk"), actor__in=ids)
    for claim, actor in named.order_by().values_list("claim", "actor"):
        together.setdefault(claim, set()).add(actor)
    counted = Counter(pair for held in together.values() for pair in combinations(sorted(held), 2))
    return [Tie(one, other, number) for (one, other), number in counted.most_common()]


def technologies_in(claims: QuerySet[Claim]) -> list[tuple[str, int]]:
    """Return technology → how many of the claims are about it, most first."""
    found = claims.order_by().exclude(technologies=[]).values_list("technologies", flat=True)
    return Counter(code for codes in found.iterator() for code in set(codes)).most_common()


def types_in(claims: QuerySet[Claim]) -> list[tuple[str, int]]:
    """Return type → how many claims are of it, most first."""
    counted = claims.order_by().values_list("type").annotate(number=Count("pk"))
    return sorted(counted, key=lambda one: (-one[1], one[0]))


def documents_naming(user: User, claims: QuerySet[Claim], limit: int) -> tuple[list[Document], int]:
    """Return the documents that make the claims, the latest published first, and how many there are."""
    found = rows(user, "document.read", Document.objects.filter(claims__in=claims.order_by())).distinct()
    ordered = found.select_related("organisation").order_by(F("published_on").desc(nulls_last=True), "-pk")
    documents = list(ordered[:limit])
    with_sources(user, documents)
    return documents, found.count()
