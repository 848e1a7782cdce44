"""Results against targets: where an indicator should be on a day, and where it is.

A measured value may be told whole and by parts (by sex, by province): the parts of one dimension are added only when
the whole is not told, and two dimensions never; parts of a percentage, a rank or a name are no sum.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from itertools import pairwise

from passerelle.core.commitments import activities
from passerelle.core.commitments.days import span

_ADD = frozenset({"", "1"})  # measures whose parts make a whole: units


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
    """An indicator over time: where it began, what is aimed at by when, what was measured, whether more is better.

    `measure` is of IATI's list IndicatorMeasure. `began_apart` and `aimed_apart` are baselines and targets told only
    by parts that make no whole.
    """

    name: str
    baseline: Point | None
    targets: tuple[Point, ...]
    actuals: tuple[Point, ...]
    ascending: bool = True
    measure: str = ""
    began_apart: tuple[Point, ...] = ()
    aimed_apart: tuple[Point, ...] = ()

    @property
    def adds(self) -> bool:
        """Whether parts may be added up."""
        return self.measure in _ADD


@dataclass(frozen=True, slots=True)
class Reached:
    """A value on a date and the keys of what it rests on; `by` the dimension whose parts were added, "" for none."""

    on: str
    value: Decimal
    sources: tuple[str, ...]
    by: str = ""


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
    wholes = (_whole(points, course.adds) for _, points in sorted(groups.items()))
    return tuple(one for one in wholes if one)


def apart(course: Course, as_of: str) -> tuple[Point, ...]:
    """Return the parts that were measured after the last whole, on the last such day, when they make no whole."""
    known = known_by(course, as_of).actuals
    last = max((_last(point.on) for point in known), default=0)
    wholes = [_last(one.on) for one in measured(course, as_of)]
    return () if last in wholes else _each(point for point in known if _last(point.on) == last)


def known_by(course: Course, as_of: str) -> Course:
    """Return what was known of a course on a day, without what was measured later."""
    moment = _last(as_of)

    def known(points: Iterable[Point]) -> tuple[Point, ...]:
        return tuple(point for point in points if not point.known or _last(point.known) <= moment)

    return replace(
        course,
        baseline=next(iter(known([course.baseline] if course.baseline else [])), None),
        targets=known(course.targets),
        actuals=tuple(point for point in known(course.actuals) if _last(point.on) <= moment),
        began_apart=known(course.began_apart),
        aimed_apart=known(course.aimed_apart),
    )


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


def course_of(indicator: activities.Indicator, source: str, known: str = "") -> Course:
    """Return the course of an indicator of IATI; a period counts at its end, a value that is no number is left out.

    `known` is the ISO day on which the desk knew.
    """
    began = [_point(one, one.on or one.year, source, known) for one in indicator.baselines]
    points = {
        name: tuple(
            found for period in indicator.periods for one in getattr(period, name)
            if (found := _point(one, period.end, source, known))
        )
        for name in ("targets", "actuals")
    }  # fmt: skip
    title = indicator.title[0].text if indicator.title else ""
    baselines = [one for one in began if one]
    return course(
        title, baselines, points["targets"], points["actuals"], indicator.ascending, indicator.measure
    )


def course(
    name: str, baselines: Iterable[Point], targets: Iterable[Point], actuals: Iterable[Point], ascending: bool,
    measure: str = "",
) -> Course:  # fmt: skip
    """Return a course of what was told: the first baseline and one target a date, those by parts added up."""
    adds, told = measure in _ADD, list(baselines)
    began, began_apart = _wholes([one for one in told if not one.dimensions] or told, adds)
    aimed, aimed_apart = _wholes(targets, adds)
    baseline = began[0] if began else None
    return Course(
        name,
        baseline,
        aimed,
        tuple(actuals),
        ascending,
        measure,
        () if baseline else began_apart,
        aimed_apart,
    )


def _point(one: activities.Measured, on: str, source: str, known: str) -> Point | None:
    try:
        value = Decimal((one.value or "").strip())
    except InvalidOperation:
        return None
    return Point(on, value, one.dimensions, source, known) if value.is_finite() and on else None


def _wholes(points: Iterable[Point], adds: bool) -> tuple[tuple[Point, ...], tuple[Point, ...]]:
    """Return one value a date, those by parts added up; and the parts of the dates that have no whole."""
    groups: dict[str, list[Point]] = defaultdict(list)
    for point in points:
        groups[point.on].append(point)
    wholes: list[Point] = []
    parts: list[Point] = []
    for on, group in sorted(groups.items()):
        if one := _whole(group, adds):
            wholes.append(Point(on, one.value, (), one.sources[0], max(point.known for point in group)))
        else:
            parts += _each(group)
    return tuple(wholes), tuple(parts)


def _whole(points: list[Point], adds: bool) -> Reached | None:
    """Return one value for what was told of one date: the whole as told last, else the parts of one dimension.

    None where only parts are told and they make no whole.
    """
    whole = [point for point in points if not point.dimensions]
    if whole:
        last = max(whole, key=_told)
        return Reached(last.on, last.value, (last.source,))
    if not adds:
        return None
    by: dict[tuple[str, ...], list[Point]] = defaultdict(list)
    for point in _each(points):
        by[tuple(sorted(name for name, _ in point.dimensions))].append(point)
    names, parts = max(sorted(by.items()), key=lambda one: sum(point.value for point in one[1]))
    sources = tuple(sorted({point.source for point in parts}))
    return Reached(points[0].on, sum((point.value for point in parts), Decimal(0)), sources, ", ".join(names))


def _each(points: Iterable[Point]) -> tuple[Point, ...]:
    """Return each part once, as it was told last."""
    parts = {tuple(sorted(point.dimensions)): point for point in sorted(points, key=_told)}
    return tuple(point for _, point in sorted(parts.items()))


def _told(point: Point) -> tuple[str, Decimal, str]:
    return point.known, point.value, point.source


def _anchors(course: Course) -> list[tuple[Decimal, Decimal]]:
    stated = ([course.baseline] if course.baseline else []) + list(course.targets)
    by_day = {Decimal(_last(point.on)): point.value for point in stated}
    return sorted(by_day.items())


def _enough(course: Course, value: Decimal, target: Decimal) -> bool:
    return value >= target if course.ascending else value <= target


def _last(stated: str) -> int:
    return span(stated).last
