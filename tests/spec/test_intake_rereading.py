"""A document read again: what people decided stands, what nobody decided follows the reader."""

from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rereadings import ACCORD, PLANT, TARGET, TEXT, read

from passerelle.apps.accounts.permissions import Refused
from passerelle.apps.audit.models import Event
from passerelle.apps.library.actions.documents import mark_document
from passerelle.apps.library.actions.jobs import queue_files, reread_documents
from passerelle.apps.library.actions.review import (
    add_claim,
    confirm_claim,
    correct_claim,
    reject_claim,
    undo_decision,
)
from passerelle.apps.library.actions.sources import add_source
from passerelle.apps.library.intake.run import run_job
from passerelle.apps.library.models import Claim, Document, Job, SourceKind
from passerelle.apps.library.proposals import Unanchored, proposal
from passerelle.core.reading.model import Quantity
from passerelle.sources.model import Item

pytestmark = pytest.mark.django_db


@pytest.fixture
def document(officer) -> Document:
    source = add_source(name="Press", kind=SourceKind.FILES, actor=officer)
    job = queue_files([Item("a.txt", TEXT.encode())], source=source, actor=officer, background=False)
    run_job(job.pk)
    document = Document.objects.get()
    document.claims.all().delete()
    return document


def claim_of(document: Document, type_: str) -> Claim:
    return document.claims.get(type=type_)


def fates(document: Document) -> dict[str, str]:
    return dict(document.claims.values_list("type", "state"))


def test_what_the_reader_found_waits_with_its_words(document):
    read(document, ACCORD, TARGET)
    accord = claim_of(document, "agreement")
    assert accord.quote == "ont signé un accord"
    assert (accord.state, accord.certainty, accord.proposed["quote"]) == ("waiting", 0.9, accord.quote)
    target = claim_of(document, "target")
    assert (target.quantity_value, target.quantity_unit, target.quantity_by, target.quantity_of) == (
        50000,
        "person",
        "2030",
        "engineers",
    )
    assert document.readings.first().models_used == ["a model"]
    assert document.readings.first().actors[0] == {
        "id": "vn",
        "kind": "country",
        "country": "VN",
        "names": ["Viet Nam"],
    }


def test_the_same_reading_again_changes_nothing(document):
    read(document, ACCORD, TARGET, PLANT)
    before = list(document.claims.order_by("pk").values_list("pk", "state", "proposed"))
    read(document, PLANT, ACCORD, TARGET)
    assert list(document.claims.order_by("pk").values_list("pk", "state", "proposed")) == before
    assert {claim.reading for claim in document.claims.all()} == {document.readings.first()}


def test_an_undecided_claim_follows_the_newer_reader(document):
    read(document, ACCORD)
    pk = claim_of(document, "agreement").pk
    wider = replace(ACCORD, end=ACCORD.end + 14, status="in_force", parties=("vn", "fr", "cea"))
    read(document, wider, version="2")
    claim = document.claims.get()
    assert (claim.pk, claim.state, claim.status, claim.parties) == (
        pk,
        "waiting",
        "in_force",
        ["vn", "fr", "cea"],
    )
    assert claim.quote == TEXT[wider.start : wider.end]
    assert claim.reading.version == "2"


def test_what_a_newer_reader_no_longer_finds_is_withdrawn_and_may_come_back(document):
    read(document, ACCORD, TARGET)
    read(document, TARGET)
    assert fates(document) == {"agreement": "withdrawn", "target": "waiting"}
    assert (document.claims_count, document.waiting_count) == (1, 1)
    read(document, ACCORD, TARGET)
    assert fates(document) == {"agreement": "waiting", "target": "waiting"}
    assert document.claims.count() == 2


def test_a_confirmed_claim_stands_whether_it_is_found_again_or_not(document, officer):
    read(document, ACCORD)
    confirm_claim(claim_of(document, "agreement"), actor=officer)
    changed = replace(ACCORD, status="negotiating")
    read(document, changed)
    claim = document.claims.get()
    assert (claim.state, claim.status, claim.decided_by) == ("confirmed", "signed", officer)
    assert claim.proposed["status"] == "negotiating"
    read(document)
    assert fates(document) == {"agreement": "confirmed"}


def test_a_rejected_claim_never_comes_back(document, officer):
    read(document, ACCORD)
    reject_claim(claim_of(document, "agreement"), reason="Only a wish.", actor=officer)
    for again in (
        ACCORD,
        replace(ACCORD, start=ACCORD.start + 4),
        replace(ACCORD, end=ACCORD.end + 20),
        replace(ACCORD, parties=("vn", "fr", "eu"), status="proposed"),
        replace(ACCORD, date="2025-05", people=("someone",)),
    ):
        read(document, again)
        claim = document.claims.get()
        assert (claim.state, claim.reason, claim.decided_by) == ("rejected", "Only a wish.", officer)
    read(document, ACCORD, ACCORD)
    assert fates(document) == {"agreement": "rejected"}
    assert document.waiting_count == 0


def test_a_corrected_claim_is_known_by_its_old_words_and_by_its_new(document, officer):
    read(document, PLANT)
    start = TEXT.index("à Da Nang")
    corrected = correct_claim(
        claim_of(document, "investment"),
        changes={"quantity_value": 300_000_000, "place": "VN"},
        start=start,
        end=start + len("à Da Nang"),
        actor=officer,
    )
    as_corrected = replace(
        PLANT, start=start, end=start + 9, quantity=Quantity(3e8, "USD"), parties=("fpt",), place="VN"
    )
    for again in (PLANT, as_corrected, PLANT):
        read(document, again)
        claim = document.claims.get()
        assert (claim.pk, claim.state, claim.quote) == (corrected.pk, "corrected", "à Da Nang")
        assert claim.quantity_value == 300_000_000


