"""Counting commitments: which pass the filters, how many each value of each facet has, and in what order they come."""

from dataclasses import dataclass, field
from datetime import date

import numpy as np
from django.db.models import Q

from passerelle.apps.accounts.models import User
from passerelle.apps.ledger.columns import CODES, Columns, Ints, States, Truths
from passerelle.apps.ledger.markings import shows
from passerelle.apps.ledger.models import Commitment
from passerelle.apps.ledger.queries.filters import LedgerFilters
from passerelle.core.text.folding import fold

SOON = 30  # days
HUSHES = ("heard", "quiet", "silent", "closed")
DUES = ("overdue", "soon", "later", "none", "done")
FACETS = ("stage", "condition", "hush", "due", "kind", "owner", "country", "technology")
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
    marked = found.organisation * len(CODES["tlp"]) + found.tlp
    values, places = np.unique(marked, return_inverse=True)
    size = len(CODES["tlp"])
    shown = [shows(user, int(value) // size, CODES["tlp"][int(value) % size]) for value in values]
    seen: Truths = np.array(shown, dtype=bool)[places]
    return seen


def count(user: User, found: Columns, states: States, filters: LedgerFilters, day: date, size: int) -> Counted:
    """Count what the user may see of the columns as they stood on a day."""
    base = visible_mask(user, found) & states.known
    if words := fold(filters.query).split():
        wanted = Q()
        for word in words:
            wanted &= Q(folded__contains=word)
        named = np.array(Commitment.objects.filter(wanted).values_list("pk", flat=True), dtype=np.int64)
        base &= np.isin(found.pk, named)
    hush, due = _hush(states, day), _due(found, states, day)
    single = {
        "stage": (states.stage, ("none", *CODES["stage"][1:])),
        "condition": (states.condition, ("none", *CODES["condition"][1:])),
        "hush": (hush, HUSHES),
        "due": (due, DUES),
        "kind": (found.kind, CODES["kind"]),
    }
    several = {"country": (found.country, found.countries), "technology": (found.technologies, CODES["technology"])}
    picked: dict[str, Truths] = {}
    for name, (codes, values) in single.items():
        if value := getattr(filters, name):
            picked[name] = codes == values.index(value) if value in values else np.zeros(len(codes), dtype=bool)
    for name, (matrix, values) in several.items():
        if value := getattr(filters, name):
            none = np.zeros(len(matrix), dtype=bool)
            picked[name] = matrix[:, values.index(value)] if value in values else none
    if filters.owner is not None:
        picked["owner"] = found.owner == filters.owner
    facets = {}
    for name in FACETS:
        others = base.copy()
        for other, mask in picked.items():
            if other != name:
                others &= mask
        if name in single:
            codes, values = single[name]
            counts = np.bincount(codes[others], minlength=len(values))
            facets[name] = _named(values, counts)
        elif name in several:
            matrix, values = several[name]
            facets[name] = _named(values, matrix[others].sum(axis=0))
        else:
            owners, counts = np.unique(found.owner[others], return_counts=True)
            facets[name] = {str(pk): int(number) for pk, number in zip(owners, counts, strict=True) if pk}
    passing = base
    for mask in picked.values():
        passing = passing & mask
    total = int(passing.sum())
    pages = max(1, -(-total // size))
    first = (min(filters.page, pages) - 1) * size
    places = _ordered(found, filters.order, passing, hush, due, first, size)
    return Counted(total, places, facets, hush, due, passing)


def _named(values: tuple[str, ...], counts: Ints) -> dict[str, int]:
    return {value or "none": int(number) for value, number in zip(values, counts, strict=False) if number}


def _hush(states: States, day: date) -> Ints:
    at = day.toordinal()
    open_ = states.silent > 0
    found = np.where(at >= states.silent, 2, np.where(at >= states.quiet, 1, 0))
    return np.where(open_, found, 3)


def _due(found: Columns, states: States, day: date) -> Ints:
    at = day.toordinal()
    left = np.where(found.deadline < at, 0, np.where(found.deadline <= at + SOON, 1, 2))
    dated = np.where(found.deadline > 0, left, 3)
    done = (states.stage >= _DONE) | np.isin(states.condition, _ENDS)
    return np.where(done, 4, dated)


def _ordered(
    found: Columns, order: str, passing: Truths, hush: Ints, due: Ints, first: int, size: int
) -> list[int]:
    """Return the places of one page. The order is one number a commitment, so that only the page is sorted."""
    places = np.flatnonzero(passing)
    if not len(places):
        return []
    deadline = np.where(found.deadline > 0, found.deadline, _FAR - 1)[places]
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
