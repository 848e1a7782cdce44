"""What the bench says of calibration is what the definition says."""

import importlib.util
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

BENCH = Path(__file__).resolve().parents[3] / "bench"


@pytest.fixture(scope="module")
def calibration():
    spec = importlib.util.spec_from_file_location("bench_calibration", BENCH / "calibration.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    yield spec.loader.exec_module(module) or module
    del sys.modules[spec.name]


answers = st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=60)


def test_a_reader_that_knows_itself_has_no_error(calibration):
    eight_of_ten = [(0.8, number < 8) for number in range(10)]
    one_of_two = [(0.5, True), (0.5, False)]
    assert calibration.error_of(calibration.bins_of([*eight_of_ten, *one_of_two])) == pytest.approx(0)


def test_a_bin_weighs_as_much_as_it_holds(calibration):
    boasting = [(0.9, False)] * 3
    right = [(1.0, True), (0.1, False)]
    bins = calibration.bins_of([*boasting, *right])
    # 0.9 and 1.0 share the last tenth: mean 0.925, one of four right.
    assert [one.count for one in bins] == [1, 4]
    assert calibration.error_of(bins) == pytest.approx((1 * 0.1 + 4 * (0.925 - 0.25)) / 5)


def test_what_two_decimals_say_falls_into_its_own_tenth(calibration):
    for tenth in range(10):
        (only,) = calibration.bins_of([(round(tenth / 10, 2), True)])
        assert only.lower == pytest.approx(tenth / 10)


@given(answers)
def test_every_answer_is_in_one_bin_and_the_error_is_a_share(calibration, pairs):
    bins = calibration.bins_of(pairs)
    assert sum(one.count for one in bins) == len(pairs)
    assert [one.lower for one in bins] == sorted({one.lower for one in bins})
    assert 0 <= calibration.error_of(bins) <= 1


def test_nothing_said_is_nothing_wrong(calibration):
    assert calibration.error_of(calibration.bins_of([])) == 0
    assert calibration.errors({"claims": []}).count("\n") == 1


@given(answers)
def test_the_plot_is_a_drawing_with_one_mark_a_bin(calibration, pairs):
    drawn = ElementTree.fromstring(calibration.plot({"fr": pairs}))
    circles = [one for one in drawn.iter() if one.tag.endswith("circle")]
    assert len(circles) == len(calibration.bins_of(pairs)) + 1  # and the one of the legend
    for one in circles:
        assert 0 <= float(one.get("cx")) <= 500
        assert 0 <= float(one.get("cy")) <= 500


def test_series_are_told_apart_without_colour(calibration):
    drawn = ElementTree.fromstring(calibration.plot({code: [(0.5, True)] for code in ("fr", "vi", "en")}))
    marks = [one for one in drawn.iter() if one.get("fill-opacity")]
    assert len(marks) == 6
    assert len({one.tag for one in marks}) == 3
