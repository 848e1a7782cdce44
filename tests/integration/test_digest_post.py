"""Digests and a real mail server: secured or not, refusing or dead; what fails is told and tried again."""

import os
import shutil
import signal
import ssl
import subprocess
import time
from datetime import UTC, datetime, timedelta

import pytest
from aiosmtpd.smtp import AuthResult
from django.urls import reverse
from ledgers import owed
from letters import Post, asks, post_office
from processes import PATIENCE, start

from passerelle.apps.audit.models import Event
from passerelle.apps.correspondence.digests.sending import send_digests
from passerelle.apps.correspondence.models import Digest
from passerelle.apps.correspondence.queries.digests import due_wishes, wishes
from passerelle.apps.correspondence.tasks import send_due_digests, wake_digests
from passerelle.cli import main

MONDAY = datetime(2026, 11, 23, 8, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def send(now=MONDAY, **given):
    return list(send_digests(wishes(), now=now, **given))


@pytest.mark.django_db
def test_a_letter_goes_out_once_a_week(officer, settings):
    asks(officer)
    with post_office(settings) as post:
        first, again, next_week = send(), send(at_once=True), send(MONDAY + timedelta(days=7))
    assert [one.digest is None for one in (*first, *again, *next_week)] == [False, True, False]
    assert post.recipients == [officer.email] * 2
    assert len({letter["Message-ID"] for letter in post.letters}) == 2
    assert Digest.objects.filter(sent_at__isnull=False).count() == 2


@pytest.mark.django_db
def test_a_server_that_does_not_answer_is_told_and_tried_again(client, officer, second_officer, settings):
    asks(officer)
    asks(second_officer)
    with post_office(settings):
        pass  # it is gone
    (sent,) = send()
    assert (sent.failure.code, sent.digest.given_up) == ("unreachable", False)
    assert not Digest.objects.filter(user=second_officer).exists(), "the next one would have failed alike"
    client.force_login(officer)
    assert "The mail server does not answer." in client.get(reverse("correspondence:digest")).content.decode()
    digest = Digest.objects.get()
    assert digest.next_at == MONDAY + 15 * MINUTE
    with post_office(settings) as post:
        assert send(MONDAY + 14 * MINUTE)[0].digest is None
        send(MONDAY + 16 * MINUTE)
    digest.refresh_from_db()
    assert (digest.sent_at, digest.failure, digest.attempts) == (MONDAY + 16 * MINUTE, "", 2)
    assert post.recipients == [second_officer.email, officer.email]


@pytest.mark.django_db
def test_delays_grow_and_the_next_week_begins_anew(officer, settings):
    wish = asks(officer)
    type(wish).objects.update(asked_at=MONDAY - timedelta(days=9))
    with post_office(settings):
        pass
    moment, delays = MONDAY, []
    for _ in range(6):
        (sent,) = send(moment)
        delays.append((sent.digest.next_at - moment) / MINUTE)
        assert due_wishes(sent.digest.next_at - MINUTE) == []
        moment = sent.digest.next_at
        assert len(due_wishes(moment)) == 1
    assert delays == [15, 60, 240, 720, 720, 720]
    with post_office(settings) as post:
        send(MONDAY + timedelta(days=7))
    assert len(post.letters) == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("answer", "code", "final"),
    [("451 4.3.0 Try later", "later", False), ("554 5.7.1 No thanks", "refused", True)],
)
def test_a_letter_that_the_server_refuses(officer, second_officer, settings, answer, code, final):
    asks(officer)
    asks(second_officer)
    with post_office(settings) as post:
        post.answers = [answer]
        first, second = send()
        assert (first.failure.code, first.failure.answer, first.digest.given_up) == (code, answer, final)
        assert second.failure is None, "the next letter is another matter"
        later = send(MONDAY + timedelta(hours=1))
        assert [one.digest is None for one in later] == [final, True]
        assert send(MONDAY + timedelta(hours=2), at_once=True)[0].digest is None or final
    assert sorted(post.recipients) == sorted([officer.email, second_officer.email])


@pytest.mark.django_db
def test_an_address_that_does_not_exist_is_told_and_given_up_until_somebody_sends_again(officer, settings):
    asks(officer)
    with post_office(settings) as post:
        post.unknown = {officer.email}
        (sent,) = send()
        assert (sent.failure.code, sent.digest.given_up) == ("address", True)
        assert "No such person here" in sent.failure.answer
        assert due_wishes(MONDAY + timedelta(days=1)) == []
        post.unknown = set()
        send(at_once=True)
    assert len(post.letters) == 1
    assert Digest.objects.get().failure == ""


@pytest.fixture
def certificate(tmp_path):
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed (Debian: apt-get install openssl)")
    key, signed = tmp_path / "key", tmp_path / "certificate"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", signed, "-days", "2",
         "-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1"],
        check=True, capture_output=True,
    )  # fmt: skip
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(signed, key)
    return context, signed


def knows(server, session, envelope, mechanism, auth_data):
    known = (auth_data.login, auth_data.password) == (b"desk", b"secret")
    return AuthResult(success=known, handled=False)


