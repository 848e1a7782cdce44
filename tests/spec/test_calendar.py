"""A person's calendar: what stands in it, for whom, in three languages, and its address."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from ledgers import both_sides, owed, shown
from test_permissions_tlp import allowed

from passerelle.apps.accounts.models import ROLES
from passerelle.apps.audit.models import Event
from passerelle.apps.correspondence.actions.calendar import close_calendar, renew_calendar
from passerelle.apps.correspondence.calendar_file import calendar_file
from passerelle.apps.correspondence.models import CalendarAddress
from passerelle.apps.correspondence.queries.calendar import Entry, calendar_entries
from passerelle.apps.ledger.actions.meetings import call_off_meeting, edit_meeting, record_meeting
from passerelle.apps.ledger.actions.milestones import add_milestone
from passerelle.apps.ledger.models import Meeting
from passerelle.apps.library.models import Tlp

TODAY = date(2026, 11, 22)


def address_of(user) -> str:
    kept = CalendarAddress.objects.get(user=user)
    return reverse("correspondence:feed", args=[kept.pk, kept.secret])


def read(client, address) -> dict:
    """The entries at an address by the first part of their identifier, as another program reads them."""
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    return {str(one["uid"]).split("@")[0]: one for one in Calendar.from_ical(answer.content).walk("VEVENT")}


@pytest.mark.django_db
def test_deadlines_milestones_and_meetings_are_read_back_without_a_session(client, officer):
    company, ministry = both_sides()
    later = timezone.localdate() + timedelta(days=40)
    one = owed(officer, owner=company, counterpart=ministry, deadline=later.isoformat())
    add_milestone(one, title="First class", due=later.isoformat(), actor=officer)
    held = record_meeting(
        title="Joint committee", held_on=later.isoformat(), until=(later + timedelta(days=2)).isoformat(),
        place="Hà Nội", agenda="Chips", actor=officer,
    )  # fmt: skip
    off = record_meeting(title="Called off", held_on=later.isoformat(), actor=officer)
    call_off_meeting(off, actor=officer)
    renew_calendar(actor=officer)
    found = read(client, address_of(officer))
    deadline = found[f"deadline-{one.pk}"]
    assert deadline["dtstart"].dt == later
    assert deadline["dtend"].dt == later + timedelta(days=1)
    assert deadline["summary"] == f"Due: {one.title}"
    assert "Intel → Ministry of Science and Technology" in deadline["description"]
    assert "TLP:GREEN" in deadline["description"]
    assert deadline["url"] == f"http://testserver{reverse('ledger:commitment', args=[one.pk])}"
    meeting = found[f"meeting-{held.pk}"]
    assert meeting["dtend"].dt == later + timedelta(days=3)
    assert "Hà Nội" in meeting["description"]
    assert "Chips" in meeting["description"]
    assert meeting["url"] == f"http://testserver{reverse('meetings:meeting', args=[held.pk])}"
    assert f"meeting-{off.pk}" not in found
    alarms = [alarm["trigger"].dt for alarm in deadline.walk("VALARM")]
    assert alarms == [timedelta(days=-7, hours=9), timedelta(days=-1, hours=9)]
    assert {key.split("-")[0] for key in found} == {"deadline", "milestone", "meeting"}
    assert client.session.keys() == set()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "summary", "day"),
    [
        ("fr", "Échéance\u00a0: Train 500 chip designers", "décembre 2026"),
        ("vi", "Thời hạn: Train 500 chip designers", "tháng 12 năm 2026"),
        ("en", "Due: Train 500 chip designers", "December 2026"),
    ],
)
def test_the_calendar_speaks_the_language_of_its_person(client, officer, language, summary, day):
    officer.language = language
    officer.save()
    one = owed(officer)
    renew_calendar(actor=officer)
    entry = read(client, address_of(officer))[f"deadline-{one.pk}"]
    assert entry["summary"] == summary
    assert day in entry["description"]
    assert entry["dtstart"].dt == date(2026, 12, 31), "an imprecise deadline ends on its last day"


@pytest.mark.django_db
def test_what_is_done_or_long_past_is_no_longer_in_it(officer):
    done, past, open_ = owed(officer), owed(officer, deadline="2025-06-01"), owed(officer)
    shown(done, "delivered", "2026-11-01", actor=officer)
    assert [one.key for one in calendar_entries(officer, "en", today=TODAY)] == [f"deadline-{open_.pk}"]
    keys = {one.key for one in calendar_entries(officer, "en", today=date(2026, 5, 31))}
    assert f"deadline-{past.pk}" in keys


@pytest.mark.django_db
@pytest.mark.parametrize("tlp", Tlp.values)
@pytest.mark.parametrize("role", ROLES)
def test_markings_decide_what_stands_in_it(person, organisation, second_organisation, officer, tlp, role):
    one = owed(officer, tlp=tlp)
    add_milestone(one, title="First class", due="2026-12-01", actor=officer)
    Meeting.objects.create(title="Committee", held_on="2026-12-01", organisation=organisation, tlp=tlp)
    reader = person(role, organisation, "reader")
    sees = allowed(reader, one)
    assert len(calendar_entries(reader, "en", today=TODAY)) == (3 if sees else 0)
    # What other organisations share is in the ledger, not in one's own calendar.
    assert calendar_entries(person(role, second_organisation, "other"), "en", today=TODAY) == []


@pytest.mark.django_db
def test_a_meeting_that_is_moved_comes_again_and_one_without_a_month_does_not(officer):
    one = record_meeting(title="Committee", held_on="2026-12-01", actor=officer)
    record_meeting(title="Some time", held_on="2027", actor=officer)
    (first,) = calendar_entries(officer, "en", today=TODAY)
    edit_meeting(one, changes={"held_on": "2026-12-03"}, actor=officer)
    (second,) = calendar_entries(officer, "en", today=TODAY)
    assert (first.key, first.version, second.version) == (second.key, 0, 1)
    assert (second.first, second.last) == (date(2026, 12, 3), date(2026, 12, 3))
    assert second.changed > first.changed


@pytest.mark.django_db
def test_what_is_red_comes_without_its_words(officer):
    owed(officer, title="Buy the secret machine", deliverable="A secret", tlp="red")
    (entry,) = calendar_entries(officer, "en", today=TODAY)
    text = calendar_file([entry], name="Desk", address="https://desk.example").decode()
    assert "secret" not in text.casefold()
    assert "TLP:RED" in text


@pytest.mark.django_db
def test_a_renewed_address_leads_on_and_the_old_one_nowhere(client, officer):
    one = owed(officer)
    renew_calendar(actor=officer)
    old = address_of(officer)
    before = read(client, old)[f"deadline-{one.pk}"]["uid"]
    renew_calendar(actor=officer)
    assert client.get(old).status_code == 404
    assert read(client, address_of(officer))[f"deadline-{one.pk}"]["uid"] == before, "identifiers are stable"
    secret = CalendarAddress.objects.get().secret
    assert len(secret) >= 40
    assert secret not in "".join(str(event.detail) + event.target_label for event in Event.objects.all())
    close_calendar(actor=officer)
    assert client.get(old).status_code == 404
    assert not CalendarAddress.objects.exists()


@pytest.mark.django_db
def test_no_other_address_leads_anywhere(client, officer):
    renew_calendar(actor=officer)
    kept = CalendarAddress.objects.get()
    for number, secret in (
        (kept.pk, "x"),
        (kept.pk, "é"),
        (kept.pk, kept.secret[:-1]),
        (kept.pk + 1, kept.secret),
    ):
        assert client.get(reverse("correspondence:feed", args=[number, secret])).status_code == 404
    officer.is_active = False
    officer.save()
    assert client.get(address_of(officer)).status_code == 404


@pytest.mark.django_db
def test_what_has_not_changed_is_not_sent_again(client, officer):
    owed(officer)
    renew_calendar(actor=officer)
    answer = client.get(address_of(officer))
    again = client.get(address_of(officer), headers={"if-none-match": answer.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.django_db
def test_the_page_makes_renews_and_closes_the_address(client, officer):
    client.force_login(officer)
    page = reverse("correspondence:calendar")
    assert ".ics" not in client.get(page).content.decode()
    client.post(page, {"do": "renew"})
    shown_page = client.get(page)
    assert f"http://testserver{address_of(officer)}" in shown_page.content.decode()
    assert shown_page.headers["Cache-Control"] == "no-store"
    client.post(page, {"do": "close"})
    assert ".ics" not in client.get(page).content.decode()


TEXT = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=200).map(
    str.strip
)


# A busy machine draws slowly; that says nothing of the file.
@settings(suppress_health_check=[HealthCheck.too_slow])
@given(TEXT, TEXT, st.dates(date(1900, 1, 1), date(2200, 1, 1)), st.integers(0, 400))
def test_any_words_survive_the_file(title, words, first, length):
    last = first + timedelta(days=length)
    entry = Entry("deadline-1", 3, timezone.now(), "deadline", title, words, first, last, "green", "/x/")
    content = calendar_file([entry], name=title, address="https://desk.example")
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    assert event["summary"] == title
    assert event["description"] == "\n".join(part for part in (words, "https://desk.example/x/") if part)
    assert event["dtend"].dt - event["dtstart"].dt == timedelta(days=length + 1)
    assert event["sequence"] == 3
