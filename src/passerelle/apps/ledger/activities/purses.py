"""What each activity tells of money, as the flows that are counted on a day."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from sys import intern
from typing import NamedTuple

from passerelle.apps.ledger.models import Budget, Transaction
from passerelle.apps.ledger.models.activity import key_of
from passerelle.apps.ledger.standings import portions
from passerelle.core.commitments import flows as core
from passerelle.core.commitments.money import Flow
from passerelle.core.events.spans import days

_MOST = Decimal(10) ** 18  # an amount of a file that is larger is none
_ALL = ("claim", "known_on", "withdrawn_on")
FAR = date.max.toordinal()
_TOLD = 30_000  # activities, on the days that were asked for last


class Row(NamedTuple):
    """A budget (`on` is the day it begins) or a transaction. `paying` and `paid`
    are the activities that it names, `provider` and `receiver` actors. The desk knew
    it from the day `known` to before `until` (ordinals)."""

    pk: int
    activity_id: int
    type: str
    on: str
    ends: str
    amount: Decimal
    currency: str
    value_date: str
    claim: int | None
    known: int
    until: int
    paying: str = ""
    paid: str = ""
    provider: int | None = None
    receiver: int | None = None

    def stands(self, day: int) -> bool:
        """Say whether the desk knew it on a day (an ordinal); 0: whether it stands."""
        return self.known <= day < self.until if day else self.until == FAR


@dataclass(frozen=True, slots=True, eq=False)
class Purse:
    """The money of one activity. `called`: what flows name it by; `ours`: recorded, not of a file.

    `first` are the days from which more of it counts, `known` those from which another part of it is known, both in
    order; `claims` those in which its rows stand.
    """

    pk: int
    called: str
    ours: bool
    currency: str
    budgets: tuple[Row, ...]
    paid: tuple[Row, ...]
    first: tuple[int, ...]
    known: tuple[int, ...]
    claims: frozenset[int]

    def on(self, until: int, as_of: int, gone: frozenset[int]) -> "Told":
        """Return what is told of until a day, 0 for all, as known on a day, 0 for now (ordinals), without the rows of
        claims that are `gone`."""
        at = bisect_right(self.first, until) if until else len(self.first)
        then = bisect_right(self.known, as_of)
        known = (self.known[then - 1] if then else -1) if as_of else 0
        return _told(self, self.first[at - 1] if at else -1, known, gone & self.claims)


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """The flows of an activity, the row of each, how often each currency is stated, the activities that are named;
    `aside`: rows that are not counted, and one of the reasons of `LEFT_OUT` in wording."""

    flows: tuple[Flow, ...]
    rows: dict[str, Row]
    often: tuple[tuple[str, int], ...]
    names: frozenset[str]
    aside: tuple[tuple[Row, str], ...]


@lru_cache(maxsize=_TOLD)
def _told(purse: Purse, until: int, as_of: int, gone: frozenset[int]) -> Told:
    budgets, paid = (
        [row for row in rows if _first(row.on) <= until and row.stands(as_of)]
        for rows in (purse.budgets, purse.paid)
    )
    aside = tuple((row, why) for row in (*budgets, *paid) if (why := _aside(row, gone)))
    if aside:
        budgets, paid = ([row for row in rows if not _aside(row, gone)] for rows in (budgets, paid))
    who, flows, rows = str(purse.pk), [], {}
    standing = core.stand([(row.type, row.on, row.ends) for row in budgets])
    for place, row in enumerate(budgets):
        key, currency = f"{who}|{purse.called}|budget|{place}", row.currency or purse.currency
        if standing[place]:
            flow = core.planned(key, row.amount, currency, row.value_date or row.on, purse.called, who)
            flows.append(flow)
            rows[key] = row
    for place, row in enumerate(paid):
        key, currency = f"{who}|{purse.called}|transaction|{place}", row.currency or purse.currency
        sides = {"paying": row.paying, "paid": row.paid}
        if not purse.ours:
            sides = {side: key_of(name) for side, name in sides.items()}
        moved = core.moved(key, row.type, row.amount, currency, row.on, purse.called, who, **sides)
        if moved:
            flows.append(moved)
            rows[key] = row
    names = {flow.activity for flow in flows} | {flow.receiver_activity for flow in flows}
    often = Counter(flow.currency for flow in flows)
    return Told(tuple(flows), rows, tuple(often.items()), frozenset(names - {""}), aside)


def _aside(row: Row, gone: frozenset[int]) -> str:
    """Return why a row is not counted, "" when it is."""
    if row.claim in gone:
        return "rejected"
    return "too_large" if abs(row.amount) >= _MOST else ""


def purses_of(activities: Iterable[tuple[int, str, bool, str]]) -> dict[int, Purse]:
    """Return the purses of activities: id, what it is called, whether it is ours, its currency.

    What has no day or an amount that is none is left aside: a file may say anything.
    """
    listed = list(activities)
    budgets, paid = _budgets([one[0] for one in listed]), _paid([one[0] for one in listed])
    found = {}
    for pk, called, ours, currency in listed:
        theirs, moved = tuple(budgets.get(pk, ())), tuple(paid.get(pk, ()))
        first = tuple(sorted({_first(row.on) for row in (*theirs, *moved)}))
        known = tuple(sorted({day for row in (*theirs, *moved) for day in (row.known, row.until)}))
        claims = frozenset(row.claim for row in (*theirs, *moved) if row.claim)
        found[pk] = Purse(pk, called, ours, currency, theirs, moved, first, known, claims)
    return found


def _budgets(activities: list[int]) -> dict[int, list[Row]]:
    fields = ("pk", "activity", "type", "starts", "ends", "amount", "currency", "value_date", *_ALL)
    return _rows(Budget, activities, fields)


def _paid(activities: list[int]) -> dict[int, list[Row]]:
    fields = (
        "pk", "activity", "type", "on", "on", "amount", "currency", "value_date", *_ALL, "provider_activity",
        "receiver_activity", "provider", "receiver",
    )  # fmt: skip
    return _rows(Transaction, activities, fields)


def _rows(
    model: type[Budget | Transaction], activities: list[int], fields: tuple[str, ...]
) -> dict[int, list[Row]]:
    """Return activity → its rows, texts that many have held once."""
    found: dict[int, list[Row]] = defaultdict(list)
    for ids in portions(activities):
        rows = model.objects.filter(activity__in=ids).order_by("pk").values_list(*fields)
        for row in rows.iterator(chunk_size=5000):
            pk, activity, kind, on, ends, given, currency, valued, claim, known, until = row[:11]
            amount = _amount(given)
            if amount is not None and days(on):
                texts = map(intern, (kind, on, ends))
                since, gone = known.toordinal(), until.toordinal() if until else FAR
                said = (intern(currency), intern(valued), claim, since, gone)
                found[activity].append(Row(pk, activity, *texts, amount, *said, *row[11:]))
    return found


def _first(on: str) -> int:
    found = days(on)
    return found.first if found else 0


def _amount(given: str) -> Decimal | None:
    try:
        found = Decimal(given)
    except InvalidOperation:
        return None
    return found if found.is_finite() else None
