"""An indicator's path, what was reached of its targets, and a forecast that knows how little it knows."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelle.core.commitments.activities import Indicator, Measured, Narrative, Period
from passerelle.core.commitments.days import iso, span
from passerelle.core.commitments.forecasting import Forecast, TooFar, TooFew, TooLarge, forecast
from passerelle.core.commitments.results import (
    Course,
    Point,
    apart,
    course,
    course_of,
    kept,
    known_by,
    measured,
    path,
)

ENGINEERS = Course(
    "engineers trained",
    Point("2023-12-31", Decimal(0)),
    (Point("2025-12-31", Decimal(20_000)), Point("2030", Decimal(50_000))),
    (
        Point("2024-12-31", Decimal(8_000), source="s1"),
        Point("2025-12-31", Decimal(21_000), source="s2", known="2026-03-01"),
    ),
)  # fmt: skip


DEBT = Point("2001", Decimal(-(10**6)))  # what was below nothing once may be so again


def ticks(*values, year=2015):
    return tuple(Point(f"{year + place}-01-01", Decimal(value)) for place, value in enumerate(values))


def test_the_path_runs_straight_from_the_baseline_through_the_targets():
    assert path(ENGINEERS, "2023-12-30") is None
    assert path(ENGINEERS, "2023-12-31") == 0
    assert round(path(ENGINEERS, "2024-12-31")) == round(Decimal(20_000) * 366 / 731)
    assert path(ENGINEERS, "2030-12-31") == path(ENGINEERS, "2040-01-01") == 50_000
    assert path(Course("x", None, (), ()), "2024-01-01") is None


@given(st.dates().map(str), st.dates().map(str))
def test_a_path_to_higher_targets_never_falls(one, other):
    sooner, later = sorted((one, other))
    low, high = path(ENGINEERS, sooner), path(ENGINEERS, later)
    assert low is None or low <= high


def test_targets_are_reached_missed_or_open_as_was_known_on_the_day():
    assert [one.state for one in kept(ENGINEERS, "2025-06-01")] == ["open", "open"]
    assert [one.state for one in kept(ENGINEERS, "2026-02-01")] == ["missed", "open"]
    assert [one.state for one in kept(ENGINEERS, "2026-03-01")] == ["reached", "open"]
    late = Course("x", None, (Point("2024", Decimal(5)),), (Point("2025-01-02", Decimal(6)),))
    assert [one.state for one in kept(late, "2025-06-01")] == ["unknown"]


def test_less_is_better_where_it_should_fall():
    falling = Course(
        "days", None, (Point("2024", Decimal(10)),), (Point("2024-06-01", Decimal(9)),), ascending=False
    )
    assert [one.state for one in kept(falling, "2025-01-01")] == ["reached"]


def part(on, value, known="", **dimensions):
    return Point(on, Decimal(value), tuple(dimensions.items()), f"{on}{dimensions}", known)


def test_parts_are_added_once():
    by_sex = (part("2024", 30, sex="female"), part("2024", 50, sex="male"))
    by_place = (part("2024", 20, place="Hà Nội"), part("2024", 10, place="Huế"))
    (found,) = measured(Course("x", None, (), (*by_sex, *by_place)), "2025-01-01")
    assert (found.value, found.by, len(found.sources)) == (80, "sex", 2)
    (found,) = measured(Course("x", None, (), (*by_sex, part("2024", 81))), "2025-01-01")
    assert (found.value, found.by) == (81, "")
    (found,) = measured(
        Course("x", None, (), (*by_sex, part("2024", 35, "2024-12-31", sex="female"))), "2025-01-01"
    )
    assert found.value == 85


@given(st.lists(st.integers(-1000, 1000), max_size=3))
def test_too_few_points_are_said_to_be_too_few(values):
    assert forecast(Course("x", None, (), ticks(*values)), "2025-01-01", "2030-01-01") == TooFew(len(values))


@given(st.integers(-50, 50), st.integers(-50, 50), st.integers(4, 12))
def test_what_lies_on_a_line_is_forecast_on_it(start, step, count):
    points = tuple(Point(f"2024-01-{day:02}", Decimal(start + step * day)) for day in range(1, count + 1))
    last = 2 * count - 1
    found = forecast(Course("x", DEBT, (), points), "2025-01-01", f"2024-01-{last:02}")
    assert isinstance(found, Forecast)
    assert abs(found.middle - (start + step * last)) < Decimal("0.001")
    assert found.high - found.low < Decimal("0.001")


@given(st.lists(st.integers(0, 1000), min_size=4, max_size=12), st.integers(1, 5), st.integers(-500, 500))
def test_a_forecast_scales_and_shifts_with_what_was_measured(values, scale, shift):
    def of(numbers):
        ahead = f"{2013 + 2 * len(numbers)}-01-01"
        return forecast(Course("x", DEBT, (), ticks(*numbers)), "2030-01-01", ahead)

    one, other = of(values), of([value * scale + shift for value in values])
    for name in ("low", "middle", "high"):
        assert abs(getattr(other, name) - (getattr(one, name) * scale + shift)) < Decimal("0.01")


@given(st.lists(st.integers(0, 1000), min_size=4, max_size=12))
def test_the_farther_ahead_the_less_is_known(values):
    course = Course("x", DEBT, (), ticks(*values))
    near, far = (
        forecast(course, "2030-01-01", f"{2014 + len(values) + ahead}-01-01")
        for ahead in (1, len(values) - 2)
    )
    assert near.low <= near.middle <= near.high
    assert far.high - far.low >= near.high - near.low


def test_the_interval_holds_as_often_as_it_says():
    """Of 400 made-up courses the next value falls inside about as often as announced."""
    from random import Random

    choose, inside = Random(7), 0
    for _ in range(400):
        values = [100 + 10 * year + round(choose.gauss(0, 25), 3) for year in range(9)]
        found = forecast(Course("x", None, (), ticks(*values[:8])), "2030-01-01", "2023-01-01")
        inside += found.low <= Decimal(str(values[8])) <= found.high
    assert 0.75 <= inside / 400 <= 0.85


@given(
    st.lists(st.integers(0, 100), min_size=4, max_size=12),
    st.sampled_from(["", "1", "2"]),
    st.sampled_from([40, 95, 100, 140]),
)
def test_a_forecast_stays_within_what_such_a_figure_can_be(values, measure, target):
    aimed = (Point("2035", Decimal(target)),)
    course = Course("x", None, aimed, ticks(*values), measure=measure)
    found = forecast(course, "2030-01-01", f"{2013 + 2 * len(values)}-01-01")
    assert 0 <= found.low <= found.middle <= found.high
    if measure == "2" and target <= 100:
        assert found.high <= 100


@given(st.lists(st.dates(), min_size=4, max_size=8, unique=True), st.integers(-400, 40_000))
def test_no_forecast_looks_further_ahead_than_was_measured_back(days, ahead):
    days = sorted(days)
    points = tuple(Point(day.isoformat(), Decimal(place)) for place, day in enumerate(days))
    horizon = min(max(days[-1].toordinal() + ahead, 1), 3_652_059)
    found = forecast(Course("x", None, (), points), days[-1].isoformat(), iso(horizon))
    far = horizon - days[-1].toordinal() > (days[-1] - days[0]).days + 1
    assert isinstance(found, TooFar if far else Forecast)
    if far:
        assert span(found.until).last < horizon


def test_figures_too_large_for_a_line_are_said_to_be_so():
    course = Course("x", None, (), ticks("1e400", 1, 2, 3, 4))
    assert forecast(course, "2030-01-01", "2020-01-01") == TooLarge()


@given(st.sampled_from(["2", "3", "4", "5"]), st.integers(0, 100), st.integers(0, 100))
def test_parts_of_what_does_not_add_stand_side_by_side(measure, women, men):
    told = (part("2024", women, sex="female"), part("2024", men, sex="male"))
    one = course("employed", told, told, (*told, part("2023", 50)), True, measure)
    assert (one.baseline, one.targets) == (None, ())
    assert one.began_apart == one.aimed_apart == told
    assert [(found.on, found.value) for found in measured(one, "2025-01-01")] == [("2023", 50)]
    assert apart(one, "2025-01-01") == told
    assert apart(one, "2024-01-01") == ()
    told_whole = course("employed", told, told, (*told, part("2024", 61)), True, measure)
    assert apart(told_whole, "2025-01-01") == ()


@given(st.lists(st.integers(0, 1000), min_size=1, max_size=5))
def test_baselines_and_targets_by_parts_are_added(values):
    told = [part("2024", value, place=str(place)) for place, value in enumerate(values)]
    one = course("engineers", told, told, [], True)
    assert one.baseline.value == one.targets[0].value == sum(values)
    whole = course("engineers", [*told, part("2024", 7)], told, [], True)
    assert whole.baseline.value == 7


def test_a_course_holds_only_what_was_known_on_the_day():
    told = [part("2020", 1, "2026-03-01")]
    one = course("engineers", told, told, told, True)
    before, after = known_by(one, "2026-02-28"), known_by(one, "2026-03-01")
    assert (before.baseline, before.targets, before.actuals) == (None, (), ())
    assert (after.baseline.value, after.targets[0].value, after.actuals) == (1, 1, tuple(told))


def test_an_indicator_of_iati_becomes_a_course():
    indicator = Indicator(
        "1", (Narrative("People trained"),), (Measured("10", year="2023"),),
        (
            Period("2024-01-01", "2024-12-31",
                   (Measured("40", (("sex", "female"),)), Measured("60", (("sex", "male"),))),
                   (Measured("35", (("sex", "female"),)), Measured("n/a", (("sex", "male"),)))),
            Period("2025-01-01", "2025-12-31", (Measured("200"),), ()),
        ),
    )  # fmt: skip
    course = course_of(indicator, "act")
    assert course.baseline == Point("2023", Decimal(10), (), "act")
    assert [(one.on, one.value) for one in course.targets] == [("2024-12-31", 100), ("2025-12-31", 200)]
    assert [one.value for one in measured(course, "2025-01-01")] == [35]


def test_a_date_that_is_none_is_refused():
    with pytest.raises(ValueError, match="date"):
        path(ENGINEERS, "last week")
