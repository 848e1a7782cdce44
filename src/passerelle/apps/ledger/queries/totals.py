"""Money of some activities, counted once: as stated and converted, with the rates used and what was left out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import Count, Max
from django.utils import timezone

from passerelle.apps.accounts.models import User
from passerelle.apps.ledger import columns
from passerelle.apps.ledger.activities.families import Family, families, stated_most
from passerelle.apps.ledger.activities.purses import Row, Told
from passerelle.apps.ledger.columns.activity_keeping import above
from passerelle.apps.ledger.models import Activity, Rate
from passerelle.apps.ledger.standings import portions
from passerelle.apps.library.models import Claim, ReviewState
from passerelle.core.commitments import rates as core
from passerelle.core.commitments.money import KINDS, Flow

_SHOWN = 50  # rows that were left out, with their reasons; all are counted


@dataclass(frozen=True, slots=True)
class KindTotal:
    """One kind of money: its sums as stated by currency, and in the currency asked for what has a rate.

    `without_rate`: currency → sum of what could not be converted. `converted` is None where nothing could.
    """

    kind: str
    stated: dict[str, Decimal]
    converted: Decimal | None
    without_rate: dict[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """The row of a budget or transaction that is not counted, or only in part, and one of `LEFT_OUT` in wording."""

    row: Any
    reason: str
    kept: Decimal | None


@dataclass(frozen=True, slots=True)
class Totals:
    """What some activities plan, committed and spent. `circular`: activities that are their own parts.

    `unsure`: activities whose money may be counted twice, for there is no rate to compare it by.
    """

    currency: str
    kinds: list[KindTotal]
    rates: tuple[core.Rate, ...]
    left_out: list[LeftOut]
    left_out_count: int
    circular: tuple[str, ...]
    unsure: tuple[str, ...]
    currencies: list[str]

    @property
    def spent(self) -> Decimal | None:
        """What was disbursed and spent directly, in the currency asked for."""
        found = [one.converted for one in self.kinds if one.kind in ("disbursement", "expenditure")]
        known = [one for one in found if one is not None]
        return sum(known, Decimal(0)) if known else None

    def without_rate(self, *kinds: str) -> dict[str, Decimal]:
        """Return what could not be converted of some kinds: currency → sum."""
        found: dict[str, Decimal] = {}
        for one in self.kinds:
            for code, amount in one.without_rate.items() if one.kind in kinds else ():
                found[code] = found.get(code, Decimal(0)) + amount
        return found

    def of(self, kind: str) -> Decimal | None:
        """Return the sum of one kind in the currency asked for."""
        return next((one.converted for one in self.kinds if one.kind == kind), None)


def totals_of(
    user: User, activities: Iterable[Activity], currency: str = "", until: str = "", as_of: date | None = None
) -> Totals:
    """Return the money of activities in a currency: the one asked for, else the one that is stated most often.

    `until`: the ISO day up to which transactions are counted, and by which budgets begin; `as_of`: the day whose
    knowledge is asked, by default today's.
    """
    return totals_at(user, [one.pk for one in activities], currency, until, as_of)


def totals_at(
    user: User, activities: Sequence[int], currency: str = "", until: str = "", as_of: date | None = None
) -> Totals:
    """Return the money of activities by their ids; see `totals_of`."""
    found = reckoned(user, activities, currency, until, as_of)
    stated: dict[str, dict[str, Decimal]] = {kind: {} for kind in KINDS}
    without: dict[str, dict[str, Decimal]] = {kind: {} for kind in KINDS}
    sums: dict[str, Decimal] = {}
    used: dict[int, core.Rate] = {}  # a rate is one object
    for family in found.families:
        for (kind, code), amount in family.stated.items():
            stated[kind][code] = stated[kind].get(code, Decimal(0)) + amount
        for kind, one in family.sums.items():
            sums[kind] = sums.get(kind, Decimal(0)) + one.amount
            used.update((id(rate), rate) for rate in one.rates)
            for code, amount in one.as_stated.items():
                without[kind][code] = without[kind].get(code, Decimal(0)) + amount
    kinds = [
        KindTotal(
            kind,
            dict(sorted(stated[kind].items())),
            sums[kind] if any(without[kind].get(code) != amount for code, amount in stated[kind].items()) else None,
            without[kind],
        )
        for kind in KINDS if kind in sums
    ]  # fmt: skip
    left = [LeftOut(row, reason, None) for row, reason in found.aside]
    last = sorted((one for family in found.families for one in family.left), key=lambda one: one[0])
    left += [LeftOut(row, reason, kept) for _key, row, reason, kept in last]
    ordered = tuple(sorted(used.values(), key=lambda one: (one.currency, one.base, one.on)))
    circular = _titled(found, (name for family in found.families for name in family.circular))
    unsure = _titled(found, (name for family in found.families for name in family.unsure))
    return Totals(
        found.currency, kinds, ordered, left[:_SHOWN], len(left), circular, unsure, sorted(found.currencies)
    )


@dataclass(frozen=True, slots=True)
class Reckoned:
    """Some activities' money counted once, in the currency in which it was compared; `called`: what each is called."""

    told: list[Told]
    families: list[Family]
    aside: list[tuple[Row, str]]
    currency: str
    currencies: frozenset[str]
    called: dict[str, int]

    def flows(self) -> Iterator[tuple[Flow, Row]]:
        """Yield what the activities tell, with the row of each."""
        for one in self.told:
            for flow in one.flows:
                yield flow, one.rows[flow.key]


