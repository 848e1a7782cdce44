"""Money is counted once: in any order, however often and by whomever it is told, at whatever level."""

from collections import defaultdict
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from passerelle.core.commitments.activities import Activity, Budget, Organisation, Transaction, Value
from passerelle.core.commitments.flows import flows_of
from passerelle.core.commitments.money import KINDS, REASONS, Flow, counted

AMOUNTS = st.integers(1, 1000).map(Decimal)
ACTIVITIES = ("a", "b", "c", "d", "e")
SPENT = ("disbursement", "EUR")


def flow(key, activity, amount, kind="disbursement", **more):
    return Flow(key, kind, Decimal(amount), "EUR", "2024-03-01", activity, reported_by=activity, **more)


@st.composite
def ledgers(draw, linked=True):
    """Draw flows of five activities, each reporting for itself, and which is part of which (never in a circle)."""
    flows = []
    for place in range(draw(st.integers(1, 10))):
        activity = draw(st.sampled_from(ACTIVITIES))
        to = draw(st.sampled_from(["", "", *ACTIVITIES[ACTIVITIES.index(activity) + 1 :]])) if linked else ""
        flows.append(
            Flow(f"f{place}", draw(st.sampled_from(KINDS)), draw(AMOUNTS), draw(st.sampled_from(["EUR", "VND"])),
                 f"2024-0{draw(st.integers(1, 9))}-01", activity, receiver_activity=to, reported_by=activity)
        )  # fmt: skip
    parents = {}
    if linked:
        for place, activity in enumerate(ACTIVITIES[1:], start=1):
            above = draw(st.sampled_from(["", *ACTIVITIES[:place]]))
            parents[activity] = (above,) if above else ()
    return flows, parents


def told(flows):
    sums = defaultdict(Decimal)
    for one in flows:
        sums[one.kind, one.currency] += one.amount
    return dict(sums)


@given(ledgers(), st.randoms())
def test_order_changes_nothing(drawn, shuffler):
    flows, parents = drawn
    mixed = list(flows)
    shuffler.shuffle(mixed)
    assert counted(mixed, parents) == counted(flows, parents)


@given(ledgers(linked=False))
def test_what_nothing_links_is_all_counted(drawn):
    flows, _ = drawn
    assert counted(flows).totals == told(flows)
    assert counted(flows).left_out == {}


@given(ledgers())
def test_every_flow_is_counted_or_told_why_not(drawn):
    flows, parents = drawn
    found = counted(flows, parents)
    assert found.kept.keys() | found.left_out.keys() == {one.key for one in flows}
    assert set(found.left_out.values()) <= set(REASONS)
    by_key = {one.key: one for one in flows}
    assert all(0 < amount <= by_key[key].amount for key, amount in found.kept.items())
    whole = [replace(by_key[key], amount=amount) for key, amount in found.kept.items()]
    assert told(whole) == found.totals


@given(ledgers(), st.data())
def test_telling_it_again_changes_nothing(drawn, data):
    flows, parents = drawn
    again = data.draw(st.sampled_from(flows))
    everything = counted(flows, parents).totals
    assert counted([*flows, again], parents).totals == everything
    elsewhere = replace(again, key="again", reported_by="somebody else")
    assert counted([*flows, elsewhere], parents).totals == everything
    bare = replace(elsewhere, key="0", receiver_activity="")
    assert counted([*flows, bare], parents).totals == everything
    linked = replace(again, key="linked", on="2025-01-01", amount=again.amount + 1, says_same_as=(again.key,))
    assert counted([*flows, replace(linked, by_payer=False)], parents).totals == everything


@given(ledgers(), st.data())
def test_the_receivers_side_of_a_link_adds_nothing(drawn, data):
    flows, parents = drawn
    links = [one for one in flows if one.receiver_activity]
    assume(links)
    paid = data.draw(st.sampled_from(links))
    received = replace(
        paid, key="received", by_payer=False, reported_by=paid.receiver_activity, on="2024-12-31",
        amount=data.draw(AMOUNTS),
    )  # fmt: skip
    assert counted([*flows, received], parents).totals == counted(flows, parents).totals


