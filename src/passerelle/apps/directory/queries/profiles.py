"""One actor, or one country, whole: who, names, mandates, what they did, with whom, in what, said where."""

from dataclasses import dataclass, field

from django.db.models import Count, QuerySet

from passerelle.apps.accounts.models import User
from passerelle.apps.accounts.permissions import rows
from passerelle.apps.directory.models import Actor, ActorState, Decision, Mandate, Mention, Name, Relation
from passerelle.apps.directory.queries.actors import visible_actors
from passerelle.apps.directory.queries.deeds import (
    COMMITMENTS,
    Partner,
    Tie,
    claims_naming,
    documents_naming,
    latest_first,
    partners_in,
    technologies_in,
    ties_among,
    types_in,
)
from passerelle.apps.library.models import Claim, Document

TIMELINE, PARTNERS, DOCUMENTS = 30, 14, 15
_PLACES = ("country", "place")


@dataclass(frozen=True, slots=True)
class Deeds:
    """What is told of somebody: the claims a reader may see, the latest first, and what they amount to."""

    claims: list[Claim]
    total: int
    types: list[tuple[str, int]]
    technologies: list[tuple[str, int]]
    partners: list[Partner]
    ties: list[Tie]
    commitments: list[Claim]
    documents: list[Document]
    documents_total: int


@dataclass(frozen=True, slots=True)
class Profile:
    """An actor with all that is known of it. `spellings` are those of a candidate's documents."""

    actor: Actor
    deeds: Deeds
    names: list[Name] = field(default_factory=list)
    spellings: list[str] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    related: list[Relation] = field(default_factory=list)
    mandates: list[Mandate] = field(default_factory=list)
    office_holders: list[Mandate] = field(default_factory=list)
    history: list[Decision] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class CountryProfile:
    """A country: its actors by kind, and what is told of all of them."""

    code: str
    kinds: list[tuple[str, int]]
    leading: list[Partner]
    deeds: Deeds


def standing(user: User, key: str) -> Actor:
    """Return the actor at an address, or the one it was merged into; Actor.DoesNotExist when hidden or absent."""
    if "\x00" in key:  # which PostgreSQL takes in no text
        raise Actor.DoesNotExist
    actor: Actor = rows(user, "actor.read", Actor.objects.exclude(state=ActorState.DROPPED)).get(key=key)
    seen = set()
    while actor.merged_into_id and actor.pk not in seen:
        seen.add(actor.pk)
        actor = rows(user, "actor.read", Actor.objects.all()).get(pk=actor.merged_into_id)
    return actor


def profile_of(user: User, actor: Actor) -> Profile:
    """Return all that a reader may know of a visible actor."""
    known = visible_actors(user)
    mentions = rows(user, "mention.read", Mention.objects.filter(actor=actor, found=True))
    spellings = (
        {}
        if actor.open
        else dict.fromkeys(s for names in mentions.values_list("names", flat=True) for s in names)
    )
    mandates = Mandate.objects.select_related("person", "organisation")
    decisions = Decision.objects.select_related("by", "undone_by", "actor", "other").filter(
        mention__isnull=True
    )
    return Profile(
        actor,
        deeds_of(user, claims_naming(user, [actor]), known.exclude(pk=actor.pk)),
        list(actor.names.all()) if actor.open else [],
        list(spellings),
        list(actor.relations.filter(other__in=known).select_related("other")),
        list(actor.related.filter(actor__in=known).select_related("actor")),
        list(mandates.filter(person=actor, organisation__in=known)),
        list(mandates.filter(organisation=actor, person__in=known)),
        list((decisions.filter(actor=actor) | decisions.filter(other=actor)).filter(actor__in=known)[:50]),
    )


def country_profile(user: User, code: str) -> CountryProfile:
    """Return what a reader may know of a country (ISO 3166-1 alpha-2) and of those who belong to it."""
    own = visible_actors(user).filter(country=code)
    claims = claims_naming(user, own.order_by().values("pk"))
    counted = own.exclude(kind__in=_PLACES).order_by().values_list("kind").annotate(number=Count("pk"))
    return CountryProfile(
        code,
        sorted(counted, key=lambda one: (-one[1], one[0])),
        partners_in(claims, own.exclude(kind__in=_PLACES), PARTNERS),
        deeds_of(user, claims, visible_actors(user).exclude(country=code)),
    )


def deeds_of(user: User, claims: QuerySet[Claim], others: QuerySet[Actor]) -> Deeds:
    """Return what these claims amount to; partners are sought among `others`."""
    partners = partners_in(claims, others.exclude(kind="place"), PARTNERS)
    documents, documents_total = documents_naming(user, claims, DOCUMENTS)
    return Deeds(
        latest_first(claims, user, TIMELINE),
        claims.count(),
        types_in(claims),
        technologies_in(claims),
        partners,
        ties_among(claims, partners),
        latest_first(claims.filter(type__in=COMMITMENTS), user, TIMELINE),
        documents,
        documents_total,
    )
