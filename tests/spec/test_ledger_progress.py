"""What columns say of deliveries, deadlines and time is what core says of each commitment."""

from contextlib import suppress
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ledgers import TODAY, both_sides, owed, shown

from passerelle.apps.ledger import columns
from passerelle.apps.ledger.actions.agreements import record_agreement
from passerelle.apps.ledger.actions.evidence import withdraw_evidence
from passerelle.apps.ledger.actions.refusals import StepRefused
from passerelle.apps.ledger.actions.steps import withdraw_step
from passerelle.apps.ledger.living import steps_of
from passerelle.apps.ledger.models import Commitment
from passerelle.apps.ledger.queries.filters import LedgerFilters
from passerelle.apps.ledger.queries.ledger import ledger_page
from passerelle.apps.ledger.queries.progress import progress_of
from passerelle.apps.ledger.queries.promises import promise_dues
from passerelle.core.commitments import life
from passerelle.core.commitments.due import DUES, due
from passerelle.core.commitments.stages import place

pytestmark = pytest.mark.django_db

BEGIN = date(2025, 5, 13)
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["signed", "started", "delivered", "verified", "cancelled"]),
        st.integers(0, 400),
        st.sampled_from([4, 7, 10]),
        st.integers(0, 40),
    ),
    max_size=4, unique_by=lambda step: step[0],
)  # fmt: skip
DEADLINES = st.sampled_from(["", "2025", "2025-11", "2026-02-03", "2026-05", "2027"])
LIFE = st.tuples(STEPS, DEADLINES, st.booleans())


@pytest.fixture(autouse=True)
def another_database():
    columns.forget()
    yield
    columns.forget()


def lived(officer, steps, deadline, withdrawn):
    commitment = owed(officer, promised=BEGIN.isoformat(), deadline=deadline)
    for to, after, precise, later in sorted(steps, key=lambda step: step[1]):
        on = BEGIN + timedelta(days=after)
        with suppress(StepRefused):
            step = shown(
                commitment, to, on.isoformat()[:precise], actor=officer, known_on=on + timedelta(later)
            )
            if withdrawn and to == "delivered":
                withdraw_step(step, actor=officer, today=on + timedelta(days=later + 60))
    return commitment


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(LIFE, min_size=1, max_size=4), st.integers(0, 500))
def test_columns_say_of_each_deadline_what_core_says(db, officer, lives, later):
    Commitment.objects.all().delete()
    columns.forget()
    made = [lived(officer, *one) for one in lives]
    day = min(BEGIN + timedelta(days=later), TODAY)
    found = columns.columns(history=True)
    states, delivered = found.states(day, TODAY), found.delivered(day)
    said = promise_dues(states, delivered, day)
    steps = steps_of([one.pk for one in made])
    for at, one in enumerate(made):
        standing = life.standing(steps[one.pk], day.isoformat())
        if not states.known[at]:  # recorded later, and nothing was known of it then
            assert not standing.stage
            continue
        assert DUES[said[at]] == due(one.deadline or None, standing, day.isoformat()).state
        ladder = [on for stage, on in standing.ladder if place(stage) >= place("delivered") and on]
        assert bool(delivered[1][at]) == bool(ladder)
    assert np.array_equal(found.pk, np.array([one.pk for one in made]))


def test_progress_counts_what_was_promised_delivered_and_overdue_by_the_end_of_each_period(officer):
    kept = owed(officer, promised="2025-01-10", deadline="2025-06")
    shown(kept, "delivered", "2025-05-20", actor=officer, known_on=date(2025, 5, 21))
    late = owed(officer, promised="2025-02", deadline="2025-03-31")
    shown(late, "delivered", "2025-08-02", actor=officer, known_on=date(2025, 8, 3))
    owed(officer, promised="2025", deadline="2025-07-01")
    gone = owed(officer, promised="2025-03", deadline="2025-04")
    shown(gone, "cancelled", "2025-09-01", actor=officer, known_on=date(2025, 9, 1))
    found = progress_of(officer, "organisation", officer.organisation_id, today=TODAY)
    assert found.monthly
    told = {one.period: (one.promised, one.delivered, one.overdue) for one in found.moments}
    assert (found.moments[0].period, found.moments[-1].period) == ("2025-01", "2026-11")
    assert told["2025-01"] == (1, 0, 0)
    assert told["2025-03"] == (3, 0, 0)  # by 31 March is kept on that day
    assert told["2025-04"] == (3, 0, 1)
    assert told["2025-05"] == (3, 1, 1)
    assert told["2025-08"] == (3, 2, 1)
    assert told["2025-12"] == (
        4,
        2,
        1,
    )  # a promise of 2025 was surely made by its end; a cancelled one is not overdue
    assert told["2026-11"] == (4, 2, 1)


