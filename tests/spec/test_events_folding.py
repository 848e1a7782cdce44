"""Claims of the library are folded into events as they come, and the result is the one of folding all at once."""

import pytest
from happenings import event_of, partition, tell
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from passerelle.apps.accounts.models import Organisation, User
from passerelle.apps.audit.models import Event as Audited
from passerelle.apps.events import folding
from passerelle.apps.events.actions.fold import fold_document
from passerelle.apps.events.folding import foresee
from passerelle.apps.events.models import Change, Doubt, Event, Folding, Origin, Telling
from passerelle.apps.events.queries.event import event_page
from passerelle.apps.events.tasks import fold_waiting
from passerelle.apps.events.waiting import waiting_documents
from passerelle.apps.library.actions.review import correct_claim, reject_claim, undo_decision
from passerelle.apps.library.models import Claim, Document

pytestmark = pytest.mark.django_db


def test_two_documents_tell_one_event(organisation):
    one, other = tell(organisation), tell(organisation, date="2025-05")
    assert event_of(one) == event_of(other)
    assert Telling.objects.values("story").distinct().count() == 1


def test_another_signature_weeks_later_is_another_event_of_the_same_story(organisation, officer):
    first, second = tell(organisation), tell(organisation, "2025-06-20", document={"published": "2025-06-21"})
    assert event_of(first) != event_of(second)
    assert [row.event for row in event_page(officer, event_of(first).pk).related] == [event_of(second)]


def test_a_meeting_is_not_the_signature(organisation):
    assert event_of(tell(organisation)) != event_of(tell(organisation, what="meet"))


def test_folding_twice_changes_nothing(organisation):
    documents = [tell(organisation), tell(organisation), tell(organisation, "2025-07-20")]
    before = list(Telling.objects.order_by("claim").values_list("claim", "event", "story"))
    for document in documents:
        fold_document(document, actor=None)
    assert list(Telling.objects.order_by("claim").values_list("claim", "event", "story")) == before
    assert Change.objects.count() == 3


def test_many_at_once_give_what_one_after_the_other_gives(organisation):
    days = ("2025-05-13", "2025-05-13", "2025-07-20", "2025-07-20")
    documents = [tell(organisation, day, fold=False, document={"published": day}) for day in days]
    fold_waiting.func()
    assert Audited.objects.filter(verb="document.fold_many", actor=None).count() == 1
    at_once = partition()
    Telling.objects.all().delete()
    for document in documents:
        fold_document(document, actor=None)
    assert partition() == at_once
    assert len(at_once) == 2


def test_foreseeing_writes_nothing_and_leaves_nothing_to_weigh_under_the_lock(organisation):
    tell(organisation)
    waiting = tell(organisation, "2025-05", fold=False)
    foresee([waiting.pk])
    assert not Telling.objects.filter(claim__document=waiting).exists()
    weighed = len(folding._WEIGHED)
    fold_document(waiting, actor=None)
    assert len(folding._WEIGHED) == weighed > 0
    assert Event.objects.count() == 1


def test_folding_is_audited(organisation):
    tell(organisation)
    assert Audited.objects.filter(verb="document.fold", actor=None, organisation=organisation).count() == 1


def test_what_waits_is_told_by_rows(organisation):
    document = tell(organisation, fold=False)
    assert list(waiting_documents()) == [document]
    fold_waiting.func()
    assert not waiting_documents().exists()
    assert Telling.objects.count() == 1


def test_a_rejected_claim_drops_out_and_an_undone_rejection_comes_back(organisation, officer):
    one, other = tell(organisation), tell(organisation)
    event = event_of(one)
    claim = other.claims.get()
    reject_claim(claim, actor=officer, reason="Denied.")
    assert event_page(officer, event.pk).claims == [one.claims.get()]  # at once, before it is folded again
    fold_waiting.func()
    assert list(event.tellings.values_list("claim", flat=True)) == [one.claims.get().pk]
    undo_decision(Claim.objects.get(pk=claim.pk), actor=officer)
    fold_waiting.func()
    assert event_of(other) == event


