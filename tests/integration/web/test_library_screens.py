"""The library's screens: who is let in, in which language, and what each form does."""

import pytest
from django.urls import reverse

from passerelle.apps.library.actions.documents import mark_document
from passerelle.apps.library.actions.jobs import queue_files
from passerelle.apps.library.actions.sources import add_source
from passerelle.apps.library.intake import run
from passerelle.apps.library.models import Document, SourceKind
from passerelle.sources.model import Item

pytestmark = pytest.mark.django_db

TEXT = (
    "Accord sur les semi-conducteurs\n\nPublié le 12 juin 2025\n\n"
    "Le ministère français de l'Économie et FPT ont signé le 11 juin 2025 à Paris un protocole d'accord sur les "
    "semi-conducteurs. Le Vietnam veut former 50 000 ingénieurs d'ici 2030.\n"
)


@pytest.fixture
def document(officer) -> Document:
    source = add_source(name="Press", kind=SourceKind.FILES, tlp="green", reliability="B", actor=officer)
    job = queue_files([Item("accord.txt", TEXT.encode())], source=source, actor=officer, background=False)
    run.run_job(job.pk)
    return Document.objects.get()


@pytest.fixture
def claim(document):
    return document.claims.order_by("start").first()


def screens(document, claim) -> dict[str, str]:
    return {
        "list": reverse("library:list"),
        "document": reverse("library:document", args=[document.pk]),
        "claim": reverse("library:claim", args=[claim.pk]),
        "waiting": reverse("library:waiting"),
    }


def test_a_stranger_to_the_desk_is_asked_to_sign_in(client, document, claim):
    for address in screens(document, claim).values():
        answer = client.get(address)
        assert answer.status_code == 302
        assert answer.url.startswith(reverse("access:sign-in"))


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "fr",
            {
                "list": "Bibliothèque",
                "document": "Affirmations",
                "claim": "La phrase",
                "waiting": "à examiner",
            },
        ),
        ("vi", {"list": "Thư viện", "document": "Khẳng định", "claim": "Câu văn", "waiting": "chờ xem xét"}),
        ("en", {"list": "Library", "document": "Claims", "claim": "The sentence", "waiting": "to review"}),
    ],
)
def test_each_screen_speaks_each_language(client, officer, document, claim, language, words):
    client.force_login(officer)
    client.cookies["django_language"] = language
    for screen, address in screens(document, claim).items():
        answer = client.get(address)
        assert answer.status_code == 200, screen
        assert f'<html lang="{language}">' in answer.text
        assert words[screen] in answer.text, screen


def test_a_red_document_is_not_there_for_another_organisation(
    client, officer, second_officer, document, claim
):
    mark_document(document, actor=officer, tlp="red")
    client.force_login(second_officer)
    for screen in ("document", "claim"):
        assert client.get(screens(document, claim)[screen]).status_code == 404
    for name in ("confirm", "reject", "undo", "correct"):
        assert client.post(reverse(f"library:{name}", args=[claim.pk]), {"reason": "x"}).status_code == 404
    for form in ("csv", "xlsx", "jsonl", "docx"):
        assert client.get(reverse("library:document-export", args=[document.pk, form])).status_code == 404
    assert client.get(reverse("library:original", args=[document.pk])).status_code == 404
    assert "Accord sur les semi" not in client.get(reverse("library:list") + "?q=accord").text
    assert "accord.txt" not in client.get(reverse("library:export", args=["jsonl"])).getvalue().decode()
    claim.refresh_from_db()
    assert claim.state == "waiting"


def test_a_visitor_reads_but_does_not_decide(client, visitor, document, claim):
    client.force_login(visitor)
    page = client.get(reverse("library:document", args=[document.pk]))
    assert page.status_code == 200
    assert 'data-act="confirm"' not in page.text
    refused = client.post(reverse("library:confirm", args=[claim.pk]))
    assert refused.status_code == 403
    assert "officers" in refused.text
    claim.refresh_from_db()
    assert claim.state == "waiting"


