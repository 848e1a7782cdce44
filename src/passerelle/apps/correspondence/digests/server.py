"""The mail server of the installation: whether there is one, and what its failures mean."""

import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass

from django.conf import settings
from django.core.mail.backends.smtp import EmailBackend

_NEEDED = {
    "EMAIL_HOST": "PASSERELLE_SMTP_HOST", "DEFAULT_FROM_EMAIL": "PASSERELLE_MAIL_FROM",
    "DESK_ADDRESS": "PASSERELLE_ADDRESS",
}  # fmt: skip
_CLOSES = 421  # the service closes the connection, to whomever a letter is


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a letter was not taken: a code of `said.FAILURES`, what the server said; `final`: it never will be.

    `server` says that the fault is not this letter's: the next one would fail alike.
    """

    code: str
    answer: str = ""
    final: bool = False
    server: bool = False


def missing() -> tuple[str, ...]:
    """Return the variables of the environment without which no mail is sent."""
    return tuple(variable for name, variable in _NEEDED.items() if not getattr(settings, name))


def open_server() -> EmailBackend:
    """Return an open connection to the server. Raises OSError, which every failure of a mail server is."""
    server = EmailBackend(fail_silently=False)
    try:
        server.open()
    except UnicodeError:  # SMTP knows no other letters in names and passwords
        _give_up(server)
        raise smtplib.SMTPAuthenticationError(535, "ASCII") from None
    except OSError:
        _give_up(server)
        raise
    return server


def _give_up(server: EmailBackend) -> None:
    with suppress(OSError):
        server.close()


def failure_of(error: OSError) -> Failure:
    """Return what an error of opening or sending means."""
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return Failure("credentials", _answer(error), server=True)
    if isinstance(error, ssl.SSLError | smtplib.SMTPNotSupportedError):
        return Failure("encryption", str(error), server=True)
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, said = next(iter(error.recipients.values()))
        answer = f"{code} {_text(said)}"
        if code == _CLOSES:
            return Failure("later", answer, server=True)
        return Failure("address", answer, final=True) if code >= 500 else Failure("later", answer)
    if isinstance(error, smtplib.SMTPSenderRefused):
        return Failure("sender" if error.smtp_code >= 500 else "later", _answer(error), server=True)
    if isinstance(error, smtplib.SMTPDataError):
        final = error.smtp_code >= 500
        return Failure(
            "refused" if final else "later", _answer(error), final, server=error.smtp_code == _CLOSES
        )
    return Failure("unreachable", str(error), server=True)


def _answer(error: smtplib.SMTPResponseException) -> str:
    return f"{error.smtp_code} {_text(error.smtp_error)}"


def _text(said: bytes | str) -> str:
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else said
