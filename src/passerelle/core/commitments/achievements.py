"""What was promised and what was reached, as a result of IATI: only what somebody stated.

A quantity has an actual where evidence states one in its unit; that something was delivered does not say how much.
Figures are held to count from the beginning, so the latest stands. A milestone is an indicator of one: reached in
time, it has an actual; reached later, it was not in time; of one that nobody says was reached, nothing is known.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from passerelle.core.commitments.activities import Indicator, Measured, Narrative, Period, Result
from passerelle.core.commitments.days import iso, span, surely_before

_OUTPUT, _UNIT = "1", "1"


@dataclass(frozen=True, slots=True)
class Milestone:
    """A point on the way; dates are ISO 8601, as precise as known, "" when there is none."""

    title: str
    due: str = ""
    reached: str = ""


@dataclass(frozen=True, slots=True)
class Measurement:
    """How much was reached by a day, in the unit of the promise; `value` is a decimal as text."""

    on: str
    value: str


@dataclass(frozen=True, slots=True)
class Promised:
    """What is measured of a commitment: `quantity` of `unit` from `begins` to `ends`, "" for what is not said."""

    title: str
    begins: str
    ends: str = ""
    quantity: str = ""
    unit: str = ""


def result_of(
    promised: Promised, measured: Iterable[Measurement], milestones: Iterable[Milestone], today: str
) -> Result | None:
    """Return the result of a commitment, None when nothing of it is measured. `today` is an ISO day."""
    indicators = []
    if promised.quantity:
        periods = _periods(promised.begins, promised.ends, promised.quantity, list(measured), today)
        indicators.append(_indicator(promised.unit or promised.title, periods))
    for one in milestones:
        reached = [Measurement(one.reached, "1")] if one.reached else []
        periods = _periods(promised.begins, one.due, "1", reached, today, zero="0")
        indicators.append(_indicator(one.title, periods))
    return Result(_OUTPUT, (Narrative(promised.title),), tuple(indicators)) if indicators else None


def _indicator(title: str, periods: tuple[Period, ...]) -> Indicator:
    return Indicator(_UNIT, (Narrative(title),), periods=periods)


def _periods(
    begins: str, due: str, target: str, measured: list[Measurement], today: str, zero: str = ""
) -> tuple[Period, ...]:
    """Return the period up to the day that it is due, and another up to what was measured later.

    `zero` is the actual of the first where there is only a later one, "" when that tells nothing.
    """
    known = sorted(
        (one for one in measured if _first(begins) <= _first(one.on) <= today),
        key=lambda one: span(one.on).last,
    )
    if not due or _last(due) < _first(begins):
        return tuple(
            Period(_first(begins), _until(one.on, today), (), (Measured(one.value),)) for one in known[-1:]
        )
    late = [one for one in known if surely_before(due, one.on)]
    timely = [one.value for one in known if one not in late and span(one.on).last <= span(due).last]
    stated = timely[-1:] or ([zero] if late and zero else [])
    periods = [Period(_first(begins), _last(due), (Measured(target),), tuple(map(Measured, stated)))]
    if others := [one for one in known if span(one.on).last > span(due).last]:
        last = others[-1]
        periods.append(Period(_first(begins), _until(last.on, today), (), (Measured(last.value),)))
    return tuple(periods)


def _first(stated: str) -> str:
    return iso(span(stated).first)


def _last(stated: str) -> str:
    return iso(span(stated).last)


def _until(stated: str, today: str) -> str:
    return min(_last(stated), today)
