"""What holds against whoever comes with bad intentions, an old session, or an address nobody wrote."""

import json
import sqlite3
import stat
from argparse import Namespace

import pytest
from django.conf import settings as installed
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import translation
from dossiers import SENTENCE, make_document, make_source

from passerelle.apps.accounts.actions import change_user, set_password
from passerelle.apps.audit.models import Event
from passerelle.apps.library import archive
from passerelle.apps.library.actions.documents import mark_document
from passerelle.apps.library.actions.jobs import Address, queue_addresses
from passerelle.apps.library.models import Job, JobItem
from passerelle.cli import password
from passerelle.config.environment import database

pytestmark = pytest.mark.django_db

UNDERSTOOD = {
    "fr": "Cette demande n’a pas pu être comprise",
    "vi": "Không hiểu được yêu cầu này",
    "en": "This request could not be understood",
}
LANGUAGES = ("fr", "vi", "en")


def patterns(found=None, before=""):
    """Every address of the desk, as its pattern."""
    for pattern in found or get_resolver().url_patterns:
        route = before + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from patterns(pattern.url_patterns, route)
        else:
            yield "/" + route


def addresses(number: int) -> list[str]:
    return [route.replace("<int:pk>", str(number)).replace("<str:form>", "csv") for route in patterns()]


# --- addresses nobody wrote


@pytest.mark.parametrize("number", [0, 2**31, 2**63, 10**30])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_number_that_no_database_holds_is_no_accident(client, administrator, number, method):
    for address in addresses(number):
        client.force_login(administrator)
        assert getattr(client, method)(address).status_code in {200, 302, 403, 404, 405, 422}, address


NONSENSE = ("\x00", "9" * 5000, "-1", "٢٠٢٥", b"\xed\xa0\x80", "%", "a" * 5000, "=" * 50, '"*(-')
NAMES = ("q", "page", "order", "period", "source", "country", "language", "type", "name", "kind", "trouble", "state",
         "verb", "actor", "target", "from", "to", "before", "close", "next")  # fmt: skip


@pytest.mark.parametrize("nonsense", NONSENSE)
def test_nonsense_in_any_parameter_is_no_accident(client, administrator, nonsense):
    document = make_document(administrator.organisation)
    archive.keep(SENTENCE.encode())
    client.force_login(administrator)
    given = dict.fromkeys(NAMES, nonsense)
    for address in addresses(document.pk):
        answer = client.get(address, given)
        assert answer.status_code in {200, 302, 400, 403, 404, 405}, address


def test_a_language_nobody_speaks_is_passed_over(client, officer):
    client.force_login(officer)
    client.cookies["django_language"] = "xx-\x00"
    assert client.get("/").status_code == 200


@pytest.mark.parametrize(
    "target", ["nowhere", "https://evil.example/", "//evil.example/", "javascript:alert(1)"]
)
def test_choosing_a_language_leads_nowhere_else(client, target):
    answer = client.post(reverse("access:language"), {"language": "fr", "next": target})
    assert answer.status_code == 302
    assert answer.url == (target if target == "nowhere" else "/")


def test_a_source_is_found_whatever_invisible_was_typed(client, officer):
    make_source(officer.organisation, "Le Fil")
    client.force_login(officer)
    answer = client.get(reverse("intake:sources"), {"name": "\x00Le"})
    assert [row["source"].name for row in answer.context["rows"]] == ["Le Fil"]
    assert answer.context["chosen"]["name"] == "Le"


# --- what a marking hides


def test_the_queue_hides_the_name_of_a_source_that_its_marking_hides(client, second_officer, organisation):
    make_document(organisation, tlp="green", source=make_source(organisation, "Nguồn kín", tlp="red"))
    client.force_login(second_officer)
    answer = client.get(reverse("library:waiting"))
    assert "Intel" in answer.text
    assert "Nguồn kín" not in answer.text


def test_a_document_of_another_organisation_is_not_read_again(client, second_officer, organisation):
    document = make_document(organisation, tlp="green")
    client.force_login(second_officer)
    assert client.post(reverse("library:reread", args=[document.pk])).status_code == 403
    assert not Job.objects.exists()


def test_a_raised_marking_closes_list_count_facet_search_and_queue_at_once(
    client, officer, second_officer, organisation
):
    document = make_document(organisation, tlp="green", title="Bản ghi nhớ")
    client.force_login(second_officer)
    places = ["/", "/documents/", "/documents/?q=đất+hiếm", "/claims/", "/documents/export/csv/"]

    def seen() -> list[str]:
        answers = [client.get(place) for place in places]
        return [
            place for place, answer in zip(places, answers, strict=True) if "Bản ghi nhớ" in content(answer)
        ]

    assert seen() == places
    mark_document(document, actor=officer, tlp="amber")
    assert seen() == []
    facets = client.get("/documents/").context["facets"]
    assert not [value for facet in facets for value in facet["values"] if value["count"]]
    for address in addresses(document.pk):
        if address.startswith("/documents/1/".replace("1", str(document.pk))):
            assert client.get(address).status_code in {404, 405}, address
            assert client.post(address).status_code in {404, 405}, address