@pytest.mark.django_db
@pytest.mark.filterwarnings(
    "ignore:Requiring AUTH while not requiring TLS"
)  # the whole connection is encrypted
@pytest.mark.parametrize("safety", ["starttls", "tls"])
def test_a_secured_server_with_name_and_password(officer, settings, certificate, monkeypatch, safety):
    context, signed = certificate
    asks(officer)
    options = (
        {"ssl_context": context} if safety == "tls" else {"tls_context": context, "require_starttls": True}
    )
    if safety == "tls":
        options["auth_require_tls"] = False
    with post_office(settings, auth_required=True, authenticator=knows, **options) as post:
        settings.EMAIL_USE_TLS, settings.EMAIL_USE_SSL = safety == "starttls", safety == "tls"
        settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "desk", "wrong"
        assert send()[0].failure.code == "encryption", "a certificate that nobody vouches for is refused"
        monkeypatch.setenv("SSL_CERT_FILE", str(signed))
        assert send(at_once=True)[0].failure.code == "credentials"
        settings.EMAIL_HOST_PASSWORD = "mật khẩu"
        assert send(at_once=True)[0].failure.code == "credentials"
        settings.EMAIL_HOST_PASSWORD = "secret"
        assert send(at_once=True)[0].failure is None
    assert len(post.letters) == 1


@pytest.mark.django_db
def test_a_server_without_encryption_is_not_spoken_to_where_it_is_asked_for(officer, settings):
    asks(officer)
    with post_office(settings) as post:
        settings.EMAIL_USE_TLS = True
        (sent,) = send()
    assert (sent.failure.code, post.letters) == ("encryption", [])


@pytest.mark.django_db
def test_a_digest_that_cannot_be_put_together_holds_up_nobody_else(
    officer, second_officer, settings, monkeypatch
):
    from passerelle.apps.correspondence.digests import letter

    asks(officer)
    asks(second_officer)
    gather = letter.gather_digest

    def broken(user, *given, **named):
        if user == officer:
            raise ZeroDivisionError
        return gather(user, *given, **named)

    monkeypatch.setattr(letter, "gather_digest", broken)
    with post_office(settings) as post:
        first, second = send()
    assert (first.failure.code, second.failure) == ("content", None)
    assert post.recipients == [second_officer.email]


@pytest.mark.django_db
def test_the_worker_sends_what_is_due_and_wakes_only_for_that(officer, settings, monkeypatch):
    wish = asks(officer)
    settings.EMAIL_HOST = ""
    type(wish).objects.update(asked_at=MONDAY - timedelta(days=400))
    assert not wake_digests(), "without a server nobody is woken, and the wish is kept"
    with post_office(settings) as post:
        assert wake_digests()
        assert not wake_digests(), "one is waiting already"
        send_due_digests.func()
        assert len(post.letters) == 1
        assert due_wishes(datetime.now(UTC)) == []


@pytest.fixture
def terminal(monkeypatch):
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")


@pytest.mark.django_db
def test_the_command_sends_prints_and_says_what_failed(officer, second_officer, settings, terminal, capsys):
    settings.EMAIL_HOST = ""
    assert main(["digest"]) == 1
    assert "PASSERELLE_SMTP_HOST" in capsys.readouterr().err
    owed(officer, title="Open the laboratory", deadline="2026-10")
    asks(officer)
    assert main(["digest", "--to", "nobody"]) == 2
    assert main(["digest", "--to", second_officer.username]) == 1
    assert "no e-mail address" in capsys.readouterr().err
    assert main(["digest", "--dry-run"]) == 0, "printing needs no server"
    printed = capsys.readouterr().out
    assert "Open the laboratory" in printed
    assert officer.email in printed
    assert not Digest.objects.exists()
    with post_office(settings) as post:
        assert main(["digest", "--to", officer.username]) == 0
        assert main(["digest"]) == 0
        assert "sent this week already" in capsys.readouterr().out
        asks(second_officer)
        post.unknown = {second_officer.email}
        assert main(["digest"]) == 1
        assert "does not accept the address" in capsys.readouterr().err
    assert post.recipients == [officer.email]


def server_of(settings) -> dict[str, str]:
    """The environment of a process that is to use this test's mail server."""
    return {
        "PASSERELLE_SMTP_HOST": "127.0.0.1", "PASSERELLE_SMTP_TLS": "no",
        "PASSERELLE_SMTP_PORT": str(settings.EMAIL_PORT), "PASSERELLE_MAIL_FROM": settings.DEFAULT_FROM_EMAIL,
        "PASSERELLE_ADDRESS": settings.DESK_ADDRESS,
    }  # fmt: skip


class Deadly(Post):
    """A server that has whoever sends killed: before it takes the letter, or when it has it and before it says so."""

    def __init__(self, *, takes: bool) -> None:
        super().__init__()
        self.takes, self.victim = takes, None

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        while self.victim is None:  # it is just being started
            time.sleep(0.01)
        os.kill(self.victim, signal.SIGKILL)
        return await super().handle_DATA(server, session, envelope) if self.takes else "451 Later"


@pytest.mark.crash
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("takes", [False, True])
def test_killed_while_it_sends_nothing_is_lost_and_a_second_letter_is_known_as_the_first(
    officer, settings, takes
):
    asks(officer)
    deadly = Deadly(takes=takes)
    with post_office(settings, deadly):
        process = start("digest", **server_of(settings))
        deadly.victim = process.pid
        process.communicate(timeout=PATIENCE)
        assert process.returncode == -signal.SIGKILL
    assert len(deadly.letters) == takes
    digest = Digest.objects.get()
    assert (digest.sent_at, digest.attempts) == (None, 1)
    with post_office(settings) as post:
        again = start("digest", **server_of(settings))
        again.communicate(timeout=PATIENCE)
        assert again.returncode == 0
        assert post.letters == [], "it may still be under way: nobody sends it a second time yet"
        after = digest.held_until + MINUTE
        assert [one.failure for one in send(after)] == [None]
        assert [one.digest for one in send(after + MINUTE)] == [None]
    received = deadly.letters + post.letters
    assert {letter["Message-ID"] for letter in received} == {digest.message_id}
    assert len(post.letters) == 1
    assert Event.objects.filter(verb="digest.note").count() == 1
