"""The search screen answers with links to every kind of thing, and a piece of a page with suggestions."""

import pytest
from dossiers import make_document

from passerelle.apps.events.models import Event, Telling


@pytest.mark.django_db
def test_results_lead_to_events_claims_and_documents(client, officer, organisation):
    document = make_document(organisation, text="Australia exports rare earths.", title="one", language="en")
    event = Event.objects.create()
    claim = document.claims.get()
    Telling.objects.create(claim=claim, event=event, story=1)
    client.force_login(officer)
    page = client.get("/search/", {"q": "đất hiếm"}).content.decode()
    for address in (f"/events/{event.pk}/", f"/claims/{claim.pk}/", f"/documents/{document.pk}/"):
        assert f'href="{address}' in page
    assert "<mark>rare earths</mark>" in page
    for kind in ("documents", "claims", "events", "actors"):
        assert client.get("/search/", {"q": "đất hiếm", "show": kind}).status_code == 200


@pytest.mark.django_db
def test_suggestions_are_links_of_a_list(client, officer):
    client.force_login(officer)
    piece = client.get("/search/suggestions/", {"q": "terres ra"}).content.decode()
    assert 'role="option"' in piece
    assert 'href="/search/?q=rare+earths"' in piece