def content(answer) -> str:
    return (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()


# --- sessions


def test_nothing_seen_by_somebody_signed_in_is_kept_by_a_browser(client, officer):
    document = make_document(officer.organisation)
    client.force_login(officer)
    for name, arguments in (
        ("desk:home", []),
        ("library:document", [document.pk]),
        ("library:export", ["csv"]),
    ):
        answer = client.get(reverse(name, args=arguments))
        assert "no-store" in answer.headers["Cache-Control"], name


def test_a_part_asked_for_after_the_session_ended_leads_the_whole_page_to_sign_in(client, officer):
    client.force_login(officer)
    client.post(reverse("access:sign-out"))
    answer = client.get(reverse("desk:running"), headers={"HX-Request": "true"})
    assert answer.headers.get("HX-Refresh") == "true"
    assert not answer.content


@pytest.mark.parametrize("end", ["sign out", "new password", "closed account"])
def test_a_session_that_ended_opens_nothing_more(officer, administrator, end):
    here, elsewhere = Client(), Client()
    here.force_login(officer)
    elsewhere.force_login(officer)
    elsewhere.cookies["sessionid"] = here.cookies["sessionid"].value
    assert elsewhere.get("/documents/").status_code == 200
    if end == "sign out":
        here.post(reverse("access:sign-out"))
    elif end == "new password":
        set_password(officer, "quite another pass phrase", actor=administrator)
    else:
        change_user(officer, actor=administrator, active=False)
    assert elsewhere.get("/documents/").status_code == 302


OFFICERS_ONLY = ("/add/", "/jobs/", "/sources/add/", "/running/", "/people/", "/trail/")


def test_a_visitor_reaches_no_function_of_officers_by_its_address(client, visitor, officer):
    document = make_document(visitor.organisation, tlp="clear")
    before = document.claims.get().token
    client.force_login(visitor)
    for address in addresses(document.pk):
        if address in {"/", "/sign-in/", "/sign-out/", "/account/", "/language/"} or "searches" in address:
            continue
        answer = client.post(address)
        assert answer.status_code in {403, 404, 405} or not answer.content, address
    for address in OFFICERS_ONLY:
        assert client.get(address).status_code == 403, address
    assert document.claims.get().token == before
    assert not Job.objects.exists()


# --- what is refused, in whose language


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_form_from_elsewhere_is_refused_in_the_reader_s_language(officer, language):
    client = Client(enforce_csrf_checks=True)
    client.force_login(officer)
    client.cookies["django_language"] = language
    answer = client.post(reverse("access:sign-out"))
    assert answer.status_code == 403
    assert UNDERSTOOD[language] in answer.text
    assert "CSRF" not in answer.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_address_that_only_takes_forms_says_so_in_the_reader_s_language(client, officer, language):
    client.force_login(officer)
    client.cookies["django_language"] = language
    answer = client.get(reverse("library:mark", args=[1]))
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "POST"
    assert UNDERSTOOD[language] in answer.text


@pytest.mark.parametrize(
    ("language", "words"),
    [("fr", "Trop de tentatives"), ("vi", "Quá nhiều lần"), ("en", "Too many attempts")],
)
def test_guessing_passwords_is_stopped_in_the_guesser_s_language(client, officer, language, words):
    client.cookies["django_language"] = language
    sent = {"username": officer.username, "password": "guess"}
    for _attempt in range(installed.AXES_FAILURE_LIMIT):
        answer = client.post(reverse("access:sign-in"), sent)
    assert answer.status_code == 429
    assert words in answer.text
    right = client.post(reverse("access:sign-in"), sent | {"password": "a long enough password"})
    assert right.status_code == 429


def test_every_answer_carries_the_policy_of_its_contents(client, officer, monkeypatch):
    (installed.STATIC_ROOT / "policy.css").write_text("a {}", encoding="utf-8")
    client.force_login(officer)
    strict = Client(enforce_csrf_checks=True)
    anybody = Client(raise_request_exception=False)
    monkeypatch.setattr("passerelle.web.desk.views.home.desk_for", lambda *_: 1 / 0)
    anybody.force_login(officer)
    answers = {
        200: client.get(reverse("library:list")),
        302: Client().get(reverse("library:list")),
        400: client.get("/", headers={"host": "evil.example"}),
        403: strict.post(reverse("access:sign-in")),
        404: client.get("/nowhere/"),
        405: client.get(reverse("library:mark", args=[1])),
        500: anybody.get("/"),
    }
    assert {code: answer.status_code for code, answer in answers.items()} == {code: code for code in answers}
    static = Client().get("/static/policy.css")
    assert b"".join(static.streaming_content)
    static.close()
    for answer in (*answers.values(), static):
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"], answer
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    for code, answer in answers.items():
        assert "Traceback" not in answer.text, code


# --- what comes in


@pytest.mark.parametrize(("who", "code"), [(None, 400), ("visitor", 400), ("officer", 403)])
def test_large_files_are_not_even_received_from_those_who_may_not_add(
    person, organisation, settings, who, code
):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    # Whether a form is ours is looked for in what was sent: it is received before anybody is asked who they are.
    client = Client(enforce_csrf_checks=True)
    client.cookies["csrftoken"] = "a" * 32
    if who:
        client.force_login(person(who, organisation))
    sent = {"files": SimpleUploadedFile("a.txt", b"a" * 2000)}
    assert client.post(reverse("access:sign-in"), sent).status_code == code


def test_no_file_is_kept_beyond_the_limit_and_the_report_says_how_long_it_was(
    client, officer, settings, monkeypatch
):
    settings.UPLOAD_BYTES = settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 100_000
    written = []
    write = TemporaryFileUploadHandler.receive_data_chunk
    monkeypatch.setattr(
        TemporaryFileUploadHandler,
        "receive_data_chunk",
        lambda self, data, start: (written.append(len(data)), write(self, data, start))[1],
    )
    client.force_login(officer)
    add(client, officer, "long.txt", b"a" * 1_000_000)
    assert 100_000 < sum(written) < 200_000
    item = JobItem.objects.get()
    assert (item.refusal_code, item.refusal_details["size_bytes"]) == ("too_large", 1_000_000)


def add(client, officer, name: str, data: bytes):
    source = make_source(officer.organisation, "Own files")
    sent = {"files": SimpleUploadedFile(name, data), "source": source.pk, "tlp": "", "reliability": ""}
    return client.post(reverse("intake:add"), sent)


@pytest.mark.parametrize("sign", ["\ud800", "\x00"])
def test_a_name_that_no_database_holds_comes_in_without_what_is_wrong_with_it(client, officer, sign):
    client.force_login(officer)
    line = {"doc": f"a{sign}b", "text": "Một văn bản.", "title": f"c{sign}d", "url": f"e{sign}"}
    answer = add(client, officer, "lines.jsonl", json.dumps(line).encode())
    assert answer.status_code == 302
    item = JobItem.objects.get()
    assert sign not in item.name
    assert not any(sign in value for value in item.given.values())
    assert client.get(answer.url).status_code == 200


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_address_beyond_all_measure_is_refused_in_the_report(client, officer, language):
    source = make_source(officer.organisation, "Own files")
    job = queue_addresses([Address("https://example.org/" + "a" * 2000)], source=source, actor=officer)
    client.force_login(officer)
    client.cookies["django_language"] = language
    assert "https://example.org/a" in client.get(reverse("intake:job", args=[job.pk])).text


FIELDS = (
    "addresses", "text", "title", "published", "source", "new_source", "tlp", "reliability", "name",
    "address", "every_minutes", "active", "role", "organisation", "username", "first_name",
    "last_name", "email", "language", "country", "type", "status", "words", "start", "end",
    "parties", "people", "technologies", "date", "place", "quantity_value", "quantity_unit",
    "quantity_by", "quantity_of", "instrument", "speaker", "seen", "reason", "other", "query",
    "publisher", "next", "old_password", "new_password1", "new_password2", "password",
)  # fmt: skip


@pytest.mark.parametrize("nonsense", ["\x00", b"\xed\xa0\x80", "9" * 5000, "http://["])
def test_nonsense_in_any_field_is_no_accident(client, administrator, nonsense):
    document = make_document(administrator.organisation)
    claim = document.claims.get()
    values = {"type": "agreement", "status": "signed", "words": SENTENCE[:10], "parties": ["intel"]}
    for address in addresses(claim.pk):
        if "password" in address or "sign-" in address:
            continue
        client.force_login(administrator)
        for given in (dict.fromkeys(FIELDS, nonsense), dict.fromkeys(FIELDS, nonsense) | values):
            answer = client.post(address, given)
            assert answer.status_code in {200, 302, 400, 403, 404, 405, 422}, address
            administrator.refresh_from_db()


# --- the machine


def test_the_database_of_an_installation_is_its_owner_s_whatever_its_folder(tmp_path, monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    home = tmp_path / "home"
    home.mkdir(mode=0o755)
    address = database(home)
    with sqlite3.connect(address.removeprefix("sqlite:///")) as connection:
        connection.executescript("PRAGMA journal_mode=WAL; CREATE TABLE one (a); INSERT INTO one VALUES (1);")
        modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in home.iterdir()}
    connection.close()
    assert len(modes) == 3
    assert set(modes.values()) == {0o600}


@pytest.mark.parametrize("active", [True, False])
def test_a_password_given_at_the_machine_is_not_said_to_be_the_person_s_own(officer, capsys, active):
    type(officer).objects.filter(pk=officer.pk).update(is_active=active)
    with translation.override("en"):
        assert password.run(Namespace(user=officer.username)) == 0
    officer.refresh_from_db()
    assert officer.check_password(capsys.readouterr().out.split()[-1])
    assert Event.objects.get(verb="account.password").actor is None
