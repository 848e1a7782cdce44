"""An edit of today does not change what the ledger said on an earlier day."""

from datetime import UTC, date, datetime

import pytest
from ledgers import TODAY, both_sides, owed, shown

from passerelle.apps.ledger import columns
from passerelle.apps.ledger.actions.commitments import edit_commitment
from passerelle.apps.ledger.models import Commitment, Edit, Standing
from passerelle.apps.ledger.queries.commitment import commitment_page
from passerelle.apps.ledger.queries.filters import LedgerFilters
from passerelle.apps.ledger.queries.ledger import ledger_page
from passerelle.apps.ledger.queries.partners import partner
from passerelle.apps.ledger.queries.partnership import partnership_page

pytestmark = pytest.mark.django_db
RECORDED, SUMMER = date(2025, 5, 20), date(2026, 6, 1)


@pytest.fixture
def promised(officer):
    columns.forget()
    company, ministry = both_sides()
    one = owed(officer, owner=company, counterpart=ministry, deadline="2026-03", today=RECORDED)
    Commitment.objects.filter(pk=one.pk).update(created_at=datetime(2025, 5, 20, tzinfo=UTC))
    yield one
    columns.forget()


def in_summer(officer):
    row = ledger_page(officer, LedgerFilters(as_of=SUMMER), "en", today=TODAY).rows[0]
    page = partnership_page(
        officer, partner(officer, "US", "en"), partner(officer, "VN", "en"), "en", today=TODAY, as_of=SUMMER
    )
    return row.due, row.deadline, page.counts["total"], page.counts["overdue"], page.keys[0].value


def test_it_was_known_from_the_day_on_which_it_was_recorded(officer, promised):
    edit_commitment(promised, actor=officer, changes={"title": "Train chip designers"}, today=TODAY)
    assert Standing.objects.get(commitment=promised).known_from == RECORDED
    shown(promised, "signed", "2026-09-01", actor=officer, known_on=date(2026, 9, 2))
    days = [(one.known_from, one.stage) for one in Standing.objects.filter(commitment=promised)]
    assert days == [(RECORDED, ""), (date(2026, 9, 2), "signed")]


def test_a_deadline_that_was_moved_was_another_then(officer, promised):
    before = in_summer(officer)
    assert before == ("overdue", "2026-03", 1, 1, 0)
    edit_commitment(promised, actor=officer, changes={"deadline": "2027-12-31"}, today=TODAY)
    assert in_summer(officer) == before
    columns.forget()
    assert in_summer(officer) == before
    then = commitment_page(officer, promised.pk, "en", today=TODAY, as_of=SUMMER)
    now = commitment_page(officer, promised.pk, "en", today=TODAY)
    assert (then.deadline, then.due.state) == ("2026-03", "overdue")
    assert (now.deadline, now.due.state) == ("2027-12-31", "later")


def test_a_deadline_moved_twice_is_on_each_day_what_it_was(officer, promised):
    for deadline, day in (("2026-09", date(2026, 2, 1)), ("2027-06", date(2026, 8, 1))):
        edit_commitment(promised, actor=officer, changes={"deadline": deadline}, today=day)
        edit = Edit.objects.filter(commitment=promised).latest("pk")
        Edit.objects.filter(pk=edit.pk).update(at=datetime(day.year, day.month, day.day, 12, tzinfo=UTC))
    edit_commitment(promised, actor=officer, changes={"title": "Train chip designers"}, today=TODAY)
    said = [
        commitment_page(officer, promised.pk, "en", today=TODAY, as_of=day).deadline
        for day in (date(2026, 1, 1), date(2026, 3, 1), date(2026, 9, 1), TODAY)
    ]
    assert said == ["2026-03", "2026-09", "2027-06", "2027-06"]
    kept = Standing.objects.filter(commitment=promised).values_list("known_from", "deadline_last")
    assert list(kept) == [
        (RECORDED, date(2026, 3, 31)), (date(2026, 2, 1), date(2026, 9, 30)), (date(2026, 8, 1), date(2027, 6, 30)),
    ]  # fmt: skip
