"""A prepared question answers as its queryset does, whoever asked it before; and the rules hold for each reader."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db.models import BigIntegerField, CharField
from dossiers import make_document

from passerelle.apps.accounts.models import ROLES, Organisation, User
from passerelle.apps.accounts.permissions import PERMISSIONS, rows
from passerelle.apps.accounts.prepared import Among, Given, Prepared, Rights
from passerelle.apps.library.models import Document, Tlp
from passerelle.apps.library.queries.documents import documents_by_id, visible_documents

READERS = [(role, own, active) for role in ROLES for own in (True, False) for active in (True, False)]


@pytest.fixture
def documents(organisation):
    other = Organisation.objects.create(name="Another ministry")
    return [
        make_document(owner, text=f"{owner.name}: {tlp}.", title=f"{owner.pk} {tlp}", tlp=tlp, claims=0)
        for owner in (organisation, other)
        for tlp in Tlp.values
    ]


@pytest.mark.django_db
def test_every_reader_is_answered_by_the_rule_in_any_order(organisation, documents):
    every = [document.pk for document in documents]
    elsewhere = Organisation.objects.create(name="A third ministry")
    readers = [
        User(username=f"{at}", role=role, organisation=organisation if own else elsewhere, is_active=active)
        for at, (role, own, active) in enumerate(READERS)
    ]
    for reader in (*readers, *reversed(readers)):
        allowed = set(visible_documents(reader).values_list("pk", flat=True))
        assert set(documents_by_id(reader, every)) == allowed
        assert set(documents_by_id(reader, every[:3])) == allowed & set(every[:3])
    assert {len(documents_by_id(reader, every)) for reader in readers} == {0, 2, 4, 6}


@pytest.mark.django_db
def test_whole_objects_are_those_of_the_queryset(officer, documents):
    (found,) = documents_by_id(officer, [documents[0].pk]).values()
    plain = Document.objects.get(pk=documents[0].pk)
    assert {field.attname: getattr(found, field.attname) for field in Document._meta.fields} == {
        field.attname: getattr(plain, field.attname) for field in Document._meta.fields
    }


@pytest.mark.django_db
def test_texts_and_numbers_are_given_as_they_are(organisation, documents):
    titled = Prepared(
        lambda _: (
            Document.objects.filter(
                Among("pk", "documents"),
                title__startswith=Given("title", CharField()),
                organisation=Given("owner", BigIntegerField()),
            )
            .order_by("pk")
            .values_list("title")
        )
    )
    every = [document.pk for document in documents]
    owner = organisation.pk

    def asked(title, numbers=every):
        return [title for (title,) in titled.rows(documents=numbers, title=title, owner=owner)]

    assert asked(f"{owner} ") == [f"{owner} {tlp}" for tlp in Tlp.values]
    assert asked(f"{owner} a", iter(every)) == [f"{owner} amber"]
    assert asked("%") == asked("_") == asked("'); DROP TABLE library_document; --") == []
    assert asked(f"{owner} ", []) == []


@pytest.mark.django_db
@pytest.mark.parametrize("permission", sorted(PERMISSIONS))
def test_rules_ask_of_a_person_no_more_than_their_rights(permission, organisation):
    rule = PERMISSIONS[permission]
    if rule.rows is not None:
        rule.rows(Rights("officer", organisation.pk, True, True))


@pytest.mark.django_db
def test_who_holds_no_permission_is_answered_nothing(visitor, documents):
    managed = Prepared(lambda user: rows(user, "document.mark", Document.objects.all()))
    assert managed.objects(visitor) == []
    assert managed.rows(None) == managed.rows(AnonymousUser()) == []
