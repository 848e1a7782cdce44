"""Results against targets: where an indicator should be on a day, where it is, and where it is heading.

A measured value may be told whole and by parts (by sex, by province): the parts of one dimension are added only when
the whole is not told, and two dimensions never. A forecast is a straight line through what was measured, with the
interval in which a next measurement is expected (ordinary least squares, Student's t); too few points are said to be
too few.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from math import sqrt

from passerelle.core.commitments import activities
from passerelle.core.commitments.days import span

FEWEST = 4
CONFIDENCE = 80  # percent
# Student's t for 80 %, two-sided, by degrees of freedom; from 30 on the normal's 1.282 is within 2 %.
_T = (
    3.078, 1.886, 1.638, 1.533, 1.476, 1.440, 1.415, 1.397, 1.383, 1.372, 1.363, 1.356, 1.350, 1.345, 1.341,
    1.337, 1.333, 1.330, 1.328, 1.325, 1.323, 1.321, 1.319, 1.318, 1.316, 1.315, 1.314, 1.313, 1.311, 1.310,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Point:
    """A value on a date (ISO 8601; one less precise than a day means its last day).

    `dimensions` are what a part is of, such as (("sex", "female"),); empty for the whole. `source` is the key of
    what it rests on; `known` the ISO day on which the desk knew, "" when it always did.
    """

    on: str
    value: Decimal
    dimensions: tuple[tuple[str, str], ...] = ()
    source: str = ""
    known: str = ""


@dataclass(frozen=True, slots=True)
class Course:
    """An indicator over time: where it began, what is aimed at by when, what was measured, whether more is better."""

    name: str
    baseline: Point | None
    targets: tuple[Point, ...]
    actuals: tuple[Point, ...]
    ascending: bool = True


@dataclass(frozen=True, slots=True)
class Reached:
    """A value on a date and the keys of what it rests on; `by` the dimension whose parts were added, "" for none."""

    on: str
    value: Decimal
    sources: tuple[str, ...]
    by: str = ""


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
class Kept:
    """How a target went: "reached", "missed", "open" while its day has not come, "unknown" without a measurement."""

    target: Point
    state: str
    actual: Reached | None


def measured(course: Course, as_of: str) -> tuple[Reached, ...]:
    """Return what was measured up to a day, as it was known then: one value a date, parts added once."""
    groups: dict[int, list[Point]] = defaultdict(list)
    moment = _last(as_of)
    for point in course.actuals:
        if _last(point.on) <= moment and (not point.known or _last(point.known) <= moment):
            groups[_last(point.on)].append(point)
    return tuple(_whole(points) for _, points in sorted(groups.items()))


def path(course: Course, as_of: str) -> Decimal | None:
    """Return where the indicator should be on a day: straight from the baseline through each target.

    None before the first of them, or when there is nothing to go by. After the last target it stays.
    """
    anchors = _anchors(course)
    moment = Decimal(_last(as_of))
    if not anchors or moment < anchors[0][0]:
        return None
    for (begin, low), (end, high) in pairwise(anchors):
        if moment <= end:
            return low + (high - low) * (moment - begin) / (end - begin)
    return anchors[-1][1]


def kept(course: Course, as_of: str) -> tuple[Kept, ...]:
    """Say of each target how it went by a day. A measurement after its day does not count for it."""
    found = measured(course, as_of)
    states = []
    for target in sorted(course.targets, key=lambda one: (_last(one.on), one.source)):
        due = _last(target.on)
        before = [one for one in found if _last(one.on) <= due]
        good = [one for one in before if _enough(course, one.value, target.value)]
        if good:
            states.append(Kept(target, "reached", good[0]))
        elif _last(as_of) <= due:
            states.append(Kept(target, "open", before[-1] if before else None))
        else:
            states.append(Kept(target, "missed" if before else "unknown", before[-1] if before else None))
    return tuple(states)


def forecast(course: Course, as_of: str, horizon: str) -> Forecast | TooFew:
    """Return what is expected on the day `horizon` from what was measured up to `as_of`."""
    found = measured(course, as_of)
    if len(found) < FEWEST:
        return TooFew(len(found))
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
    rounded = [Decimal(str(round(one, 6))) for one in (expected, expected - width, expected + width)]
    return Forecast(horizon, rounded[0], rounded[1], rounded[2], count)


def course_of(indicator: activities.Indicator, source: str) -> Course:
    """Return the course of an indicator of IATI; a period counts at its end, a value that is no number is left out."""
    began = (_point(one, one.on or one.year, source) for one in indicator.baselines)
    baseline = next((one for one in began if one), None)
    points = {
        name: tuple(
            found for period in indicator.periods for one in getattr(period, name)
            if (found := _point(one, period.end, source))
        )
        for name in ("targets", "actuals")
    }  # fmt: skip
    title = indicator.title[0].text if indicator.title else ""
    return Course(title, baseline, _wholes(points["targets"]), points["actuals"], indicator.ascending)


def _point(one: activities.Measured, on: str, source: str) -> Point | None:
    try:
        value = Decimal((one.value or "").strip())
    except InvalidOperation:
        return None
    return Point(on, value, one.dimensions, source) if value.is_finite() and on else None


def _wholes(points: Iterable[Point]) -> tuple[Point, ...]:
    """Return one target a date, those by parts added up."""
    groups: dict[str, list[Point]] = defaultdict(list)
    for point in points:
        groups[point.on].append(point)
    found = ((on, _whole(group)) for on, group in sorted(groups.items()))
    return tuple(Point(on, one.value, (), one.sources[0]) for on, one in found)


def _whole(points: list[Point]) -> Reached:
    """Return one value for what was told of one date: the whole as told last, else the parts of one dimension."""
    whole = [point for point in points if not point.dimensions]
    if whole:
        last = max(whole, key=lambda one: (one.known, one.value, one.source))
        return Reached(last.on, last.value, (last.source,))
    by: dict[tuple[str, ...], dict[tuple[tuple[str, str], ...], Point]] = defaultdict(dict)
    for point in sorted(points, key=lambda one: (one.known, one.value, one.source)):
        part = tuple(sorted(point.dimensions))
        by[tuple(name for name, _ in part)][part] = point
    names, parts = max(sorted(by.items()), key=lambda one: sum(point.value for point in one[1].values()))
    sources = tuple(sorted({point.source for point in parts.values()}))
    return Reached(
        points[0].on, sum((point.value for point in parts.values()), Decimal(0)), sources, ", ".join(names)
    )


def _anchors(course: Course) -> list[tuple[Decimal, Decimal]]:
    stated = ([course.baseline] if course.baseline else []) + list(course.targets)
    by_day = {Decimal(_last(point.on)): point.value for point in stated}
    return sorted(by_day.items())


def _enough(course: Course, value: Decimal, target: Decimal) -> bool:
    return value >= target if course.ascending else value <= target


def _last(stated: str) -> int:
    return span(stated).last
