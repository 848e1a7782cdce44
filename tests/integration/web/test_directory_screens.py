"""The screens of the directory: the list, an actor, a country; in each language, for whom the markings allow."""

import pytest
from django.urls import reverse
from dossiers import make_document
from known_actors import make_actor, make_candidate, make_mention

from passerelle.apps.directory.involvements import involve
from passerelle.apps.directory.models import Actor, Mandate, Relation

pytestmark = pytest.mark.django_db


@pytest.fixture
def known(organisation):
    """A ministry and a company that signed something together, a park of the ministry, and its minister."""
    most = make_actor(
        "vn-most",
        ("Bộ Khoa học và Công nghệ", "vi", "label"),
        ("Ministry of Science and Technology", "en", "label"),
        ("ministère des Sciences et des Technologies", "fr", "label"),
        ("Bộ Khoa học, Công nghệ và Môi trường", "vi", "former", "1992", "2002"),
        kind="government",
        website="https://most.gov.vn",
        identifiers={"wikidata": "Q1"},
    )
    intel = make_actor("intel", "Intel", kind="company", country="US")
    minister = make_actor("nguyen-manh-hung", "Nguyễn Mạnh Hùng", kind="person")
    Mandate.objects.create(
        person=minister, organisation=most, office="Minister", office_fr="Ministre", office_vi="Bộ trưởng",
        since="2025-03",
    )  # fmt: skip
    Relation.objects.create(actor=make_actor("shtp", "Saigon Hi-Tech Park"), kind="part_of", other=most)
    document = make_document(organisation, claims=[{"technologies": ["chips"]}])
    make_mention(document, "vn-most", most)
    make_mention(document, "intel", intel)
    return document


def page(client, user, language, name, *args, **query) -> str:
    client.force_login(user)
    client.cookies["django_language"] = language
    answer = client.get(reverse(f"directory:{name}", args=args), query)
    assert answer.status_code == 200
    text = answer.content.decode()
    return text[text.index("<main") :]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", ["ministère des Sciences et des Technologies", "Ministre", "Avec qui", "mars 2025 –"]),
        ("vi", ["Bộ Khoa học và Công nghệ", "Bộ trưởng", "Cùng được nhắc đến"]),
        ("en", ["Ministry of Science and Technology", "Minister", "With whom", "Semiconductor chips"]),
    ],
)
def test_an_actor_is_shown_whole_in_each_language(client, officer, known, language, words):
    shown = page(client, officer, language, "actor", "vn-most")
    told = [
        *words,
        "Intel",
        "Saigon Hi-Tech Park",
        "Nguyễn Mạnh Hùng",
        "Bộ Khoa học, Công nghệ và Môi trường",
    ]
    assert [word for word in told if word not in shown] == []
    assert "<svg" in shown
    assert "style=" not in shown


def test_the_list_finds_without_tones_and_keeps_what_narrows_it(client, officer, known):
    shown = page(client, officer, "vi", "list", q="bo khoa hoc", country="VN")
    assert "Bộ Khoa học và Công nghệ" in shown
    assert "Intel" not in shown
    assert "country=VN" in shown


def test_a_country_gathers_its_actors(client, officer, known):
    shown = page(client, officer, "en", "country", "VN")
    assert [w for w in ("Vietnam", "Ministry of Science and Technology", "Intel") if w not in shown] == []


@pytest.mark.parametrize("address", ["/actors/no-such-actor/", "/countries/ZZ/", "/countries/vn/"])
def test_what_is_not_there_is_not_there(client, officer, address):
    client.force_login(officer)
    assert client.get(address).status_code == 404


def test_a_candidate_is_not_there_for_who_may_not_see_its_documents(
    client, officer, second_officer, organisation
):
    candidate = make_candidate()
    make_mention(make_document(organisation, tlp="amber"), "acme", candidate, "Acme Photonics")
    assert "Acme Photonics" in page(client, officer, "en", "actor", candidate.key)
    client.force_login(second_officer)
    assert client.get(reverse("directory:actor", args=[candidate.key])).status_code == 404
    assert "Acme" not in page(client, second_officer, "en", "list")


def test_a_merged_actor_leads_to_the_one_that_stands(client, officer, known):
    old = make_actor("most-vietnam", "MOST Vietnam")
    Actor.objects.filter(pk=old.pk).update(state="merged", merged_into=Actor.objects.get(key="vn-most"))
    client.force_login(officer)
    answer = client.get(reverse("directory:actor", args=["most-vietnam"]))
    assert answer.status_code == 302
    assert answer.url == reverse("directory:actor", args=["vn-most"])


def test_the_names_in_a_document_lead_to_their_actors(client, officer, known):
    client.force_login(officer)
    shown = client.get(reverse("library:document", args=[known.pk])).content.decode()
    assert reverse("directory:actor", args=["vn-most"]) in shown
    claim = known.claims.first()
    assert reverse("directory:actor", args=["intel"]) in client.get(f"/claims/{claim.pk}/").content.decode()


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", ["Ministre", "À la date du", "titulaire non renseigné"]),
        ("vi", ["Bộ trưởng", "Tại ngày", "chưa ghi nhận người giữ chức vụ"]),
        ("en", ["Minister", "On the day", "nobody is noted"]),
    ],
)
def test_who_held_which_office_on_a_day(client, officer, known, language, words):
    ministry = Actor.objects.get(key="vn-most")
    before = make_actor("huynh-thanh-dat", "Huỳnh Thành Đạt", kind="person")
    office = {"office": "Minister", "office_fr": "Ministre", "office_vi": "Bộ trưởng"}
    Mandate.objects.create(person=before, organisation=ministry, since="2020-11", until="2025-02", **office)
    Mandate.objects.create(person=before, organisation=ministry, office="Chief of Staff", since="2026")
    shown = page(client, officer, language, "actor", "vn-most", on="2024-05-01")
    assert [word for word in words if word not in shown] == []
    offices = shown[shown.index('id="mandates"') :]
    offices = offices[: offices.index("</section>")]
    assert "Huỳnh Thành Đạt" in offices
    assert "Nguyễn Mạnh Hùng" not in offices
    later = page(client, officer, language, "actor", "vn-most", on="2025-06")
    assert "Nguyễn Mạnh Hùng" in later[later.index('id="mandates"') :]
    wrong = page(client, officer, "en", "actor", "vn-most", on="May 2024")
    assert "Give the date as 2025, 2025-05 or 2025-05-13." in wrong
    assert "Huỳnh Thành Đạt" in wrong
    assert "No mandate is noted for that day." in page(
        client, officer, "en", "actor", "nguyen-manh-hung", on="2024"
    )


def test_the_list_is_narrowed_by_technology(client, officer, known):
    involve([known.pk])
    shown = page(client, officer, "fr", "list")
    assert "technology=chips" in shown
    narrowed = page(client, officer, "fr", "list", technology="chips", q="intel")
    assert "Intel" in narrowed
    assert 'name="technology" value="chips"' in narrowed
