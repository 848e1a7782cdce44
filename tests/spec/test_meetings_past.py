"""A meeting as the desk had it on an earlier day: the decisions noted by then, the minutes of that day."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from ledgers import TODAY
from meetings import decided, met

from passerelle.apps.ledger.actions.decisions import edit_decision, follow_decision, withdraw_decision
from passerelle.apps.ledger.actions.meetings import edit_meeting
from passerelle.apps.ledger.models import Edit, Meeting
from passerelle.apps.ledger.queries.meeting import meeting_page

pytestmark = pytest.mark.django_db
HELD, SPRING, SUMMER = date(2026, 3, 5), date(2026, 4, 1), date(2026, 7, 1)


def dated(day: date) -> None:
    """Say of the last edit that it was made on a day."""
    latest = Edit.objects.latest("pk")
    Edit.objects.filter(pk=latest.pk).update(at=datetime(day.year, day.month, day.day, 12, tzinfo=UTC))


@pytest.fixture
def meeting(officer):
    """One whose minutes were written and whose decisions were noted in March, and changed in June."""
    one = met(officer)
    Meeting.objects.filter(pk=one.pk).update(created_at=datetime(2026, 3, 1, tzinfo=UTC))
    first = decided(one, actor=officer, text="Open a laboratory")
    dated(HELD)
    second = decided(one, actor=officer, text="Train engineers")
    dated(HELD)
    edit_meeting(one, actor=officer, changes={"minutes": "They agreed."}, today=TODAY)
    dated(HELD)
    edit_decision(second, actor=officer, changes={"text": "Train 500 engineers"}, today=TODAY)
    dated(date(2026, 6, 1))
    withdraw_decision(first, actor=officer, today=date(2026, 6, 2))
    dated(date(2026, 6, 2))
    decided(one, actor=officer, text="Meet again")
    dated(date(2026, 6, 3))
    edit_meeting(one, actor=officer, changes={"minutes": "They agreed on all."}, today=TODAY)
    dated(date(2026, 6, 4))
    return one


def on(user, meeting, day):
    page = meeting_page(user, meeting.pk, "en", as_of=day)
    said = [one.row.text for one in page.decisions]
    return page.recorded, said, [one.text for one in page.withdrawn], page.minutes


def test_who_keeps_it_sees_what_was_noted_by_then(officer, meeting):
    now = on(officer, meeting, None)
    assert now == (True, ["Train 500 engineers", "Meet again"], ["Open a laboratory"], "They agreed on all.")
    assert on(officer, meeting, SUMMER) == now
    then = (True, ["Open a laboratory", "Train 500 engineers"], [], "They agreed.")
    assert on(officer, meeting, SPRING) == then
    assert on(officer, meeting, date(2026, 3, 4)) == (True, [], [], "")
    assert on(officer, meeting, date(2026, 2, 1)) == (False, [], [], "")


def test_who_does_not_keep_it_is_not_told_what_was_taken_back_since(second_officer, meeting):
    then = (True, ["Train 500 engineers"], [], "They agreed on all.")
    assert on(second_officer, meeting, SPRING) == then
    assert on(second_officer, meeting, date(2026, 3, 4)) == (True, [], [], "")
    assert meeting_page(second_officer, meeting.pk, "en", as_of=SPRING).edits == []


def test_an_earlier_day_is_not_changed_and_knows_no_later_edit(officer, meeting):
    then, now = (meeting_page(officer, meeting.pk, "en", as_of=day) for day in (SPRING, None))
    assert (then.may_write, now.may_write) == (False, True)
    assert ([one.version for one in then.edits], len(now.edits)) == ([4, 3, 2], 7)


def test_what_followed_later_is_not_there_before(officer, meeting):
    last = meeting.decisions.latest("pk")
    follow_decision(last, actor=officer, known_on=SUMMER, today=TODAY)
    days = (date(2026, 6, 30), SUMMER, None)
    pages = [meeting_page(officer, meeting.pk, "en", as_of=day) for day in days]
    assert [page.decisions[-1].commitment is not None for page in pages] == [False, True, True]


def test_more_decisions_take_no_more_queries(officer, meeting, django_assert_max_num_queries):
    with CaptureQueriesContext(connection) as few:
        assert len(meeting_page(officer, meeting.pk, "en", as_of=SPRING).decisions) == 2
    for number in range(4):
        decided(meeting, actor=officer, text=f"Decision {number}")
        dated(SPRING)
    with django_assert_max_num_queries(len(few)):
        page = meeting_page(officer, meeting.pk, "en", as_of=SPRING)
    # Edits and decisions pair in their order: the two of March, the one of June, four of April.
    assert len(page.decisions) == 6
