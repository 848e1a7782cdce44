"""A digest as an e-mail: plain text and HTML that say the same, without a picture or anything else from outside."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from passerelle.apps.accounts.models import User
from passerelle.apps.correspondence.digests.content import Content, Section
from passerelle.apps.correspondence.digests.gathering import gather_digest
from passerelle.apps.correspondence.models import Digest, DigestWish


def write_letter(wish: DigestWish, digest: Digest, *, now) -> EmailMultiAlternatives:
    """Return a person's digest as a letter in their language, as of a moment's day."""
    user = digest.user  # as they were when the digest was taken hold of, which is just now
    with override(user.language):
        content = gather_digest(user, user.language, today=timezone.localdate(now))
        stop = settings.DESK_ADDRESS + reverse("correspondence:digest-stop", args=[wish.pk, wish.secret])
        headers = {
            "Message-ID": digest.message_id,
            "Auto-Submitted": "auto-generated",
            "List-Unsubscribe": f"<{stop}>",
        }
        if stop.startswith("https:"):
            headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"  # RFC 8058 asks for HTTPS
        letter = EmailMultiAlternatives(
            subject_of(content),
            text_of(content, user, stop),
            settings.DEFAULT_FROM_EMAIL,
            [user.email],
            headers=headers,
        )
        letter.attach_alternative(_html_of(content, user, stop), "text/html")
    return letter


def subject_of(content: Content) -> str:
    """Return the subject: the marking, and how much there is of what is pressing."""
    number = content.total
    parts = [
        ngettext("%(n)d overdue", "%(n)d overdue", number("overdue")) % {"n": number("overdue")},
        ngettext("%(n)d due", "%(n)d due", number("due")) % {"n": number("due")},
        ngettext("%(n)d newly silent", "%(n)d newly silent", number("silent")) % {"n": number("silent")},
        ngettext("%(n)d proposal", "%(n)d proposals", number("proposals")) % {"n": number("proposals")},
        ngettext("%(n)d meeting", "%(n)d meetings", number("meetings")) % {"n": number("meetings")},
    ]
    keys = ("overdue", "due", "silent", "proposals", "meetings")
    said = ", ".join(part for key, part in zip(keys, parts, strict=True) if number(key))
    return f"[TLP:{content.marking.upper()}] Passerelle – {said or _('nothing is pressing')}"


def text_of(content: Content, user: User, stop: str = "") -> str:
    """Return the digest as plain text, in the active language; without `stop` it does not say how to stop it."""
    lines = [
        _("The week of %(organisation)s") % {"organisation": content.organisation},
        _("As of %(day)s") % {"day": date_format(content.day, "DATE_FORMAT")},
        f"TLP:{content.marking.upper()}",
    ]
    if not content.sections:
        lines += ["", _("Nothing is overdue, due, newly silent or waiting.")]
    for section in content.sections:
        lines += ["", f"{section.title} ({section.total})", "-" * len(f"{section.title} ({section.total})")]
        for line in section.lines:
            lines += [f"* {line.title}", *([f"  {line.words}"] if line.words else [])]
            lines += [f"  {settings.DESK_ADDRESS}{line.path}"] if line.path else []
        lines += [f"  {words}" for words in remarks(section)]
        lines += [f"  {settings.DESK_ADDRESS}{section.path}"] if section.path else []
    lines += ["", "-- ", *(closing(user))]
    if stop:
        lines += [_("Stop it: %(address)s") % {"address": stop}]
    return "\n".join(lines) + "\n"


def remarks(section: Section) -> list[str]:
    """Return what is said below the lines of a section: what is left out."""
    found = []
    if section.more:
        found.append(
            ngettext("%(n)d more at the desk", "%(n)d more at the desk", section.more) % {"n": section.more}
        )
    if section.amber:
        said = ngettext(
            "%(n)d marked TLP:AMBER, told at the desk only", "%(n)d marked TLP:AMBER, told at the desk only",
            section.amber,
        )  # fmt: skip
        found.append(said % {"n": section.amber})
    return found


def closing(user: User) -> list[str]:
    """Return the last lines: why this was sent, and what is never in it."""
    return [
        _("Sent to %(person)s, who asked for it, once a week.") % {"person": user},
        _("What is marked TLP:RED is never told by e-mail."),
    ]


def _html_of(content: Content, user: User, stop: str) -> str:
    sections = [(section, remarks(section)) for section in content.sections]
    return render_to_string(
        "digest/letter.html",
        {
            "content": content, "sections": sections, "closing": closing(user), "stop": stop,
            "desk": settings.DESK_ADDRESS, "language": user.language,
        },
    )  # fmt: skip
