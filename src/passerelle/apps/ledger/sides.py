"""Who stands opposite to whom in each commitment.

The owner stands opposite to the counterpart; the parties of the agreement stand in for whichever is not named. A side
is a country, with all who belong to it, or one actor.
"""

from dataclasses import dataclass

import numpy as np

from passerelle.apps.directory.models import Actor
from passerelle.apps.ledger.columns import Columns, Ints, Truths
from passerelle.apps.ledger.merged import merged_actors
from passerelle.apps.ledger.standings import portions


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a partnership: a country (ISO 3166-1 alpha-2), or an actor by its id."""

    country: str = ""
    actor: int = 0


@dataclass(frozen=True, slots=True)
class Parties:
    """Who takes part in the commitments of the columns. Actors are places in `actors`, ids of who they are by now.

    `at` and `who` are pairs: place of a commitment, place of an actor; `gives` and `takes` tell whether that actor
    may owe the commitment and be owed it. `owner` has the place of each commitment's owner, -1 for none.
    """

    source: Ints
    edition: str
    actors: Ints
    countries: tuple[str, ...]
    country: Ints  # of each actor, a place in `countries`; -1 for none
    at: Ints
    who: Ints
    gives: Truths
    takes: Truths
    owner: Ints

    def members(self, side: Side) -> Truths:
        """Return which actors a side has."""
        if side.actor:
            found: Truths = self.actors == side.actor
            return found
        place = self.countries.index(side.country) if side.country in self.countries else -2
        return self.country == place

    def both(self, one: Side, other: Side) -> tuple[Truths, Truths]:
        """Return the actors of two sides. An actor does not stand for its country opposite to itself."""
        first, second = self.members(one), self.members(other)
        if one.actor:
            return first, second & ~first
        return first & ~second, second

    def taking_part(self, members: Truths, size: int) -> Truths:
        """Return the commitments (of `size`) in which one of these actors takes part, on whichever side."""
        found = np.zeros(size, dtype=bool)
        found[self.at[members[self.who]]] = True
        return found

    def opposite(self, members: Truths, size: int) -> tuple[Ints, Ints]:
        """Return pairs of a commitment (of `size`) and an actor that stands opposite to the members in it."""
        ours = members[self.who]
        owing, owed = np.zeros(size, dtype=bool), np.zeros(size, dtype=bool)
        owing[self.at[ours & self.gives]] = True
        owed[self.at[ours & self.takes]] = True
        met = ~ours & ((owing[self.at] & self.takes) | (owed[self.at] & self.gives))
        return self.at[met], self.who[met]

    def between(self, one: Truths, other: Truths, size: int) -> Truths:
        """Return which commitments (of `size`) are between the actors of two sides."""
        at, who = self.opposite(one, size)
        found = np.zeros(size, dtype=bool)
        found[at[other[who]]] = True
        return found

    def owed_by(self, members: Truths) -> Truths:
        """Return which commitments are owed by one of these actors."""
        found: Truths = np.append(members, False)[self.owner]
        return found


_kept: Parties | None = None


def parties(found: Columns) -> Parties:
    """Return who takes part in the commitments of the columns; kept as long as nothing of it changed."""
    global _kept
    kept = _kept
    if kept is None or kept.source is not found.involved or kept.edition != found.edition:
        kept = _kept = _parties(found)
    return kept


def _parties(found: Columns) -> Parties:
    ids = np.unique(found.involved[:, 1])
    now, homes = _known(ids)
    actors, place = np.unique(now, return_inverse=True)
    countries = tuple(sorted(set(homes.values())))
    where = {country: at for at, country in enumerate(countries)}
    country = np.array([where.get(homes.get(int(pk), ""), -1) for pk in actors], dtype=np.int64)

    def placed(said: Ints) -> Ints:
        if not len(ids):
            return np.full(len(said), -1, dtype=np.int64)
        return np.where(said > 0, place[np.minimum(np.searchsorted(ids, said), len(ids) - 1)], -1)

    owner, counterpart = placed(found.said_owner), placed(found.said_counterpart)
    at, who = np.searchsorted(found.pk, found.involved[:, 0]), placed(found.involved[:, 1])
    gives = (owner[at] == who) | (owner[at] < 0)
    takes = (counterpart[at] == who) | (counterpart[at] < 0)
    return Parties(
        found.involved, found.edition, actors, countries, country, at, who, gives, takes, owner,
    )  # fmt: skip


def _known(ids: Ints) -> tuple[Ints, dict[int, str]]:
    """Return who actors are by now, and the countries of these."""
    merged = merged_actors()
    now = np.array([merged.get(pk, pk) for pk in ids.tolist()], dtype=np.int64)
    homes: dict[int, str] = {}
    for some in portions(np.unique(now).tolist()):
        homes |= dict(Actor.objects.filter(pk__in=some).exclude(country="").values_list("pk", "country"))
    return now, homes
