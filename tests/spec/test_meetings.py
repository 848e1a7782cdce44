"""Meetings as people keep them: versions, refusals, decisions that become commitments, nothing lost."""

from datetime import date

import pytest
from known_actors import make_actor
from ledgers import TODAY, both_sides
from meetings import decided, met

from passerelle.apps.accounts.permissions import Refused
from passerelle.apps.audit.models import Event
from passerelle.apps.directory.models import Mandate
from passerelle.apps.ledger.actions.commitments import edit_commitment
from passerelle.apps.ledger.actions.decisions import (
    decide_in_meeting,
    edit_decision,
    follow_decision,
    withdraw_decision,
)
from passerelle.apps.ledger.actions.evidence import add_evidence
from passerelle.apps.ledger.actions.meetings import call_off_meeting, edit_meeting, record_meeting
from passerelle.apps.ledger.actions.refusals import Conflict, InvalidEntry, MarkingQuestion
from passerelle.apps.ledger.models import Commitment, Edit, Meeting, MeetingDecision
from passerelle.apps.ledger.queries.commitment import commitment_page
from passerelle.apps.ledger.queries.meeting import meeting_page
from passerelle.apps.ledger.queries.meetings import MeetingFilters, meetings_page, meetings_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def minister():
    """A person with two mandates, one of which ended before the meeting."""
    person = make_actor("tran-lan", "Trần Lan", kind="person", country="VN")
    ministry = make_actor("vn-moit", "Ministry of Industry", kind="government", country="VN")
    party = make_actor("vn-party", "Party of Industry", kind="association", country="VN")
    given = {
        "person": person,
        "office_fr": "ministre de l’Industrie",
        "office_vi": "Bộ trưởng Bộ Công nghiệp",
    }
    Mandate.objects.create(organisation=ministry, office="Minister of Industry", since="2025-02", **given)
    Mandate.objects.create(
        person=person, organisation=party, office="Secretary", since="2020", until="2025-01"
    )
    return person


@pytest.mark.parametrize(
    ("language", "office"),
    [
        ("en", "Minister of Industry"),
        ("fr", "ministre de l’Industrie"),
        ("vi", "Bộ trưởng Bộ Công nghiệp"),
    ],
)
def test_people_of_the_directory_come_with_the_mandates_of_that_day(officer, minister, language, office):
    people = [(minister, "", ""), (None, "Jane Doe", "Director of research"), (minister, "", "")]
    one = met(officer, participants=people)
    page = meeting_page(officer, one.pk, language)
    first, second = page.participants
    assert (first.name, [held.office for held in first.offices]) == ("Trần Lan", [office])
    assert (second.row.person, second.row.office, second.offices) == ("Jane Doe", "Director of research", [])
    earlier = met(officer, held_on="2024-05", participants=people)
    (held,) = meeting_page(officer, earlier.pk, "en").participants[0].offices
    assert (held.office, held.name) == ("Secretary", "Party of Industry")


def test_a_person_comes_from_the_country_of_the_office_held_on_that_day(officer, minister):
    minister.country = ""
    minister.save()
    abroad = make_actor("embassy", "Embassy of Viet Nam in Japan", kind="mission", country="JP")
    Mandate.objects.create(person=minister, organisation=abroad, office="Envoy", since="2026-04")
    one = met(officer, participants=[(minister, "", ""), (None, "Jane Doe", "")])
    assert listed(officer)[1].facets["country"] == {"VN": 1}
    edit_meeting(one, changes={"held_on": "2026-05"}, actor=officer, today=TODAY)
    assert listed(officer)[1].facets["country"] == {"JP": 1}
    assert [row.meeting for row in listed(officer, country="JP")[1].rows] == [one]


