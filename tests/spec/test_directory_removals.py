"""What people take from an actor is kept, can be put back, and is brought again by no register."""

import pytest
from dossiers import make_document
from known_actors import make_actor

from passerelle.apps.accounts.permissions import Refused
from passerelle.apps.audit.models import Event
from passerelle.apps.directory.actions.decide import merge_actors
from passerelle.apps.directory.actions.facts import add_mandate, add_relation
from passerelle.apps.directory.actions.names import add_name
from passerelle.apps.directory.actions.refusals import Conflict, InvalidActor
from passerelle.apps.directory.actions.registers import import_register
from passerelle.apps.directory.actions.remove import (
    remove_mandate,
    remove_name,
    remove_relation,
    restore_fact,
)
from passerelle.apps.directory.actions.resolve import resolve_document
from passerelle.apps.directory.models import Mandate, Relation, Removal
from passerelle.apps.directory.naming import NewName
from passerelle.apps.directory.queries.facts import facts_of
from passerelle.apps.directory.tasks import resolve_waiting

pytestmark = pytest.mark.django_db

ACTORS = "id,kind,country,en,vi,part_of\nvn-nic,institute,VN,NIC Viet Nam|Wrong Name,Trung tâm,vn-mof\n"
MOF = "vn-mof,government,VN,Ministry of Finance,Bộ Tài chính,\n"
MANDATES = (
    "person,person_en,office_en,office_fr,office_vi,organisation,since,until,source\n"
    "hoai,Vu Quoc Huy,Director,directeur,Giám đốc,vn-nic,2021,,x\n"
)


@pytest.fixture
def nic(coordinator):
    import_register((ACTORS + MOF).encode(), kind="table", name="actors.csv", actor=coordinator)
    import_register(MANDATES.encode(), kind="table", name="mandates.csv", actor=coordinator)
    return Mandate.objects.get().organisation


def test_no_register_brings_again_what_a_person_took_away(officer, coordinator, nic):
    remove_name(nic.names.get(text="Wrong Name"), actor=officer)
    remove_mandate(Mandate.objects.get(), actor=officer)
    remove_relation(Relation.objects.get(), actor=officer)
    for text in (ACTORS + MOF, MANDATES):
        changed = text.replace("\n", "\r\n")  # another file of the same content
        import_register(changed.encode(), kind="table", name="again.csv", actor=coordinator)
    assert not nic.names.filter(text="Wrong Name").exists()
    assert (Mandate.objects.count(), Relation.objects.count()) == (0, 0)
    assert nic.names.count() == 2


def test_what_was_taken_away_is_put_back_as_it_was(officer, nic):
    before = [list(model.objects.values()) for model in (Mandate, Relation)]
    name = nic.names.get(text="NIC Viet Nam")
    removals = [
        remove_name(name, actor=officer),
        remove_mandate(Mandate.objects.get(), actor=officer),
        remove_relation(Relation.objects.get(), actor=officer),
    ]
    nic.refresh_from_db()
    assert nic.label != "NIC Viet Nam"
    assert {one.kind for one in facts_of(officer, nic).removals} == {"name", "mandate", "relation"}
    for removal in removals:
        restore_fact(removal, actor=officer)
    assert facts_of(officer, nic).removals == []

    def without_id(rows):
        return [{key: value for key, value in row.items() if key != "id"} for row in rows]

    for model, rows in zip((Mandate, Relation), before, strict=True):
        assert without_id(model.objects.values()) == without_id(rows)
    assert nic.names.get(text="NIC Viet Nam").kind == "label"
    with pytest.raises(Conflict, match=str(officer)):
        restore_fact(removals[0], actor=officer)
    verbs = list(Event.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs[-6:] == [
        "actor.remove_name", "actor.remove_mandate", "actor.remove_relation", *["actor.restore_fact"] * 3,
    ]  # fmt: skip


def test_what_was_noted_again_or_merged_meanwhile_is_not_put_back(officer, nic):
    mandate, relation = Mandate.objects.get(), Relation.objects.get()
    ministry = relation.other
    removals = [remove_mandate(mandate, actor=officer), remove_relation(relation, actor=officer)]
    add_mandate(mandate.person, nic, office="Director", since="2021", actor=officer)
    with pytest.raises(InvalidActor) as refused:
        restore_fact(removals[0], actor=officer)
    assert refused.value.code == "known"
    merge_actors(ministry, nic, actor=officer)
    with pytest.raises(InvalidActor) as refused:
        restore_fact(removals[1], actor=officer)
    assert refused.value.code == "one"
    assert Removal.objects.filter(undone_at=None).count() == 2


def test_documents_known_by_a_wrong_name_only_are_looked_at_again(organisation, officer):
    right = make_actor("right", "Blue River Institute", "River Institute")
    document = make_document(organisation, text="River Institute.", claims=0)
    named = {"id": "r", "kind": "institute", "country": "VN", "names": ["River Institute"]}
    document.readings.update(actors=[named])
    resolve_document(document, actor=None)
    assert document.mentions.get().actor == right
    removal = remove_name(right.names.get(text="River Institute"), actor=officer)
    resolve_waiting.call()
    assert document.mentions.get().actor != right
    restore_fact(removal, actor=officer)
    resolve_waiting.call()
    assert document.mentions.get().actor == right


def test_the_last_name_stays_and_the_refusal_says_what_to_do(officer):
    one = make_actor("one", "Only Name")
    with pytest.raises(
        InvalidActor, match=r"“Only Name” is the only name of this actor\. Add another one first\."
    ):
        remove_name(one.names.get(), actor=officer)


def test_a_name_does_not_end_before_it_begins(officer):
    one = make_actor("one", "Only Name")
    with pytest.raises(InvalidActor, match="It ends before it begins"):
        add_name(one, NewName("Other", since="2025", until="2024-12"), actor=officer)


def test_visitors_take_nothing_away(officer, visitor, nic):
    other = make_actor("other", "Other")
    relation = add_relation(nic, "member_of", other, actor=officer)
    for remove, fact in (
        (remove_name, nic.names.first()),
        (remove_mandate, Mandate.objects.get()),
        (remove_relation, relation),
    ):
        with pytest.raises(Refused):
            remove(fact, actor=visitor)
    removal = remove_relation(relation, actor=officer)
    with pytest.raises(Refused):
        restore_fact(removal, actor=visitor)
