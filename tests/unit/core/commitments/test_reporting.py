"""Commitments told as activities of IATI: whatever is known of them, the file is valid and nothing is made up."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from passerelle.core.commitments.achievements import Measurement, Milestone
from passerelle.core.commitments.activities import Narrative, Organisation
from passerelle.core.commitments.reporting import Payment, Reported, Reporter, activity_of, status_of, type_of
from passerelle.core.commitments.silence import kinds
from passerelle.core.commitments.stages import CONDITIONS, STAGES
from passerelle.sources.iati import faults
from passerelle.sources.iati.shaping import element_of
from passerelle.sources.iati.tables import codes
from passerelle.sources.iati.writing import written

TODAY = date(2026, 11, 22)
REPORTER = Reporter("XM-TEST", "10", "Bureau des sciences", "fr")
GIVER = Organisation("", "70", (Narrative("Intel"),))

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
        unit=draw(st.just("") | words),
        measured=tuple(draw(st.lists(st.builds(Measurement, moments(), st.sampled_from(("1", "480"))), max_size=3))),
        milestones=tuple(draw(st.lists(st.builds(Milestone, words, st.just("") | moments(), st.just("") | moments()),
                                       max_size=3))),
        paid=tuple(draw(st.lists(st.builds(Payment, moments(), st.sampled_from((Decimal(7), Decimal("0.5"))),
                                           st.sampled_from(("EUR", "VND"))), max_size=3))),
        parent=draw(st.sampled_from(("", "agreement-7"))), level="2",
        provider=draw(st.sampled_from((None, GIVER))), receiver=draw(st.sampled_from((None, GIVER))),
    )  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(reported())
def test_whatever_is_known_the_activity_is_valid_and_its_money_is_as_stated(one):
    activity, left = activity_of(one, REPORTER, TODAY.isoformat())
    found = [fault for fault in faults(written([element_of(activity)]), TODAY) if not fault.advice]
    assert found == []
    promised = [part for part in activity.transactions if part.type in ("2", "12")]
    paid = [part for part in activity.transactions if part.type in ("3", "4")]
    assert len(promised) + len(paid) == len(activity.transactions)
    assert {part.value.amount for part in (*activity.budgets, *promised)} <= {one.budget}
    assert {part.on for part in promised} <= {one.begins, *one.reached.values()}
    stated = {(part.on, part.amount, part.currency) for part in one.paid}
    told = [(part.on, part.value.amount, part.value.currency) for part in paid]
    assert set(told) == {payment for payment in stated if one.provider and len(payment[0]) == 10}
    assert len(told) == len(set(told))
    assert all(part.provider == GIVER and part.receiver == one.receiver for part in activity.transactions)
    assert ("payment_without_day" in left) is (bool(one.provider) and any(len(on) < 10 for on, *_ in stated))
    assert ("money_without_provider" in left) is (
        one.provider is None and bool(one.paid or one.budget is not None)
    )
    actual = {"2": one.reached.get("started", ""), "4": one.reached.get("delivered", "")}
    assert {(kind, on) for kind, on in activity.dates if kind in actual} == {
        (kind, on) for kind, on in actual.items() if len(on) == 10
    }
    assert ("actual_day_unknown" in left) is any(0 < len(on) < 10 for on in actual.values())
    of_budget = [code for code in left if code.startswith(("budget_", "money_"))]
    of_budget = of_budget if one.budget is not None else []
    assert len(activity.budgets) + len(promised) + len(of_budget) == (0 if one.budget is None else 2)
    assert ("country_unknown" in left) is (one.country == "")
    assert ("parties_unknown" in left) is (one.participants == ())


def test_every_stage_condition_and_kind_has_a_code_of_the_lists():
    assert {status_of(stage, "") for stage in STAGES} <= codes()["ActivityStatus"][1]
    assert status_of("funded", "delayed") == status_of("funded", "") == "1"
    assert [status_of("started", condition) for condition in ("suspended", "cancelled", "resumed")] == [
        "6", "5", "2",
    ]  # fmt: skip
    assert (type_of("university"), type_of("person")) == ("80", "")


def test_a_day_that_is_not_known_is_no_day_of_a_transaction():
    one = Reported(
        "commitment-1", "Title", "en", "2025-05", "1", budget=Decimal(5), currency="EUR", provider=GIVER
    )
    activity, left = activity_of(one, REPORTER, TODAY.isoformat())
    assert (activity.budgets, activity.transactions) == ((), ())
    unknown = ("sector_unknown", "country_unknown", "parties_unknown")
    assert left == ("budget_without_end", "money_without_day", *unknown)
    filled = replace(REPORTER, sector="43082", country="VN")
    activity, left = activity_of(one, filled, TODAY.isoformat())
    assert [share.code for share in (*activity.sectors, *activity.countries)] == ["43082", "VN"]
    assert left[2:] == ("parties_unknown",)
    assert activity.dates == (("1", "2025-05-01"),)
