"""A decision about a commitment that is there already: tied, untied, its new date taken; nothing else changes."""

from datetime import date

import pytest
from ledgers import TODAY, both_sides, owed, shown
from meetings import decided, met
from test_reports import in_pdf, in_word

from passerelle.apps.accounts.permissions import Refused
from passerelle.apps.audit.models import Event
from passerelle.apps.correspondence.reports.making import make_report
from passerelle.apps.ledger.actions.commitments import edit_commitment
from passerelle.apps.ledger.actions.decisions import decide_in_meeting, edit_decision, follow_decision
from passerelle.apps.ledger.actions.meetings import edit_meeting
from passerelle.apps.ledger.actions.refusals import Conflict, InvalidEntry, MarkingQuestion
from passerelle.apps.ledger.actions.steps import withdraw_step
from passerelle.apps.ledger.actions.tying import take_date_of_decision, tie_decision, untie_decision
from passerelle.apps.ledger.models import Commitment, MeetingDecision
from passerelle.apps.ledger.queries.commitment import commitment_page
from passerelle.apps.ledger.queries.meeting import meeting_page
from passerelle.apps.ledger.queries.naming import commitments_named, commitments_near

pytestmark = pytest.mark.django_db

LATER = date(2026, 12, 1)
_STATED = ("title", "deadline", "stage", "condition", "last_heard", "hush", "promised", "tlp", "clarity")


def stated(commitment):
    commitment.refresh_from_db()
    return [getattr(commitment, name) for name in _STATED]


def tied(officer, commitment, *, due="2027-06", **values):
    decision = decided(met(officer, **values), text="Finish the training by June", due=due, actor=officer)
    return tie_decision(decision, commitment, actor=officer, today=TODAY)


def test_the_minutes_become_evidence_and_nothing_else_changes(officer):
    commitment = owed(officer)
    before = stated(commitment)
    decision = tied(officer, commitment)
    assert stated(commitment) == before
    page = commitment_page(officer, commitment.pk, "en", today=TODAY)
    (evidence,) = page.evidence
    assert (evidence.kind, evidence.supports, evidence.independent) == ("minutes", "", False)
    assert (evidence.minutes, evidence.text, evidence.on) == (decision.meeting, decision.text, "2026-03-05")
    assert page.decisions == [decision]
    (row,) = meeting_page(officer, decision.meeting_id, "en").decisions
    assert (row.commitment, row.tied, row.offers) == (commitment, True, True)
    event = Event.objects.get(verb="decision.tie")
    assert event.organisation == officer.organisation
    assert event.detail["commitment"] == commitment.pk


def test_several_meetings_speak_of_one_commitment_and_a_decision_of_one_only(officer):
    commitment, other = owed(officer), owed(officer, title="Another")
    first = tied(officer, commitment)
    second = tied(officer, commitment, title="Next session", held_on="2026-09")
    page = commitment_page(officer, commitment.pk, "en", today=TODAY)
    assert page.decisions == [second, first]
    for act in (
        lambda: tie_decision(first, other, actor=officer, today=TODAY),
        lambda: follow_decision(first, actor=officer, today=TODAY),
        lambda: edit_decision(first, changes={"due": ""}, actor=officer, today=TODAY),
    ):
        with pytest.raises(InvalidEntry) as refused:
            act()
        assert refused.value.code == "followed"
    assert Commitment.objects.count() == 2


def test_what_is_untied_is_no_evidence_from_that_day_and_was_until_then(officer):
    commitment = owed(officer)
    decision = tied(officer, commitment)
    untie_decision(decision, actor=officer, today=LATER)
    assert commitment_page(officer, commitment.pk, "en", today=LATER).evidence == []
    earlier = commitment_page(officer, commitment.pk, "en", today=LATER, as_of=TODAY)
    assert [one.text for one in earlier.evidence] == [decision.text]
    (row,) = meeting_page(officer, decision.meeting_id, "en").decisions
    assert (row.commitment, row.tied) == (None, False)
    assert Event.objects.filter(verb="decision.untie").count() == 1
    with pytest.raises(InvalidEntry) as refused:
        untie_decision(decision, actor=officer, today=LATER)
    assert refused.value.code == "not_tied"
    tie_decision(row.row, owed(officer, title="The right one"), actor=officer, today=LATER)


def test_a_new_date_is_offered_until_it_is_taken_and_again_when_the_step_is_withdrawn(officer):
    commitment = owed(officer)
    decision = tied(officer, commitment)
    made = take_date_of_decision(decision, actor=officer, today=TODAY)
    assert (made.deadline, made.condition, made.condition_since) == ("2027-06", "changed", "2026-03-05")
    step = made.steps.get(to="changed")
    assert list(step.evidence.all()) == [decision.evidence]
    fresh = MeetingDecision.objects.get()
    with pytest.raises(InvalidEntry) as refused:
        take_date_of_decision(fresh, actor=officer, today=TODAY)
    assert refused.value.code == "no_other_date"
    with pytest.raises(InvalidEntry) as refused:
        untie_decision(fresh, actor=officer, today=TODAY)
    assert refused.value.code == "needed", "the step rests on the minutes"
    withdraw_step(step, actor=officer, today=TODAY)
    edit_commitment(made, changes={"deadline": "2026-12"}, actor=officer, today=TODAY)
    (row,) = meeting_page(officer, decision.meeting_id, "en").decisions
    assert row.offers
    untie_decision(fresh, actor=officer, today=TODAY)


