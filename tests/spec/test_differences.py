"""What a later reading says otherwise waits for a person; what people decided stands until they say so."""

from dataclasses import replace

import pytest
from dossiers import make_document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rereadings import ACCORD, PLANT, TARGET, TEXT, read

from passerelle.apps.accounts.permissions import Refused
from passerelle.apps.audit.models import Event
from passerelle.apps.library.actions.differences import accept_difference, keep_former
from passerelle.apps.library.actions.jobs import reread_documents
from passerelle.apps.library.actions.refusals import Conflict, InvalidClaim
from passerelle.apps.library.actions.review import (
    add_claim,
    confirm_claim,
    correct_claim,
    reject_claim,
    undo_decision,
)
from passerelle.apps.library.intake.run import run_job
from passerelle.apps.library.models import Claim, Difference, Document
from passerelle.apps.library.queries.differences import (
    Scope,
    counts_by_kind,
    difference_for,
    differences_in,
    differences_page,
    found_by,
    is_open,
    open_differences,
    open_of_claim,
)

pytestmark = pytest.mark.django_db

IN_FORCE = replace(ACCORD, status="in_force", confidence={"type": 0.9, "status": 0.5})


@pytest.fixture
def document(organisation) -> Document:
    return make_document(organisation, text=TEXT, claims=0, language="fr")


def claim_of(document: Document, type_: str = "agreement") -> Claim:
    return document.claims.get(type=type_)


def noted(user, **scope) -> list[tuple[str, str]]:
    return [(one.kind, one.claim.type) for one in differences_in(user, Scope(**scope))]


def the_one(user) -> Difference:
    return difference_for(user, differences_in(user, Scope()).get().pk)


def test_a_first_reading_differs_from_nothing(document, officer):
    document.readings.all().delete()
    read(document, ACCORD, TARGET)
    assert not Difference.objects.exists()


def test_what_is_gained_changed_and_no_longer_found_is_noted(document, officer):
    read(document, ACCORD, TARGET)
    Difference.objects.all().delete()
    read(document, IN_FORCE, PLANT, version="2")
    assert noted(officer) == [
        ("changed", "agreement"),
        ("withdrawn", "target"),
        ("gained", "investment"),
    ]
    changed = Difference.objects.get(kind="changed")
    assert (changed.before["status"], changed.after["status"]) == ("signed", "in_force")
    assert changed.after["confidence"]["status"] == 0.5
    assert Difference.objects.get(kind="gained").before == {}
    assert Difference.objects.get(kind="withdrawn").after == {}


def test_other_words_for_the_same_are_no_difference(document, officer):
    read(document, ACCORD)
    Difference.objects.all().delete()
    read(document, replace(ACCORD, end=ACCORD.end + 10), version="2")
    assert noted(officer) == []


def test_the_next_reading_is_laid_beside_what_a_person_last_could_see(document, officer):
    read(document, ACCORD)
    confirm_claim(claim_of(document), actor=officer)
    undo_decision(claim_of(document), actor=officer)
    Difference.objects.all().delete()
    read(document, IN_FORCE)
    read(document, replace(IN_FORCE, place="FR"))
    one = Difference.objects.get()
    assert (one.kind, one.before["status"], one.after["place"]) == ("changed", "signed", "FR")
    read(document)
    assert noted(officer) == [("withdrawn", "agreement")]
    read(document, ACCORD)
    assert noted(officer) == []


def test_what_came_and_went_unseen_is_no_difference(document, officer):
    read(document, PLANT)
    assert noted(officer) == [("gained", "investment")]
    read(document)
    assert noted(officer) == []


def test_a_decision_stands_and_says_that_the_reader_would_say_otherwise(document, officer):
    read(document, ACCORD, PLANT)
    confirm_claim(claim_of(document), actor=officer)
    reject_claim(claim_of(document, "investment"), reason="Only a wish.", actor=officer)
    assert noted(officer) == []
    read(document, IN_FORCE, replace(PLANT, status="operating"), version="2")
    assert noted(officer) == [("otherwise", "agreement"), ("otherwise", "investment")]
    accord = claim_of(document)
    assert (accord.status, accord.state) == ("signed", "confirmed")
    assert (accord.reading.version, accord.found_in.version) == ("1", "2")
    assert claim_of(document, "investment").state == "rejected"


