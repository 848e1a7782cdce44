"""What people decide about claims: every path, what is refused, undo, two people at once, and true counts."""

from threading import Barrier, Thread
from time import sleep

import pytest
from django.db import OperationalError, connection
from django.utils import translation
from dossiers import SENTENCE, make_document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from passerelle.apps.accounts.permissions import Refused
from passerelle.apps.audit.models import Event
from passerelle.apps.library.actions.refusals import Conflict, InvalidClaim
from passerelle.apps.library.actions.review import (
    add_claim,
    confirm_claim,
    correct_claim,
    reject_claim,
    undo_decision,
)
from passerelle.apps.library.models import Claim, Decision, Document
from passerelle.apps.library.queries.claims import claim_history
from passerelle.apps.library.search.postings import read_postings

pytestmark = pytest.mark.django_db


@pytest.fixture
def document(organisation):
    return make_document(organisation, claims=2)


@pytest.fixture
def claim(document):
    return document.claims.first()


def counts(document):
    fresh = Document.objects.get(pk=document.pk)
    return fresh.claims_count, fresh.waiting_count


def test_a_confirmed_claim_says_who_and_when_and_leaves_a_decision_and_an_event(document, claim, officer):
    confirmed = confirm_claim(claim, actor=officer, seen=claim.token)
    assert (confirmed.state, confirmed.decided_by) == ("confirmed", officer)
    assert confirmed.decided_at is not None
    decision = Decision.objects.get(claim=claim)
    assert (decision.verb, decision.by, decision.before["state"], decision.after["state"]) == (
        "confirm", officer, "waiting", "confirmed",
    )  # fmt: skip
    event = Event.objects.get(verb="claim.confirm")
    assert (event.actor, event.organisation, event.target_id) == (
        officer,
        document.organisation,
        str(claim.pk),
    )
    assert counts(document) == (2, 1)


def test_a_correction_takes_values_and_a_passage_and_its_quote_slices_the_text(document, claim, officer):
    start = SENTENCE.index("ký bản")
    corrected = correct_claim(
        claim,
        actor=officer,
        changes={
            "type": "request",
            "status": "made",
            "parties": ["fr", "vn-most"],
            "technologies": ["earth", "ai"],
            "date": "2025/2030",
            "place": "vn",
            "quantity_value": "1 600 000,5",
            "quantity_unit": "USD",
            "speaker": "vn-most",
        },
        start=start - 1,
        end=len(SENTENCE),
    )
    stored = Claim.objects.get(pk=claim.pk)
    assert stored.state == corrected.state == "corrected"
    assert stored.quote == SENTENCE[stored.start : stored.end] == SENTENCE[start:]
    assert (stored.sentence_start, stored.sentence_end) == (0, len(SENTENCE))
    assert stored.technologies == ["ai", "earth"]  # in the order of the decision that lists them
    assert (stored.place, stored.quantity_value, stored.date) == ("VN", 1_600_000.5, "2025/2030")
    assert stored.instrument == "", "only an agreement has an instrument"
    assert stored.proposed == claim.proposed
    step = claim_history(officer, stored)[0]
    assert step.changes["type"] == ("agreement", "request")
    assert "parties" in step.changes
    assert "quantity_by" not in step.changes


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"type": "gossip"}, "type", "not_in_list"),
        ({"type": "engagement"}, "status", "not_of_type"),
        ({"status": "held"}, "status", "not_of_type"),
        ({"type": "engagement", "status": "held", "instrument": "mou"}, "instrument", "not_of_type"),
        ({"type": "strength", "status": "stated"}, "technologies", "required"),
        ({"type": "target", "status": "set"}, "quantity_value", "required"),
        ({"technologies": ["magic"]}, "technologies", "not_in_list"),
        ({"technologies": "ai"}, "technologies", "not_a_list"),
        ({"date": "2025-02-30"}, "date", "not_a_date"),
        ({"date": "13/05/2025"}, "date", "not_a_date"),
        ({"date": "2030/2025"}, "date", "not_a_date"),
        ({"date": "2025-05-13T10:00"}, "date", "not_a_date"),
        ({"place": "Paris"}, "place", "not_a_country"),
        ({"quantity_value": "many"}, "quantity_value", "not_a_number"),
        ({"quantity_value": "nan", "quantity_unit": "USD"}, "quantity_value", "not_a_number"),
        ({"quantity_value": True, "quantity_unit": "USD"}, "quantity_value", "not_a_number"),
        ({"quantity_value": 3}, "quantity_unit", "required"),
        ({"quantity_unit": "USD"}, "quantity_value", "required"),
        ({"quantity_value": 3, "quantity_unit": "QQQ"}, "quantity_unit", "not_a_currency"),
        ({"quantity_value": 3, "quantity_unit": "=1+1"}, "quantity_unit", "not_a_unit"),
        ({"quantity_value": 3, "quantity_unit": "USD", "quantity_by": "2030"}, "quantity_by", "not_of_type"),
        ({"instrument": "handshake"}, "instrument", "not_in_list"),
        ({"parties": ["Bộ Công an"]}, "parties", "not_an_actor"),
        ({"speaker": "<script>"}, "speaker", "not_an_actor"),
        ({"quantity_of": "x" * 201}, "quantity_of", "too_long"),
        ({"quote": "another"}, "quote", "unknown_field"),
        ({}, "changes", "nothing_changed"),
        ({"status": "signed"}, "changes", "nothing_changed"),
    ],
)
def test_a_value_that_a_claim_cannot_take_is_refused_and_changes_nothing(
    claim, officer, changes, field, code
):
    before = Claim.objects.filter(pk=claim.pk).values().get()
    with pytest.raises(InvalidClaim) as refusal:
        correct_claim(claim, actor=officer, changes=changes)
    assert (refusal.value.field, refusal.value.code) == (field, code)
    assert str(refusal.value)
    assert Claim.objects.filter(pk=claim.pk).values().get() == before
    assert not Decision.objects.exists()
    assert not Event.objects.filter(verb="claim.correct").exists()


