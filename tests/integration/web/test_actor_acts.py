"""What members decide on the page of an actor, by forms that keep what was typed."""

import pytest
from django.urls import reverse
from dossiers import make_document
from known_actors import make_actor, make_mention

from passerelle.apps.directory.models import Decision, Mandate

pytestmark = pytest.mark.django_db


@pytest.fixture
def ministry():
    return make_actor("vn-most", "Bộ Khoa học và Công nghệ", kind="government")


def ask(client, user, name, key, **given):
    client.force_login(user)
    client.cookies["django_language"] = "en"
    address = reverse(f"directory:{name}", args=[key])
    return client.post(address, given) if given else client.get(address)


def test_a_name_is_added_or_said_to_be_none(client, officer, ministry):
    given = {"text": "MOST", "kind": "acronym", "language": "en", "since": "2025-13"}
    wrong = ask(client, officer, "add-name", "vn-most", **given).content.decode()
    assert 'value="MOST"' in wrong
    assert "errorlist" in wrong
    assert ask(client, officer, "add-name", "vn-most", **given | {"since": "2025-03"}).status_code == 302
    assert ministry.names.filter(text="MOST", kind="acronym", language="en", since="2025-03").exists()


def test_a_mandate_is_noted_from_either_side(client, officer, ministry):
    hung = make_actor("hung", "Nguyễn Mạnh Hùng", kind="person")
    given = {"other": "Nguyen Manh Hung", "office": "Minister", "office_fr": "Ministre", "since": "2025-02"}
    asked = ask(client, officer, "add-mandate", "vn-most", **given).content.decode()
    assert 'value="hung"' in asked, "written without tones: the person chooses"
    assert ask(client, officer, "add-mandate", "vn-most", **given, chosen="hung").status_code == 302
    assert Mandate.objects.get().person == hung
    other = {"other": "Bộ Khoa học và Công nghệ", "office": "Deputy Minister"}
    assert ask(client, officer, "add-mandate", "hung", **other).status_code == 302
    assert Mandate.objects.filter(person=hung, organisation=ministry, office="Deputy Minister").exists()
    nobody = ask(client, officer, "add-mandate", "hung", other="zzz", office="Minister").content.decode()
    assert "No actor has such a name." in nobody


def test_merging_and_undoing_on_the_page(client, officer, ministry):
    make_actor("most-vn", "MOST Vietnam", kind="government")
    client.force_login(officer)
    found = client.get(reverse("directory:merge", args=["most-vn"]), {"q": "bo khoa hoc"}).content.decode()
    assert 'value="vn-most"' in found
    answer = ask(client, officer, "merge", "most-vn", to="vn-most")
    assert answer.url == reverse("directory:actor", args=["vn-most"])
    decision = Decision.objects.get()
    client.post(reverse("directory:undo", args=[decision.pk]), {"back": "actor"})
    assert client.get(reverse("directory:actor", args=["most-vn"])).status_code == 200
    told = client.post(
        reverse("directory:undo", args=[decision.pk]), {"back": "actor"}, follow=True
    ).content.decode()
    assert str(officer) in told


def test_what_one_document_means_is_split_off(client, officer, organisation, ministry):
    documents = [make_document(organisation, text=f"Bộ Khoa học và Công nghệ họp lần {n}.") for n in (1, 2)]
    mentions = [make_mention(one, "vn-most", ministry, "Bộ Khoa học và Công nghệ") for one in documents]
    shown = ask(client, officer, "split", "vn-most").content.decode()
    assert "<mark>Bộ Khoa học và Công nghệ</mark> họp lần 2." in shown
    answer = ask(client, officer, "split", "vn-most", mention=mentions[1].pk)
    mentions[1].refresh_from_db()
    assert answer.url == reverse("directory:actor", args=[mentions[1].actor.key])
    assert mentions[1].actor != ministry
    nothing = ask(client, officer, "split", "vn-most", mention="0").content.decode()
    assert 'role="alert"' in nothing


def test_a_visitor_decides_nothing(client, visitor, ministry):
    for name in ("add-name", "add-mandate", "add-relation", "facts", "merge", "split"):
        assert ask(client, visitor, name, "vn-most").status_code == 403


def test_what_is_noted_is_corrected_on_one_page(client, officer, ministry):
    hung = make_actor("hung", "Nguyễn Mạnh Hùng", kind="person")
    Mandate.objects.create(person=hung, organisation=ministry, office="Minister", since="2025-02")
    assert ask(client, officer, "add-name", "vn-most", text="MOST", kind="acronym").status_code == 302
    shown = ask(client, officer, "facts", "vn-most").content.decode()
    assert [word for word in ("MOST", "Minister", "Nguyễn Mạnh Hùng") if word not in shown] == []
    client.force_login(officer)
    name = ministry.names.get(text="MOST")

    def post(view, *args, **given):
        return client.post(
            reverse(f"directory:{view}", args=["vn-most", *args]), given, follow=True
        ).content.decode()

    mandate = Mandate.objects.get()
    assert "It ends before it begins." in post("end-mandate", mandate.pk, until="2024")
    post("end-mandate", mandate.pk, until="2026-01")
    mandate.refresh_from_db()
    assert mandate.until == "2026-01"
    assert "Put back" in post("remove-fact", "name", name.pk)
    assert not ministry.names.filter(text="MOST").exists()
    assert "only name of this actor" in post("remove-fact", "name", ministry.names.get().pk)
    post("restore-fact", ministry.removals.get().pk)
    assert ministry.names.filter(text="MOST", kind="acronym").exists()
    post("remove-fact", "mandate", mandate.pk)
    assert not Mandate.objects.exists()
    for strange in (("mandate", mandate.pk), ("name", 999999), ("actor", ministry.pk)):
        assert client.post(reverse("directory:remove-fact", args=["vn-most", *strange])).status_code == 404


def test_a_fact_of_another_actor_is_not_removed_here(client, officer, ministry):
    other = make_actor("other", "Other", "Others")
    client.force_login(officer)
    address = reverse("directory:remove-fact", args=["vn-most", "name", other.names.first().pk])
    assert client.post(address).status_code == 404
    assert other.names.count() == 2


def test_a_relation_is_noted_once(client, officer, ministry):
    make_actor("vista", "VISTA")
    given = {"kind": "part_of", "other": "vn-most", "since": "2025-03", "source": "Decree"}
    assert ask(client, officer, "add-relation", "vista", **given).status_code == 302
    again = ask(client, officer, "add-relation", "vista", **given).content.decode()
    assert "This relation is noted already." in again
    assert "Decree" in again, "what was typed is kept"
    assert "Belongs with" in client.get(reverse("directory:actor", args=["vista"])).content.decode()