def test_progress_is_told_by_year_when_it_is_long_and_is_empty_without_promises(officer):
    assert progress_of(officer, "organisation", officer.organisation_id, today=TODAY).moments == ()
    owed(officer, promised="2019-05", deadline="2020")
    found = progress_of(officer, "organisation", officer.organisation_id, today=TODAY)
    assert [one.period for one in found.moments] == [str(year) for year in range(2019, 2027)]
    assert [one.overdue for one in found.moments] == [0, 0, 1, 1, 1, 1, 1, 1]


def test_progress_follows_the_filters_and_the_day_of_the_list(officer):
    one = owed(officer, promised="2025-01", deadline="2025-03", kind="training")
    shown(one, "delivered", "2025-02-10", actor=officer, known_on=date(2025, 2, 11))
    other = owed(officer, promised="2025-02", deadline="2025-03", kind="research")
    shown(other, "started", "2025-02-10", actor=officer, known_on=date(2025, 2, 11))
    last = ledger_page(officer, LedgerFilters(kind="training"), "en", today=TODAY).progress.moments[-1]
    assert (last.promised, last.delivered, last.overdue) == (1, 1, 0)
    before = ledger_page(officer, LedgerFilters(as_of=date(2025, 2, 10)), "en", today=TODAY).progress
    assert before.moments == ()
    after = ledger_page(officer, LedgerFilters(as_of=date(2025, 2, 11)), "en", today=TODAY).progress
    assert (after.moments[-1].promised, after.moments[-1].delivered) == (2, 1)


def test_what_is_withdrawn_was_delivered_until_then(officer):
    one = owed(officer, promised="2025-01", deadline="2025-03")
    step = shown(one, "delivered", "2025-02-10", actor=officer, known_on=date(2025, 2, 11))
    assert (
        progress_of(officer, "organisation", officer.organisation_id, today=TODAY).moments[-1].delivered == 1
    )
    withdraw_step(step, actor=officer, today=date(2025, 6, 1))
    assert (
        progress_of(officer, "organisation", officer.organisation_id, today=TODAY).moments[-1].delivered == 0
    )
    page = ledger_page(officer, LedgerFilters(as_of=date(2025, 5, 1)), "en", today=TODAY)
    assert page.progress.moments[-1].delivered == 1


def test_proofs_are_those_of_the_day_and_follow_what_is_added_and_withdrawn(officer):
    one, other = owed(officer), owed(officer)
    assert not columns.columns(proofs=True).proofs.on(np.array([one.pk, other.pk]), TODAY)[0].any()
    step = shown(
        one,
        "started",
        "2026-02-01",
        actor=officer,
        known_on=date(2026, 2, 2),
        address="https://example.org/a",
    )
    shown(other, "started", "2026-02-01", actor=officer, known_on=date(2026, 2, 2), independent=False)
    ids = np.array([one.pk, other.pk])
    some, open_ = columns.columns(proofs=True).proofs.on(ids, TODAY)
    assert (some.tolist(), open_.tolist()) == ([True, True], [True, False])
    before = columns.columns(proofs=True).proofs.on(ids, date(2026, 2, 1))
    assert not before[0].any()
    withdraw_step(step, actor=officer, today=date(2026, 3, 1))
    withdraw_evidence(step.evidence.get(), actor=officer, today=date(2026, 3, 1))
    proofs = columns.columns(proofs=True).proofs
    assert proofs.on(ids, TODAY)[1].tolist() == [False, False]
    assert proofs.on(ids, date(2026, 2, 20))[1].tolist() == [True, False]


def test_progress_is_of_an_agreement_an_actor_a_country_or_a_technology(officer):
    company, ministry = both_sides()
    agreement = record_agreement(title="Alliance", actor=officer, parties=[(ministry, "party")])
    owed(officer, owner=company, agreement=agreement, technologies=["chips"])
    owed(officer, owner=company, technologies=["ai"])
    scopes = {
        "agreement": (agreement.pk, 1), "actor": (company.pk, 2), "country": ("VN", 1), "technology": ("ai", 1),
        "organisation": (officer.organisation_id, 2),
    }  # fmt: skip
    for scope, (key, number) in scopes.items():
        assert progress_of(officer, scope, key, today=TODAY).moments[-1].promised == number, scope
        assert progress_of(officer, scope, key, today=TODAY, as_of=date(2020, 1, 1)).moments == ()
    with pytest.raises(KeyError):
        progress_of(officer, "planet", 3, today=TODAY)
