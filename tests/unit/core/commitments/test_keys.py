"""The five keys of a partnership say what they rest on, and what would be needed to say more."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelle.core.commitments.due import DUES
from passerelle.core.commitments.keys import KEYS, MISSING, Gift, Heads, Missing, Promise, five_keys, wilson
from passerelle.core.commitments.stages import STAGES


def keys(*items, gifts=(), heads=()):
    return {key.name: key for key in five_keys(items, gifts, heads)}


PROMISES = st.lists(
    st.builds(
        Promise, st.uuids().map(str), st.sampled_from(["a", "b", "both"]), st.sampled_from(["training", "research"]),
        st.sampled_from(DUES), st.sampled_from(STAGES), st.sampled_from([(), ("quantum",), ("quantum", "space")]),
        st.none() | st.integers(0, 500).map(Decimal), st.booleans(), st.booleans(),
    ),
    max_size=12,
)  # fmt: skip
GIFTS = st.lists(
    st.builds(
        Gift, st.uuids().map(str), st.sampled_from(["a", "b"]), st.none() | st.integers(0, 99).map(Decimal)
    ),
    max_size=6,
)


@given(PROMISES, GIFTS)
def test_every_figure_rests_on_items_and_shares_lie_within_their_interval(promises, gifts):
    found = five_keys(promises, gifts)
    assert tuple(key.name for key in found) == KEYS
    known = {one.key for one in (*promises, *gifts)}
    for key in found:
        assert set(key.items) <= known
        assert all(one.what in MISSING and set(one.items) <= known for one in key.missing)
        if key.value is None:
            assert key.missing
        if key.unit == "share" and key.value is not None:
            assert 0 <= key.value <= 1
            assert key.low is None or (
                key.low <= key.value + Decimal("0.001") and key.value <= key.high + Decimal("0.001")
            )


@given(PROMISES, GIFTS, st.randoms())
def test_order_changes_nothing(promises, gifts, shuffler):
    mixed = list(promises)
    shuffler.shuffle(mixed)
    assert five_keys(mixed, gifts) == five_keys(promises, gifts)


def test_trust_is_the_share_of_promises_kept_on_time():
    found = keys(
        Promise("1", "a", "research", "kept", "delivered"), Promise("2", "a", "research", "overdue", "started"),
        Promise("3", "b", "research", "kept", "verified"), Promise("4", "b", "research", "late", "delivered"),
        Promise("5", "b", "research", "later", "signed"), Promise("6", "b", "research", "none", "signed"),
        Promise("7", "b", "research", "perhaps_late", "delivered"),
    )["trust"]  # fmt: skip
    assert (found.value, found.items) == (Decimal("0.5"), ("1", "2", "3", "4"))
    assert dict(found.parts) == {"a": Decimal("0.5"), "b": Decimal("0.5")}
    assert found.missing == (Missing("deadline", ("6",)), Missing("precise_date", ("7",)))


@pytest.mark.parametrize(("a", "b", "balance"), [(50, 50, 1), (100, 0, 0), (75, 25, "0.5")])
def test_benefit_is_the_balance_of_what_flows_both_ways(a, b, balance):
    gifts = [Gift("1", "a", Decimal(a)), Gift("2", "b", Decimal(b)), Gift("3", "b", None)]
    found = keys(gifts=gifts)["mutual_benefit"]
    assert found.value == Decimal(balance)
    assert found.missing == (Missing("rate", ("3",)),)


def test_a_balance_of_which_one_side_has_no_amount_says_so():
    found = keys(gifts=[Gift("1", "a", Decimal(50))])["mutual_benefit"]
    assert (found.value, found.missing) == (0, (Missing("amount"),))


def test_a_side_of_which_no_amount_can_be_converted_is_not_said_to_have_given_nothing():
    found = keys(gifts=[Gift("1", "a", Decimal(50)), Gift("2", "b", None)])["mutual_benefit"]
    assert (found.value, found.items, found.missing) == (None, ("1",), (Missing("rate", ("2",)),))


def test_people_of_a_promise_and_of_its_result_count_once():
    trained = Promise("1", "a", "training", "kept", "delivered", people=Decimal(100))
    silent = Promise("2", "a", "exchange", "kept", "delivered")
    planned = Promise("3", "a", "training", "later", "signed", people=Decimal(999))
    heads = [Heads("r1", Decimal(120), "1"), Heads("r2", Decimal(110), "1"), Heads("r3", Decimal(30))]
    found = keys(trained, silent, planned, heads=heads)["people"]
    assert found.value == 150
    assert found.missing == (Missing("number", ("2",)),)


def test_innovation_and_openness_count_what_was_delivered_and_what_can_be_checked():
    found = keys(
        Promise("1", "a", "research", "kept", "delivered", ("quantum", "space"), published=True, has_evidence=True),
        Promise("2", "b", "research", "kept", "verified", ("quantum",), has_evidence=True),
        Promise("3", "b", "research", "kept", "delivered"),
        Promise("4", "b", "research", "later", "signed", ("space",)),
    )  # fmt: skip
    assert found["innovation"].value == 2
    assert dict(found["innovation"].parts) == {"quantum": 2, "space": 1}
    assert found["innovation"].missing == (Missing("technology", ("3",)),)
    assert found["open_institutions"].value == Decimal("0.25")
    assert found["open_institutions"].missing == (Missing("evidence", ("3", "4")),)


def test_an_empty_partnership_has_no_figures():
    for key in five_keys(()):
        assert key.value is None
        assert key.missing


@given(st.integers(0, 40), st.integers(1, 40))
def test_an_interval_narrows_with_more_items(good, whole):
    good = min(good, whole)
    low, high = wilson(good, whole)
    assert 0 <= low <= Decimal(good) / whole + Decimal("0.001") <= high + Decimal("0.002")
    wide, narrow = high - low, (lambda pair: pair[1] - pair[0])(wilson(good * 10, whole * 10))
    assert narrow <= wide