@pytest.mark.parametrize(
    ("values", "field", "code"),
    [
        ({"title": " "}, "title", "required"),
        ({"title": "x" * 501}, "title", "too_long"),
        ({"held_on": ""}, "held_on", "required"),
        ({"held_on": "soon"}, "held_on", "not_a_date"),
        ({"held_on": "2026-02-30"}, "held_on", "not_a_date"),
        ({"until": "2026-03-04"}, "until", "before_beginning"),
        ({"held_on": "2026-12-01", "minutes": "It was decided."}, "minutes", "in_the_future"),
        ({"tlp": "secret"}, "tlp", "not_a_choice"),
        ({"place": "Ha\x00noi"}, "place", "unseen"),
        ({"colour": "blue"}, "colour", "unknown_field"),
        ({"participants": [(None, "", "Director")]}, "participants", "nobody"),
        ({"participants": [(None, f"Person {at}", "") for at in range(101)]}, "participants", "too_many"),
    ],
)
def test_what_a_meeting_cannot_be_is_refused_and_nothing_is_kept(officer, values, field, code):
    with pytest.raises(InvalidEntry) as refused:
        met(officer, **values)
    assert (refused.value.field, refused.value.code) == (field, code)
    assert str(refused.value)
    assert not Meeting.objects.exists()
    assert not Event.objects.filter(verb="meeting.record").exists()


def test_a_person_cannot_be_another_person(officer, minister):
    with pytest.raises(InvalidEntry) as refused:
        met(officer, participants=[(minister, "Jane Doe", "")])
    assert refused.value.code == "two_people"
    assert "Trần Lan" in str(refused.value)


def test_lines_of_minutes_are_kept_as_they_are_sent_by_a_browser(officer):
    one = met(officer, minutes="First point.\r\nSecond point.\r\n")
    assert one.minutes == "First point.\nSecond point."


def test_whoever_comes_second_is_told_who_was_faster_and_what_changed(officer, coordinator):
    one = met(officer)
    company, _ministry = both_sides()
    edit_meeting(
        one, changes={"place": "Paris"}, participants=[(company, "", "")], actor=officer, seen=1, today=TODAY
    )
    with pytest.raises(Conflict) as conflict:
        edit_meeting(one, changes={"place": "Lyon"}, actor=coordinator, seen=1, today=TODAY)
    assert conflict.value.by == officer
    assert conflict.value.changes["place"] == ("Hà Nội", "Paris")
    assert conflict.value.changes["participants"] == ([], [["intel", "", ""]])
    one.refresh_from_db()
    assert (one.place, one.version) == ("Paris", 2)
    with pytest.raises(Conflict):
        decide_in_meeting(one, text="Meet again", actor=coordinator, seen=1, today=TODAY)
    edit_meeting(one, changes={"place": "Lyon"}, actor=coordinator, seen=2, today=TODAY)
    assert Edit.objects.filter(meeting=one).count() == 2


def test_an_edit_that_changes_nothing_leaves_no_trace(officer, minister):
    one = met(officer, participants=[(minister, "", "")])
    before = list(one.participants.values_list("pk", flat=True))
    edit_meeting(one, changes={"place": "Hà Nội"}, participants=[(minister, "", "")], actor=officer, seen=1)
    one.refresh_from_db()
    assert one.version == 1
    assert list(one.participants.values_list("pk", flat=True)) == before


def test_only_members_of_its_organisation_change_a_meeting(officer, visitor, second_officer):
    one = met(officer, tlp="clear")
    decision = decided(one, actor=officer)
    for user in (visitor, second_officer):
        for act in (
            lambda user=user: edit_meeting(one, changes={"place": "Lyon"}, actor=user),
            lambda user=user: call_off_meeting(one, actor=user),
            lambda user=user: decide_in_meeting(one, text="Meet again", actor=user),
            lambda user=user: edit_decision(decision, changes={"text": "Other"}, actor=user),
            lambda user=user: withdraw_decision(decision, actor=user),
            lambda user=user: follow_decision(decision, actor=user),
        ):
            with pytest.raises(Refused):
                act()
    with pytest.raises(Refused):
        record_meeting(title="Ours", held_on="2026", actor=visitor)
    one.refresh_from_db()
    assert (one.version, one.place) == (2, "Hà Nội")


