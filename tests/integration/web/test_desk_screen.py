"""The home screen: what is new, waiting, in trouble, running and missing; for each role, in each language."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from passerelle.apps.accounts.models import User
from passerelle.apps.library.actions.jobs import Marking, queue_files
from passerelle.apps.library.actions.sources import add_feed, add_source
from passerelle.apps.library.intake.run import run_job
from passerelle.apps.library.models import Claim, Document, Source, SourceKind
from passerelle.sources.model import Item
from passerelle.web.desk import parts

pytestmark = pytest.mark.django_db

TEXT = "Hanoï, le 3 mars 2025. Le Vietnam et la France ont signé un accord sur les semi-conducteurs.\n"


def add(officer, text: str = TEXT, tlp: str = "green", name: str = "accord.txt"):
    source = Source.objects.filter(name="Own files").first() or add_source(
        name="Own files", kind=SourceKind.FILES, tlp="green", reliability="B", actor=officer
    )
    marking = Marking(tlp, "B")
    job = queue_files(
        [Item(name, text.encode())], source=source, marking=marking, actor=officer, background=False
    )
    run_job(job.pk)
    return job


def home(client, user, language: str = "en"):
    client.force_login(user)
    client.cookies["django_language"] = language
    return client.get(reverse("desk:home"))


def test_a_stranger_is_asked_to_sign_in(client):
    for name in ("home", "running"):
        assert client.get(reverse(f"desk:{name}")).url.startswith(reverse("access:sign-in"))


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", ["Bureau", "affirmation à examiner", "Ajout rapide", "Nouveaux documents"]),
        ("vi", ["Bàn làm việc", "khẳng định chờ xem xét", "Thêm nhanh", "Tài liệu mới"]),
        ("en", ["Desk", "claim to review", "Quick add", "New documents"]),
    ],
)
def test_the_desk_speaks_each_language(client, officer, language, words):
    add(officer)
    answer = home(client, officer, language)
    page = answer.content.decode()
    assert f'<html lang="{language}">' in page
    assert page.count("<h1") == 1
    main = page[page.index("<main") :]
    assert [word for word in words if word not in main] == []


def test_an_empty_desk_tells_a_newcomer_what_to_do(client, officer, visitor):
    page = home(client, officer).content.decode()
    assert "How to begin" in page
    assert reverse("intake:add") in page
    page = home(client, visitor).content.decode()
    assert "as soon as an officer adds some" in page
    assert reverse("intake:add") not in page


def test_new_is_what_came_since_the_last_visit(client, officer):
    add(officer, TEXT, name="ancien.txt")
    Document.objects.update(added_at=timezone.now() - timedelta(days=3))
    User.objects.filter(pk=officer.pk).update(seen_at=timezone.now() - timedelta(days=2))
    officer.refresh_from_db()
    add(officer, TEXT + "Le Japon a ouvert un laboratoire à Lyon.", name="nouveau.txt")
    answer = home(client, officer)
    page = answer.content.decode()
    assert "nouveau.txt" in page
    assert [str(document) for document in answer.context["documents"]] == ["nouveau.txt"]
    assert answer.context["desk"].counts.new_documents == 1
    assert answer.context["desk"].counts.documents == 2
    assert "since your last visit" in page


def test_claims_that_wait_lead_to_their_page_and_to_the_queue(client, officer):
    add(officer)
    claim = Claim.objects.first()
    page = home(client, officer).content.decode()
    assert reverse("library:claim", args=[claim.pk]) in page
    assert reverse("library:waiting") in page
    assert claim.quote in page


def test_each_reader_sees_and_counts_what_the_marking_allows(
    client, officer, visitor, second_officer, second_visitor
):
    for number, tlp in enumerate(("clear", "green", "amber", "red")):
        add(officer, TEXT + f"Note {number}.", tlp, name=f"{tlp}.txt")
    seen = {}
    readers = {"officer": officer, "visitor": visitor, "other": second_officer, "guest": second_visitor}
    for who, user in readers.items():
        answer = home(client, user)
        names = {tlp for tlp in ("clear", "green", "amber", "red") if f"{tlp}.txt" in answer.content.decode()}
        assert answer.context["desk"].counts.documents == len(names)
        seen[who] = names
    assert seen == {
        "officer": {"clear", "green", "amber", "red"},
        "visitor": {"clear", "green", "amber"},
        "other": {"clear", "green"},
        "guest": {"clear"},
    }


def test_a_running_job_is_followed_and_asked_for_no_longer_when_it_has_ended(client, officer):
    source = add_source(name="Own files", kind=SourceKind.FILES, actor=officer)
    job = queue_files([Item("a.txt", TEXT.encode())], source=source, actor=officer, background=False)
    page = home(client, officer).content.decode()
    assert 'hx-trigger="every 2s"' in page
    assert reverse("intake:job", args=[job.pk]) in page
    running = client.get(reverse("desk:running"), headers={"HX-Request": "true"}).content.decode()
    assert '<progress max="1" value="0"' in running
    run_job(job.pk)
    ended = client.get(reverse("desk:running"), headers={"HX-Request": "true"}).content.decode()
    assert 'hx-trigger="every' not in ended
    assert "Everything has been read." in ended
    assert 'hx-trigger="every' not in home(client, officer).content.decode()


def test_running_jobs_are_the_officers_affair(client, visitor, second_officer, officer):
    source = add_source(name="Own files", kind=SourceKind.FILES, actor=officer)
    queue_files([Item("secret.txt", TEXT.encode())], source=source, actor=officer, background=False)
    client.force_login(visitor)
    assert client.get(reverse("desk:running")).status_code == 403
    assert "secret.txt" not in home(client, visitor).content.decode()
    assert "secret.txt" not in home(client, second_officer).content.decode()


@pytest.mark.parametrize(("language", "sentence"), [("fr", "erreur 404"), ("vi", "404"), ("en", "error 404")])
def test_a_source_in_trouble_stands_on_the_desk_with_its_reason(client, officer, language, sentence):
    feed = add_feed(name="Le Fil", address="https://feed.example.org/rss", actor=officer)
    Source.objects.filter(pk=feed.pk).update(
        failures=2, failed_at=timezone.now(), error_code="feed_not_found", error_details={"status": 404}
    )
    page = home(client, officer, language).content.decode()
    assert "Le Fil" in page
    assert sentence in page


@pytest.mark.parametrize(("language", "words"), [("fr", "Français"), ("vi", "Tiếng Pháp"), ("en", "French")])
def test_the_desk_says_which_optional_parts_are_missing(
    client, officer, visitor, monkeypatch, language, words, settings
):
    settings.MODELS = True
    monkeypatch.setattr(parts, "missing_models", lambda: ["fr"])
    monkeypatch.setattr(parts.shutil, "which", lambda program: None)
    page = home(client, officer, language).content.decode()
    assert words in page[page.index('id="missing-title"') :]
    assert "tesseract" in page
    assert 'id="missing-title"' not in home(client, visitor, language).content.decode()


def test_models_that_nobody_asked_for_are_not_missed(client, officer, monkeypatch, settings):
    monkeypatch.setattr(parts, "missing_models", lambda: ["fr"])
    monkeypatch.setattr(parts.shutil, "which", lambda program: "/usr/bin/tesseract")
    settings.MODELS = False
    assert 'id="missing-title"' not in home(client, officer).content.decode()


def test_a_complete_desk_says_nothing_is_missing(client, officer, monkeypatch, settings):
    settings.MODELS = True
    monkeypatch.setattr(parts, "missing_models", list)
    monkeypatch.setattr(parts.shutil, "which", lambda program: "/usr/bin/tesseract")
    assert 'id="missing-title"' not in home(client, officer).content.decode()


def test_the_quick_form_of_the_desk_adds(client, officer):
    source = add_source(name="Own files", kind=SourceKind.FILES, actor=officer)
    page = home(client, officer).content.decode()
    assert f'action="{reverse("intake:add")}"' in page
    answer = client.post(reverse("intake:add"), {"addresses": "https://a.example.org/1", "source": source.pk})
    assert "/jobs/" in answer.url
