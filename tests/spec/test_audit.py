"""The trail: every event once, of the own organisation, in pages, never changed."""

from datetime import date

import pytest
from django.http import QueryDict
from dossiers import make_document
from hypothesis import given
from hypothesis import strategies as st

from passerelle.apps.audit.models import Event
from passerelle.apps.audit.queries import EventFilters, events_for
from passerelle.apps.library.actions.review import confirm_claim, reject_claim, undo_decision

pytestmark = pytest.mark.django_db


@pytest.fixture
def trail(organisation, second_organisation, officer, coordinator, second_officer):
    claim = make_document(organisation).claims.get()
    confirm_claim(claim, actor=officer)
    undo_decision(claim, actor=coordinator)
    reject_claim(claim, actor=second_officer, reason="Bị trùng.")
    confirm_claim(make_document(second_organisation, text="Khác.").claims.get(), actor=second_officer)
    return claim


@pytest.mark.parametrize("role", ["visitor", "officer"])
def test_only_coordinators_and_administrators_read_it(trail, person, organisation, role):
    assert events_for(person(role, organisation, "reader"), EventFilters()).events == []


def test_it_holds_what_was_done_to_the_own_organisation_newest_first(
    trail, coordinator, second_administrator
):
    page = events_for(coordinator, EventFilters())
    assert [event.verb for event in page.events] == ["claim.reject", "claim.undo", "claim.confirm"]
    assert page.verbs == ["claim.confirm", "claim.reject", "claim.undo"]
    assert page.events[0].detail["reason"] == "Bị trùng."
    assert page.events[0].detail["changed"]["state"] == ["waiting", "rejected"]
    assert [event.verb for event in events_for(second_administrator, EventFilters()).events] == [
        "claim.confirm"
    ]


def test_it_is_narrowed_and_paged(trail, coordinator, officer, second_officer):
    assert len(events_for(coordinator, EventFilters(verb="claim.undo")).events) == 1
    assert [event.actor for event in events_for(coordinator, EventFilters(actor=officer.pk)).events] == [
        officer
    ]
    about = EventFilters(target_type="claim", target_id=str(trail.pk))
    assert len(events_for(coordinator, about).events) == 3
    today = Event.objects.first().at.date()
    assert len(events_for(coordinator, EventFilters(first_day=today, last_day=today)).events) == 3
    assert events_for(coordinator, EventFilters(last_day=date(2000, 1, 1))).events == []
    first = events_for(coordinator, EventFilters(), page_size=2)
    second = events_for(coordinator, first.following, page_size=2)
    assert len(first.events) == 2
    assert [event.verb for event in second.events] == ["claim.confirm"]
    assert second.following is None


def test_an_event_is_written_once(trail):
    event = Event.objects.first()
    with pytest.raises(TypeError):
        event.save()
    with pytest.raises(TypeError):
        event.delete()
    with pytest.raises(TypeError):
        Event.objects.update(verb="claim.confirm")
    with pytest.raises(TypeError):
        Event.objects.all().delete()
    with pytest.raises(TypeError):
        Event.objects.bulk_update([event], ["verb"])


@given(
    st.dictionaries(
        st.sampled_from(["verb", "actor", "target", "from", "to", "before"]),
        st.text(max_size=20) | st.sampled_from(["claim.undo", "7", "claim.12", "2025-01-02", "9" * 30, "1²"]),
    )
)
def test_any_address_makes_filters_that_make_the_same_address(given):
    address = QueryDict(mutable=True)
    address.update(given)
    filters = EventFilters.from_query(address)
    assert EventFilters.from_query(QueryDict(filters.to_query())) == filters
