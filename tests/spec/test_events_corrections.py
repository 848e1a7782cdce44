"""What people say about events holds in every later folding, until it is undone."""

import pytest
from happenings import event_of, partition, tell

from passerelle.apps.accounts.permissions import Refused
from passerelle.apps.events.actions.correct import (
    join_events,
    keep_apart,
    move_claim,
    split_event,
    undo_correction,
)
from passerelle.apps.events.actions.fold import fold_again
from passerelle.apps.events.actions.refusals import Conflict, InvalidCorrection
from passerelle.apps.events.models import Correction, Event
from passerelle.apps.events.queries.event import doubts_for, event_for, event_page
from passerelle.apps.events.queries.tellings import token
from passerelle.apps.events.tasks import fold_waiting

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(organisation):
    """Two events: a signature and a meeting."""
    return tell(organisation), tell(organisation, what="meet")


@pytest.fixture
def one(organisation):
    """One event of three documents."""
    return [tell(organisation) for _ in range(3)]


def folded_anew():
    fold_again(actor=None)
    fold_waiting.func()


def test_joined_events_stay_joined(two, organisation, officer):
    signed, met = two
    gone = event_of(met).pk
    kept = join_events(event_of(signed), event_of(met), actor=officer)
    assert event_of(signed) == event_of(met) == kept == event_for(officer, gone)
    folded_anew()
    assert event_of(signed) == event_of(met)
    later = tell(organisation)
    assert event_of(later) == event_of(met)


def test_a_claim_moved_out_stays_out(one, organisation, officer):
    event = event_of(one[0])
    own = split_event(event, [one[1].claims.get()], actor=officer)
    assert event_of(one[1]) == own != event_of(one[0]) == event_of(one[2])
    folded_anew()
    assert event_of(one[1]) != event_of(one[0]) == event_of(one[2])


def test_a_claim_moved_to_another_event_stays_there(two, one, officer):
    claim = one[0].claims.get()
    met = event_of(two[1])
    assert move_claim(claim, met, actor=officer) == met == event_of(one[0])
    folded_anew()
    assert event_of(one[0]) == event_of(two[1]) != event_of(one[1])


def test_undoing_gives_back_what_folding_says_and_the_address(two, officer):
    signed, met = two
    before, address = partition(), event_of(met).pk
    join_events(event_of(signed), event_of(met), actor=officer)
    undo_correction(Correction.objects.get(), actor=officer)
    assert partition() == before
    assert event_of(met).pk == address
    with pytest.raises(Conflict):
        undo_correction(Correction.objects.get(), actor=officer)


def test_the_latest_word_counts(one, officer):
    event = event_of(one[0])
    own = split_event(event, [one[1].claims.get()], actor=officer)
    join_events(event_of(one[0]), own, actor=officer)
    assert len(partition()) == 1
    folded_anew()
    assert len(partition()) == 1


def test_a_doubt_that_was_decided_is_not_asked_again(organisation, officer):
    signed = tell(organisation, quantity_value=3e7, quantity_unit="EUR")
    later = tell(
        organisation,
        "2025-05-24",
        quantity_value=3e7,
        quantity_unit="EUR",
        document={"published": "2025-05-24"},
    )
    assert event_of(signed) != event_of(later)
    (doubt,) = doubts_for(officer)
    assert doubts_for(officer, start=1) == []
    assert doubt.doubt.conflicts == ["date"]
    keep_apart(doubt.left_event, doubt.right_event, actor=officer)
    assert doubts_for(officer) == []
    folded_anew()
    assert doubts_for(officer) == []
    undo_correction(Correction.objects.get(), actor=officer)
    assert len(doubts_for(officer)) == 1


def test_who_decided_is_told(two, officer):
    join_events(event_of(two[0]), event_of(two[1]), actor=officer)
    (correction,) = event_page(officer, event_of(two[0]).pk).corrections
    assert (correction.verdict, correction.by) == ("together", officer)


def test_a_person_who_saw_something_else_is_told(one, two, organisation, officer):
    event = event_of(one[0])
    seen = token(officer, event)
    tell(organisation)
    with pytest.raises(Conflict):
        split_event(event, [one[1].claims.get()], actor=officer, seen=seen)
    assert not Correction.objects.exists()


def test_what_means_nothing_is_refused(one, officer):
    event = event_of(one[0])
    for claims in ([], [document.claims.get() for document in one]):
        with pytest.raises(InvalidCorrection):
            split_event(event, claims, actor=officer)
    with pytest.raises(InvalidCorrection):
        join_events(event, event, actor=officer)
    assert Correction.objects.count() == 0


def test_only_members_correct_and_only_what_they_see(organisation, visitor, second_officer):
    open_one, secret = tell(organisation), tell(organisation, what="meet", document={"tlp": "red"})
    with pytest.raises(Refused):
        join_events(event_of(open_one), event_of(secret), actor=visitor)
    with pytest.raises(Refused):
        join_events(event_of(open_one), event_of(secret), actor=second_officer)
    assert Event.objects.count() == 2
