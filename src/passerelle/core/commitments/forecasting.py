"""Where an indicator is heading: a straight line through what was measured.

With it comes the interval in which a next measurement is expected (ordinary least squares, Student's t), within what
such a figure can be, and no further ahead than was measured back; what allows no forecast says why.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import sqrt

from passerelle.core.commitments.days import iso, span
from passerelle.core.commitments.results import Course, measured

FEWEST = 4
CONFIDENCE = 80  # percent
PERCENTAGE = "2"  # list IndicatorMeasure
_LARGEST = Decimal(10) ** 15  # beyond, a straight line is noise
# Student's t for 80 %, two-sided, by degrees of freedom; from 30 on the normal's 1.282 is within 2 %.
_T = (
    3.078, 1.886, 1.638, 1.533, 1.476, 1.440, 1.415, 1.397, 1.383, 1.372, 1.363, 1.356, 1.350, 1.345, 1.341,
    1.337, 1.333, 1.330, 1.328, 1.325, 1.323, 1.321, 1.319, 1.318, 1.316, 1.315, 1.314, 1.313, 1.311, 1.310,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Forecast:
    """What is expected on a day: the middle, and the interval that holds CONFIDENCE percent of such cases."""

    on: str
    middle: Decimal
    low: Decimal
    high: Decimal
    points: int


@dataclass(frozen=True, slots=True)
class TooFew:
    """No forecast: `points` days were measured, and FEWEST are needed."""

    points: int


@dataclass(frozen=True, slots=True)
class TooFar:
    """No forecast: the day lies further ahead of the last measurement than the first lies back; `until` does not."""

    until: str


@dataclass(frozen=True, slots=True)
class TooLarge:
    """No forecast: there are figures too large to draw a line through."""


NoForecast = TooFew | TooFar | TooLarge


def forecast(course: Course, as_of: str, horizon: str) -> Forecast | NoForecast:
    """Return what is expected on the day `horizon` from what was measured up to `as_of`, or why nothing is."""
    found = measured(course, as_of)
    if len(found) < FEWEST:
        return TooFew(len(found))
    if any(abs(one.value) >= _LARGEST for one in found):
        return TooLarge()
    begin, end = _last(found[0].on), _last(found[-1].on)
    furthest = 2 * end - begin + 1  # one day more: as many years may hold one leap day more
    if _last(horizon) > furthest:
        return TooFar(iso(min(furthest, date.max.toordinal())))
    days = [float(_last(one.on)) for one in found]
    values = [float(one.value) for one in found]
    count, moment = len(found), float(_last(horizon))
    middle_day, middle_value = sum(days) / count, sum(values) / count
    spread = sum((one - middle_day) ** 2 for one in days)
    slope = sum((x - middle_day) * (y - middle_value) for x, y in zip(days, values, strict=True)) / spread
    left = sum((y - middle_value - slope * (x - middle_day)) ** 2 for x, y in zip(days, values, strict=True))
    expected = middle_value + slope * (moment - middle_day)
    freedom = count - 2
    width = sqrt(left / freedom) * sqrt(1 + 1 / count + (moment - middle_day) ** 2 / spread)
    width *= _T[freedom - 1] if freedom <= len(_T) else 1.282
    low, high = _bounds(course, [one.value for one in found])
    rounded = [
        min(max(Decimal(str(round(one, 6))), low), high)
        for one in (expected, expected - width, expected + width)
    ]
    return Forecast(horizon, rounded[0], rounded[1], rounded[2], count)


def _bounds(course: Course, values: list[Decimal]) -> tuple[Decimal, Decimal]:
    """Return what such a figure can be: not below nothing where nothing told is, nor over a hundred percent."""
    told = [*values, *(point.value for point in course.targets)]
    told += [course.baseline.value] if course.baseline else []
    low = Decimal(0) if min(told) >= 0 else Decimal("-Infinity")
    share = course.measure == PERCENTAGE and low == 0 and max(told) <= 100
    return low, Decimal(100) if share else Decimal("Infinity")


def _last(stated: str) -> int:
    return span(stated).last
