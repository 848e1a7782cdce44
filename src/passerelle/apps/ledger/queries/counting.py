"""Counting commitments: which pass the filters, how many each value of each facet has, and in what order they come."""

from dataclasses import dataclass, field
from datetime import date

import numpy as np
from django.db.models import Q

from passerelle.apps.accounts.models import User
from passerelle.apps.ledger.codes import CODES
from passerelle.apps.ledger.columns import Columns, Ints, States, Truths
from passerelle.apps.ledger.markings import shows
from passerelle.apps.ledger.models import Commitment
from passerelle.apps.ledger.queries.filters import LedgerFilters
from passerelle.core.text.folding import fold

SOON = 30  # days
HUSHES = ("heard", "quiet", "silent", "closed")
DUES = ("overdue", "soon", "later", "none", "done")
_DONE = CODES["stage"].index("delivered")
_ENDS = [CODES["condition"].index(one) for one in ("cancelled", "superseded")]
_FAR = 1 << 22  # later than any day


@dataclass(frozen=True, slots=True)
class Counted:
    """The places of the commitments on a page, and facet → value → how many there are with all other filters.

    `masks` says of every commitment whether it is seen and passes everything.
    """

    total: int
    places: list[int]
    facets: dict[str, dict[str, int]]
    hush: Ints
    due: Ints
    passing: Truths = field(repr=False)


def visible_mask(user: User, found: Columns) -> Truths:
    """Return which commitments the markings let a user see."""
    size = len(CODES["tlp"])
    marked = found.organisation * size + found.tlp
    shown = np.zeros(int(marked.max(initial=0)) + 1, dtype=bool)
    for value in np.flatnonzero(np.bincount(marked)).tolist():
        shown[value] = shows(user, value // size, CODES["tlp"][value % size])
    seen: Truths = shown[marked]
    return seen


def count(
    user: User, found: Columns, states: States, filters: LedgerFilters, day: date, size: int
) -> Counted:
    """Count what the user may see of the columns as they stood on a day."""
    base = visible_mask(user, found) & states.known
    if words := fold(filters.query).split():
        base &= np.isin(found.pk, _with_words(words))
    hush, due = hushes(states, day), dues(states, day)
    sides = _sides(found, states, hush, due)
    picked = {
        name: side.having(str(value)) for name, side in sides.items() if (value := getattr(filters, name))
    }
    facets = {}
    for name, side in sides.items():
        others = base.copy()
        for other, mask in picked.items():
            if other != name:
                others &= mask
        facets[name] = side.counts(others)
    passing = base
    for mask in picked.values():
        passing = passing & mask
    total = int(passing.sum())
    pages = max(1, -(-total // size))
    first = (min(filters.page, pages) - 1) * size
    places = ordered(found, states, filters.order, passing, hush, due, first, size)
    return Counted(total, places, facets, hush, due, passing)


@dataclass(frozen=True, slots=True)
class _One:
    """A facet of which each commitment has one value."""

    codes: Ints
    values: tuple[str, ...]

    def having(self, value: str) -> Truths:
        found: Truths = self.codes == (self.values.index(value) if value in self.values else -1)
        return found

    def counts(self, mask: Truths) -> dict[str, int]:
        return _named(self.values, np.bincount(self.codes[mask], minlength=len(self.values)))


@dataclass(frozen=True, slots=True)
class _Many:
    """A facet of which each commitment has any number of values."""

    matrix: Truths
    values: tuple[str, ...]

    def having(self, value: str) -> Truths:
        if value not in self.values:
            return np.zeros(len(self.matrix), dtype=bool)
        found: Truths = self.matrix[:, self.values.index(value)]
        return found

    def counts(self, mask: Truths) -> dict[str, int]:
        return _named(self.values, self.matrix[mask].sum(axis=0))


@dataclass(frozen=True, slots=True)
class _Rows:
    """A facet whose values are ids, 0 for none."""

    ids: tuple[Ints, Ints]  # places in the second

    def having(self, value: str) -> Truths:
        places, ids = self.ids
        found: Truths = ids[places] == int(value)
        return found

    def counts(self, mask: Truths) -> dict[str, int]:
        places, ids = self.ids
        counts = np.bincount(places[mask], minlength=len(ids))
        return {str(ids[at]): int(counts[at]) for at in np.flatnonzero(counts) if ids[at]}


def _sides(found: Columns, states: States, hush: Ints, due: Ints) -> dict[str, _One | _Many | _Rows]:
    return {
        "stage": _One(states.stage, ("none", *CODES["stage"][1:])),
        "condition": _One(states.condition, ("none", *CODES["condition"][1:])),
        "hush": _One(hush, HUSHES),
        "due": _One(due, DUES),
        "kind": _One(found.kind, ("none", *CODES["kind"][1:])),
        "owner": _Rows((found.owner_place, found.owners)),
        "country": _Many(found.country, found.countries),
        "technology": _Many(found.technologies, CODES["technology"]),
    }


def _with_words(words: list[str]) -> Ints:
    """Return the ids of the commitments in which all these (folded) words stand."""
    wanted = Q()
    for word in words:
        wanted &= Q(folded__contains=word)
    return np.array(Commitment.objects.filter(wanted).values_list("pk", flat=True), dtype=np.int64)


def _named(values: tuple[str, ...], counts: Ints) -> dict[str, int]:
    return {value: int(number) for value, number in zip(values, counts, strict=False) if number}


def hushes(states: States, day: date) -> Ints:
    """Return how each commitment sounds on a day, as places in HUSHES."""
    at = day.toordinal()
    open_ = states.silent > 0
    found = np.where(at >= states.silent, 2, np.where(at >= states.quiet, 1, 0))
    return np.where(open_, found, 3)


def dues(states: States, day: date) -> Ints:
    """Return how each commitment stands to its deadline on a day, as places in DUES."""
    at = day.toordinal()
    left = np.where(states.deadline < at, 0, np.where(states.deadline <= at + SOON, 1, 2))
    dated = np.where(states.deadline > 0, left, 3)
    done = (states.stage >= _DONE) | np.isin(states.condition, _ENDS)
    return np.where(done, 4, dated)


def ordered(
    found: Columns,
    states: States,
    order: str,
    passing: Truths,
    hush: Ints,
    due: Ints,
    first: int,
    size: int,
) -> list[int]:
    """Return the places of one page, those that pass alone. The order is one number a commitment, so that only the
    page is sorted.
    """
    places = np.flatnonzero(passing)
    if not len(places):
        return []
    deadline = np.where(states.deadline > 0, states.deadline, _FAR - 1)[places]
    if order == "latest":
        keys = -found.promised[places] * _FAR
    elif order == "deadline":
        keys = np.where(due[places] == 4, _FAR - 1, deadline)
    else:
        late, silent, quiet = due[places] == 0, hush[places] == 2, hush[places] == 1
        rank = np.select(
            [late & silent, late, silent, quiet, due[places] == 1, due[places] == 4], [0, 1, 2, 3, 4, 6], 5
        )
        keys = rank * _FAR + deadline
    # Of those alike the newest comes first.
    keys = keys * np.int64(len(found.pk) + 1) + (len(found.pk) - places)
    last = min(first + size, len(places))
    nearest = np.argpartition(keys, last - 1)[:last] if last < len(places) else np.arange(len(places))
    return [int(places[at]) for at in nearest[np.argsort(keys[nearest])][first:last]]