def test_a_decision_with_which_the_reader_agrees_or_about_which_it_says_nothing_new_is_not_asked_again(
    document, officer
):
    read(document, ACCORD, PLANT)
    correct_claim(claim_of(document), changes={"status": "in_force"}, actor=officer)
    reject_claim(claim_of(document, "investment"), reason="No.", actor=officer)
    read(document, ACCORD, PLANT)  # the person knew that the reader says so
    assert noted(officer) == []
    read(document, IN_FORCE)  # the reader has learnt it, and no longer finds what was rejected
    assert noted(officer) == []


def test_a_confirmed_claim_that_is_no_longer_found_is_asked_about_once(document, officer):
    read(document, ACCORD)
    confirm_claim(claim_of(document), actor=officer)
    read(document)
    assert noted(officer) == [("otherwise", "agreement")]
    assert the_one(officer).after == {}
    read(document)
    assert noted(officer) == [("otherwise", "agreement")]
    keep_former(the_one(officer), actor=officer)
    read(document)
    assert noted(officer) == []


def test_a_claim_added_by_hand_is_not_missed_in_a_reading(document, officer):
    start = TEXT.index("ont signé un accord")
    values = {"type": "agreement", "status": "signed", "parties": ["vn", "fr"]}
    add_claim(document, start=start, end=start + 19, values=values, actor=officer)
    read(document)
    assert noted(officer) == []


def test_accepting_confirms_what_waits_and_corrects_what_was_decided(document, officer):
    read(document, ACCORD)
    read(document, IN_FORCE)
    accepted = accept_difference(the_one(officer), actor=officer)
    assert (accepted.state, accepted.status) == ("confirmed", "in_force")
    assert noted(officer) == []
    read(document, replace(ACCORD, status="negotiating"))
    accepted = accept_difference(the_one(officer), actor=officer)
    assert (accepted.state, accepted.status) == ("corrected", "negotiating")
    assert list(Event.objects.filter(target_type="claim").order_by("pk").values_list("verb", flat=True)) == [
        "claim.confirm",
        "claim.correct",
    ]


def test_keeping_goes_back_to_what_stood(document, officer):
    read(document, ACCORD, TARGET)
    for one in differences_in(officer, Scope()):
        accept_difference(difference_for(officer, one.pk), actor=officer)
    undo_decision(claim_of(document), actor=officer)
    Difference.objects.all().delete()
    wider = replace(IN_FORCE, end=ACCORD.end + 14)
    read(document, wider)
    changed, missed = differences_in(officer, Scope())
    kept = keep_former(difference_for(officer, changed.pk), actor=officer)
    assert (kept.state, kept.status, kept.quote) == ("corrected", "signed", "ont signé un accord")
    kept = keep_former(difference_for(officer, missed.pk), actor=officer)
    assert (kept.state, kept.type) == ("confirmed", "target")
    assert noted(officer) == []


def test_a_withdrawn_claim_is_kept_or_rejected(document, officer):
    read(document, ACCORD, PLANT)
    Difference.objects.all().delete()
    read(document)
    first, second = differences_in(officer, Scope())
    assert keep_former(difference_for(officer, first.pk), actor=officer).state == "confirmed"
    with pytest.raises(InvalidClaim):
        accept_difference(difference_for(officer, second.pk), actor=officer)
    reject_claim(claim_of(document, "investment"), reason="Never said.", actor=officer)
    assert noted(officer) == []


def test_what_was_gained_cannot_be_put_back(document, officer):
    read(document, ACCORD)
    with pytest.raises(InvalidClaim):
        keep_former(the_one(officer), actor=officer)
    assert noted(officer) == [("gained", "agreement")]


@pytest.mark.parametrize("fate", ["confirmed", "corrected", "rejected"])
def test_keeping_a_decision_says_it_once_more_and_is_undone_like_any_other(document, officer, fate):
    read(document, ACCORD)
    if fate == "confirmed":
        confirm_claim(claim_of(document), actor=officer)
    elif fate == "corrected":
        correct_claim(claim_of(document), changes={"place": "FR"}, actor=officer)
    else:
        reject_claim(claim_of(document), reason="Only a wish.", actor=officer)
    before = claim_of(document)
    read(document, IN_FORCE)
    kept = keep_former(the_one(officer), actor=officer)
    assert (kept.state, kept.status, kept.reason) == (fate, "signed", before.reason)
    assert noted(officer) == []
    assert is_open(Difference.objects.latest("pk")) is False
    undone = undo_decision(kept, actor=officer)
    assert (undone.state, undone.decided_at) == (fate, before.decided_at)
    assert noted(officer) == [("otherwise", "agreement")]


