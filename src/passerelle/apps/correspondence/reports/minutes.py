"""The minutes of a meeting: who took part, what was on the agenda, what was decided and who does it until when."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from passerelle.apps.accounts.models import User
from passerelle.apps.correspondence.reports.content import Facts, Paragraph, Part, Report, Table
from passerelle.apps.correspondence.reports.parts import report, section
from passerelle.apps.ledger import labels
from passerelle.apps.ledger.models import Meeting
from passerelle.apps.ledger.queries.meeting import Decided, MeetingPage, Present, meeting_page
from passerelle.apps.library.queries.facets import label_of
from passerelle.apps.library.written import written_date


def minutes_report(user: User, which: str, language: str, *, today: date) -> Report:
    """Return the minutes of the meeting with this number; Meeting.DoesNotExist when absent or not to be seen."""
    page = meeting_page(user, number_of_meeting(which), language)
    meeting = page.meeting
    parts = [
        meeting_facts(meeting),
        *section(_("Who took part"), people(page.participants), _("Nobody is noted.")),
        *(section(_("Agenda"), paragraphs(meeting.agenda), "") if meeting.agenda else []),
        *section(_("Decisions"), decisions(page), _("No decision is noted.")),
        *(section(_("Minutes"), paragraphs(meeting.minutes), "") if meeting.minutes else []),
    ]
    name = f"{_('Minutes')} {meeting.title}"
    return report(user, language, name, meeting.title, parts, markings(page))


def number_of_meeting(which: str) -> int:
    """Return the number that an address names; Meeting.DoesNotExist when it names none."""
    if not (which.isascii() and which.isdecimal() and len(which) < 19):
        raise Meeting.DoesNotExist
    return int(which)


def meeting_facts(meeting: Meeting) -> Facts:
    """Return when and where a meeting is held, and who keeps it."""
    when = meeting.held_on + (f"/{meeting.until}" if meeting.until else "")
    rows = [
        (_("Date"), written_date(when)),
        (_("Place"), meeting.place),
        (_("Kept by"), str(meeting.organisation)),
    ]
    if meeting.called_off:
        rows.append((_("State"), str(labels.WHENS["called_off"])))
    return Facts(tuple((label, text) for label, text in rows if text))


def people(present: Sequence[Present], *, whole: bool = False) -> list[Part]:
    """Return who takes part as a table; `whole` tells who holds the offices of a body, too."""
    rows = tuple((_named(one), _offices(one, whole), _country(one)) for one in present)
    return [Table((_("Name"), _("Office"), _("Country")), rows, (35, 48, 17))] if rows else []


def decisions(page: MeetingPage) -> list[Part]:
    """Return what was decided as a table, with what follows from each."""
    rows = tuple(
        (
            str(at),
            one.row.text,
            _who(one),
            written_date(one.row.due),
            _followed(one),
        )
        for at, one in enumerate(page.decisions, 1)
    )
    columns = (_("No."), _("Decision"), _("Who"), _("Due"), _("Followed as"))
    return [Table(columns, rows, (6, 38, 22, 13, 21))] if rows else []


def paragraphs(text: str) -> list[Part]:
    """Return each line of a text as a paragraph."""
    return [Paragraph(line.strip()) for line in text.splitlines() if line.strip()]


def markings(page: MeetingPage) -> list[str]:
    """Return the markings of a meeting and of what follows from it."""
    return [page.meeting.tlp, *(one.commitment.tlp for one in page.decisions if one.commitment)]


def _named(one: Present) -> str:
    if one.row.person and one.name:
        return f"{one.row.person} ({one.name})"
    return one.row.person or one.name


def _offices(one: Present, whole: bool) -> str:
    if one.actor is None or (one.actor.kind != "person" and not whole):
        return one.row.office
    said = [f"{office.office} ({office.name})" for office in one.offices[:4]]
    return "; ".join(text for text in (one.row.office, *said) if text)


def _country(one: Present) -> str:
    return str(label_of("country", one.row.country)) if one.row.country else ""


def _followed(one: Decided) -> str:
    if one.commitment is None:
        return ""
    said = one.commitment.title
    if one.tied:
        said = _("About: %(title)s") % {"title": said}
    if one.offers:
        said += "\n" + _("Due until then: %(day)s") % {"day": written_date(one.commitment.deadline) or "–"}
    return said


def _who(one: Decided) -> str:
    return ", ".join(name for name in (one.owner, one.row.person) if name)
