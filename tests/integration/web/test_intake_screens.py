"""The screens of what comes in: adding, sources, jobs; who is let in, in which language, what each form does."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from passerelle.apps.audit.models import Event
from passerelle.apps.library.actions.jobs import Marking, queue_address, queue_files
from passerelle.apps.library.actions.sources import add_feed, add_source
from passerelle.apps.library.intake.run import run_job
from passerelle.apps.library.models import Document, Job, JobItem, JobState, Source, SourceKind
from passerelle.sources.model import Item

pytestmark = pytest.mark.django_db

TEXT = "Hanoï, le 3 mars 2025. Le Vietnam et la France ont signé un accord sur les semi-conducteurs.\n"

FEED = {
    "name": "Le Fil",
    "address": "https://feed.example.org/rss",
    "every_minutes": 360,
    "tlp": "clear",
    "reliability": "C",
}


@pytest.fixture
def source(officer) -> Source:
    return add_source(name="Own files", kind=SourceKind.FILES, tlp="green", reliability="B", actor=officer)


@pytest.fixture
def feed(officer) -> Source:
    return add_feed(name="Le Fil", address="https://feed.example.org/rss", tlp="amber", actor=officer)


@pytest.fixture
def job(officer, source) -> Job:
    items = [
        Item("accord.txt", TEXT.encode()),
        Item("vide.txt", b""),
        Item("programme.txt", b"\x7fELF\x00\x01\x02"),
    ]
    return queue_files(items, source=source, actor=officer, background=False)


@pytest.fixture
def screens(job, source, feed) -> dict[str, str]:
    return {
        "add": reverse("intake:add"),
        "sources": reverse("intake:sources"),
        "source": reverse("intake:source", args=[feed.pk]),
        "source-add": reverse("intake:source-add"),
        "jobs": reverse("intake:jobs"),
        "job": reverse("intake:job", args=[job.pk]),
    }


def upload(name: str, data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type="text/plain")


def test_a_stranger_is_asked_to_sign_in(client, screens):
    for address in screens.values():
        assert client.get(address).url.startswith(reverse("access:sign-in"))


WORDS = {
    "fr": ("Ajouter des documents", "Sources", "Pas encore vérifié", "Ajouter un flux", "Travaux", "Travail"),
    "vi": ("Thêm tài liệu", "Nguồn tin", "Chưa kiểm tra", "Thêm nguồn cấp tin", "Tác vụ", "Tác vụ"),
    "en": ("Add documents", "Sources", "Not checked yet", "Add a feed", "Jobs", "Job: accord.txt"),
}


@pytest.mark.parametrize("language", list(WORDS))
def test_each_screen_speaks_each_language(client, officer, screens, language):
    client.force_login(officer)
    client.cookies["django_language"] = language
    for address, words in zip(screens.values(), WORDS[language], strict=True):
        answer = client.get(address)
        assert answer.status_code == 200, address
        page = answer.content.decode()
        assert f'<html lang="{language}">' in page
        assert page.count("<h1") == 1
        assert words in page[page.index("<main") :], (address, words)


def test_a_visitor_sees_sources_but_neither_jobs_nor_forms(client, visitor, screens):
    client.force_login(visitor)
    answers = {name: client.get(address) for name, address in screens.items()}
    codes = {name: answer.status_code for name, answer in answers.items()}
    assert codes == {"add": 403, "sources": 200, "source": 200, "source-add": 403, "jobs": 403, "job": 403}
    assert "Only officers" in answers["add"].content.decode()
    assert reverse("intake:source-add") not in answers["sources"].content.decode()
    assert "/switch/" not in answers["source"].content.decode()
    assert "/check/" not in answers["source"].content.decode()


def test_another_organisation_finds_neither_amber_sources_nor_jobs(
    client, second_officer, screens, feed, job
):
    client.force_login(second_officer)
    assert client.get(screens["source"]).status_code == 404
    assert client.get(screens["job"]).status_code == 404
    assert "Le Fil" not in client.get(screens["sources"]).content.decode()
    assert "accord.txt" not in client.get(screens["jobs"]).content.decode()
    for name, pk in (("source-check", feed.pk), ("source-switch", feed.pk), ("source-remove", feed.pk)):
        assert client.post(reverse(f"intake:{name}", args=[pk])).status_code == 404
    assert client.post(reverse("intake:job-cancel", args=[job.pk])).status_code == 404
    job.refresh_from_db()
    assert job.state == JobState.WAITING


def test_another_organisation_reads_a_green_source_without_changing_it(client, second_officer, source):
    client.force_login(second_officer)
    address = reverse("intake:source", args=[source.pk])
    page = client.get(address)
    assert page.status_code == 200
    assert '<form class="fields"' not in page.content.decode()
    assert client.post(address, {"name": "Mine", "tlp": "clear", "reliability": "A"}).status_code == 403
    source.refresh_from_db()
    assert source.name == "Own files"


def test_uploaded_files_become_a_job_that_can_be_followed(client, officer, source):
    client.force_login(officer)
    sent = {"files": [upload("a.txt", TEXT.encode()), upload("b.txt", b"")], "source": source.pk}
    answer = client.post(reverse("intake:add"), sent)
    job = Job.objects.get()
    assert answer.url == reverse("intake:job", args=[job.pk])
    assert (job.tlp, job.reliability, job.created_by) == ("green", "B", officer)
    assert [item.state for item in job.items.all()] == [JobItem.State.WAITING, JobItem.State.REFUSED]
    assert "1 of 2 documents dealt with" in client.get(answer.url).content.decode()


def test_a_marking_chosen_for_this_time_goes_before_the_source_s(client, officer, source):
    client.force_login(officer)
    sent = {"files": [upload("a.txt", TEXT.encode())], "source": source.pk, "tlp": "red", "reliability": "A"}
    client.post(reverse("intake:add"), sent)
    assert Job.objects.values_list("tlp", "reliability").get() == ("red", "A")


def test_addresses_and_a_pasted_text_become_two_jobs_of_a_new_source(client, officer):
    client.force_login(officer)
    sent = {
        "addresses": "https://a.example.org/1\nhttps://a.example.org/2\nhttps://a.example.org/1",
        "text": TEXT,
        "title": "Note",
        "published": "2025-03-04",
        "new_source": "Ministry  of Science",
        "tlp": "amber",
    }
    answer = client.post(reverse("intake:add"), sent)
    assert answer.url == reverse("intake:jobs")
    source = Source.objects.get()
    assert (source.name, source.kind, source.tlp) == ("Ministry of Science", SourceKind.FILES, "amber")
    pasted, addresses = Job.objects.order_by("pk")
    item = pasted.items.get()
    assert (item.name, item.given) == ("Note", {"title": "Note", "published": "2025-03-04"})
    assert addresses.items.count() == 2
    run_job(pasted.pk)
    assert Document.objects.get().published == "2025-03-04"


def test_json_lines_are_one_document_a_line(client, officer, source):
    client.force_login(officer)
    lines = b'{"doc": "one", "text": "Paris et Hanoi"}\nnot json\n{"doc": "two", "text": "Tokyo"}\n'
    client.post(reverse("intake:add"), {"files": [upload("lot.jsonl", lines)], "source": source.pk})
    assert list(JobItem.objects.values_list("name", "state")) == [
        ("one", "waiting"),
        ("lot.jsonl", "refused"),
        ("two", "waiting"),
    ]


def test_a_file_over_the_limit_is_refused_by_name_and_the_rest_goes_on(client, officer, source, settings):
    settings.UPLOAD_BYTES = 500
    client.force_login(officer)
    files = [upload("grand.txt", b"a" * 501), upload("petit.txt", TEXT.encode())]
    client.post(reverse("intake:add"), {"files": files, "source": source.pk})
    assert list(JobItem.objects.values_list("name", "refusal_code")) == [
        ("grand.txt", "too_large"),
        ("petit.txt", ""),
    ]


@pytest.mark.parametrize(
    ("sent", "complaint"),
    [
        ({"new_source": "X"}, "Choose files, write addresses or paste a text."),
        ({"addresses": "https://a.example.org", "new_source": " "}, "Choose a source, or name a new one."),
        (
            {"addresses": "\n".join(f"https://a.example.org/{n}" for n in range(201)), "new_source": "X"},
            "At most 200",
        ),
    ],
)
def test_an_incomplete_form_is_given_back_with_what_is_missing(client, officer, sent, complaint):
    client.force_login(officer)
    answer = client.post(reverse("intake:add"), sent)
    assert answer.status_code == 422
    assert complaint in answer.content.decode()
    assert not Job.objects.exists()


def test_documents_are_not_added_to_a_source_of_another_organisation(client, second_officer, source):
    client.force_login(second_officer)
    answer = client.post(reverse("intake:add"), {"addresses": "https://a.example.org", "source": source.pk})
    assert answer.status_code == 422
    assert not Job.objects.exists()


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("fr", "« vide.txt »"),
        ("vi", "“vide.txt”"),
        ("en", "“vide.txt” is empty. Check that the file was copied completely"),
    ],
)
def test_the_report_says_what_became_of_each_document(client, officer, job, language, sentence):
    run_job(job.pk)
    client.force_login(officer)
    client.cookies["django_language"] = language
    page = (
        client.get(reverse("intake:job", args=[job.pk]))
        .content.decode()
        .replace("\u00a0", " ")
        .replace("\u202f", " ")
    )
    assert sentence in page
    assert reverse("library:document", args=[Document.objects.get().pk]) in page
    assert 'hx-trigger="every' not in page, "nothing changes any more"
    refused = client.get(reverse("intake:job", args=[job.pk]), {"state": "refused"}).content.decode()
    assert "programme.txt" in refused
    assert reverse("library:document", args=[Document.objects.get().pk]) not in refused


def test_a_running_job_is_followed_with_and_without_scripts(client, officer, job):
    client.force_login(officer)
    address = reverse("intake:job", args=[job.pk])
    page = client.get(address).content.decode()
    assert 'hx-trigger="every 2s"' in page
    assert '<noscript><meta http-equiv="refresh"' in page
    assert '<progress max="3" value="0"' in page
    part = client.get(address, headers={"HX-Request": "true"})
    assert "<html" not in part.content.decode()
    assert "HX-Request" in part.headers["Vary"]
    run_job(job.pk)
    part = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert 'hx-trigger="every' not in part
    assert 'hx-swap-oob="true"' in part


def test_a_job_is_cancelled_once(client, officer, job):
    client.force_login(officer)
    address = reverse("intake:job-cancel", args=[job.pk])
    assert client.get(address).status_code == 405
    page = client.post(address, follow=True).content.decode()
    assert "cancelled" in page
    job.refresh_from_db()
    assert job.state == JobState.CANCELLED
    assert address not in page
    assert client.post(address).status_code == 403


def test_a_failed_job_says_why(client, officer, job):
    Job.objects.filter(pk=job.pk).update(state=JobState.FAILED, error="not_allowed")
    client.force_login(officer)
    assert "may no longer add documents" in client.get(reverse("intake:job", args=[job.pk])).content.decode()


def test_a_feed_is_added_checked_switched_off_and_on_and_removed(client, officer):
    client.force_login(officer)
    answer = client.post(reverse("intake:source-add"), FEED)
    feed = Source.objects.get()
    assert answer.url == reverse("intake:source", args=[feed.pk])
    assert (feed.kind, feed.every_minutes, feed.tlp, feed.reliability) == ("feed", 360, "clear", "C")
    Source.objects.update(next_check_at=None)
    client.post(reverse("intake:source-check", args=[feed.pk]))
    feed.refresh_from_db()
    assert feed.next_check_at <= timezone.now()
    for active, expected in (("no", False), ("yes", True)):
        client.post(reverse("intake:source-switch", args=[feed.pk]), {"active": active})
        feed.refresh_from_db()
        assert feed.active is expected
    client.post(reverse("intake:source-remove", args=[feed.pk]))
    assert not Source.objects.exists()


def test_a_name_that_is_taken_and_an_address_that_is_none_are_said_beside_their_fields(client, officer, feed):
    client.force_login(officer)
    answer = client.post(reverse("intake:source-add"), FEED)
    assert answer.status_code == 422
    assert "has a source of this kind and name already" in answer.content.decode()
    answer = client.post(reverse("intake:source-add"), FEED | {"name": "New", "address": "not an address"})
    assert answer.status_code == 422
    assert Source.objects.count() == 1


def test_only_what_was_changed_of_a_source_is_written(client, officer, feed):
    client.force_login(officer)
    sent = {
        "name": "Le Grand Fil",
        "address": feed.address,
        "every_minutes": 60,
        "tlp": "amber",
        "reliability": "F",
    }
    client.post(reverse("intake:source", args=[feed.pk]), sent)
    feed.refresh_from_db()
    assert feed.name == "Le Grand Fil"
    event = Event.objects.filter(verb="source.change").get()
    assert event.detail["after"] == {"name": "Le Grand Fil"}


def test_a_source_that_something_came_from_is_not_removed(client, officer, job, source):
    client.force_login(officer)
    address = reverse("intake:source-remove", args=[source.pk])
    assert address not in client.get(reverse("intake:source", args=[source.pk])).content.decode()
    assert client.post(address).status_code == 403
    assert Source.objects.filter(pk=source.pk).exists()


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("fr", "erreur 404"), ("vi", "lỗi 404"), ("en", "is no longer at this address")],
)
def test_a_feed_in_trouble_says_why_in_the_reader_s_language(client, officer, feed, language, sentence):
    now = timezone.now()
    Source.objects.filter(pk=feed.pk).update(
        failures=2, failed_at=now, checked_at=now, error_code="feed_not_found", error_details={"status": 404}
    )
    client.force_login(officer)
    client.cookies["django_language"] = language
    page = client.get(reverse("intake:sources"), {"trouble": "yes"}).content.decode()
    assert "Le Fil" in page
    assert sentence in page
    assert sentence in client.get(reverse("intake:source", args=[feed.pk])).content.decode()


def test_sources_are_narrowed_by_kind_name_and_trouble(client, officer, source, feed):
    client.force_login(officer)

    def names(**chosen) -> set[str]:
        rows = client.get(reverse("intake:sources"), chosen).context["rows"]
        return {row["source"].name for row in rows}

    assert names() == {"Own files", "Le Fil"}
    assert names(kind="feed") == {"Le Fil"}
    assert names(name="own") == {"Own files"}
    assert names(trouble="yes") == set()
    assert names(kind="nonsense", page="99") == {"Own files", "Le Fil"}


def test_the_count_beside_a_source_holds_only_what_the_reader_may_see(
    client, officer, second_officer, source
):
    for text, tlp in ((TEXT, "green"), (TEXT + "Encore.", "red")):
        items, marking = [Item("a.txt", text.encode())], Marking(tlp, "B")
        run_job(queue_files(items, source=source, marking=marking, actor=officer, background=False).pk)
    counts = []
    for user in (officer, second_officer):
        client.force_login(user)
        counts.append(client.get(reverse("intake:sources")).context["rows"][0]["documents"])
    assert counts == [2, 1]


def test_an_address_that_fails_is_in_the_report_with_its_remedy(client, officer, source):
    job = queue_address("ftp://files.example.org/a", source=source, actor=officer, background=False)
    run_job(job.pk)
    client.force_login(officer)
    page = client.get(reverse("intake:job", args=[job.pk])).content.decode()
    assert "does not begin with http:// or https://" in page
