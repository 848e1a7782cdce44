"""Linear classifiers and calibration: shares of one, unknown features weigh nothing, ties and tables are plain."""

from itertools import pairwise
from math import exp, isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelle.core.reading.trained.calibration import all_calibrated, calibrated
from passerelle.core.reading.trained.linear import Linear

TABLE = {
    "labels": ["none", "agreement", "policy"],
    "bias": [0.5, 0.0, -0.5],
    "weights": {"w=en:signed": [1, 2.0], "w=en:decree": [2, 3.0, 0, -1.0]},
}
WEATHER = Linear.from_table(TABLE)
FEATURES = st.lists(st.sampled_from(["w=en:signed", "w=en:decree", "w=en:rain", ""]), max_size=8)


def test_a_table_gives_each_feature_its_labels_and_weights():
    assert WEATHER.labels == ("none", "agreement", "policy")
    assert WEATHER.weights["w=en:decree"] == ((2, 3.0), (0, -1.0))


def test_a_table_with_an_index_without_weight_is_refused():
    with pytest.raises(ValueError, match="shorter"):
        Linear.from_table(TABLE | {"weights": {"w": [1, 2.0, 0]}})


def test_probabilities_are_the_softmax_of_the_summed_weights():
    powers = [exp(0.5 - 1), exp(2.0), exp(-0.5 + 3)]
    found = WEATHER.probabilities(["w=en:signed", "w=en:decree"])
    assert all(isclose(one, power / sum(powers)) for one, power in zip(found, powers, strict=True))


@given(FEATURES)
def test_probabilities_are_shares_of_one(features):
    found = WEATHER.probabilities(features)
    assert isclose(sum(found), 1)
    assert all(0 <= one <= 1 for one in found)


@given(FEATURES, st.text(max_size=8))
def test_an_unknown_feature_changes_nothing(features, strange):
    known = strange in WEATHER.weights
    assert known or WEATHER.probabilities([*features, strange]) == WEATHER.probabilities(features)


def test_a_feature_given_twice_weighs_twice():
    once, twice = (
        WEATHER.probability(["w=en:signed"], "agreement"),
        WEATHER.probability(["w=en:signed"] * 2, "agreement"),
    )
    assert once < twice


def test_weights_beyond_what_a_float_can_raise_do_not_overflow():
    sure = Linear(("no", "yes"), (0.0, 0.0), {"x": ((1, 5000.0),), "y": ((0, 5000.0),)})
    assert sure.probability(["x"]) == 1
    assert sure.probability(["y"]) == 0


@given(FEATURES, st.lists(st.sampled_from(TABLE["labels"]), min_size=1, max_size=3, unique=True))
def test_the_best_is_the_likeliest_of_those_asked_for_with_its_share(features, among):
    found = dict(zip(WEATHER.labels, WEATHER.probabilities(features), strict=True))
    label, share = WEATHER.best(features, among)
    assert label in among
    assert found[label] == max(found[one] for one in among)
    assert isclose(share, found[label] / sum(found[one] for one in among))


def test_the_best_of_labels_that_it_does_not_know_is_the_first_with_no_share():
    assert WEATHER.best([], ["strength", "target"]) == ("strength", 0.0)
    with pytest.raises(ValueError, match="empty"):
        WEATHER.best([], [])


CURVES = st.lists(
    st.tuples(st.floats(0, 1), st.floats(0, 1)), max_size=6, unique_by=lambda point: point[0]
).map(sorted)


@given(CURVES, st.floats(0, 1))
def test_a_calibrated_confidence_lies_between_those_counted(curve, said):
    found = calibrated(curve, said)
    if curve:
        rights = [right for _, right in curve]
        assert min(rights) - 1e-9 <= found <= max(rights) + 1e-9
    else:
        assert found == said


@given(CURVES)
def test_a_curve_goes_through_its_points(curve):
    for said, right in curve:
        assert isclose(calibrated(curve, said), right, abs_tol=1e-9)


@given(st.lists(st.floats(0, 1), min_size=2, max_size=6).map(sorted), st.lists(st.floats(0, 1), max_size=9))
def test_of_two_the_surer_stays_the_surer_on_a_rising_curve(rights, said):
    curve = [(at / len(rights), right) for at, right in enumerate(rights)]
    found = [calibrated(curve, one) for one in sorted(said)]
    assert all(low <= high + 1e-9 for low, high in pairwise(found))


def test_an_attribute_without_a_curve_keeps_what_was_said():
    assert all_calibrated({"type": [(0.0, 0.2), (1.0, 0.6)]}, {"type": 0.5, "date": 0.75}) == {
        "type": 0.4,
        "date": 0.75,
    }
