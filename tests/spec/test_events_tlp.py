"""Nobody learns from an event what its documents' markings forbid: not its existence, a value, a count, a change."""

import pytest
from happenings import tell
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_permissions_tlp import allowed

from passerelle.apps.accounts.models import ROLES, Organisation, User
from passerelle.apps.accounts.permissions import MEMBERS
from passerelle.apps.directory.models import Actor
from passerelle.apps.events.actions.fold import fold_document
from passerelle.apps.events.models import Correction, Event, Telling
from passerelle.apps.events.queries.event import doubts_count, doubts_for, event_page
from passerelle.apps.events.queries.events import EventFilters, events_of_actor, events_page
from passerelle.apps.library.actions.review import reject_claim
from passerelle.apps.library.models import Claim, Document, Tlp

WORLD = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.sampled_from(Tlp.values),
        st.sampled_from(["2025-05-13", "2025-05-16", "2025-05-24"]),
        st.sampled_from(["sign", "meet"]),
        st.booleans(),
    ),
    min_size=1,
    max_size=6,
)
READER = st.tuples(st.integers(0, 2), st.sampled_from(ROLES), st.booleans())


@pytest.mark.django_db
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(WORLD, READER)
def test_an_event_shows_each_reader_only_what_their_documents_say(db, world, reader):
    for model in (Correction, Claim, Document, Event):
        model.objects.all().delete()
    number = Organisation.objects.count()
    organisations = [Organisation.objects.create(name=f"World {number + at}") for at in range(3)]
    home, role, active = reader
    user = User.objects.create(
        username=f"reader-{number}", role=role, organisation=organisations[home], is_active=active
    )
    for at, (owner, tlp, date, what, stands) in enumerate(world):
        # Each document has an amount of its own: seen anywhere, it gives its document away.
        document = tell(
            organisations[owner],
            date,
            what=what,
            quantity_value=1000.0 + at,
            quantity_unit="EUR",
            document={"tlp": tlp},
        )
        if not stands:
            reviewer, _ = User.objects.get_or_create(
                username=f"officer-{number}-{owner}", role="officer", organisation=organisations[owner]
            )
            reject_claim(document.claims.get(), actor=reviewer, reason="No.")
            fold_document(document, actor=None)
    documents = [one for one in Document.objects.all() if allowed(user, one)]
    claims = {claim.pk: claim for one in documents for claim in one.claims.all() if claim.standing}
    events = {telling.event_id for telling in Telling.objects.filter(claim__in=claims)}
    page = events_page(user, EventFilters(), page_size=100)
    assert {row.event.pk for row in page.rows} == events
    assert page.total == len(events)
    assert {row.event.pk for actor in Actor.objects.all() for row in events_of_actor(user, actor)} == events
    amounts = {claim.quantity_value for claim in claims.values()}
    for event in Event.objects.all():
        if event.pk not in events:
            with pytest.raises(Event.DoesNotExist):
                event_page(user, event.pk)
            continue
        shown = event_page(user, event.pk)
        assert {claim.pk for claim in shown.claims} <= claims.keys()
        told = shown.summary.of("quantity").values
        assert {one.value.value for one in told} | {w.value for one in told for w in one.wordings} <= amounts
        assert set(shown.summary.reports) == {str(claim.pk) for claim in shown.claims}
        assert len(shown.summary.documents) == len({claim.document_id for claim in shown.claims})
        assert {step.document.pk for step in shown.steps} <= {one.pk for one in documents}
        for change in (
            change for step in shown.steps for change in step.changes if change.attribute == "quantity"
        ):
            assert {one.value for one in (change.before, change.after) if hasattr(one, "value")} <= amounts
        assert {row.event.pk for row in shown.related} <= events
    doubts = doubts_for(user)
    assert doubts_count(user) == len(doubts)
    assert not doubts or (role in MEMBERS and active)
    assert {pk for doubt in doubts for pk in (doubt.left.pk, doubt.right.pk)} <= claims.keys()