@given(ledgers(), AMOUNTS)
def test_new_money_of_nobodys_part_adds_exactly_itself(drawn, amount):
    flows, parents = drawn
    before, after = (
        counted(flows, parents).totals,
        counted([*flows, flow("new", "alone", amount)], parents).totals,
    )
    assert after[SPENT] == before.get(SPENT, 0) + amount


@given(st.lists(AMOUNTS, min_size=1, max_size=5), AMOUNTS)
def test_a_programme_and_its_parts_count_as_the_larger_of_the_two(parts, own):
    flows = [flow(f"p{place}", f"part{place}", amount) for place, amount in enumerate(parts)]
    parents = {one.activity: ("whole",) for one in flows}
    found = counted([*flows, flow("w", "whole", own)], parents)
    assert found.totals == {SPENT: max(sum(parts), own)}
    assert set(found.left_out.values()) == {"told_by_parent" if own >= sum(parts) else "told_by_parts"}


@given(st.lists(AMOUNTS, min_size=1, max_size=5))
def test_money_handed_down_a_chain_counts_where_it_began(amounts):
    """Each hands on what it got, or less, or adds own money: only what is added counts."""
    flows = [
        flow(f"f{place}", f"a{place}", amount, receiver_activity=f"a{place + 1}")
        for place, amount in enumerate(amounts)
    ]
    new = amounts[0] + sum(max(later - sooner, Decimal(0)) for sooner, later in pairwise(amounts))
    assert counted(flows).totals == {SPENT: new}


def test_two_equal_payments_of_one_reporter_are_two():
    flows = [flow("1", "a", 5), flow("2", "a", 5)]
    assert counted(flows).totals == {SPENT: 10}
    others = [replace(one, key=f"x{one.key}", reported_by="other") for one in flows]
    assert counted([*flows, others[0]]).totals == {SPENT: 10}
    assert counted([flows[0], *others]).totals == {SPENT: 10}


def test_commitments_are_not_spending():
    flows = [flow("c", "a", 100, "commitment", receiver_activity="b"), flow("d", "b", 60)]
    assert counted(flows).totals == {("commitment", "EUR"): 100, SPENT: 60}


def test_a_receiver_is_believed_where_the_payer_is_silent():
    told_by_b = flow("in", "a", 100, receiver_activity="b", by_payer=False)
    found = counted([told_by_b, flow("out", "b", 40)])
    assert found.totals == {SPENT: 100}
    assert found.left_out == {"out": "passed_on"}


def test_circles_are_named_and_nothing_is_lost_for_them():
    flows = [flow("1", "a", 10, receiver_activity="b"), flow("2", "b", 10, receiver_activity="a")]
    assert counted(flows).totals == {SPENT: 20}
    assert counted(flows).circular == ("a", "b")
    alone = [flow("1", "a", 10), flow("2", "b", 5)]
    found = counted(alone, {"a": ("b",), "b": ("a",)})
    assert (found.totals, found.circular) == ({SPENT: 15}, ("a", "b"))


RATES = {"EUR": Decimal(1), "VND": Decimal("0.5")}


def in_euros(one):
    return one.amount * RATES[one.currency]


@given(ledgers())
def test_money_in_two_currencies_counts_as_if_it_were_told_in_one(drawn):
    flows, parents = drawn
    flows = [replace(one, kind="disbursement") for one in flows]
    found = counted(flows, parents, in_euros)
    restated = [replace(one, amount=in_euros(one), currency="EUR") for one in flows]
    worth = sum(amount * RATES[currency] for (_, currency), amount in found.totals.items())
    assert worth == sum(counted(restated, parents).totals.values())
    assert found.unsure == ()
    by_key = {one.key: one for one in flows}
    assert by_key.keys() == found.kept.keys() | found.left_out.keys()
    assert all(0 < amount <= by_key[key].amount for key, amount in found.kept.items())


