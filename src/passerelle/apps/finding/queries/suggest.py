"""What the box suggests while somebody types: actors, technologies, the searches that they saved."""

from dataclasses import dataclass
from functools import cache

from django.db.models import BigIntegerField

from passerelle.apps.accounts.models import User
from passerelle.apps.accounts.prepared import Given, Prepared
from passerelle.apps.finding.queries.actors import ActorRow, actors_beginning
from passerelle.apps.library.labels import TECHNOLOGIES
from passerelle.apps.library.models import SavedSearch
from passerelle.apps.library.search.words import words
from passerelle.core.technologies import Technology, technologies

SHORTEST, LONGEST = 2, 100  # characters from which, and up to which, anything is suggested
_ACTORS, _TECHNOLOGIES, _SAVED = 5, 4, 3
_SAVED_BY = Prepared(
    lambda _: SavedSearch.objects.filter(user=Given("user", BigIntegerField())).order_by("name")
)


@dataclass(frozen=True, slots=True)
class Suggested:
    """What fits the beginning of a question. Technologies by their name in the reader's language, with the group's."""

    actors: list[ActorRow]
    technologies: list[tuple[str, str]]
    saved: list[SavedSearch]

    def __bool__(self) -> bool:
        return bool(self.actors or self.technologies or self.saved)


def suggest(user: User, typed: str, language: str) -> Suggested:
    """Return what to suggest to a reader for the words typed so far."""
    folded, exact = words(typed[:LONGEST])
    if len("".join(folded)) < SHORTEST:
        return Suggested([], [], [])
    return Suggested(
        actors_beginning(user, typed[:LONGEST], language, _ACTORS),
        [
            (technology.name(language), str(TECHNOLOGIES[technology.group]))
            for technology in _technologies(folded, exact)[:_TECHNOLOGIES]
        ],
        [
            search
            for search in _SAVED_BY.objects(user=user.pk)
            if _fit(words(search.name), folded, exact) is not None
        ][:_SAVED],
    )


def _technologies(folded: list[str], exact: list[str]) -> list[Technology]:
    fit = {}
    for technology, names in _called():
        fits = [how for name in names if (how := _fit(name, folded, exact)) is not None]
        if fits:
            fit[technology.id] = min(fits), technology
    return [technology for _, technology in sorted(fit.values(), key=lambda one: (one[0], one[1].id))]


@cache
def _called() -> list[tuple[Technology, list[tuple[list[str], list[str]]]]]:
    """Every technology with the words of each of its names."""
    return [
        (technology, [words(name) for each in technology.names.values() for name in each])
        for technology in technologies()
    ]


def _fit(name: tuple[list[str], list[str]], folded: list[str], exact: list[str]) -> tuple | None:
    """Return how well a name fits words of which the last may be unfinished, the least first; None when not."""
    plain, toned = name
    for at in range(len(plain) - len(folded) + 1):
        if plain[at : at + len(folded) - 1] == folded[:-1] and plain[at + len(folded) - 1].startswith(
            folded[-1]
        ):
            spoken = " ".join(toned[at : at + len(folded)]).startswith(" ".join(exact))
            return not spoken, at, len(plain)
    return None
