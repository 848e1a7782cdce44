"""Nobody learns of a meeting what its marking forbids: in no list, count, facet, file, report, feed or page."""

import pytest
from django.urls import reverse
from django.utils.translation import override
from happenings import tell
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from known_actors import make_actor
from ledgers import TODAY
from meetings import decided, met
from test_permissions_tlp import allowed
from test_reports import in_pdf

from passerelle.apps.accounts.models import ROLES, Organisation, User
from passerelle.apps.accounts.permissions import MEMBERS
from passerelle.apps.correspondence.queries.calendar import calendar_entries
from passerelle.apps.correspondence.reports.making import make_report
from passerelle.apps.ledger import columns
from passerelle.apps.ledger.actions.commitments import edit_commitment
from passerelle.apps.ledger.actions.decisions import follow_decision
from passerelle.apps.ledger.actions.meetings import edit_meeting
from passerelle.apps.ledger.models import (
    Commitment,
    Edit,
    Evidence,
    Meeting,
    MeetingDecision,
    Participant,
    Step,
)
from passerelle.apps.ledger.queries.commitment import commitment_page
from passerelle.apps.ledger.queries.meeting import meeting_page
from passerelle.apps.ledger.queries.meetings import MeetingFilters, meetings_page, meetings_with
from passerelle.apps.ledger.queries.visits import after_meeting, before_meeting
from passerelle.apps.library.models import Claim, Document, Tlp

pytestmark = pytest.mark.django_db

COUNTRIES = ("FR", "JP", "KR", "SG")
# Who keeps it, its marking, that of what follows from it, and its marking afterwards.
ROW = st.tuples(
    st.integers(0, 2), st.sampled_from(Tlp.values), st.sampled_from(Tlp.values), st.sampled_from(Tlp.values)
)
WORLD = st.tuples(
    st.lists(ROW, min_size=1, max_size=4),
    st.lists(st.tuples(st.integers(0, 2), st.sampled_from(Tlp.values)), max_size=3),  # documents of that day
)
READER = st.tuples(st.integers(0, 2), st.sampled_from(ROLES), st.booleans())


class World:
    """Meetings of three organisations with decisions that are followed, documents of their day, and a reader."""

    def __init__(self, world, reader):
        meetings, papers = world
        self.number = number = Organisation.objects.count()
        self.organisations = [Organisation.objects.create(name=f"World {number + at}") for at in range(3)]
        self.officers = [
            User.objects.create(username=f"officer-{number}-{at}", role="officer", organisation=one)
            for at, one in enumerate(self.organisations)
        ]
        home, role, active = reader
        self.user = User.objects.create(
            username=f"reader-{number}", role=role, organisation=self.organisations[home], is_active=active
        )
        self.actors = [self.meet(at, *row) for at, row in enumerate(meetings)]
        for owner, tlp in papers:
            tell(self.organisations[owner], "2026-03-05", document={"tlp": tlp, "published": "2026-03-06"})
        self.meetings = {one.pk for one in Meeting.objects.all() if allowed(self.user, one)}
        self.commitments = {one.pk for one in Commitment.objects.all() if allowed(self.user, one)}
        self.documents = {one.pk for one in Document.objects.all() if allowed(self.user, one)}

    def meet(self, at, owner, tlp, stricter, later):
        # Each has a country, and words of its own: seen anywhere, they give it away.
        officer = self.officers[owner]
        who = make_actor(f"actor-{self.number}-{at}", f"Actor {at}", country=COUNTRIES[at])
        meeting = met(
            officer, title=f"secret{at}", tlp=tlp, participants=[(who, "", ""), (None, f"Person {at}", "")],
        )  # fmt: skip
        made = follow_decision(
            decided(meeting, text=f"Decision {at} of it", owner=who, actor=officer),
            actor=officer,
            today=TODAY,
        )
        if Tlp.values.index(stricter) > Tlp.values.index(tlp):
            edit_commitment(made, changes={"tlp": stricter}, actor=officer, today=TODAY)
        edit_meeting(meeting, changes={"tlp": later}, actor=officer, today=TODAY)
        return who


@settings(
    max_examples=12,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    deadline=None,
)
@given(WORLD, READER)
def test_no_list_count_file_or_feed_tells_of_a_meeting_that_a_marking_hides(db, world, reader):
    for model in (MeetingDecision, Step, Evidence, Edit, Commitment, Meeting, Claim, Document):
        model.objects.all().delete()
    columns.forget()
    made = World(world, reader)
    who_sees_a_commitment_may_see_the_minutes()
    the_list_is_of_what_may_be_seen(made)
    each_page_and_file_is_there_for_who_may_see_it(made)
    the_calendar_is_of_ones_own(made)