def reckoned(
    user: User, activities: Sequence[int], currency: str = "", until: str = "", as_of: date | None = None
) -> Reckoned:
    """Count the money of activities once, told in several currencies compared by its worth in one; see `totals_of`.

    Levels between them count whoever may see them: what is counted twice does not hang on who reads.
    """
    held = columns.activities()
    listed = [held.entries[pk] for pk in activities if pk in held.entries]
    gone = _gone({claim for one in listed for claim in one.purse.claims}, as_of)
    day = date.fromisoformat(until).toordinal() if until else 0
    known = as_of.toordinal() if as_of else 0
    told = [(one.called, one.purse.on(day, known, gone)) for one in listed]
    often = stated_most(one for _called, one in told)
    to = currency or max(sorted(often), key=lambda code: often[code], default="")
    found = families(told, above(held, listed), to, rates_of(user), len(often) > 1)
    aside = [pair for _called, one in told for pair in one.aside]
    return Reckoned(
        [one for _called, one in told],
        found,
        aside,
        to,
        frozenset(often),
        {one.called: one.pk for one in listed},
    )


def _gone(claims: set[int], as_of: date | None) -> frozenset[int]:
    """Return those of some claims that were rejected or withdrawn; one that was rejected later was not yet."""
    found: set[int] = set()
    for ids in portions(sorted(claims)):
        rows = Claim.objects.filter(pk__in=ids, state__in=(ReviewState.REJECTED, ReviewState.WITHDRAWN))
        for pk, state, at in rows.values_list("pk", "state", "decided_at"):
            later = as_of and at and state == ReviewState.REJECTED and timezone.localdate(at) > as_of
            found.update([] if later else [pk])
    return frozenset(found)


def _titled(found: Reckoned, called: Iterable[str]) -> tuple[str, ...]:
    """Return the titles of those of the activities that are called so."""
    ids = [found.called[name] for name in sorted(called) if name in found.called]
    rows: dict[int, Activity] = {}
    for some in portions(ids):
        rows |= {row.pk: row for row in Activity.objects.filter(pk__in=some).only("title", "identifier")}
    return tuple(str(rows[pk]) for pk in ids)


def rates_of(user: User) -> core.Rates:
    """Return the rates that the reader's organisation gave; the same as long as none is added or removed."""
    rows = Rate.objects.filter(organisation=user.organisation_id)
    token = tuple(rows.aggregate(many=Count("pk"), last=Max("pk"), at=Max("added_at")).values())
    kept = _rates.get(user.organisation_id)
    if kept and kept[0] == token:
        return kept[1]
    found = core.Rates(
        core.Rate(row.currency, row.base, row.on.isoformat(), Decimal(row.value), row.source) for row in rows
    )
    if not connection.in_atomic_block:
        _rates[user.organisation_id] = token, found
    return found


_rates: dict[int, tuple[tuple[Any, ...], core.Rates]] = {}


def rates_page(user: User, number: int, *, page_size: int = 50) -> tuple[list[Rate], int, int]:
    """Return some of the organisation's rates, the latest first, with the number of the page and of all pages."""
    rows = Rate.objects.filter(organisation=user.organisation_id)
    pages = max(1, -(-rows.count() // page_size))
    at = min(max(1, number), pages)
    return list(rows.select_related("added_by")[(at - 1) * page_size : at * page_size]), at, pages


def rate_for(user: User, pk: int) -> Rate:
    """Return a rate of the organisation; Rate.DoesNotExist."""
    found: Rate = Rate.objects.get(pk=pk, organisation=user.organisation_id)
    return found
