"""A mail server on loopback that tests send to, and a person who asked for the digest."""

import email
import email.policy
import socket
from contextlib import contextmanager
from email.message import EmailMessage

from aiosmtpd.controller import Controller

from passerelle.apps.correspondence.actions.digest import ask_for_digest
from passerelle.apps.correspondence.models import DigestWish


class Post:
    """What a server received, and what it answers to the next letters (then that it takes them)."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.recipients: list[str] = []
        self.answers: list[str] = []
        self.unknown: set[str] = set()

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if address in self.unknown:
            return "550 5.1.1 No such person here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        answer = self.answers.pop(0) if self.answers else "250 OK"
        if answer.startswith("250"):
            self.letters.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
            self.recipients += envelope.rcpt_tos
        return answer


@contextmanager
def post_office(settings, post=None, **options):
    """Run a server, and have the settings name it; yields what it receives."""
    post = post or Post()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(post, hostname="127.0.0.1", port=port, **options)
    controller.start()
    try:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        settings.EMAIL_TIMEOUT = 10
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        settings.DEFAULT_FROM_EMAIL = "Passerelle <desk@example.org>"
        settings.DESK_ADDRESS = "https://desk.example.org"
        yield post
    finally:
        controller.stop()


def asks(user, address="") -> DigestWish:
    """Let a person who has an address ask for the digest."""
    user.email = address or f"{user.username}@example.org"
    user.save()
    return ask_for_digest(actor=user)


def text_of(letter: EmailMessage) -> str:
    """The plain part of a letter."""
    return letter.get_body(("plain",)).get_content()


def html_of(letter: EmailMessage) -> str:
    """The HTML part of a letter."""
    return letter.get_body(("html",)).get_content()
