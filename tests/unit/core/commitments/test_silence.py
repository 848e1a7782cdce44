"""Silence: time makes quieter, only evidence wakes, and copies are no evidence."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from passerelle.core.commitments.due import due, kept_in_time
from passerelle.core.commitments.life import Evidence, Step, standing
from passerelle.core.commitments.silence import HUSHES, REASONS, hush, kinds, last_heard
from passerelle.core.commitments.stages import CONDITIONS, STAGES
from passerelle.core.commitments.tables import table

ISO = st.dates(min_value=date(2024, 1, 1), max_value=date(2028, 12, 31)).map(lambda day: day.isoformat())
STATED = st.one_of(ISO, ISO.map(lambda day: day[:7]), ISO.map(lambda day: day[:4]))
KINDS = st.sampled_from([*kinds(), "unheard-of"])
STAGE = st.sampled_from(["", *STAGES])
CONDITION = st.sampled_from([None, *CONDITIONS])
EVIDENCE = st.lists(
    st.builds(
        Evidence,
        key=st.integers(0, 99).map(str),
        kind=st.just("report"),
        supports=st.just(""),
        on=STATED,
        known=ISO,
        origin=st.sampled_from(["", "a", "b", "c"]),
        independent=st.booleans(),
    ),
    max_size=8,
    unique_by=lambda one: one.key,
)
LOUD = {"closed": -1, "heard": 0, "quiet": 1, "silent": 2}


@settings(deadline=None)
@given(KINDS, STAGE, CONDITION, st.none() | STATED, STATED, st.none() | STATED, ISO, st.integers(0, 1500))
def test_time_never_wakes(kind, stage, condition, heard, since, deadline, today, later):
    after = (date.fromisoformat(today) + timedelta(later)).isoformat()
    one = hush(kind, stage, condition, heard, since, deadline, today)
    other = hush(kind, stage, condition, heard, since, deadline, after)
    assert LOUD[one.state] <= LOUD[other.state]
    if one.state == other.state != "heard":
        assert one == other, "since, reason and what was expected stay"
    assert one.state in HUSHES
    assert one.reason in REASONS


@settings(deadline=None)
@given(KINDS, STAGE, CONDITION, EVIDENCE, st.none() | STATED, STATED, ISO, STATED, ISO)
def test_another_independent_voice_never_makes_it_quieter(
    kind, stage, condition, had, deadline, since, today, on, known
):
    more = [*had, Evidence("new", "report", "", on, known, "another origin", True)]
    before = hush(kind, stage, condition, last_heard(had, today), since, deadline, today)
    after = hush(kind, stage, condition, last_heard(more, today), since, deadline, today)
    assert LOUD[after.state] <= LOUD[before.state]


@settings(deadline=None)
@given(EVIDENCE, ISO, STATED, ISO)
def test_neither_the_owner_nor_a_copy_wakes(had, today, on, known):
    own = Evidence("own", "statement", "", on, known, "d", False)
    assert last_heard([*had, own], today) == last_heard(had, today)
    for one in had:
        if one.independent and one.origin and one.known <= today:
            copy = replace(one, key="copy", on="2028-12-31", known=today)
            assert last_heard([*had, copy], today) == last_heard(had, today)


@settings(deadline=None)
@given(EVIDENCE, ISO, st.randoms())
def test_the_order_of_evidence_changes_nothing(had, today, random):
    assert last_heard(random.sample(had, len(had)), today) == last_heard(had, today)


@settings(deadline=None)
@given(EVIDENCE, ISO, ISO)
def test_silence_as_of_a_day_uses_what_that_day_knew(had, as_of, known_by):
    assert last_heard(had, as_of, known_by) == last_heard(
        [one for one in had if one.known <= known_by], as_of, known_by
    )


def test_one_text_may_tell_of_two_happenings():
    old = Evidence("a", "report", "", "2024-02-01", "2026-05-02", "7", True, "agreement", "signed")
    new = replace(old, key="b", on="2026-05-01", claim_type="investment", claim_status="under_construction")
    assert last_heard([old, new], "2026-06-01") == "2026-05-01"
    assert last_heard([old, replace(old, key="c", on="2026-05-30")], "2026-06-01") == "2024-02-01"


def test_it_turns_quiet_then_silent_on_its_days_and_says_since_when():
    given_ = ("construction", "started", None, "2026-01-01", "2025-06-01", None)
    assert hush(*given_, "2026-04-11").state == "heard"
    quiet = hush(*given_, "2026-04-12")
    assert (quiet.state, quiet.since, quiet.reason, quiet.expected_by) == (
        "quiet",
        "2026-04-12",
        "rhythm",
        "2026-04-11",
    )
    assert hush(*given_, "2026-07-20").state == "quiet"
    silent = hush(*given_, "2026-07-21")
    assert (silent.state, silent.since) == ("silent", "2026-07-21")


def test_a_passed_deadline_is_asked_about_sooner():
    found = hush("dialogue", "signed", None, "2026-01-01", "2025-06-01", "2026-02", "2026-03-31")
    assert (found.state, found.since, found.reason) == ("quiet", "2026-03-31", "deadline")
    assert hush("dialogue", "signed", None, "2026-01-01", "2025-06-01", None, "2026-03-31").state == "heard"


def test_what_nobody_ever_spoke_of_is_counted_from_the_promise():
    found = hush("research", "announced", None, None, "2025-01-01", None, "2026-06-01")
    assert (found.state, found.reason, found.last_heard) == ("silent", "never_heard", None)


def test_what_ended_is_not_listened_for():
    assert hush("research", "delivered", None, None, "2020", None, "2026-06-01").reason == "delivered"
    assert hush("research", "signed", "cancelled", None, "2020", None, "2026-06-01").state == "closed"


def test_what_is_suspended_may_be_quiet_longer():
    given_ = ("research", "started", "2026-01-01", "2025-06-01", None, "2026-12-31")
    assert hush(*given_[:2], None, *given_[2:]).state == "quiet"
    assert hush(*given_[:2], "suspended", *given_[2:]).state == "heard"


@pytest.mark.parametrize("kind", kinds())
def test_every_rhythm_is_whole_and_says_why(kind):
    row = table("rhythms")[kind]
    assert row["why"]
    for stage in STAGES[:4]:
        quiet, silent = row[stage]
        assert 0 < quiet < silent


SIGNED = standing([Step("signed", "2026-01-10", "2026-01-10", "lan")], "2026-01-10")


def delivered(on: str):
    return standing([Step("delivered", on, "2028-01-01", "lan")], "2028-01-01")


@pytest.mark.parametrize(
    ("deadline", "stands", "today", "state", "days"),
    [
        (None, SIGNED, "2026-03-01", "none", None),
        ("2026-03", SIGNED, "2026-03-01", "soon", 30),
        ("2026-03", SIGNED, "2026-03-31", "soon", 0),
        ("2026-03", SIGNED, "2026-04-01", "overdue", -1),
        ("2026", SIGNED, "2026-04-01", "later", 274),
        ("2026-03", delivered("2026-03-31"), "2026-04-01", "kept", None),
        ("2026-03", delivered("2026-04-01"), "2026-04-01", "late", None),
        ("2026-03", delivered("2026"), "2026-04-01", "perhaps_late", None),
    ],
)
def test_what_is_due(deadline, stands, today, state, days):
    found = due(deadline, stands, today)
    assert (found.state, found.days) == (state, days)


@settings(deadline=None)
@given(STATED, STATED)
def test_lateness_is_said_only_when_it_is_sure(one, deadline):
    said = kept_in_time(one, deadline)
    if said is False:
        assert one[: len(deadline)] > deadline[: len(one)]
    if said is None:
        assert deadline.startswith(one[: len(deadline)])
