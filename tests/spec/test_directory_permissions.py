"""Who may know of an actor: of an open one everybody, of a candidate whoever may see a document that names it."""

import pytest
from django.db import IntegrityError, transaction
from dossiers import make_document
from known_actors import make_actor, make_candidate, make_mention

from passerelle.apps.accounts.permissions import rows
from passerelle.apps.directory.models import Actor, Mention

pytestmark = pytest.mark.django_db


def seen(user) -> set[str]:
    return set(rows(user, "actor.read", Actor.objects.all()).values_list("key", flat=True))


@pytest.mark.parametrize("tlp", ["clear", "green", "amber", "red"])
def test_a_candidate_is_known_to_members_who_may_see_a_document_that_names_it(
    tlp, organisation, visitor, officer, second_officer, second_visitor
):
    document = make_document(organisation, tlp=tlp)
    open_actor, candidate = make_actor("nic", "National Innovation Center"), make_candidate()
    make_mention(document, "acme", candidate, "Acme")
    assert seen(officer) == {"nic", candidate.key}
    assert seen(second_officer) == ({"nic", candidate.key} if tlp in ("clear", "green") else {"nic"})
    assert seen(visitor) == seen(second_visitor) == {"nic"}
    assert open_actor.key == "nic"


def test_a_candidate_no_newer_reading_names_is_not_there(organisation, officer):
    candidate = make_candidate()
    make_mention(make_document(organisation), "acme", candidate, "Acme", found=False)
    assert seen(officer) == set()


def test_a_mention_is_seen_as_its_document_is(organisation, visitor, officer):
    mention = make_mention(make_document(organisation, tlp="red"), "nic", make_actor("nic"), "NIC")
    assert list(rows(officer, "mention.read", Mention.objects.all())) == [mention]
    assert not rows(visitor, "mention.read", Mention.objects.all()).exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "accepted", "open": False},
        {"state": "candidate", "open": True},
        {"state": "candidate", "label": "A name from somewhere"},
        {"state": "merged"},
    ],
    ids=str,
)
def test_the_database_refuses_what_cannot_be(wrong, db):
    with pytest.raises(IntegrityError), transaction.atomic():
        Actor.objects.create(key="wrong", **wrong)