def test_whoever_was_faster_is_not_overwritten(document, officer, coordinator):
    read(document, ACCORD)
    read(document, IN_FORCE)
    one = the_one(officer)
    seen = one.claim.token
    reject_claim(claim_of(document), reason="No.", actor=coordinator)
    with pytest.raises(Conflict):
        accept_difference(one, actor=officer, seen=seen)
    assert claim_of(document).state == "rejected"


def test_only_who_may_see_a_claim_sees_its_differences(document, officer, visitor, second_officer):
    document.tlp = "amber"
    document.save()
    read(document, ACCORD)
    one = Difference.objects.get()
    for user, number in ((officer, 1), (visitor, 1), (second_officer, 0)):
        assert open_differences(user) == len(differences_page(user, Scope(), 1)) == number
        assert sum(counts_by_kind(user, Scope()).values()) == number
        assert (open_of_claim(user, one.claim) is not None) == bool(number)
    with pytest.raises(Difference.DoesNotExist):
        difference_for(second_officer, one.pk)
    for user in (visitor, second_officer):
        with pytest.raises(Refused):
            accept_difference(one, actor=user)
        with pytest.raises(Refused):
            keep_former(one, actor=user)
    assert claim_of(document).state == "waiting"


def test_differences_are_narrowed_by_kind_document_and_job(document, organisation, officer):
    other = make_document(organisation, text=TEXT + " Autre.", claims=0, language="fr")
    job = reread_documents([other], actor=officer, background=False)
    read(document, ACCORD)
    read(other, ACCORD, TARGET, job=job)
    read(other, IN_FORCE, job=job)
    assert noted(officer, kind="gained") == [("gained", "agreement"), ("gained", "agreement")]
    assert noted(officer, document=document.pk) == [("gained", "agreement")]
    assert noted(officer, job=job.pk) == [("gained", "agreement")]
    assert found_by(job) == {"gained": 1, "changed": 0, "withdrawn": 0, "otherwise": 0}
    confirm_claim(claim_of(other), actor=officer)
    assert noted(officer, job=job.pk) == []
    assert noted(officer, job=job.pk, all=True) == [("gained", "agreement")]


def test_a_job_that_reads_again_notes_its_differences(document, officer):
    job = reread_documents([document], actor=officer, background=False)
    run_job(job.pk)
    reading = document.readings.first()
    assert reading.job == job
    assert sum(found_by(job).values()) == document.claims.filter(state="waiting").count() > 0


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_every_silent_change_is_noted_and_no_decision_is_moved(document, officer, data):
    """Whatever readings and decisions come: decided claims keep their values; what nobody decided differs from what a
    person last saw exactly where a difference says so.
    """
    document.claims.all().delete()
    variants = [ACCORD, IN_FORCE, TARGET, replace(TARGET, date="2025"), PLANT]
    seen: dict[str, tuple[str, str]] = {}  # type → status and date when a person last looked
    for _ in range(data.draw(st.integers(1, 4))):
        chosen = {claim.type: claim for claim in data.draw(st.lists(st.sampled_from(variants), max_size=4))}
        decided = dict(document.claims.exclude(decided_at=None).values_list("pk", "status"))
        read(document, *chosen.values())
        assert dict(document.claims.filter(pk__in=decided).values_list("pk", "status")) == decided
        noted_types = {claim_type for _kind, claim_type in noted(officer)}
        standing = {c.type: (c.status, c.date) for c in document.claims.filter(state="waiting")}
        undecided = {*document.claims.filter(decided_at=None).values_list("type", flat=True)}
        for type_ in undecided:
            assert (type_ in noted_types) == (standing.get(type_) != seen.get(type_)), type_
        if data.draw(st.booleans()):
            for one in differences_in(officer, Scope()):
                difference = difference_for(officer, one.pk)
                act = accept_difference if difference.after else keep_former
                act(difference, actor=officer)
            seen |= standing
