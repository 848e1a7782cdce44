"""Agreements as the desk knew them on an earlier day: none that came later, and commitments as they stood then."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from known_actors import make_actor
from ledgers import TODAY, owed, shown

from passerelle.apps.ledger import columns
from passerelle.apps.ledger.actions.agreements import edit_agreement, record_agreement
from passerelle.apps.ledger.models import Agreement, Commitment
from passerelle.apps.ledger.queries.agreements import AgreementFilters, agreement_page, agreements_page

pytestmark = pytest.mark.django_db
RECORDED, SUMMER = date(2025, 5, 20), date(2026, 6, 1)


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


@pytest.fixture
def memorandum(officer):
    columns.forget()
    one = record_agreement(title="Memorandum", signed="2025-05-13", actor=officer)
    Agreement.objects.filter(pk=one.pk).update(created_at=at(RECORDED))
    intel = make_actor("intel", "Intel", kind="company", country="US")
    early = owed(officer, title="early", agreement=one, owner=intel, today=RECORDED, deadline="2026-03")
    Commitment.objects.filter(pk=early.pk).update(created_at=at(RECORDED))
    shown(early, "signed", "2025-05-13", actor=officer, known_on=RECORDED)
    shown(early, "delivered", "2026-07-01", actor=officer, known_on=date(2026, 7, 2))
    late = owed(officer, title="late", agreement=one, promised="2026-07-01", deadline="2027")
    shown(late, "announced", "2026-07-01", actor=officer, known_on=date(2026, 7, 2))
    yield one
    columns.forget()


def on(user, agreement, day):
    page = agreement_page(user, agreement.pk, "en", today=TODAY, as_of=day)
    return [(row.commitment.title, row.stage, row.due, row.hush) for row in page.commitments]


def listed(user, day):
    page = agreements_page(user, AgreementFilters(as_of=day), "en")
    return [(row.agreement.title, row.commitments) for row in page.rows]


def test_an_agreement_shows_its_commitments_as_they_stood(officer, memorandum):
    assert on(officer, memorandum, SUMMER) == [("early", "signed", "overdue", "silent")]
    assert on(officer, memorandum, date(2026, 7, 2)) == [
        ("early", "delivered", "done", "closed"), ("late", "announced", "later", "heard"),
    ]  # fmt: skip
    now = on(officer, memorandum, None)
    assert [row[:2] for row in now] == [("early", "delivered"), ("late", "announced")]
    # A day that has not come is today.
    assert on(officer, memorandum, TODAY + timedelta(days=9)) == now


def test_the_list_leaves_out_what_was_recorded_later(officer, memorandum):
    record_agreement(title="Later", signed="2025-01-01", parent=memorandum, actor=officer)
    Agreement.objects.filter(title="Later").update(created_at=at(date(2026, 9, 1)))
    assert listed(officer, RECORDED - timedelta(days=1)) == []
    assert listed(officer, SUMMER) == [("Memorandum", 1)]
    assert listed(officer, date(2026, 9, 1)) == listed(officer, None) == [("Memorandum", 2), ("Later", 0)]
    before = agreement_page(officer, memorandum.pk, "en", today=TODAY, as_of=SUMMER)
    assert (before.known, before.day, before.parts) == (True, SUMMER, [])
    unknown = agreement_page(officer, memorandum.pk, "en", today=TODAY, as_of=date(2020, 1, 1))
    assert (unknown.known, unknown.commitments) == (False, [])


def test_an_agreement_is_known_with_the_first_commitment_under_it(officer, memorandum):
    Agreement.objects.filter(pk=memorandum.pk).update(created_at=at(TODAY))
    assert listed(officer, SUMMER) == [("Memorandum", 1)]
    assert agreement_page(officer, memorandum.pk, "en", today=TODAY, as_of=SUMMER).known
    assert listed(officer, RECORDED - timedelta(days=1)) == []


def test_an_earlier_day_is_not_changed_and_does_not_tell_of_later_changes(officer, memorandum):
    edit_agreement(memorandum, changes={"note": "Renewed"}, actor=officer)
    now = agreement_page(officer, memorandum.pk, "en", today=TODAY)
    then = agreement_page(officer, memorandum.pk, "en", today=TODAY, as_of=SUMMER)
    assert (now.may_write, len(now.edits)) == (True, 1)
    assert (then.may_write, then.edits) == (False, [])


def test_a_hidden_commitment_counts_on_no_day_and_makes_nothing_known(officer, second_officer, memorandum):
    Commitment.objects.update(tlp="red")
    Agreement.objects.update(tlp="clear")
    columns.forget()
    assert listed(second_officer, SUMMER) == [("Memorandum", 0)]
    assert on(second_officer, memorandum, SUMMER) == []
    Agreement.objects.update(created_at=at(TODAY))
    assert listed(second_officer, SUMMER) == []
    assert not agreement_page(second_officer, memorandum.pk, "en", today=TODAY, as_of=SUMMER).known


def test_more_agreements_take_no_more_queries(officer, memorandum, django_assert_max_num_queries):
    with CaptureQueriesContext(connection) as few:
        assert len(listed(officer, SUMMER)) == 1
    for number in range(4):
        one = record_agreement(title=f"n{number}", actor=officer)
        owed(officer, agreement=one, today=RECORDED)
    Agreement.objects.update(created_at=at(RECORDED))
    with django_assert_max_num_queries(len(few)):
        assert len(listed(officer, SUMMER)) == 5