@pytest.mark.parametrize(
    ("start", "end"),
    [(5, 5), (9, 3), (-1, 4), (0, len(SENTENCE) + 1), (None, 4), ("0", 4), (True, 4), (2, 3)],
)
def test_a_passage_that_does_not_lie_in_the_text_is_refused(claim, officer, start, end):
    with pytest.raises(InvalidClaim) as refusal:
        correct_claim(claim, actor=officer, start=start, end=end)
    assert refusal.value.field == "span"


def test_a_claim_is_rejected_for_a_reason_and_counts_no_more(document, claim, officer):
    with pytest.raises(InvalidClaim):
        reject_claim(claim, actor=officer, reason="  ")
    rejected = reject_claim(claim, actor=officer, reason="Only a proposal.")
    assert (rejected.state, rejected.reason) == ("rejected", "Only a proposal.")
    assert counts(document) == (1, 1)


def test_undo_goes_back_one_decision_at_a_time(document, claim, officer):
    correct_claim(claim, actor=officer, changes={"status": "proposed"})
    reject_claim(claim, actor=officer, reason="No.")
    once = undo_decision(claim, actor=officer)
    assert (once.state, once.status, once.reason, once.decided_by) == ("corrected", "proposed", "", officer)
    twice = undo_decision(claim, actor=officer)
    assert (twice.state, twice.status, twice.decided_by, twice.decided_at) == (
        "waiting",
        "signed",
        None,
        None,
    )
    assert counts(document) == (2, 2)
    with pytest.raises(InvalidClaim) as refusal:
        undo_decision(claim, actor=officer)
    assert refusal.value.code == "nothing_to_undo"
    assert [step.decision.verb for step in claim_history(officer, claim)] == [
        "correct",
        "reject",
        "undo",
        "undo",
    ]


def test_a_claim_added_by_hand_stands_and_its_undo_withdraws_it(document, officer):
    start = SENTENCE.index("Intel")
    added = add_claim(
        document,
        actor=officer,
        start=start,
        end=len(SENTENCE),
        values={"type": "strength", "status": "stated", "technologies": ["earth"], "parties": ["intel"]},
    )
    assert (added.state, added.quote, added.reading) == ("confirmed", SENTENCE[start:], None)
    assert counts(document) == (3, 2)
    assert undo_decision(added, actor=officer).state == "withdrawn"
    assert counts(document) == (2, 2)


def test_a_claim_added_by_hand_needs_a_type_and_a_status(document, officer):
    with pytest.raises(InvalidClaim):
        add_claim(document, actor=officer, start=0, end=5, values={"type": "agreement"})


def test_the_slower_of_two_people_is_told_who_decided_what_and_nothing_is_lost(claim, officer, coordinator):
    shown_to_both = claim.token
    reject_claim(claim, actor=coordinator, reason="Not signed.", seen=shown_to_both)
    with pytest.raises(Conflict) as conflict:
        correct_claim(claim, actor=officer, changes={"status": "ended"}, seen=shown_to_both)
    assert (conflict.value.by, conflict.value.state) == (coordinator, "rejected")
    assert conflict.value.claim.reason == "Not signed."
    assert str(coordinator) in conflict.value.message
    assert Decision.objects.count() == 1
    with translation.override("fr"):
        assert "coordinator" in conflict.value.message


def test_one_decision_is_enough(claim, officer, coordinator):
    confirm_claim(claim, actor=officer)
    with pytest.raises(InvalidClaim):
        confirm_claim(claim, actor=coordinator)


