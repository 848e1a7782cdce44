"""Writing the results of activities of a file: each with what is beneath it, and together they stand or fall."""

from collections.abc import Iterable, Sequence
from typing import Any

from passerelle.apps.ledger.activities.renewing import Taking, said, withdraw_others, write
from passerelle.apps.ledger.activities.settling import text_of
from passerelle.apps.ledger.models import Activity, Indicator, Period, Result
from passerelle.core.commitments import activities as shapes

_MANY = 500
Tree = tuple[Result, list[tuple[Indicator, list[Period]]]]


def write_results(given: Sequence[tuple[Activity, shapes.Activity]], taking: Taking) -> None:
    """Write what some activities bring about; a result of which anything changed is another one."""
    told = [_tree(row, part) for row, one in given for part in one.results]
    there = Result.objects.filter(activity__in=[row for row, _one in given]).known()
    standing = [
        (row.pk, _says(row, ((one, one.periods.all()) for one in row.indicators.all())))
        for row in there.prefetch_related("indicators__periods")
    ]
    fresh = withdraw_others(Result, standing, told, lambda tree: _says(*tree), taking)
    write([result for result, _beneath in fresh], taking)
    indicators = [one for _result, beneath in fresh for one, _periods in beneath]
    Indicator.objects.bulk_create(indicators, batch_size=_MANY)
    periods = [period for _result, beneath in fresh for _one, some in beneath for period in some]
    Period.objects.bulk_create(periods, batch_size=_MANY)


def _says(result: Result, beneath: Iterable[tuple[Indicator, Iterable[Period]]]) -> Any:
    return said(result), tuple(
        (said(one, without="result"), tuple(said(period, without="indicator") for period in periods))
        for one, periods in beneath
    )


def _tree(row: Activity, one: shapes.Result) -> Tree:
    result = Result(activity=row, type=one.type, title=text_of(one.title))
    beneath = []
    for part in one.indicators:
        indicator = _indicator(result, part)
        beneath.append((indicator, [_period(indicator, period) for period in part.periods]))
    return result, beneath


def _indicator(row: Result, one: shapes.Indicator) -> Indicator:
    baselines = [_measured(part) | {"year": part.year, "on": part.on} for part in one.baselines]
    return Indicator(
        result=row,
        measure=one.measure,
        ascending=one.ascending,
        title=text_of(one.title),
        baselines=baselines,
    )


def _period(row: Indicator, one: shapes.Period) -> Period:
    return Period(
        indicator=row, starts=one.start, ends=one.end,
        targets=[_measured(part) for part in one.targets], actuals=[_measured(part) for part in one.actuals],
    )  # fmt: skip


def _measured(one: shapes.Measured) -> dict[str, Any]:
    return {"value": one.value, "dimensions": [list(pair) for pair in one.dimensions]}
