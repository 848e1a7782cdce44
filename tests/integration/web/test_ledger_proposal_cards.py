"""The card of a proposal names the commitment that a new one resembles, to whoever may see that."""

import pytest
from django.urls import reverse
from happenings import tell
from known_actors import make_actor
from ledgers import TODAY, owed

from passerelle.apps.ledger.actions.consider import consider_documents
from passerelle.apps.ledger.columns import forget
from passerelle.apps.ledger.models import Commitment, Proposal

pytestmark = pytest.mark.django_db


@pytest.fixture
def proposed(officer, organisation):
    forget()
    make_actor("vn-most", "Bộ Khoa học và Công nghệ", kind="government")
    make_actor("intel", "Intel", kind="company", country="US")
    document = tell(organisation)
    consider_documents([document.pk], actor=None, today=TODAY)
    like = owed(officer, title="An older memorandum")
    proposal = Proposal.objects.get(kind="commitment")
    Proposal.objects.filter(pk=proposal.pk).update(detail={**proposal.detail, "like": str(like.pk)})
    yield like
    forget()


@pytest.mark.parametrize("language", ["fr", "vi", "en"])
def test_a_new_commitment_is_shown_beside_the_one_it_resembles(client, officer, proposed, language):
    client.force_login(officer)
    client.cookies["django_language"] = language
    text = client.get(reverse("ledger:proposals")).content.decode()
    assert "An older memorandum" in text
    assert reverse("ledger:commitment", args=[proposed.pk]) in text


def test_what_it_resembles_is_not_named_to_whom_it_is_hidden(client, officer, second_officer, proposed):
    Commitment.objects.filter(pk=proposed.pk).update(organisation=second_officer.organisation, tlp="red")
    client.force_login(officer)
    text = client.get(reverse("ledger:proposals")).content.decode()
    assert 'id="proposal-' in text
    assert "An older memorandum" not in text
