"""Two names are told to be one actor's or not: every rule with a pair that has it and one that must not."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from passerelle.core.naming import compare
from passerelle.core.naming.scoring import Score

COMPARED = {"people": compare.people, "organisations": compare.organisations, "places": compare.places}
KINDS = pytest.mark.parametrize("same", COMPARED.values(), ids=COMPARED)
LETTERS = "aàâbcdđeéêghijklmnoôơpqrstuưvxyzАБВгдеий علي习近平김 .,-'&()1234567890\u200f\u200b🙂"
NAMES = st.text(alphabet=LETTERS, max_size=40)


def rules(score: Score) -> set[str]:
    return {reason.rule for reason in score.reasons}


@KINDS
@settings(max_examples=150, deadline=None)
@given(a=NAMES, b=NAMES)
def test_a_score_is_symmetric_and_stays_between_0_and_1(same, a, b):
    score = same(a, b)
    assert score == same(b, a)
    assert 0 <= score.value < 1
    assert score.reasons


@KINDS
@pytest.mark.parametrize(
    "name", ["", " ", "\u200b\u200f", "🙂🙂", "!!!", "\x00", "x" * 10_000, "Tô Lâm " * 2_000]
)
def test_what_is_no_name_matches_nothing_not_even_itself(same, name):
    assert same(name, name).value == 0
    assert same(name, "Tô Lâm").value == 0


@KINDS
def test_the_longest_names_are_compared_in_bounded_time(same):
    words = " ".join(f"{chr(97 + at % 26)}{chr(97 + at // 26)}ab" for at in range(80))[:299]
    begun = time.perf_counter()
    same(words, words[::-1])
    assert time.perf_counter() - begun < 2


@KINDS
@pytest.mark.parametrize(
    "name",
    [
        "Nguyễn Thị Bình",
        "Jean-Baptiste Lemoine",
        "Viện Toán học",
        "Hà Nội",
        "Bosch",
        "Нижний Новгород",
        "U.S.A.",
    ],
)
def test_a_name_is_itself(same, name):
    assert same(name, name).value > 0.6


@KINDS
def test_two_true_pairs_are_told_apart(same):
    names = [
        "Hà Nội",
        "Quảng Ninh",
        "Bắc Giang",
        "Thanh Hóa",
        "Thái Bình",
        "Lai Châu Xanh",
        "Nguyễn Bỉnh Khiêm",
    ]
    values = [same(name, name).value for name in names]
    assert all(value < 0.999999 for value in values)
    assert len(set(values)) >= len({len(name.replace(" ", "")) for name in names})
