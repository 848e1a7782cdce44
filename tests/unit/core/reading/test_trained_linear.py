"""Linear classifiers and calibration: shares of one, unknown features weigh nothing, ties and tables are plain."""

from itertools import pairwise
from math import exp, isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st
from trained import linear, table

from passerelle.core.reading.trained.calibration import all_calibrated, calibrated
from passerelle.core.reading.trained.linear import Linear, Odds, Several, spelt

TABLE = table(
    ["none", "agreement", "policy"],
    [0.5, 0.0, -0.5],
    {"w=en:signed": {"agreement": 2.0}, "w=en:decree": {"policy": 3.0, "none": -1.0}},
)
WEATHER = Linear.from_table(TABLE)
FEATURES = st.lists(st.sampled_from(["w=en:signed", "w=en:decree", "w=en:rain", ""]), max_size=8)


def test_a_table_gives_each_feature_its_labels_and_weights():
    assert WEATHER.labels == ("none", "agreement", "policy")
    assert WEATHER.scores(WEATHER.rows([])) == TABLE["bias"]
    assert WEATHER.scores(WEATHER.rows(["w=en:decree"])) == [-0.5, 0.0, 2.5]


def test_a_table_that_does_not_know_every_label_is_refused():
    with pytest.raises(ValueError, match="dimension"):
        Linear.from_table(TABLE | {"labels": ["none", "agreement"]})


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
    known = strange in WEATHER.index
    assert known or WEATHER.probabilities([*features, strange]) == WEATHER.probabilities(features)


def test_a_feature_given_twice_weighs_twice():
    once, twice = (
        WEATHER.probability(["w=en:signed"], "agreement"),
        WEATHER.probability(["w=en:signed"] * 2, "agreement"),
    )
    assert once < twice


def test_weights_beyond_what_a_float_can_raise_do_not_overflow():
    sure = linear(["no", "yes"], [0.0, 0.0], {"x": {"yes": 5000.0}, "y": {"no": 5000.0}})
    assert sure.probability(["x"], "yes") == 1
    assert sure.probability(["y"], "yes") == 0
    assert Odds(5000.0, {"x": -2_000_000}).probability([]) == 1
    assert Odds(5000.0, {"x": -2_000_000}).probability(["x"]) == 0


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


def _named(*words):
    return [f"w=en:{word}" for word in words]


CLUES = st.lists(
    st.tuples(st.just(_named), st.sampled_from(["signed", "decree", "rain"])) | FEATURES.map(" ".join)
)


@given(st.lists(CLUES, min_size=1, max_size=4))
def test_several_things_asked_at_once_answer_as_each_alone(things):
    rows, starts = [], []
    for clues in things:
        starts.append(len(rows))
        rows += [0, *WEATHER.rows(clues)]
    found = WEATHER.shares(WEATHER.totals(rows, starts))
    for line, clues in zip(found, things, strict=True):
        assert line == pytest.approx(WEATHER.probabilities(spelt(clues)))


def test_a_group_is_its_features_each_in_its_place():
    assert WEATHER.together(_named, "signed", "rain") == (WEATHER.index["w=en:signed"],)
    assert WEATHER.each(_named, "rain", "signed") == (0, WEATHER.index["w=en:signed"])


YES = table(["no", "yes"], [-0.5, 0.5], {"w=en:signed": {"no": -0.25, "yes": 0.25}})


@given(CLUES)
def test_a_classifier_of_yes_and_no_answers_as_the_softmax_of_both(clues):
    both, odds = Linear.from_table(YES), Odds.from_table(YES)
    assert odds.probability(clues) == pytest.approx(both.probability(clues, "yes"))


@given(CLUES)
def test_several_classifiers_each_have_their_own_chance(clues):
    odds = {"often": (1.0, 0.5), "rare": (-8.0, 2.0)}
    several = Several(
        linear(
            list(odds),
            [bias for bias, _ in odds.values()],
            {"w=en:signed": {name: weight for name, (_, weight) in odds.items()}},
        )
    )
    alone = {name: Odds(bias, {"w=en:signed": round(weight * 100)}) for name, (bias, weight) in odds.items()}
    assert several.chances(several.odds.rows(clues)) == pytest.approx(
        {name: one.probability(clues) for name, one in alone.items()}
    )


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