def test_each_decision_comes_back_as_the_card(client, officer, claim):
    client.force_login(officer)
    answer = client.post(reverse("library:confirm", args=[claim.pk]), headers={"HX-Request": "true"})
    assert f'id="claim-{claim.pk}"' in answer.text
    assert "state-confirmed" in answer.text
    answer = client.post(
        reverse("library:reject", args=[claim.pk]), {"other": "Not said"}, headers={"HX-Request": "true"}
    )
    assert "state-rejected" in answer.text
    assert "Not said" in answer.text
    answer = client.post(
        reverse("library:reject", args=[claim.pk]), {"other": " "}, headers={"HX-Request": "true"}
    )
    assert 'role="alert"' in answer.text
    answer = client.post(reverse("library:undo", args=[claim.pk]), headers={"HX-Request": "true"})
    assert "state-confirmed" in answer.text


def test_words_that_do_not_stand_in_the_text_are_refused_and_nothing_is_lost(client, officer, claim):
    client.force_login(officer)
    address = reverse("library:correct", args=[claim.pk])
    given = {"type": claim.type, "status": claim.status, "words": "nobody wrote this", "date": "2025-06-11"}
    answer = client.post(address, given)
    assert answer.status_code == 200
    assert "nobody wrote this" in answer.text
    assert 'value="2025-06-11"' in answer.text
    assert "errorlist" in answer.text
    claim.refresh_from_db()
    assert claim.state == "waiting"


def test_a_claim_is_added_by_hand_where_its_words_stand(client, officer, document):
    client.force_login(officer)
    before = set(document.claims.values_list("pk", flat=True))
    given = {"type": "policy", "status": "adopted", "words": "Accord sur les semi-conducteurs"}
    answer = client.post(reverse("library:add", args=[document.pk]), given)
    assert answer.status_code == 302
    added = document.claims.exclude(pk__in=before).get()
    assert (added.quote, added.start, added.type) == ("Accord sur les semi-conducteurs", 0, "policy")


@pytest.mark.parametrize(
    ("language", "unit", "place", "written"),
    [
        ("fr", "Personnes", "Vietnam", "12\u202f000\u00a0personnes"),
        ("vi", "người", "Việt Nam", "12.000\u00a0người"),
        ("en", "people", "Vietnam", "12,000\u00a0people"),
        ("en", "person", "VN", "12,000\u00a0people"),
    ],
)
def test_units_and_countries_are_written_and_read_in_the_own_language(
    client, officer, document, language, unit, place, written
):
    from babel import Locale

    place = place if len(place) == 2 else Locale.parse(language).territories["VN"]
    client.force_login(officer)
    client.cookies["django_language"] = language
    given = {
        "type": "result", "status": "reached", "words": "50 000 ingénieurs", "place": place,
        "quantity_value": "12000", "quantity_unit": unit,
    }  # fmt: skip
    assert client.post(reverse("library:add", args=[document.pk]), given).status_code == 302
    added = document.claims.get(quote="50 000 ingénieurs", type="result")
    assert (added.quantity_unit, added.place) == ("person", "VN")
    assert written in client.get(reverse("library:claim", args=[added.pk])).text
    form = client.get(reverse("library:correct", args=[added.pk])).text
    assert f'value="{Locale.parse(language).territories["VN"]}"' in form


def test_a_unit_that_is_left_alone_is_not_taken_for_another_of_the_same_name(client, officer, document):
    client.force_login(officer)
    client.cookies["django_language"] = "fr"
    given = {
        "type": "result", "status": "reached", "words": "50 000 ingénieurs", "quantity_value": "2",
        "quantity_unit": "plant",
    }  # fmt: skip
    client.post(reverse("library:add", args=[document.pk]), given)
    added = document.claims.get(quantity_unit="plant")
    client.post(
        reverse("library:correct", args=[added.pk]), given | {"quantity_unit": "usines", "date": "2025"}
    )
    added.refresh_from_db()
    assert (added.quantity_unit, added.date) == ("plant", "2025")