def test_decisions_are_noted_changed_and_withdrawn_and_the_withdrawn_is_kept(officer):
    one = met(officer)
    first, second = decided(one, actor=officer), decided(one, text="Meet again", due="", actor=officer)
    with pytest.raises(InvalidEntry) as refused:
        decided(one, text="Meet again", actor=officer)
    assert refused.value.code == "already"
    edit_decision(first, changes={"due": "2027-01"}, actor=officer, today=TODAY)
    withdraw_decision(second, actor=officer, today=TODAY)
    with pytest.raises(Conflict):
        edit_decision(second, changes={"text": "Meet never"}, actor=officer, today=TODAY)
    page = meeting_page(officer, one.pk, "en")
    assert [(row.row.text, row.row.due) for row in page.decisions] == [(first.text, "2027-01")]
    assert [(row.text, row.withdrawn_on) for row in page.withdrawn] == [("Meet again", TODAY)]
    verbs = Event.objects.filter(organisation=officer.organisation).values_list("verb", flat=True)
    assert set(verbs) >= {"meeting.decide", "decision.edit", "decision.withdraw"}


@pytest.mark.parametrize(
    ("meeting", "values", "code"),
    [
        ({"held_on": "2027-01"}, {"due": ""}, "in_the_future"),
        ({}, {"due": "2026-03-04"}, "before_meeting"),
        ({}, {"text": "\n"}, "required"),
        ({}, {"owner": "Intel"}, "unknown_actor"),
    ],
)
def test_a_decision_that_cannot_be_is_refused(officer, meeting, values, code):
    one = met(officer, **meeting)
    with pytest.raises(InvalidEntry) as refused:
        decided(one, actor=officer, **values)
    assert refused.value.code == code
    assert not MeetingDecision.objects.exists()


def test_a_meeting_that_decided_something_stays_where_that_was_possible(officer):
    one = met(officer)
    decided(one, due="2026-04", actor=officer)
    for day, code in (("2026-12-01", "in_the_future"), ("2026-05-01", "after_due")):
        with pytest.raises(InvalidEntry) as refused:
            edit_meeting(one, changes={"held_on": day}, actor=officer, today=TODAY)
        assert (refused.value.field, refused.value.code) == ("held_on", code)
    with pytest.raises(InvalidEntry) as refused:
        call_off_meeting(one, actor=officer)
    assert refused.value.code == "held"


def test_what_is_called_off_decides_nothing_and_may_be_held_after_all(officer):
    one = met(officer)
    call_off_meeting(one, actor=officer, seen=1)
    with pytest.raises(InvalidEntry) as refused:
        decided(one, actor=officer)
    assert refused.value.code == "called_off"
    call_off_meeting(one, called_off=False, actor=officer, seen=2)
    decided(one, actor=officer)


def test_a_decision_becomes_a_commitment_that_rests_on_the_minutes(officer):
    company, _ministry = both_sides()
    one = met(officer, tlp="amber", language="en")
    decision = decided(one, owner=company, person="Lan", actor=officer)
    made = follow_decision(decision, actor=officer, today=TODAY)
    page = commitment_page(officer, made.pk, "en", today=TODAY)
    assert (made.title, made.deliverable) == (decision.text, decision.text)
    assert (made.owner, made.person, made.deadline) == (company, "Lan", "2026-12")
    assert (made.promised, made.stage, made.stage_since) == ("2026-03-05", "announced", "2026-03-05")
    assert made.tlp == "amber"
    (evidence,) = page.evidence
    assert (evidence.kind, evidence.minutes, evidence.independent) == ("minutes", one, False)
    assert made.clarity == 4  # person, task, responsibility, deadline
    (shown,) = meeting_page(officer, one.pk, "en").decisions
    assert shown.commitment == made
    with pytest.raises(InvalidEntry) as refused:
        follow_decision(decision, actor=officer, today=TODAY)
    assert refused.value.code == "followed"
    with pytest.raises(InvalidEntry):
        withdraw_decision(decision, actor=officer)
    assert Commitment.objects.count() == 1


