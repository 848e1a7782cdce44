"""The directory an installation begins with: taken in once, completed later, and never against what people did."""

import time

import pytest
from dossiers import make_document
from known_actors import make_actor

from passerelle.apps.audit.models import Event
from passerelle.apps.directory.actions.resolve import resolve_document
from passerelle.apps.directory.actions.starter import import_starter, load_directory
from passerelle.apps.directory.models import Actor, Identifier, Mandate, Name, RegisterImport, Relation
from passerelle.apps.directory.offices import holders
from passerelle.apps.directory.tasks import resolve_waiting

pytestmark = pytest.mark.django_db


def rows():
    return [
        list(model.objects.order_by("pk").values()) for model in (Actor, Name, Identifier, Relation, Mandate)
    ]


def test_the_starter_pack_is_taken_in_quickly_once_and_a_second_time_changes_nothing(organisation):
    began = time.process_time()
    register = load_directory(actor=None)
    assert time.process_time() - began < 10, "seconds of our own work, however busy the machine is"
    assert register.added == Actor.objects.filter(state="accepted").count() > 5000
    assert register.faults == []
    assert Actor.objects.get(key="vn-most").names.filter(language="vi").exists()
    france = Actor.objects.get(key="fr")
    assert (france.kind, france.identifiers.get().value, france.label) == ("country", "FR", "France")
    assert not Name.objects.filter(text="French").exists(), "a nationality is no name"
    before = rows()
    assert load_directory(actor=None) is None
    again = import_starter(actor=None)
    assert (again.added, again.changed) == (0, 0)
    assert rows() == before
    assert RegisterImport.objects.count() == 1
    assert Event.objects.filter(verb="register.starter").count() == 2


def test_the_starter_pack_leaves_what_stands_and_finds_the_strangers_it_knows(organisation):
    most = make_actor("vn-most", "Our own name", kind="government", website="https://own.example")
    document = make_document(organisation)
    resolve_document(document, actor=None)
    assert document.mentions.get(local="intel").state == "unknown"
    load_directory(actor=None)
    most.refresh_from_db()
    assert (most.label, most.website) == ("Our own name", "https://own.example")
    assert most.names.filter(text="Bộ Khoa học và Công nghệ").exists()
    resolve_waiting.call()
    assert document.mentions.get(local="intel").actor.key == "intel"


def test_offices_pass_from_one_person_to_the_next(organisation):
    load_directory(actor=None)
    tenures = Mandate.objects.exclude(since="").select_related("person", "organisation")
    assert tenures.count() >= 1
    for mandate in tenures:
        days = {mandate.since, mandate.until} - {""}
        for day in days:
            found = holders(mandate.office, day, organisation=mandate.organisation.key)
            assert mandate.person_id in {tenure.person for tenure in found}
