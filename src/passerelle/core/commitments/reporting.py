"""Commitments told as activities of IATI: only what is known, and what had to be left out is named.

A day that is not known to the day is widened to the span that it may mean where a day is a bound (a planned start or
end), and left out where it would be a fact (the day of a transaction). The standard wants budgets of a year at most; a
longer one is not divided, for nobody said how: its amount is told as pledged, or as committed once it is signed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from passerelle.core.commitments.activities import (
    ACCOUNTABLE,
    ACTUAL_END,
    ACTUAL_START,
    PARENT,
    PLANNED_END,
    PLANNED_START,
    Activity,
    Budget,
    Indicator,
    Measured,
    Narrative,
    Organisation,
    Period,
    Result,
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
_OUTPUT, _UNIT = "1", "1"
_ORIGINAL, _INDICATIVE, _COMMITTED = "1", "1", "2"


@dataclass(frozen=True, slots=True)
class Reporter:
    """Who reports: its identifier, type (list OrganisationType), name, and the language it writes in (ISO 639-1)."""

    ref: str
    type: str
    name: str
    language: str


@dataclass(frozen=True, slots=True)
class Reported:
    """What is to be told of a commitment or an agreement. Dates are ISO 8601, as precise as known.

    `reached`: stage → day; `participants` have their roles; `country` is ISO 3166-1, "" when there is not one;
    `number` and `parent` are the ends of identifiers, behind that of the reporter.
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
    """Return the activity, and codes of what was left out of it: budget_without_end, budget_over_a_year,
    money_without_day.

    `today` is an ISO day. Raises ValueError for what is no date.
    """
    sectors = table("reporting")["sector"]
    narrated = Narrative(reporter.name, reporter.language)
    itself = Organisation(reporter.ref, reporter.type, (narrated,), role=ACCOUNTABLE)
    budgets, transactions, left = _money(one, today)
    activity = Activity(
        identifier=f"{reporter.ref}-{one.number}",
        reporting=Organisation(reporter.ref, reporter.type, (narrated,)),
        title=(Narrative(one.title),),
        description=(Narrative(one.description or one.title),),
        participating=one.participants or (itself,),
        status=one.status,
        dates=_dates(one, today),
        countries=(Share(one.country),) if one.country else (),
        regions=() if one.country else (Share(_NOWHERE, vocabulary=_DAC),),
        sectors=(Share(sectors.get(one.kind, sectors[""]), vocabulary=_DAC),),
        budgets=budgets,
        transactions=transactions,
        related=((f"{reporter.ref}-{one.parent}", PARENT),) if one.parent else (),
        results=_results(one),
        currency=one.currency,
        language=one.language or reporter.language,
        hierarchy=one.level,
    )
    return activity, left


def _first(stated: str) -> str:
    return iso(span(stated).first)


def _last(stated: str) -> str:
    return iso(span(stated).last)


def _dates(one: Reported, today: str) -> tuple[tuple[str, str], ...]:
    found = [(PLANNED_START, _first(one.begins))]
    started, delivered = one.reached.get("started", ""), one.reached.get("delivered", "")
    if started and _first(started) <= today:
        found.append((ACTUAL_START, _first(started)))
    if one.ends:
        found.append((PLANNED_END, _last(one.ends)))
    if delivered and _first(delivered) <= today:
        found.append((ACTUAL_END, min(_last(delivered), today)))
    return tuple(found)


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
    if span(on).length == 1 and on <= today:
        kind = _OUTGOING_COMMITMENT if firm else _OUTGOING_PLEDGE
        transactions = (Transaction(kind, on, Value(one.budget, one.currency, on)),)
    else:
        left.append("money_without_day")
    return budgets, transactions, tuple(left)


def _results(one: Reported) -> tuple[Result, ...]:
    if not one.quantity:
        return ()
    periods = (Period(_first(one.begins), _last(one.ends), (Measured(one.quantity),)),) if one.ends else ()
    indicator = Indicator(_UNIT, (Narrative(one.unit or one.title),), periods=periods)
    return (Result(_OUTPUT, (Narrative(one.description or one.title),), (indicator,)),)
