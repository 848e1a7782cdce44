"""With whom a country or an actor has partnerships: partner countries and partner actors, and how each goes."""

from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from passerelle.apps.accounts.models import User
from passerelle.apps.directory.queries.actors import actors_by_id, visible_actors
from passerelle.apps.directory.queries.names import names_shown
from passerelle.apps.ledger.columns import Columns, Ints, States, Truths, columns
from passerelle.apps.ledger.queries.counting import DUES, HUSHES, dues, hushes, visible_mask
from passerelle.apps.ledger.queries.partners import Partner, agreements_by_country, country
from passerelle.apps.ledger.queries.promises import promise_dues
from passerelle.apps.ledger.sides import Parties, Side, parties
from passerelle.core.commitments import due as core

PAGE_SIZE = 25
_KEPT = core.DUES.index("kept")
_BROKEN = [core.DUES.index(one) for one in ("late", "overdue")]


@dataclass(frozen=True, slots=True)
class PartnerRow:
    """A partner: how many commitments there are between the two, how many of each sort, how many agreements.

    `kept` of `judged` promises were kept on time.
    """

    partner: Partner
    total: int = 0
    open: int = 0
    overdue: int = 0
    silent: int = 0
    delivered: int = 0
    kept: int = 0
    judged: int = 0
    agreements: int = 0


@dataclass(frozen=True, slots=True)
class PartnershipsPage:
    """The partners of one side: every country, and a page of actors, those with most commitments first."""

    of: Partner
    day: date
    countries: list[PartnerRow]
    actors: list[PartnerRow]
    actors_total: int
    number: int
    pages: int

    @property
    def previous(self) -> int | None:
        return self.number - 1 if self.number > 1 else None

    @property
    def next(self) -> int | None:
        return self.number + 1 if self.number < self.pages else None


def partnerships_page(
    user: User, of: Partner, language: str, *, today: date, as_of: date | None = None, number: int = 1
) -> PartnershipsPage:
    """Return the partners of a country or an actor, as known on a day."""
    day = min(as_of or today, today)
    found = columns(history=day < today)
    states = found.states(day, today)
    who = parties(found)
    seen = visible_mask(user, found) & states.known
    at, other = who.opposite(who.members(of.side), len(found.pk))
    at, other = at[seen[at]], other[seen[at]]
    sorts = _sorts(found, states, day)
    actors = _counted(at, other, sorts, len(who.actors))
    # An actor counts once for its country, however many of it take part.
    home = who.country[other]
    size = max(1, len(who.countries))
    pairs = np.unique(at[home >= 0] * size + home[home >= 0])
    lands = _counted(pairs // size, pairs % size, sorts, size)
    ranked = np.argsort(-actors["total"], kind="stable")[: np.count_nonzero(actors["total"])]
    bodies = visible_actors(user).filter(pk__in=who.actors[ranked].tolist()).exclude(kind="country")
    there = set(bodies.order_by().values_list("pk", flat=True))
    listed = [place for place in ranked.tolist() if int(who.actors[place]) in there]
    pages = max(1, -(-len(listed) // PAGE_SIZE))
    number = min(max(1, number), pages)
    shown = listed[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
    known = actors_by_id(user, who.actors[shown].tolist())
    names = names_shown(user, known.values(), language)
    return PartnershipsPage(
        of,
        day,
        _countries(user, of, who, lands, language),
        [
            PartnerRow(Partner(Side(actor=pk), known[pk].key, names[pk]), **_row(actors, place))
            for place in shown
            if (pk := int(who.actors[place]))
        ],
        len(listed),
        number,
        pages,
    )


def main_country(user: User, of: Partner, language: str, *, today: date) -> Partner | None:
    """Return the country that a side has its partnership with: the reader's own where there is one, else that with
    most commitments; None without any.
    """
    found = [row.partner for row in partnerships_page(user, of, language, today=today).countries if row.total]
    own = user.organisation.country
    return next((one for one in found if one.key == own), found[0] if found else None)


def widest(user: User) -> str:
    """Return the country with the most commitments that a user may see, "" for none."""
    found = columns()
    counts = found.country[visible_mask(user, found)].sum(axis=0)
    return found.countries[int(counts.argmax())] if counts.any() else ""


def _countries(
    user: User, of: Partner, who: Parties, counted: dict[str, Ints], language: str
) -> list[PartnerRow]:
    numbers = agreements_by_country(user, of.side)
    places = {code: at for at, code in enumerate(who.countries) if counted["total"][at]}
    rows = []
    for code in {*places, *numbers}:
        row = PartnerRow(country(code, language), agreements=numbers.get(code, 0))
        rows.append(replace(row, **_row(counted, places[code])) if code in places else row)
    return sorted(rows, key=lambda row: (-row.total, -row.agreements, row.partner.name))


def _sorts(found: Columns, states: States, day: date) -> dict[str, Truths]:
    """Return which commitments are of each sort that is counted."""
    delivered = found.delivered(day)
    due, kept = dues(states, day), promise_dues(states, delivered, day)
    open_ = due != DUES.index("done")
    return {
        "total": np.ones(len(found.pk), dtype=bool),
        "open": open_,
        "overdue": due == DUES.index("overdue"),
        "silent": open_ & (hushes(states, day) == HUSHES.index("silent")),
        "delivered": delivered[1] > 0,
        "kept": kept == _KEPT,
        "judged": (kept == _KEPT) | np.isin(kept, _BROKEN),
    }


def _counted(at: Ints, group: Ints, sorts: dict[str, Truths], size: int) -> dict[str, Ints]:
    """Return how many commitments of each sort each group has; `at` and `group` are pairs, each once."""
    return {name: np.bincount(group[mask[at]], minlength=size) for name, mask in sorts.items()}


def _row(counted: dict[str, Ints], place: int) -> dict[str, int]:
    return {name: int(counts[place]) for name, counts in counted.items()}
