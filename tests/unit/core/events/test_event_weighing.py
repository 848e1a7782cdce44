"""Weighing pairs: what is remembered is what would be found again, and memory stays bounded."""

from hypothesis import given, settings
from test_event_fold import NOKIA, REPORTS, VIETTEL, signed

from passerelle.core.events.fold import fold
from passerelle.core.events.likeness import likeness
from passerelle.core.events.weighing import Weighed, Weighing


@settings(max_examples=60, deadline=None)
@given(REPORTS, REPORTS)
def test_what_was_weighed_before_changes_no_folding(before, reports):
    weighed = Weighed()
    fold(before, weighed=weighed)
    assert fold(reports, weighed=weighed) == fold(reports)


def test_a_pair_weighs_the_same_both_ways_and_is_weighed_once():
    one, other = signed("a"), signed("b", date="2025-06-30")
    weighed = Weighed()
    weighing = Weighing({"a": one, "b": other}, weighed)
    found = likeness(one, other)
    assert weighing.of("a", "b") == weighing.of("b", "a") == (found.value, found.conflicts)
    assert len(weighed) == 1


def test_a_corrected_report_is_weighed_anew():
    weighed = Weighed()
    other = signed("b")
    first = Weighing({"a": signed("a"), "b": other}, weighed).of("a", "b")
    second = Weighing({"a": signed("a", parties=(VIETTEL,)), "b": other}, weighed).of("a", "b")
    assert first != second
    assert signed("b", parties=(VIETTEL, NOKIA)) == other


def test_memory_is_bounded():
    reports = {f"r{number}": signed(f"r{number}") for number in range(12)}
    weighed = Weighed(most=10)
    weighing = Weighing(reports, weighed)
    for left in reports:
        for right in reports:
            weighing.of(left, right)
            assert len(weighed) <= 10
