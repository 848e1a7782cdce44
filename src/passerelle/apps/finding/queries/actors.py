"""Actors one of whose names has words that begin with what is typed: these very tones first, then whole names."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import CharField, Q, QuerySet

from passerelle.apps.accounts.models import User
from passerelle.apps.accounts.permissions import MEMBERS, may
from passerelle.apps.accounts.prepared import Among, Given, Prepared, Rights
from passerelle.apps.directory.models import Actor, ActorState, Mention, Spelling
from passerelle.apps.directory.queries.actors import actors_by_id, documents_of_each
from passerelle.apps.directory.queries.names import names_shown
from passerelle.apps.finding.queries.scope import Scope
from passerelle.apps.finding.spelled import Spelled, spelled
from passerelle.apps.library.permissions import visible
from passerelle.apps.library.search import bits
from passerelle.apps.library.search.words import ask, words
from passerelle.core.text.folding import fold

_CANDIDATES = 60  # names, and spellings in documents, that are put in order
_WHOLE, _BEGINS, _INSIDE = range(3)


@dataclass(frozen=True, slots=True)
class ActorRow:
    """An actor, its name for this reader, the name that answers the question, and how many documents name it."""

    actor: Actor
    name: str
    by: str
    documents: int = 0


@dataclass(frozen=True, slots=True)
class ActorsFound:
    rows: list[ActorRow]
    total: int


def actors_found(scope: Scope, language: str, offset: int, limit: int) -> ActorsFound:
    """Return the actors named like the question; with filters, those that the documents left by them name."""
    found = _ordered(scope.user, scope.filters.query, scope.directory)
    if scope.filters.narrowed and found:
        named = _NAMED.rows(actors=found)
        left = bits.among(scope.narrowed, {document for _, document in named})
        here = {actor for actor, document in named if document in left}
        found = {actor: by for actor, by in found.items() if actor in here}
    ids = list(found)[offset : offset + limit]
    return ActorsFound(_rows(scope.user, ids, found, language), len(found))


def actors_beginning(user: User, typed: str, language: str, limit: int) -> list[ActorRow]:
    """Return actors for a suggestion, without counting documents."""
    found = _ordered(user, typed, spelled())
    return _rows(user, list(found)[:limit], found, language, counted=False)


def _rows(
    user: User, ids: Sequence[int], found: dict[int, str], language: str, *, counted: bool = True
) -> list[ActorRow]:
    actors = actors_by_id(user, ids)
    names = names_shown(user, actors.values(), language)
    documents = documents_of_each(user, list(actors.values())) if counted else {}
    return [ActorRow(actors[pk], names[pk], found[pk], documents.get(pk, 0)) for pk in ids if pk in actors]


def _ordered(user: User, typed: str, directory: Spelled) -> dict[int, str]:
    """Return actor's id → the name of it that fits best, the best first."""
    asked = ask(typed)
    folded = [word for term in asked.wanted for word in term.folded]
    exact = [word for term in asked.wanted for word in term.exact]
    if not folded or asked.unwanted or not may(user, "actor.read"):
        return {}
    fit: dict[int, tuple[tuple, str]] = {}
    for actor, text in (*directory.beginning(folded, _CANDIDATES), *_candidates(user, typed)):
        how = _fit(text, folded, exact)
        if actor not in fit or how < fit[actor][0]:
            fit[actor] = how, text
    return {actor: fit[actor][1] for actor in sorted(fit, key=lambda one: (fit[one][0], one))}


def _candidates(user: User, typed: str) -> list[tuple[int, str]]:
    """Return actors that are only known from documents which the user may see, spelled as the question begins."""
    if user.role not in MEMBERS:  # who know of no candidate
        return []
    start = fold(typed).strip()
    return _SPELLED.rows(user, start=start, end=f"{start}\U0010ffff")


def _spelled_so(user: Rights) -> QuerySet:
    start, end = Given("start", CharField()), Given("end", CharField())
    begins = Q(folded__startswith=start)
    if connection.vendor == "sqlite":  # whose LIKE does not use the index
        begins = Q(folded__gte=start, folded__lt=end)
    spellings = Spelling.objects.filter(
        begins,
        visible("mention__document__")(user),
        mention__found=True,
        mention__actor__state=ActorState.CANDIDATE,
    )
    return spellings.order_by("folded", "pk").values_list("mention__actor", "text")[:_CANDIDATES]


_SPELLED = Prepared(_spelled_so)
_NAMED = Prepared(
    lambda _: (
        Mention.objects.filter(Among("actor", "actors"), found=True)
        .order_by()
        .values_list("actor", "document")
    )
)


def _fit(text: str, folded: Sequence[str], exact: Sequence[str]) -> tuple:
    """Return how well a name answers, the least first."""
    plain, toned = words(text)
    begins = bool(plain) and plain[0].startswith(folded[0])
    place = _WHOLE if plain == list(folded) else _BEGINS if begins else _INSIDE
    spoken = all(any(known.startswith(word) for known in toned) for word in exact)
    return not spoken, place, len(plain), text
