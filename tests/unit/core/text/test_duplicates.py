"""Copies and excerpts are found, in linear time; what only resembles is not."""

import random
import time

from hypothesis import given
from hypothesis import strategies as st

from passerelle.core.text.duplicates import copied, copies, resemblance, signature

WORDS = [f"từ{number}" for number in range(3000)]


def text(seed: int, length: int = 200) -> str:
    return " ".join(random.Random(seed).choices(WORDS, k=length))


def test_a_copy_with_another_title_is_a_copy():
    body = text(1)
    assert copied(signature(f"Một tiêu đề khác {body}"), signature(f"(AFP) {body.upper()} Nguồn AFP"))


def test_an_excerpt_is_a_copy():
    words = text(2, 600).split()
    given = {"whole": words, "part": words[250:330], "other": text(3).split()}
    found = copies({name: signature(" ".join(part)) for name, part in given.items()})
    assert found == [("other",), ("part", "whole")]


def test_two_accounts_of_one_event_are_not():
    shared = text(4, 12)
    assert not copied(signature(f"{shared} {text(5)}"), signature(f"{shared} {text(6)}"))


def test_a_few_words_are_no_copy_of_anything():
    assert not copied(signature("Theo TTXVN."), signature("Theo TTXVN."))


def test_copying_leads_through_others():
    words = text(7, 400).split()
    parts = {"a": words[:260], "b": words, "c": words[160:]}
    assert copies({name: signature(" ".join(part)) for name, part in parts.items()}) == [("a", "b", "c")]


@given(st.text(max_size=200), st.text(max_size=200))
def test_resemblance_is_symmetric_and_bounded(one, other):
    left, right = signature(one), signature(other)
    whole, part = resemblance(left, right)
    assert resemblance(right, left) == (whole, part)
    assert 0 <= whole <= part <= 1


def test_hostile_texts_take_bounded_time():
    begun = time.perf_counter()
    for hostile in ("a " * 3_000_000, text(8, 300_000), "x" * 5_000_000):
        assert len(signature(hostile).keys) < 1_000
    same = {str(number): signature(f"{text(9)} đuôi {number}") for number in range(1_000)}
    assert len(copies(same)) == 1
    assert time.perf_counter() - begun < 20