def test_what_rests_on_minutes_is_marked_as_strictly_as_they_are(officer):
    one = met(officer, tlp="green")
    made = follow_decision(decided(one, actor=officer), actor=officer, today=TODAY)
    edit_meeting(one, changes={"tlp": "red"}, actor=officer, today=TODAY)
    made.refresh_from_db()
    assert made.tlp == "red"
    with pytest.raises(InvalidEntry) as refused:
        edit_commitment(made, changes={"tlp": "green"}, actor=officer, today=TODAY)
    assert refused.value.code == "too_open"


def test_minutes_that_are_stricter_are_asked_about_and_those_of_others_refused(officer, second_officer):
    made = follow_decision(decided(met(officer, tlp="clear"), actor=officer), actor=officer, today=TODAY)
    said = {"kind": "minutes", "on": "2026-03-05", "text": "It goes on.", "actor": officer, "today": TODAY}
    strict = met(officer, tlp="amber")
    with pytest.raises(MarkingQuestion) as asked:
        add_evidence(made, minutes=strict, **said)
    assert asked.value.needed == "amber"
    add_evidence(made, minutes=strict, confirmed_marking=True, **said)
    made.refresh_from_db()
    assert made.tlp == "amber"
    with pytest.raises(InvalidEntry) as refused:
        add_evidence(made, minutes=met(second_officer, tlp="clear"), **said)
    assert refused.value.code == "unknown_meeting"


def listed(user, **filters):
    page = meetings_page(user, MeetingFilters(**filters), "en", today=TODAY)
    return [row.meeting.title for row in page.rows], page


def test_the_list_begins_with_what_is_next_and_counts_what_each_facet_would_leave(officer):
    company, ministry = both_sides()
    met(officer, title="Past", participants=[(company, "", ""), (ministry, "", "")])
    met(officer, title="Older", held_on="2025", visit=True, participants=[(company, "", "")])
    met(officer, title="Far", held_on="2027-05")
    met(officer, title="Next", held_on="2026-11-20", until="2026-11-24", visit=True)
    call_off_meeting(met(officer, title="Off", held_on="2026-12-01"), actor=officer)
    titles, page = listed(officer)
    assert titles == ["Next", "Far", "Off", "Past", "Older"]
    assert page.facets == {
        "when": {"coming": 2, "past": 2, "called_off": 1},
        "sort": {"visit": 2, "meeting": 3},
        "country": {"US": 2, "VN": 1},
    }
    assert listed(officer, when="past")[0] == ["Past", "Older"]
    titles, page = listed(officer, country="US", sort="visit")
    assert titles == ["Older"]
    assert page.facets == {"when": {"past": 1}, "sort": {"visit": 1, "meeting": 1}, "country": {"US": 1}}
    assert listed(officer, query="ha noi nex")[0] == ["Next"]
    assert [row.meeting.title for row in meetings_with(officer, [company], "en", limit=5)] == [
        "Past",
        "Older",
    ]
    page = meetings_page(officer, MeetingFilters(page=9), "en", today=TODAY, page_size=2)
    assert (page.number, page.pages, len(page.rows)) == (3, 3, 1)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ({"when": "tomorrow", "sort": "party", "country": "fr", "page": "x", "q": " a\x00 b "}, "q=a+b"),
        ({"when": "past", "sort": "visit", "country": "FR", "page": "3"}, "when=past&sort=visit&country=FR"),
    ],
)
def test_an_address_that_means_nothing_is_passed_over(given, kept):
    assert MeetingFilters.from_query(given).to_query() == kept


def test_dates_that_are_imprecise_are_the_days_that_they_may_mean(officer):
    one = met(officer, held_on="2025-02", until="2025-03")
    assert (one.first_day, one.last_day) == (date(2025, 2, 1), date(2025, 3, 31))
    edit_meeting(one, changes={"until": ""}, actor=officer, today=TODAY)
    one.refresh_from_db()
    assert one.last_day == date(2025, 2, 28)