def test_a_claim_added_by_hand_is_recognised_when_a_reader_learns_to_find_it(document, officer):
    start = TEXT.index("ont signé un accord")
    added = add_claim(
        document,
        start=start,
        end=start + len("ont signé un accord"),
        values={"type": "agreement", "status": "signed", "parties": ["vn", "fr"]},
        actor=officer,
    )
    read(document)
    assert fates(document) == {"agreement": "confirmed"}
    read(document, ACCORD)
    claim = document.claims.get()
    assert (claim.pk, claim.state, claim.technologies) == (added.pk, "confirmed", [])
    assert claim.proposed["technologies"] == ["chips"]


def test_a_decision_undone_makes_a_claim_follow_the_reader_again(document, officer):
    read(document, ACCORD)
    reject_claim(claim_of(document, "agreement"), reason="No.", actor=officer)
    undo_decision(claim_of(document, "agreement"), actor=officer)
    read(document, replace(ACCORD, status="in_force"))
    claim = document.claims.get()
    assert (claim.state, claim.status) == ("waiting", "in_force")


def test_two_statements_of_one_sentence_keep_their_own_fates(document, officer):
    other = replace(TARGET, quantity=Quantity(70000, "person", "2045", "engineers"))
    read(document, TARGET, other)
    reject_claim(document.claims.get(quantity_value=50000), reason="Old figure.", actor=officer)
    read(document, other, TARGET)
    assert dict(document.claims.values_list("quantity_value", "state")) == {
        50000: "rejected",
        70000: "waiting",
    }


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_course_of_readings_and_decisions_loses_a_decision(document, officer, data):
    """Whatever comes in whatever order, a decided claim keeps its fate, and none is proposed beside it again."""
    document.claims.all().delete()
    decided: dict[int, str] = {}
    for _ in range(data.draw(st.integers(1, 4))):
        read(document, *data.draw(st.permutations([ACCORD, TARGET, PLANT]))[: data.draw(st.integers(0, 3))])
        waiting = list(document.claims.filter(state="waiting"))
        if waiting and data.draw(st.booleans()):
            claim = data.draw(st.sampled_from(waiting))
            if data.draw(st.booleans()):
                decided[reject_claim(claim, reason="No.", actor=officer).pk] = "rejected"
            else:
                decided[confirm_claim(claim, actor=officer).pk] = "confirmed"
        assert {
            pk: state for pk, state in document.claims.values_list("pk", "state") if pk in decided
        } == decided
        types = list(document.claims.values_list("type", flat=True))
        assert len(types) == len(set(types))


def test_what_lies_outside_the_text_is_not_recorded(document):
    with pytest.raises(Unanchored):
        proposal(replace(ACCORD, end=len(TEXT) + 1), TEXT)
    with pytest.raises(Unanchored):
        proposal(replace(ACCORD, end=ACCORD.start), TEXT)


def test_documents_are_read_again_by_a_job_that_keeps_their_text(document, officer):
    job = reread_documents([document], actor=officer, background=False)
    readings = document.readings.count()
    run_job(job.pk)
    job.refresh_from_db()
    assert (job.state, [item.state for item in job.items.all()]) == ("done", ["read"])
    assert document.readings.count() == readings + 1
    assert Document.objects.get().text == TEXT
    assert Event.objects.filter(verb="document.reread", actor=officer).count() == 1


def test_only_the_owner_has_a_document_read_again_or_marked(document, second_officer, visitor):
    for stranger in (second_officer, visitor):
        with pytest.raises(Refused):
            reread_documents([document], actor=stranger)
        with pytest.raises(Refused):
            mark_document(document, tlp="clear", actor=stranger)


def test_marking_a_document_is_one_event_with_before_and_after(document, officer):
    mark_document(document, tlp="red", publisher="Le Courrier", actor=officer)
    document.refresh_from_db()
    assert (document.tlp, document.publisher) == ("red", "Le Courrier")
    event = Event.objects.get(verb="document.mark")
    assert event.detail == {
        "before": {"tlp": "green", "publisher": ""},
        "after": {"tlp": "red", "publisher": "Le Courrier"},
    }
    assert not Job.objects.filter(kind="reread").exists()


def test_another_publication_date_has_the_document_read_again(document, officer):
    mark_document(document, published="2025-05", actor=officer)
    document.refresh_from_db()
    assert (document.published, document.published_how, str(document.published_on)) == (
        "2025-05",
        "given",
        "2025-05-01",
    )
    run_job(Job.objects.get(kind="reread").pk)
    assert document.readings.count() == 2


@pytest.mark.parametrize("wrong", ["hier", "2025-13", "2025-02-30", "12/05/2025"])
def test_a_publication_date_is_a_date(document, officer, wrong):
    with pytest.raises(ValidationError):
        mark_document(document, published=wrong, actor=officer)


@pytest.mark.parametrize("wrong", [{"tlp": "white"}, {"reliability": "Z"}])
def test_a_marking_is_one_of_its_code(document, officer, wrong):
    with pytest.raises(ValidationError):
        mark_document(document, actor=officer, **wrong)
