"""Commitments told as activities of IATI: whatever is known of them, the file is valid and nothing is made up."""

from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from passerelle.core.commitments.activities import Narrative, Organisation
from passerelle.core.commitments.reporting import Reported, Reporter, activity_of, status_of, type_of
from passerelle.core.commitments.silence import kinds
from passerelle.core.commitments.stages import CONDITIONS, STAGES
from passerelle.sources.iati import faults
from passerelle.sources.iati.shaping import element_of
from passerelle.sources.iati.tables import codes
from passerelle.sources.iati.writing import written

TODAY = date(2026, 11, 22)
REPORTER = Reporter("XM-TEST", "10", "Bureau des sciences", "fr")

words = st.text(st.characters(categories=("L", "N", "P", "Zs")), min_size=1, max_size=20)


@st.composite
def moments(draw, first=date(2020, 1, 1), last=TODAY):
    """A date as precise as known; with it the last day that it may mean."""
    day = draw(st.dates(first, last))
    return day.isoformat()[: draw(st.sampled_from((4, 7, 10)))]


@st.composite
def reported(draw):
    begins = draw(moments())
    ends = draw(st.just("") | moments(date(2027, 1, 1), date(2031, 1, 1)) | st.just(begins))
    reached = {}
    for stage in STAGES[: draw(st.integers(0, len(STAGES)))]:
        reached[stage] = max([draw(moments(date(2026, 1, 1))), *reached.values()])
    parties = st.builds(
        Organisation, st.just(""), st.sampled_from(("", "10", "70")), st.tuples(st.builds(Narrative, words)),
        role=st.sampled_from("124"),
    )  # fmt: skip
    return Reported(
        number="commitment-1", title=draw(words), language=draw(st.sampled_from(("", "vi", "en"))), begins=begins,
        ends=ends, status=status_of(draw(st.sampled_from(("", *STAGES))), draw(st.sampled_from(("", *CONDITIONS)))),
        kind=draw(st.sampled_from(("", *kinds()))), description=draw(st.just("") | words), reached=reached,
        participants=tuple(draw(st.lists(parties, max_size=3))), country=draw(st.sampled_from(("", "VN", "FR"))),
        budget=(budget := draw(st.none() | st.decimals(0, 10**15, places=2))),
        currency="EUR" if budget is not None else "", quantity=draw(st.sampled_from(("", "500", "0.5"))),
        unit=draw(st.just("") | words), parent=draw(st.sampled_from(("", "agreement-7"))), level="2",
    )  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(reported())
def test_whatever_is_known_the_activity_is_valid_and_its_money_is_as_stated(one):
    activity, left = activity_of(one, REPORTER, TODAY.isoformat())
    found = [fault for fault in faults(written([element_of(activity)]), TODAY) if not fault.advice]
    assert found == []
    assert {part.value.amount for part in (*activity.budgets, *activity.transactions)} <= {one.budget}
    assert {part.on for part in activity.transactions} <= {one.begins, *one.reached.values()}
    told = len(activity.budgets) + len(activity.transactions)
    assert told + len(left) == (0 if one.budget is None else 2)


def test_every_stage_condition_and_kind_has_a_code_of_the_lists():
    assert {status_of(stage, "") for stage in STAGES} <= codes()["ActivityStatus"][1]
    assert status_of("funded", "delayed") == status_of("funded", "") == "1"
    assert [status_of("started", condition) for condition in ("suspended", "cancelled", "resumed")] == [
        "6", "5", "2",
    ]  # fmt: skip
    assert (type_of("university"), type_of("person")) == ("80", "")


def test_a_day_that_is_not_known_is_no_day_of_a_transaction():
    one = Reported("commitment-1", "Title", "en", "2025-05", "1", budget=Decimal(5), currency="EUR")
    activity, left = activity_of(one, REPORTER, TODAY.isoformat())
    assert (activity.budgets, activity.transactions) == ((), ())
    assert left == ("budget_without_end", "money_without_day")
    assert activity.dates == (("1", "2025-05-01"),)