def test_what_no_rate_compares_is_named_as_perhaps_counted_twice():
    whole = flow("w", "whole", 1000)
    part = replace(flow("p", "part", 500), currency="VND")
    apart = counted([whole, part], {"part": ("whole",)})
    assert (apart.unsure, len(apart.totals)) == (("whole",), 2)
    assert counted([whole, flow("p", "part", 500)], {"part": ("whole",)}).unsure == ()
    paid = flow("f", "a", 100, receiver_activity="b")
    spent = replace(flow("s", "b", 200), currency="VND")
    assert counted([paid, spent]).unsure == ("b",)
    known = counted([paid, spent], worth=in_euros)
    assert (known.totals, known.left_out, known.unsure) == ({SPENT: 100}, {"s": "passed_on"}, ())


@given(
    st.sampled_from(["2025", "2025-03", "2025-03-01"]),
    st.sampled_from(["2025", "2025-12", "2025-12-31"]),
    st.sampled_from(["2025", "2025-01", "2025-03-01"]),
    st.sampled_from(["2025", "2025-03", "2025-12-31", "soon"]),
)
def test_a_revised_budget_replaces_what_it_overlaps_however_precise_the_days(starts, ends, start, end):
    budgets = (Budget(starts, ends, euros(100), "1"), Budget(start, end, euros(80), "2"))
    activity = Activity("US-1", Organisation("US"), (), (), (), "2", (), currency="EUR", budgets=budgets)
    stands = start == "2025-01" and end in ("soon",) and starts != "2025"
    assert [one.amount for one in flows_of(activity)] == ([100, 80] if stands else [80])
    later = replace(budgets[1], start="2026", end="2026")
    apart = replace(activity, budgets=(budgets[0], later))
    assert [one.amount for one in flows_of(apart)] == [100, 80]


def test_an_activity_of_two_programmes_counts_in_one():
    flows = [flow("x", "x", 10), flow("p", "p", 3), flow("q", "q", 4)]
    assert counted(flows, {"x": ("q", "p")}).totals == {SPENT: 14}


def test_one_key_for_two_flows_is_refused():
    with pytest.raises(ValueError, match="key"):
        counted([flow("1", "a", 5), flow("1", "a", 6)])


def euros(amount):
    return Value(Decimal(amount), "", "2024-01-01")


def test_an_activity_of_iati_tells_its_flows():
    bank, us = Organisation("BANK", activity="BANK-1"), Organisation("US")
    activity = Activity(
        "US-1", us, (), (), (), "2", (), currency="EUR",
        budgets=(
            Budget("2024-01-01", "2024-12-31", euros(100), "1"), Budget("2024-06-01", "2024-12-31", euros(80), "2"),
            Budget("2025-01-01", "2025-12-31", euros(70), "1"),
        ),
        transactions=(
            Transaction("1", "2024-02-01", euros(50), provider=bank), Transaction("1", "2024-02-02", euros(9)),
            Transaction("3", "2024-03-01", euros(40), receiver=Organisation("NGO", activity="NGO-1")),
            Transaction("4", "2024-03-02", Value(Decimal(7), "USD")), Transaction("6", "2024-03-02", euros(3)),
        ),
    )  # fmt: skip
    flows = flows_of(activity)
    assert [
        (one.kind, one.amount, one.currency, one.activity, one.receiver_activity, one.by_payer)
        for one in flows
    ] == [
        ("budget", 80, "EUR", "US-1", "", True),
        ("budget", 70, "EUR", "US-1", "", True),
        ("disbursement", 50, "EUR", "BANK-1", "US-1", False),
        ("disbursement", 40, "EUR", "US-1", "NGO-1", True),
        ("expenditure", 7, "USD", "US-1", "", True),
    ]
    assert counted(flows).totals[SPENT] == 50
