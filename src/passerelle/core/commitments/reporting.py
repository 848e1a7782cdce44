"""Commitments told as activities of IATI: only what is known, and what had to be left out is named.

A day that is not known to the day is widened to the span that it may mean where a day is a bound (a planned start or
end), and left out where it would be a fact (an actual start or end, the day of a transaction). Money names who gives
it, for the standard takes a transaction without a provider to be the reporter's own. The standard wants budgets of a
year at most; a longer one is not divided, for nobody said how: its amount is told as pledged, or as committed once it
is signed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from passerelle.core.commitments.achievements import Measurement, Milestone, Promised, result_of
from passerelle.core.commitments.activities import (
    ACCOUNTABLE,
    ACTUAL_END,
    ACTUAL_START,
    PARENT,
    PLANNED_END,
    PLANNED_START,
    Activity,
    Budget,
    Narrative,
    Organisation,
    Share,
    Transaction,
    Value,
)
from passerelle.core.commitments.days import iso, span
from passerelle.core.commitments.tables import table

_YEAR = 365  # days that a budget may last
_NOWHERE = "998"  # region of the DAC: unspecified
_DAC = "1"
_OUTGOING_COMMITMENT, _OUTGOING_PLEDGE = "2", "12"
_DISBURSEMENT, _EXPENDITURE = "3", "4"
_ORIGINAL, _INDICATIVE, _COMMITTED = "1", "1", "2"


@dataclass(frozen=True, slots=True)
class Reporter:
    """Who reports: its identifier, type (list OrganisationType), name, and the language it writes in (ISO 639-1).

    `sector` (list Sector of the DAC) and `country` (ISO 3166-1) are what it says of activities of which the ledger
    knows none; "" says nothing of them.
    """

    ref: str
    type: str
    name: str
    language: str
    sector: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class Payment:
    """Money that somebody said was paid: when, how much, in which currency (ISO 4217)."""

    on: str
    amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class Reported:
    """What is to be told of a commitment or an agreement. Dates are ISO 8601, as precise as known.

    `reached`: stage → day; `participants` have their roles; `country` is ISO 3166-1, "" when there is not one;
    `number` and `parent` are the ends of identifiers, behind that of the reporter; `provider` gives the money and
    `receiver` has it, None where they cannot be named.
    """

    number: str
    title: str
    language: str
    begins: str
    status: str
    description: str = ""
    ends: str = ""
    kind: str = ""
    reached: Mapping[str, str] = field(default_factory=dict)
    participants: tuple[Organisation, ...] = ()
    country: str = ""
    budget: Decimal | None = None
    currency: str = ""
    quantity: str = ""
    unit: str = ""
    measured: tuple[Measurement, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    paid: tuple[Payment, ...] = ()
    provider: Organisation | None = None
    receiver: Organisation | None = None
    parent: str = ""
    level: str = ""


def status_of(stage: str, condition: str) -> str:
    """Return the status of an activity (list ActivityStatus) at a stage and in a condition.

    >>> status_of("started", ""), status_of("started", "suspended")
    ('2', '6')
    """
    codes = table("reporting")
    found: str = codes["condition"].get(condition) or codes["status"].get(stage, "1")
    return found


def type_of(kind: str) -> str:
    """Return the type of an organisation (list OrganisationType) of a kind of actor, "" when none is meant."""
    found: str = table("reporting")["organisation"].get(kind, "")
    return found


def activity_of(one: Reported, reporter: Reporter, today: str) -> tuple[Activity, tuple[str, ...]]:
    """Return the activity, and codes of what is said of it: what is left out (budget_without_end, budget_over_a_year,
    money_without_day, payment_without_day, money_without_provider, actual_day_unknown), and what the standard asks and
    nobody knows (sector_unknown, country_unknown, parties_unknown, actual_unknown).

    `today` is an ISO day. Raises ValueError for what is no date.
    """
    sectors = table("reporting")["sector"]
    sector = (sectors.get(one.kind, "") if one.kind else "") or reporter.sector
    country = one.country or reporter.country
    narrated = Narrative(reporter.name, reporter.language)
    itself = Organisation(reporter.ref, reporter.type, (narrated,), role=ACCOUNTABLE)
    budgets, transactions, left = _money(one, today)
    paid, unpaid = _paid(one, today)
    dates, undated = _dates(one, today)
    promised = Promised(one.description or one.title, one.begins, one.ends, one.quantity, one.unit)
    result = result_of(promised, one.measured, one.milestones, today)
    activity = Activity(
        identifier=f"{reporter.ref}-{one.number}",
        reporting=Organisation(reporter.ref, reporter.type, (narrated,)),
        title=(Narrative(one.title),),
        description=(Narrative(one.description or one.title),),
        participating=one.participants or (itself,),
        status=one.status,
        dates=dates,
        countries=(Share(country),) if country else (),
        regions=() if country else (Share(_NOWHERE, vocabulary=_DAC),),
        sectors=(Share(sector or sectors[""], vocabulary=_DAC),),
        budgets=budgets,
        transactions=(*transactions, *paid),
        related=((f"{reporter.ref}-{one.parent}", PARENT),) if one.parent else (),
        results=(result,) if result else (),
        currency=one.currency,
        language=one.language or reporter.language,
        hierarchy=one.level,
    )
    asked: dict[str, object] = {
        "sector_unknown": sector,
        "country_unknown": country,
        "parties_unknown": one.participants,
    }
    asked["actual_unknown"] = not (one.quantity and "delivered" in one.reached) or one.measured
    return activity, (*left, *unpaid, *undated, *(code for code, known in asked.items() if not known))


def _first(stated: str) -> str:
    return iso(span(stated).first)


def _last(stated: str) -> str:
    return iso(span(stated).last)


def _dates(one: Reported, today: str) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
    stated = [(ACTUAL_START, one.reached.get("started", "")), (ACTUAL_END, one.reached.get("delivered", ""))]
    passed = [(kind, on) for kind, on in stated if on and _first(on) <= today]
    actual = [(kind, _first(on)) for kind, on in passed if span(on).length == 1]
    planned = [(PLANNED_START, _first(one.begins)), *([(PLANNED_END, _last(one.ends))] if one.ends else [])]
    return tuple(sorted(planned + actual)), () if len(actual) == len(passed) else ("actual_day_unknown",)


def _money(one: Reported, today: str) -> tuple[tuple[Budget, ...], tuple[Transaction, ...], tuple[str, ...]]:
    if one.budget is None:
        return (), (), ()
    firm = next((one.reached[stage] for stage in ("funded", "signed") if stage in one.reached), "")
    begins, left = _first(one.begins), []
    budgets: tuple[Budget, ...] = ()
    transactions: tuple[Transaction, ...] = ()
    if not one.ends:
        left.append("budget_without_end")
    elif span(one.ends).last - span(one.begins).first >= _YEAR:
        left.append("budget_over_a_year")
    else:
        value = Value(one.budget, one.currency, begins)
        status = _COMMITTED if firm else _INDICATIVE
        budgets = (Budget(begins, _last(one.ends), value, _ORIGINAL, status),)
    on = firm or one.begins
    if one.provider is None:
        left.append("money_without_provider")
    elif span(on).length == 1 and on <= today:
        transactions = (_transaction(one, _OUTGOING_COMMITMENT if firm else _OUTGOING_PLEDGE, on),)
    else:
        left.append("money_without_day")
    return budgets, transactions, tuple(left)


def _transaction(one: Reported, kind: str, on: str, paid: Payment | None = None) -> Transaction:
    amount, currency = (paid.amount, paid.currency) if paid else (one.budget or Decimal(0), one.currency)
    value = Value(amount, currency, on)
    return Transaction(kind, on, value, provider=one.provider, receiver=one.receiver)


def _paid(one: Reported, today: str) -> tuple[tuple[Transaction, ...], tuple[str, ...]]:
    """Return payments as disbursements, or as expenditure where nobody receives them; the same payment once."""
    if one.provider is None:
        return (), ("money_without_provider",) if one.paid and one.budget is None else ()
    kind = _DISBURSEMENT if one.receiver else _EXPENDITURE
    known = sorted(set(one.paid), key=lambda payment: (payment.on, payment.currency, payment.amount))
    dated = [payment for payment in known if span(payment.on).length == 1 and payment.on <= today]
    told = tuple(_transaction(one, kind, payment.on, payment) for payment in dated)
    return told, () if len(dated) == len(known) else ("payment_without_day",)