def who_sees_a_commitment_may_see_the_minutes():
    for one in Evidence.objects.exclude(minutes=None).select_related("commitment", "minutes"):
        assert Tlp.values.index(one.commitment.tlp) >= Tlp.values.index(one.minutes.tlp)


def the_list_is_of_what_may_be_seen(made):
    seen = Meeting.objects.filter(pk__in=made.meetings)
    page = meetings_page(made.user, MeetingFilters(), "en", today=TODAY, page_size=50)
    assert {row.meeting.pk for row in page.rows} == made.meetings
    assert page.total == len(made.meetings) == sum(page.facets["when"].values())
    assert sum(page.facets["sort"].values()) == len(made.meetings)
    there = Participant.objects.filter(meeting__in=seen).exclude(country="")
    assert set(page.facets["country"]) == set(there.values_list("country", flat=True))
    for row in page.rows:
        visible = row.meeting.decisions.filter(commitment__in=made.commitments).count()
        assert (row.decisions, row.followed) == (1, visible)
    for title in Meeting.objects.values_list("title", flat=True):
        found = meetings_page(made.user, MeetingFilters(query=title), "en", today=TODAY)
        assert {row.meeting.pk for row in found.rows} <= made.meetings
    for who in made.actors:
        theirs = {row.meeting.pk for row in meetings_with(made.user, [who], "en", limit=9)}
        assert theirs == set(seen.filter(participants__actor=who).values_list("pk", flat=True))


def each_page_and_file_is_there_for_who_may_see_it(made):
    for row in Meeting.objects.all():
        if row.pk not in made.meetings:
            for ask in (lambda pk: meeting_page(made.user, pk, "en"), *files(made.user)):
                with pytest.raises(Meeting.DoesNotExist):
                    ask(row.pk)
            continue
        page = meeting_page(made.user, row.pk, "en")
        assert {one.commitment.pk for one in page.decisions if one.commitment} <= made.commitments
        assert page.edits == [] or made.user.role in MEMBERS
        before, after = (ask(row.pk) for ask in files(made.user))
        assert {one.commitment.pk for one in (*before.commitments, *after.commitments)} <= made.commitments
        assert before.counts["open"] <= len(made.commitments)
        assert {one.claim.document_id for one in after.told} <= made.documents
        assert {claim.document_id for claim in before.openings} <= made.documents
        assert {one.meeting.pk for one in before.earlier} <= made.meetings
    for pk in made.commitments:
        shown = commitment_page(made.user, pk, "en", today=TODAY).evidence
        assert {one.minutes_id for one in shown if one.minutes_id} <= made.meetings


def files(user):
    return (
        lambda pk: before_meeting(user, pk, "en", today=TODAY),
        lambda pk: after_meeting(user, pk, "en", today=TODAY),
    )


def the_calendar_is_of_ones_own(made):
    entries = [one for one in calendar_entries(made.user, "en", today=TODAY) if one.sort == "meeting"]
    own = Meeting.objects.filter(pk__in=made.meetings, organisation=made.user.organisation)
    assert {one.key for one in entries} == {f"meeting-{one.pk}" for one in own}
    assert not any("secret" in one.title + one.words for one in entries if one.tlp == "red")


@pytest.mark.parametrize("kind", ["minutes", "before", "after"])
def test_the_papers_of_a_meeting_hide_what_follows_from_it_more_strictly(
    officer, second_officer, visitor, kind
):
    company = make_actor("intel", "Intel", kind="company", country="US")
    meeting = met(officer, tlp="clear", participants=[(company, "", "")])
    made = follow_decision(decided(meeting, owner=company, actor=officer), actor=officer, today=TODAY)
    edit_commitment(made, changes={"tlp": "red", "title": "Hidden title"}, actor=officer, today=TODAY)
    for user, sees in ((officer, True), (second_officer, False), (visitor, False)):
        with override("en"):
            report = make_report(user, kind, str(meeting.pk), "pdf", today=TODAY)
        text = " ".join(in_pdf(b"".join(report.content)))
        assert ("Hidden title" in text) == sees
        assert report.marking == ("red" if sees else "clear")


@pytest.mark.parametrize("name", ["meeting", "before", "after", "edit", "call-off", "decide"])
def test_another_organisation_finds_nothing_at_the_address(client, officer, second_officer, name):
    meeting = met(officer, tlp="amber")
    client.force_login(second_officer)
    address = reverse(f"meetings:{name}", args=[meeting.pk])
    assert client.get(address).status_code == 404
    assert client.post(address, {"title": "Ours"}).status_code in (404, 405)
    assert meeting.title not in client.get(reverse("meetings:list")).content.decode()
    Meeting.objects.update(tlp="clear")
    expected = 200 if name in ("meeting", "before", "after") else 403
    assert client.get(address).status_code == expected
