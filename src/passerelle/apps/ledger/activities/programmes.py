"""Activities that an organisation records itself, as they leave for a file of IATI: only what is known and allowed.

A day that is not known to the day is widened where it is a bound. The standard wants budgets of a year at most; a
longer one is not divided, for nobody said how: it stays, and that is noted.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from django.db.models import Prefetch, QuerySet

from passerelle.apps.directory.models import Actor
from passerelle.apps.ledger.activities.dividing import shares_of_row
from passerelle.apps.ledger.activities.shaping import budget_shape, transaction_shape
from passerelle.apps.ledger.models import Activity, Budget, Indicator, Measured, MeasuredKind, Transaction
from passerelle.apps.library.models import ReviewState
from passerelle.core.commitments import activities as shapes
from passerelle.core.commitments import country_shares as shares
from passerelle.core.commitments.days import iso, span
from passerelle.core.commitments.reporting import Reporter
from passerelle.core.commitments.tables import table
from passerelle.sources.iati.tables import codes

_YEAR = 365  # days that a budget may last
_DAC, _NOWHERE = "1", "998"
_BEGUN = ("2", "3", "4")  # list ActivityStatus: implementation, finalisation, closed

Called = Callable[[Actor], shapes.Organisation | None]
Others = Mapping[str, shapes.Organisation]  # key of an activity → who reports it, and its identifier


def with_all(found: QuerySet[Activity]) -> QuerySet[Activity]:
    """Return activities with all that is told of them, in as many queries as there are tables."""
    standing = _sound(Measured).order_by("ends", "pk")
    moved = _sound(Transaction).select_related("provider", "receiver")
    return found.select_related("parent").prefetch_related(
        "participating__actor", Prefetch("budgets", _sound(Budget)), Prefetch("transactions", moved),
        Prefetch("results__indicators__measured", standing),
    )  # fmt: skip


def _sound(model):
    """Return the rows of a model that stand, and rest on no claim that was rejected or withdrawn."""
    gone = (ReviewState.REJECTED, ReviewState.WITHDRAWN)
    return model.objects.known().exclude(claim__state__in=gone)


def number_of(pk: int) -> str:
    """Return the end of the identifier under which one of our own activities leaves."""
    return f"programme-{pk}"


def told(
    row: Activity, reporter: Reporter, called: Called, others: Others, under: str
) -> tuple[shapes.Activity, tuple[str, ...]]:
    """Return an activity as it leaves, and codes of what is said of it: what is left out, and what the standard asks.

    `called` names an actor, None for one that is not named outside; `others` are the activities that may be named too;
    `under` is the end of the identifier of the agreement or commitment it belongs to, "" for none.
    """
    itself = shapes.Organisation(
        reporter.ref, reporter.type, (shapes.Narrative(reporter.name, reporter.language),), role="2"
    )
    parties = [(called(part.actor), part.role) for part in row.participating.all() if part.actor]
    participating = tuple(replace(one, role=role) for one, role in parties if one is not None)
    listed = codes()["Country"][1]
    countries = [code for code in row.countries if code in listed] or [*filter(None, [reporter.country])]
    said = shares_of_row(row.shares)
    above = others.get(row.parent.called) if row.parent is not None else None
    related = [(above.activity, shapes.PARENT)] if above else []
    if under:
        related.append((f"{reporter.ref}-{under}", shapes.PARENT))
    budgets = [_budget(one) for one in row.budgets.all()]
    within = tuple(one for one in budgets if span(one.end).last - span(one.start).first < _YEAR)
    paid = row.transactions.all()
    given = [one for one in paid if one.provider is None or called(one.provider) is not None]
    activity = shapes.Activity(
        identifier=f"{reporter.ref}-{number_of(row.pk)}",
        reporting=replace(itself, role=""),
        title=(shapes.Narrative(row.title),),
        description=(shapes.Narrative(row.description or row.title),),
        participating=participating or (itself,),
        status=row.status,
        dates=_dates(row),
        countries=_shares(countries, said),
        regions=() if countries else (shapes.Share(_NOWHERE, vocabulary=_DAC),),
        sectors=(shapes.Share(reporter.sector or table("reporting")["sector"][""], vocabulary=_DAC),),
        budgets=within,
        transactions=tuple(_transaction(one, called, others) for one in given),
        related=tuple(related),
        results=tuple(
            shapes.Result(
                result.type, (shapes.Narrative(result.title),),
                tuple(_indicator(one, row) for one in result.indicators.all()),
            )
            for result in row.results.all()
        ),
        currency=row.currency,
        language=row.title_language or reporter.language,
    )  # fmt: skip
    asked = {
        "sector_unknown": reporter.sector,
        "country_unknown": countries,
        "parties_unknown": participating,
        "money_without_provider": len(given) == len(paid),
        "shares_unknown": len(countries) < 2 or shares.fits(said, countries),
        "actual_day_unknown": row.status not in _BEGUN,
    }
    unknown = [code for code, known in asked.items() if not known]
    return activity, (*("budget_over_a_year",) * (len(budgets) - len(within)), *unknown)


def other_of(one: Activity, reporter: Reporter) -> shapes.Organisation:
    """Return who reports an activity, with the identifier that names it outside."""
    if not one.ours:
        return shapes.Organisation(one.reporter, activity=one.identifier)
    name = (shapes.Narrative(reporter.name, reporter.language),)
    return shapes.Organisation(
        reporter.ref, reporter.type, name, activity=f"{reporter.ref}-{number_of(one.pk)}"
    )


def _shares(countries: list[str], said: shares.Shares) -> tuple[shapes.Share, ...]:
    """Return the countries; where there are several, with what a person said, else in equal shares: the standard wants
    shares that add up to 100."""
    if len(countries) < 2:
        return tuple(shapes.Share(code) for code in countries)
    parts = said if shares.fits(said, countries) else shares.equal(countries)
    return tuple(shapes.Share(code, parts[code]) for code in countries)


def _first(stated: str) -> str:
    return iso(span(stated).first)


def _last(stated: str) -> str:
    return iso(span(stated).last)


def _dates(row: Activity) -> tuple[tuple[str, str], ...]:
    """Return the dates that were planned: of a programme nobody says on which days it really began and ended."""
    ends = [(shapes.PLANNED_END, _last(row.ends))] if row.ends else []
    return ((shapes.PLANNED_START, _first(row.starts)), *ends)


def _budget(row) -> shapes.Budget:
    shape = budget_shape(row)
    first = _first(row.starts)
    return replace(
        shape, start=first, end=_last(row.ends), value=replace(shape.value, on=row.value_date or first)
    )


def _transaction(row: Transaction, called: Called, others: Others) -> shapes.Transaction:
    shape = transaction_shape(row)
    return replace(
        shape,
        provider=_side(row.provider, others.get(row.provider_activity), called),
        receiver=_side(row.receiver, others.get(row.receiver_activity), called),
    )


def _side(
    actor: Actor | None, other: shapes.Organisation | None, called: Called
) -> shapes.Organisation | None:
    """Return a side of a payment: who is named, else who reports the activity, without whom it has no name."""
    one = called(actor) if actor is not None else None
    if one is None:
        return other if other and (other.ref or other.names) else None
    return replace(one, activity=other.activity if other else "", role="")


def _indicator(one: Indicator, row: Activity) -> shapes.Indicator:
    rows = list(one.measured.all())
    began = [part for part in rows if part.kind == MeasuredKind.BASELINE]
    periods: dict[tuple[str, str], list[Measured]] = defaultdict(list)
    for part in rows:
        if part.kind != MeasuredKind.BASELINE:
            end = _last(part.ends)
            start = _first(part.starts or (began[0].ends if began else "") or row.starts)
            periods[min(start, end), end].append(part)
    return shapes.Indicator(
        one.measure, (shapes.Narrative(one.title),),
        tuple(replace(_value(part), year=part.ends[:4], on=_last(part.ends)) for part in began),
        tuple(
            shapes.Period(
                start, end,
                _values(part for part in parts if part.kind == MeasuredKind.TARGET),
                _values(part for part in parts if part.kind == MeasuredKind.ACTUAL),
            )
            for (start, end), parts in sorted(periods.items())
        ),
        one.ascending,
    )  # fmt: skip


def _values(rows: Iterable[Measured]) -> tuple[shapes.Measured, ...]:
    return tuple(map(_value, rows))


def _value(row: Measured) -> shapes.Measured:
    comment = (shapes.Narrative(row.address),) if row.address else ()
    return shapes.Measured(row.value, tuple((name, part) for name, part in row.dimensions), comment)
