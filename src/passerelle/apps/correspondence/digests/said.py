"""What became of a digest, in the reader's language."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

FAILURES = {
    "unreachable": gettext_lazy("The mail server does not answer."),
    "encryption": gettext_lazy(
        "There is no secure connection to the mail server: check PASSERELLE_SMTP_TLS."
    ),
    "credentials": gettext_lazy("The mail server refuses PASSERELLE_SMTP_USER and PASSERELLE_SMTP_PASSWORD."),
    "sender": gettext_lazy("The mail server does not accept the sender: check PASSERELLE_MAIL_FROM."),
    "address": gettext_lazy("The mail server does not accept the address of this account."),
    "refused": gettext_lazy("The mail server refused the letter."),
    "later": gettext_lazy("The mail server asks to try again later."),
    "content": gettext_lazy("The digest could not be put together: the log of the desk says why."),
}


def failure_said(code: str, answer: str = "") -> str:
    """Return why a digest was not sent, with what the server said."""
    said = str(FAILURES.get(code, FAILURES["refused"]))
    return f"{said} ({answer})" if answer else said


def missing_said(variables: tuple[str, ...]) -> str:
    """Return that no mail can be sent because these variables of the environment are not set."""
    return _("No mail leaves this installation yet: %(variables)s must be set.") % {
        "variables": ", ".join(variables)
    }
