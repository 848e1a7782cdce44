"""How many commitments were promised, delivered and overdue, month by month or year by year, as known on a day."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np

from passerelle.apps.accounts.models import User
from passerelle.apps.ledger.codes import CODES, PLACES
from passerelle.apps.ledger.columns import Columns, Ints, States, Truths, columns
from passerelle.apps.ledger.queries.counting import visible_mask
from passerelle.apps.ledger.sides import Side, parties
from passerelle.core.commitments.stages import ENDS

_MONTHS = 24  # more months than these are told by year
_ENDED = [CODES["condition"].index(one) for one in ENDS]


@dataclass(frozen=True, slots=True)
class Moment:
    """The end of a month ("2026-03") or year ("2026"), or the day shown within it: how many were promised until
    then, how many of these delivered, and how many overdue on that day.
    """

    period: str
    promised: int
    delivered: int
    overdue: int


@dataclass(frozen=True, slots=True)
class Progress:
    """Moments in order, of months or of years."""

    moments: tuple[Moment, ...]
    monthly: bool


def progress(
    found: Columns, states: States, delivered: tuple[Ints, Ints], mask: Truths, day: date
) -> Progress:
    """Count the commitments of a mask through time. `delivered` is what `found.delivered(day)` returns.

    An imprecise date counts at the end of what it may mean, and on the day shown at the latest. A commitment is
    overdue from the day after its deadline until it is delivered; one that was cancelled or superseded is not.
    """
    mask = mask & states.known
    at = day.toordinal()
    promised = _promised(found.promised[mask], day)
    promised = promised[promised > 0]
    if not len(promised):
        return Progress((), True)
    first, last = (one[mask] for one in delivered)
    done = np.sort(np.where(first > 0, np.minimum(last, at), 0))
    done = done[done > 0]
    expected = (states.deadline[mask] > 0) & ~np.isin(states.condition[mask], _ENDED)
    deadline = states.deadline[mask][expected]
    begun = np.where(first[expected] > 0, first[expected], at + 1)  # from then on it may have been delivered
    begin = date.fromordinal(int(promised.min()))
    monthly = (day.year - begin.year) * 12 + day.month - begin.month < _MONTHS
    promised = np.sort(promised)
    moments = []
    for period, end in _periods(begin, day, monthly):
        late = (deadline < end) & (begun > end)
        moments.append(
            Moment(
                period,
                int(np.searchsorted(promised, end, side="right")),
                int(np.searchsorted(done, end, side="right")),
                int(late.sum()),
            )
        )
    return Progress(tuple(moments), monthly)


def progress_of(
    user: User, scope: str, key: int | str, *, today: date, as_of: date | None = None
) -> Progress:
    """Count what a user may see of the commitments of an agreement, organisation, actor (by id), country or technology
    (by code) through time, as known on a day. Raises KeyError for another scope.
    """
    day = min(as_of or today, today)
    found = columns(history=day < today)
    states = found.states(day, today)
    mask = _SCOPES[scope](found, key) & visible_mask(user, found)
    return progress(found, states, found.delivered(day), mask, day)


def _taking_part(found: Columns, side: Side) -> Truths:
    who = parties(found)
    return who.taking_part(who.members(side), len(found.pk))


def _about(found: Columns, technology: str) -> Truths:
    mask: Truths = found.technologies[:, PLACES["technology"][technology]]
    return mask


_SCOPES: dict[str, Callable[[Columns, Any], Truths]] = {
    "agreement": lambda found, key: found.agreement == key,
    "organisation": lambda found, key: found.organisation == key,
    "actor": lambda found, key: _taking_part(found, Side(actor=key)),
    "country": lambda found, key: _taking_part(found, Side(country=key)),
    "technology": _about,
}


def _promised(stated: Ints, day: date) -> Ints:
    """Return the last day that each month or year (202503, 202500) may mean, the day shown at the latest; 0 for what
    was not promised by then.
    """
    at = day.toordinal()
    found = np.zeros(len(stated), dtype=np.int64)
    for one in np.unique(stated).tolist():
        year, month = divmod(one, 100)
        first = date(year, month or 1, 1)
        after = date(year + 1, 1, 1) if month in (0, 12) else date(year, month + 1, 1)
        if first <= day:
            found[stated == one] = min(after.toordinal() - 1, at)
    return found


def _periods(begin: date, day: date, monthly: bool) -> Iterator[tuple[str, int]]:
    """Yield each month or year with its last day, the day shown in the last of them."""
    at = date(begin.year, begin.month if monthly else 1, 1)
    while at <= day:
        next_month = date(at.year + at.month // 12, at.month % 12 + 1, 1)
        after = next_month if monthly else date(at.year + 1, 1, 1)
        name = f"{at:%Y-%m}" if monthly else f"{at:%Y}"
        yield name, min(after - timedelta(days=1), day).toordinal()
        at = after