def test_a_usual_reason_is_read_in_each_language(client, officer, claim):
    client.force_login(officer)
    client.cookies["django_language"] = "fr"
    page = client.get(reverse("library:document", args=[claim.document_id])).text
    assert 'value="Wrong parties"' in page
    client.post(reverse("library:reject", args=[claim.pk]), {"reason": "Wrong parties"})
    for language, words in (("fr", "Parties erronées"), ("vi", "Sai các bên"), ("en", "Wrong parties")):
        client.cookies["django_language"] = language
        page = client.get(reverse("library:claim", args=[claim.pk])).text
        history = page[page.index("plainlist") :]
        assert words in history
        assert words in page[page.index("decided") :]


def test_the_original_file_comes_back_byte_for_byte_and_never_as_a_page(client, officer, document):
    client.force_login(officer)
    answer = client.get(reverse("library:original", args=[document.pk]))
    assert answer.content == TEXT.encode()
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")


def test_a_marking_is_changed_and_nonsense_refused(client, officer, document):
    client.force_login(officer)
    address = reverse("library:mark", args=[document.pk])
    good = {"tlp": "amber", "reliability": "C", "publisher": "VNA", "published": document.published}
    assert client.post(address, good).status_code == 302
    document.refresh_from_db()
    assert (document.tlp, document.reliability, document.publisher) == ("amber", "C", "VNA")
    answer = client.post(address, good | {"published": "someday"})
    assert answer.status_code == 200
    assert "errorlist" in answer.text
    document.refresh_from_db()
    assert document.published != "someday"


@pytest.mark.parametrize("form", ["csv", "xlsx", "jsonl"])
def test_the_list_is_exported_as_it_stands(client, officer, document, form):
    client.force_login(officer)
    answer = client.get(reverse("library:export", args=[form]) + "?language=fr")
    assert answer.status_code == 200
    assert answer.getvalue()
    assert "attachment" in answer["Content-Disposition"]
    assert client.get(reverse("library:export", args=["exe"])).status_code == 404


def test_a_search_is_saved_and_deleted_by_its_owner_only(client, officer, coordinator, document):
    client.force_login(officer)
    client.post(reverse("library:save-search"), {"name": "Puces", "query": "technology=chips"})
    search = officer.saved_searches.get()
    assert "Puces" in client.get(reverse("library:list")).text
    client.force_login(coordinator)
    assert client.post(reverse("library:delete-search", args=[search.pk])).status_code == 404
    client.force_login(officer)
    client.post(reverse("library:delete-search", args=[search.pk]))
    assert not officer.saved_searches.exists()


def test_nonsense_in_the_address_is_named_and_passed_over(client, officer, document):
    client.force_login(officer)
    answer = client.get(reverse("library:list") + "?type=nonsense&page=-3&order=sideways&q=" + "x" * 2000)
    assert answer.status_code == 200
    assert "nonsense" in answer.text


OLD = "Bé Khoa häc vµ C«ng nghÖ ký tháa thuËn hîp t¸c víi ViÖn Nghiªn cøu ë Hµ Néi."


@pytest.mark.parametrize(
    ("language", "converted", "unsure"),
    [
        ("fr", "il a été converti en Unicode", "il n’a pas été converti"),
        ("vi", "đã được chuyển sang Unicode", "chưa được chuyển đổi"),
        ("en", "it was converted to Unicode", "it was not converted"),
    ],
)
def test_a_document_in_an_older_encoding_says_so(client, officer, document, language, converted, unsure):
    items = [Item("old.txt", OLD.encode("cp1252")), Item("few.txt", OLD[:24].encode())]
    run.run_job(queue_files(items, source=document.source, actor=officer, background=False).pk)
    old, few = Document.objects.get(name="old.txt"), Document.objects.get(name="few.txt")
    assert old.text.startswith("Bộ Khoa học và Công nghệ ký thỏa thuận")
    assert (old.language, few.snapshot.converted) == ("vi", False)
    client.force_login(officer)
    client.cookies["django_language"] = language
    pages = {
        one.name: client.get(reverse("library:document", args=[one.pk])).text for one in (old, few, document)
    }
    assert "TCVN3 (ABC)" in pages["old.txt"]
    assert converted in pages["old.txt"]
    assert "TCVN3 (ABC)" in pages["few.txt"]
    assert unsure in pages["few.txt"]
    assert "TCVN3" not in pages["accord.txt"]
