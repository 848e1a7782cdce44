"""Actors of the directory that are perhaps held twice, surest first; a pair that was decided is not asked again."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q, QuerySet

from passerelle.apps.accounts.models import User
from passerelle.apps.accounts.permissions import rows
from passerelle.apps.directory.labels import reason_told
from passerelle.apps.directory.models import Actor, ActorState, Decision, Identifier, Likeness, Name, Verb
from passerelle.apps.directory.queries.actors import documents_of_each
from passerelle.apps.directory.queries.decisions import visible_decisions
from passerelle.apps.directory.queries.names import names_shown

_NAMES = 8


@dataclass(frozen=True, slots=True)
class Side:
    """One of two actors that may be one, with what tells them apart."""

    actor: Actor
    name: str
    documents: int
    names: list[str] = field(default_factory=list)
    identifiers: list[Identifier] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Alike:
    """Two actors that are perhaps one; `sides` begins with the one to keep, of which more is known.

    `reasons` are what speaks for it and against it, the strongest first: (whether for, the words).
    """

    sides: tuple[Side, Side]
    value: float
    reasons: list[tuple[bool, str]] = field(default_factory=list)
    decision: Decision | None = None

    @property
    def pair(self) -> tuple[int, int]:
        """The ids of both, the lesser first: how the pair is addressed."""
        one, other = sorted(side.actor.pk for side in self.sides)
        return one, other


def pairs_waiting(user: User) -> QuerySet[Likeness]:
    """Return the pairs that nobody decided about, the surest first; members decide about them."""
    apart = Decision.objects.filter(verb=Verb.APART, undone_at__isnull=True)
    said = Exists(apart.filter(actor=OuterRef("left"), other=OuterRef("right")))
    said_too = Exists(apart.filter(actor=OuterRef("right"), other=OuterRef("left")))
    found = (
        Likeness.objects.filter(_known(user, "left"), _known(user, "right")).exclude(said).exclude(said_too)
    )
    return found.select_related("left", "right").order_by("-value", "pk")


def _known(user: User, side: str) -> Exists:
    # Asked of each pair: as two lists of actors, a database may walk all of one for each of the other.
    there = Actor.objects.filter(pk=OuterRef(side), state=ActorState.ACCEPTED)
    return Exists(rows(user, "actor.decide", there).order_by())


def alike(user: User, found: Iterable[Likeness], language: str) -> list[Alike]:
    """Return pairs as a person needs them to decide."""
    pairs = list(found)
    sides = _sides(user, {actor for one in pairs for actor in (one.left, one.right)}, language)
    return [
        Alike(
            _kept_first(sides[one.left_id], sides[one.right_id]),
            one.value,
            [(reason["weight"] > 0, reason_told(reason, language)) for reason in one.reasons],
        )
        for one in pairs
    ]


def pair_about(user: User, one: int, other: int, language: str) -> Alike:
    """Return two actors with what was decided about them, or the question; Actor.DoesNotExist when there are none."""
    known = rows(user, "actor.decide", Actor.objects.filter(pk__in=(one, other)))
    actors = {actor.pk: actor for actor in known}
    if len(actors) != 2:
        raise Actor.DoesNotExist
    both = Q(actor=one, other=other) | Q(actor=other, other=one)
    standing = visible_decisions(user).filter(both, undone_at__isnull=True, verb__in=[Verb.MERGE, Verb.APART])
    found = Likeness.objects.filter(left=min(one, other), right=max(one, other)).first()
    (shown,) = alike(user, [found], language) if found else (None,)
    if shown is None:
        sides = _sides(user, actors.values(), language)
        shown = Alike(_kept_first(sides[one], sides[other]), 0.0)
    decision = standing.order_by("-pk").first()
    return Alike(shown.sides, shown.value, shown.reasons, decision)


def _sides(user: User, actors: Iterable[Actor], language: str) -> dict[int, Side]:
    given = list(actors)
    names: dict[int, list[str]] = defaultdict(list)
    for actor, text in Name.objects.filter(actor__in=given).order_by("pk").values_list("actor", "text"):
        names[actor].append(text)
    identifiers: dict[int, list[Identifier]] = defaultdict(list)
    for identifier in Identifier.objects.filter(actor__in=given):
        identifiers[identifier.actor_id].append(identifier)
    shown, documents = names_shown(user, given, language), documents_of_each(user, given)
    return {
        actor.pk: Side(
            actor,
            shown[actor.pk],
            documents.get(actor.pk, 0),
            [text for text in dict.fromkeys(names[actor.pk]) if text != shown[actor.pk]][:_NAMES],
            identifiers[actor.pk],
        )
        for actor in given
    }


def _kept_first(one: Side, other: Side) -> tuple[Side, Side]:
    """Put first whom more documents name, then of whom more is known, then who was there first."""
    ranked = sorted((one, other), key=lambda side: (-side.documents, -len(side.names), side.actor.pk))
    return ranked[0], ranked[1]