def test_an_event_whose_claims_are_all_rejected_is_not_there(organisation, officer):
    document = tell(organisation)
    event = event_of(document)
    reject_claim(document.claims.get(), actor=officer, reason="Denied.")
    for _ in range(2):
        with pytest.raises(Event.DoesNotExist):
            event_page(officer, event.pk)
        fold_waiting.func()


def test_a_corrected_date_takes_a_claim_to_another_event(organisation, officer):
    one, other = tell(organisation), tell(organisation)
    event = event_of(one)
    correct_claim(other.claims.get(), actor=officer, changes={"date": "2025-03-01"})
    assert not Folding.objects.filter(document=other).exists()
    fold_waiting.func()
    assert event_of(one) == event != event_of(other)


def test_copies_are_one_origin_and_documents_of_their_own_are_not(organisation, officer):
    body = " ".join(f"từ{number}" for number in range(80))
    text = f"Bộ Khoa học và Công nghệ ký bản ghi nhớ với Intel. {body}"
    one = tell(organisation, document={"text": text})
    copy = tell(organisation, document={"text": f"{text} Nguồn: báo."})
    own = tell(organisation)
    summary = event_page(officer, event_of(one).pk).summary
    assert (len(summary.documents), len(summary.origins)) == (3, 2)
    assert Origin.objects.get(document=copy).number == Origin.objects.get(document=one).number == one.pk
    assert Origin.objects.get(document=own).number == own.pk


def test_amounts_that_contradict_within_a_document_are_two_events_and_nobody_is_asked(organisation, officer):
    document = tell(organisation, fold=False, quantity_value=3e7, quantity_unit="EUR")
    first = document.claims.get()
    other = Claim.objects.get(pk=first.pk)
    other.pk, other.quantity_value, other.end = None, 9e7, first.end + 1
    other.quote = document.text[other.start : other.end]
    other.save()
    fold_document(document, actor=None)
    assert len(partition()) == 2
    assert not Doubt.objects.exists()


def test_what_a_new_report_changed_is_told(organisation, officer):
    one = tell(organisation)
    tell(organisation, "2025-05-15", document={"published": "2025-05-20"})
    page = event_page(officer, event_of(one).pk)
    assert [step.changes[0].kind for step in page.steps] == ["began", "documents"]
    assert ("disputed", "date") in {(change.kind, change.attribute) for change in page.steps[1].changes}
    assert page.summary.disputed == ("date",)


WORLD = st.lists(
    st.tuples(
        st.sampled_from(["", "2025", "2025-05", "2025-05-13", "2025-05-16", "2025-06-25"]),
        st.sampled_from(["sign", "meet"]),
        st.sampled_from([None, 3e7, 9e7]),
        st.sampled_from(["2025-05-14", "2025-06-26"]),
    ),
    min_size=2,
    max_size=5,
)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(WORLD, st.randoms(use_true_random=False))
def test_documents_one_by_one_in_any_order_give_what_all_at_once_give(db, world, random):
    for model in (Claim, Document, Event):
        model.objects.all().delete()
    organisation = Organisation.objects.create(name=f"World {Organisation.objects.count()}")
    documents = [
        tell(
            organisation, date, what=what, fold=False, quantity_value=value, quantity_unit="EUR" if value else "",
            document={"published": published},
        )
        for date, what, value, published in world
    ]  # fmt: skip
    for document in documents:
        fold_document(document, actor=None)
    in_turn = partition()
    Telling.objects.all().delete()
    for document in random.sample(documents, len(documents)):
        fold_document(document, actor=None)
    assert partition() == in_turn
    for document in random.sample(documents, len(documents)):  # everything is there: nothing moves any more
        fold_document(document, actor=None)
    assert partition() == in_turn
    assert User.objects.count() == 0
