"""The file of a visit or a meeting: one page before it, and after it what was promised."""

from datetime import date

from django.utils.translation import gettext as _

from passerelle.apps.accounts.models import User
from passerelle.apps.correspondence.reports.content import Facts, Part, Report, Table
from passerelle.apps.correspondence.reports.minutes import (
    decisions,
    markings,
    meeting_facts,
    number_of_meeting,
    paragraphs,
    people,
)
from passerelle.apps.correspondence.reports.parts import commitments, more, report, section
from passerelle.apps.ledger import labels
from passerelle.apps.ledger.queries.meetings import MeetingRow
from passerelle.apps.ledger.queries.visits import Told, after_meeting, before_meeting
from passerelle.apps.library.labels import STATUSES, TYPES
from passerelle.apps.library.models import Claim
from passerelle.apps.library.written import written_date, written_number


def before_report(user: User, which: str, language: str, *, today: date) -> Report:
    """Return what to know before the meeting with this number; Meeting.DoesNotExist when absent or not to be seen."""
    page = before_meeting(user, number_of_meeting(which), language, today=today)
    meeting = page.meeting
    labelled = (
        (_("Open commitments"), "open"),
        (labels.DUE["overdue"], "overdue"),
        (labels.HUSHES["silent"], "silent"),
    )
    figures = Facts(tuple((str(label), written_number(page.counts[name])) for label, name in labelled))
    parts = [
        meeting_facts(meeting),
        *section(_("Who comes"), people(page.participants, whole=True), _("Nobody is noted.")),
        *(section(_("Agenda"), paragraphs(meeting.agenda), "") if meeting.agenda else []),
        *section(
            _("What is open between the two sides"),
            [figures, *commitments(page.commitments, page.counts["open"])],
            "",
        ),
        *section(
            _("What they ask for, offer or negotiate"), _claims(page.openings), _("No document tells of it.")
        ),
        *(section(_("When one met before"), _earlier(page.earlier), "") if page.earlier else []),
    ]
    marked = [meeting.tlp, *(row.commitment.tlp for row in page.commitments), *page.markings]
    marked += [claim.document.tlp for claim in page.openings] + [row.meeting.tlp for row in page.earlier]
    title = _("Before: %(title)s") % {"title": meeting.title}
    return report(user, language, title, title, parts, marked)


def after_report(user: User, which: str, language: str, *, today: date) -> Report:
    """Return what the meeting with this number left; Meeting.DoesNotExist when absent or not to be seen."""
    after = after_meeting(user, number_of_meeting(which), language, today=today)
    meeting = after.page.meeting
    became = commitments(after.commitments, len(after.commitments))
    parts = [
        meeting_facts(meeting),
        *section(_("Decisions"), decisions(after.page), _("No decision is noted.")),
        *(section(_("What became of it"), became, "") if became else []),
        *section(
            _("What the documents say was promised"),
            [*_told(after.told), *more(after.more)],
            _("No document tells of it."),
        ),
    ]
    marked = [*markings(after.page), *(one.claim.document.tlp for one in after.told)]
    marked += [one.commitment.tlp for one in after.told if one.commitment]
    title = _("After: %(title)s") % {"title": meeting.title}
    return report(user, language, title, title, parts, marked)


def _claims(claims: list[Claim]) -> list[Part]:
    rows = tuple(
        (_said(claim), _kind(claim), written_date(_day(claim)), str(claim.document)) for claim in claims
    )
    return (
        [Table((_("Sentence"), _("Type"), _("Date"), _("Document")), rows, (48, 16, 14, 22))] if rows else []
    )


def _told(told: list[Told]) -> list[Part]:
    rows = tuple(
        (
            _said(one.claim),
            _kind(one.claim),
            f"{one.claim.document}, {written_date(one.claim.document.published)}".rstrip(", "),
            one.commitment.title if one.commitment else "",
        )
        for one in told
    )
    columns = (_("Sentence"), _("Type"), _("Document"), _("Followed as"))
    return [Table(columns, rows, (44, 14, 20, 22))] if rows else []


def _earlier(met: list[MeetingRow]) -> list[Part]:
    rows = tuple(
        (
            f"{row.meeting.title} (TLP:{row.meeting.tlp.upper()})",
            written_date(row.meeting.held_on),
            str(row.decisions),
        )
        for row in met
    )
    return [Table((_("Meeting"), _("Date"), _("Decisions")), rows, (66, 20, 14))]


def _said(claim: Claim) -> str:
    first, last = min(claim.sentence_start, claim.start), max(claim.sentence_end, claim.end)
    return " ".join(claim.document.text[first:last].split())


def _kind(claim: Claim) -> str:
    return f"{TYPES.get(claim.type, claim.type)}, {str(STATUSES.get(claim.status, claim.status)).lower()}"


def _day(claim: Claim) -> str:
    return claim.date or claim.document.published