@pytest.mark.parametrize("due", ["", "2026-12"])
def test_the_same_date_or_none_offers_nothing(officer, due):
    decision = tied(officer, owed(officer), due=due)
    assert not meeting_page(officer, decision.meeting_id, "en").decisions[0].offers


def test_a_commitment_that_was_delivered_is_not_said_to_have_changed(officer):
    commitment = owed(officer)
    for stage, on in (("started", "2025-06"), ("delivered", "2026-02")):
        shown(commitment, stage, on, actor=officer)
    decision = tied(officer, commitment)
    before = stated(commitment)
    take_date_of_decision(decision, actor=officer, today=TODAY)
    commitment.refresh_from_db()
    assert commitment.stage == before[2] == "delivered"


def test_stricter_minutes_are_asked_about_first(officer):
    commitment = owed(officer, tlp="clear")
    decision = decided(met(officer, tlp="red"), actor=officer)
    with pytest.raises(MarkingQuestion):
        tie_decision(decision, commitment, actor=officer, today=TODAY)
    assert MeetingDecision.objects.get().commitment is None
    tie_decision(decision, commitment, confirmed_marking=True, actor=officer, today=TODAY)
    assert Commitment.objects.get().tlp == "red"


def test_commitments_of_others_are_tied_to_nothing(officer, second_officer, visitor):
    theirs = owed(second_officer, tlp="clear")
    decision = decided(met(officer, tlp="clear"), actor=officer)
    with pytest.raises(InvalidEntry) as refused:
        tie_decision(decision, theirs, actor=officer, today=TODAY)
    assert refused.value.code == "unknown_commitment"
    own = owed(officer, tlp="clear")
    for user in (second_officer, visitor):
        with pytest.raises(Refused):
            tie_decision(decision, own, actor=user, today=TODAY)
    tie_decision(decision, own, actor=officer, today=TODAY)
    for user in (second_officer, visitor):
        with pytest.raises(Refused):
            untie_decision(decision, actor=user, today=TODAY)
        with pytest.raises(Refused):
            take_date_of_decision(decision, actor=user, today=TODAY)


def test_whoever_comes_second_is_told_and_nothing_is_tied(officer, coordinator):
    commitment = owed(officer)
    meeting = met(officer)
    decision = decided(meeting, actor=officer)
    edit_meeting(meeting, changes={"place": "Huế"}, actor=coordinator, today=TODAY)
    with pytest.raises(Conflict):
        tie_decision(decision, commitment, actor=officer, seen=2, today=TODAY)
    tie_decision(decision, commitment, actor=officer, seen=3, today=TODAY)
    decide_in_meeting(meeting, text="Meet again", actor=coordinator, today=TODAY)
    with pytest.raises(Conflict):
        untie_decision(decision, actor=officer, seen=4, today=TODAY)
    commitment.refresh_from_db()
    seen = commitment.version
    edit_commitment(commitment, changes={"deadline": "2028"}, actor=coordinator, today=TODAY)
    with pytest.raises(Conflict) as conflict:
        take_date_of_decision(MeetingDecision.objects.get(pk=decision.pk), actor=officer, seen=seen)
    assert conflict.value.changes["deadline"] == ("2026-12", "2028")


def test_a_commitment_is_found_by_words_without_tones_and_only_ones_own(officer, second_officer):
    company, ministry = both_sides()
    made = owed(officer, title="Đào tạo 500 kỹ sư bán dẫn", owner=company)
    owed(officer, title="Kỹ sư bán dẫn được đào tạo")
    owed(second_officer, title="Đào tạo kỹ sư", tlp="clear")

    def named(typed):
        return [row.commitment.title for row in commitments_named(officer, typed, "vi", today=TODAY)]

    assert named("dao tao 500") == [made.title]
    assert named("đào tạo") == [made.title, "Kỹ sư bán dẫn được đào tạo"], "the beginning of a title first"
    assert named("nothing such") == named("\x00 ") == []
    near = decided(met(officer), owner=company, actor=officer)
    assert [row.commitment for row in commitments_near(officer, near, "en", today=TODAY)] == [made]
    near = decided(met(officer, participants=[(company, "", "")]), owner=ministry, actor=officer)
    assert [row.commitment for row in commitments_near(officer, near, "en", today=TODAY)] == [made]
    assert commitments_near(officer, decided(met(officer), actor=officer), "en", today=TODAY) == []


@pytest.mark.parametrize(
    ("form", "text_of"), [("docx", in_word), ("pdf", lambda made: " ".join(in_pdf(made)))]
)
def test_the_minutes_tell_which_commitment_a_decision_is_about(officer, visitor, form, text_of):
    commitment = owed(officer, tlp="clear", title="Train designers")
    decision = tied(officer, commitment, tlp="clear")
    for user, sees in ((officer, True), (visitor, False)):
        if not sees:
            edit_commitment(commitment, changes={"tlp": "red"}, actor=officer, today=TODAY)
        made = make_report(user, "minutes", str(decision.meeting_id), form, today=TODAY)
        text = " ".join(text_of(b"".join(made.content)).split())
        assert ("About: Train designers" in text) == sees
        assert ("December 2026" in text) == sees
