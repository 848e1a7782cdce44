"""Silence falls by itself, once, with its day and reason; a new voice wakes."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ledgers import owed, shown

from passerelle.apps.audit.models import Event
from passerelle.apps.ledger import living
from passerelle.apps.ledger.actions.evidence import add_evidence
from passerelle.apps.ledger.actions.silence import reconsider_silence
from passerelle.apps.ledger.deriving import hush_on
from passerelle.apps.ledger.models import Commitment, HushChange, Standing
from passerelle.apps.ledger.tasks import listen, wake_listening
from passerelle.core.commitments.silence import hush, kinds
from passerelle.core.commitments.stages import CONDITIONS, STAGES

BEGIN = date(2025, 1, 1)


def after(days):
    return BEGIN + timedelta(days=days)


def sounds(commitment):
    commitment.refresh_from_db()
    return commitment.hush


@pytest.mark.django_db
def test_a_commitment_turns_quiet_then_silent_and_a_new_voice_wakes_it(officer):
    commitment = owed(officer, promised="2025-01-01", deadline="", kind="training", today=BEGIN)
    assert sounds(commitment) == "heard"
    for day, state in [(180, "heard"), (181, "quiet"), (365, "quiet"), (366, "silent"), (700, "silent")]:
        reconsider_silence(actor=None, today=after(day))
        assert sounds(commitment) == state, day
    assert [(one.state, one.since, one.reason) for one in HushChange.objects.order_by("pk")] == [
        ("quiet", after(181), "never_heard"), ("silent", after(366), "never_heard"),
    ]  # fmt: skip
    statement = {"kind": "statement", "on": after(700).isoformat(), "actor": officer, "today": after(700)}
    add_evidence(commitment, text="We still will.", independent=False, **statement)
    assert sounds(commitment) == "silent"
    add_evidence(commitment, text="They began.", independent=True, **statement)
    assert sounds(commitment) == "heard"


@pytest.mark.django_db
def test_looking_twice_changes_nothing_and_is_done_once_a_day(officer, settings):
    owed(officer, promised="2024-01-01", deadline="", today=BEGIN)
    first = reconsider_silence(actor=None, today=after(400))
    assert (first.silent, first.quiet) == (0, 0)  # it was silent when it was entered
    again = reconsider_silence(actor=None, today=after(400))
    assert (again.silent, again.quiet, again.heard, again.closed) == (0, 0, 0, 0)
    assert HushChange.objects.count() == 1
    assert wake_listening()
    listen.call()
    assert not wake_listening()
    assert Event.objects.filter(verb="ledger.listen").count() == 3


@pytest.mark.django_db
def test_other_rhythms_are_taken_at_the_next_look(officer, monkeypatch):
    commitment = owed(officer, promised="2025-01-01", deadline="", kind="training", today=BEGIN)
    monkeypatch.setattr("passerelle.core.commitments.silence._limits", lambda *_given: (10, 20))
    living.turning.cache_clear()
    try:
        assert reconsider_silence(actor=None, today=after(15)).quiet == 1
    finally:
        living.turning.cache_clear()
    commitment.refresh_from_db()
    assert (commitment.hush, commitment.silent_from) == ("quiet", after(21))
    assert Standing.objects.get(known_until=None).silent_from == after(21)


@pytest.mark.django_db
def test_what_is_delivered_is_no_longer_listened_for(officer):
    commitment = owed(officer, promised="2025-01-01", deadline="", today=after(400))
    assert sounds(commitment) == "silent"
    shown(commitment, "delivered", "2025-06", actor=officer, today=after(400))
    assert sounds(commitment) == "closed"
    assert reconsider_silence(actor=None, today=after(4000)).silent == 0
    assert Commitment.objects.get().silent_from is None


DAYS = st.dates(date(2020, 1, 1), date(2030, 1, 1))
STATED = DAYS.flatmap(lambda day: st.sampled_from([day.isoformat(), f"{day:%Y-%m}", f"{day:%Y}"]))


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(kinds()), st.sampled_from(["", *STAGES]), st.sampled_from(["", *CONDITIONS]),
    st.just("") | STATED, STATED, st.just("") | STATED, DAYS,
)  # fmt: skip
def test_the_days_that_are_kept_say_what_core_says_on_any_day(
    kind, stage, condition, heard, promised, deadline, day
):
    turns = living.turning(kind, stage, condition, heard, promised, deadline)
    row = Commitment(quiet_from=turns.quiet_from, silent_from=turns.silent_from)
    said = hush(kind, stage, condition or None, heard or None, promised, deadline or None, day.isoformat())
    assert hush_on(row, day) == said.state