@pytest.mark.parametrize("decide", [
    lambda claim, actor: confirm_claim(claim, actor=actor),
    lambda claim, actor: correct_claim(claim, actor=actor, changes={"status": "ended"}),
    lambda claim, actor: reject_claim(claim, actor=actor, reason="No."),
    lambda claim, actor: undo_decision(claim, actor=actor),
    lambda claim, actor: add_claim(
        claim.document, actor=actor, start=0, end=5, values={"type": "policy", "status": "adopted"}
    ),
])  # fmt: skip
@pytest.mark.parametrize("tlp", ["clear", "green", "amber", "red"])
def test_only_officers_who_see_the_document_decide(decide, tlp, organisation, visitor, second_officer):
    claim = make_document(organisation, tlp=tlp).claims.get()
    with pytest.raises(Refused):
        decide(claim, visitor)
    if tlp in ("amber", "red"):
        with pytest.raises(Refused):
            decide(claim, second_officer)
    assert not Decision.objects.exists()


STEPS = st.lists(
    st.tuples(st.sampled_from(["confirm", "correct", "reject", "undo", "add"]), st.integers(0, 2)),
    max_size=12,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(STEPS)
def test_counts_and_facets_are_true_after_every_decision(organisation, officer, steps):
    document = make_document(organisation, text=f"{SENTENCE} {Document.objects.count()}", claims=3)
    claims = list(document.claims.all())
    for verb, which in steps:
        claim = claims[which]
        try:
            if verb == "confirm":
                confirm_claim(claim, actor=officer)
            elif verb == "correct":
                number = Decision.objects.count()
                correct_claim(
                    claim, actor=officer, changes={"date": f"{1950 + number % 99}", "technologies": ["ai"]}
                )
            elif verb == "reject":
                reject_claim(claim, actor=officer, reason="No.")
            elif verb == "undo":
                undo_decision(claim, actor=officer)
            else:
                add_claim(
                    document, actor=officer, start=0, end=5, values={"type": "policy", "status": "adopted"}
                )
        except InvalidClaim:
            continue
        stored = list(Claim.objects.filter(document=document))
        standing = [claim for claim in stored if claim.standing]
        assert counts(document) == (len(standing), sum(claim.state == "waiting" for claim in stored))
        lists = read_postings()
        for facet, values in {
            "type": {claim.type for claim in standing},
            "technology": {technology for claim in standing for technology in claim.technologies},
            "review": {claim.state for claim in stored},
        }.items():
            assert {
                value for value, bits in lists.get(facet, {}).items() if bits >> document.pk & 1
            } == values
    for claim in claims:
        while True:
            try:
                undo_decision(claim, actor=officer)
            except InvalidClaim:
                break
        restored = Claim.objects.get(pk=claim.pk)
        assert (restored.state, restored.date, restored.technologies) == ("waiting", "", [])


@pytest.mark.django_db(transaction=True)
def test_decisions_taken_at_the_same_moment_are_counted_and_one_of_two_rivals_is_told(
    organisation, officer, person
):
    """Two people decide about one claim, six about others of the same document, all at once."""
    rival = person("officer", organisation, "rival")
    document = make_document(organisation, claims=7)
    contested, *others = document.claims.all()
    token, start, answers = contested.token, Barrier(8), []

    def decide(decision):
        start.wait()
        try:
            for again in range(50):
                try:
                    answers.append(decision().state)
                    return
                except OperationalError as error:  # a database in memory refuses instead of waiting
                    if "locked" not in str(error) or again == 49:
                        raise
                    sleep(0.05)
        except Conflict as conflict:
            answers.append(conflict)
        finally:
            connection.close()

    decisions = [
        lambda: confirm_claim(contested, actor=officer, seen=token),
        lambda: reject_claim(contested, actor=rival, reason="No.", seen=token),
        *(lambda claim=claim: reject_claim(claim, actor=officer, reason="No.") for claim in others[:3]),
        *(lambda claim=claim: confirm_claim(claim, actor=rival) for claim in others[3:]),
    ]
    threads = [Thread(target=decide, args=[decision]) for decision in decisions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    conflicts = [answer for answer in answers if isinstance(answer, Conflict)]
    assert len(answers) == 8
    assert len(conflicts) == 1
    contested.refresh_from_db()
    assert (conflicts[0].state, conflicts[0].by) == (contested.state, contested.decided_by)
    standing = [claim for claim in document.claims.all() if claim.standing]
    assert counts(document) == (len(standing), 0)
    assert Decision.objects.count() == Event.objects.count() == 7
    assert {value for value, bits in read_postings()["review"].items() if bits >> document.pk & 1} == {
        claim.state for claim in document.claims.all()
    }
