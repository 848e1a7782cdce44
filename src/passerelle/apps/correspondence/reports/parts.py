"""The parts that reports share: commitments as a table, who made the report when, the strictest marking."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from passerelle.apps.accounts.models import User
from passerelle.apps.correspondence.reports.content import Facts, Heading, Paragraph, Part, Report, Table
from passerelle.apps.ledger import labels
from passerelle.apps.ledger.marking import strictest
from passerelle.apps.ledger.queries.ledger import LedgerRow
from passerelle.apps.ledger.queries.progress import Progress
from passerelle.apps.library.written import written_date, written_number
from passerelle.core.naming.slugs import slug

MOST = 200  # rows of one table of a report; the rest is counted
_WIDTHS = (36, 24, 14, 13, 13)


def report(
    user: User, language: str, name: str, title: str, parts: Iterable[Part], markings: Iterable[str]
) -> Report:
    """Return a report, made by this user now; its marking is the strictest of what is inside."""
    marking = strictest(markings)
    made = Facts(
        (
            (_("Marking"), f"TLP:{marking.upper()}"),
            (_("Made on"), made_now()),
            (_("Made for"), f"{user}, {user.organisation}"),
        )
    )
    return Report(slug(name)[:60] or "report", title, language, marking, (made, *parts))


def made_now() -> str:
    """Return the day and the hour, as a paper says when it was made."""
    now = timezone.localtime()
    said = {"day": written_date(now.date().isoformat()), "time": time_format(now, "TIME_FORMAT")}
    return _("%(day)s, %(time)s") % said


def section(title: str, found: Sequence[Part], nothing: str) -> list[Part]:
    """Return a section; what it says when there is nothing."""
    return [Heading(title), *(found or [Paragraph(nothing)])]


def commitments(shown: Sequence[LedgerRow], total: int) -> list[Part]:
    """Return commitments as a table, and how many more there are."""
    if not shown:
        return []
    columns = (_("Commitment"), _("Owner and counterpart"), _("Stage"), _("Deadline"), _("To note"))
    return [Table(columns, tuple(_line(one) for one in shown), _WIDTHS), *more(total - len(shown))]


def through_time(progress: Progress) -> list[Part]:
    """Return how many commitments were promised, delivered and overdue, period by period, as a table."""
    rows = tuple(
        (written_date(one.period), *(written_number(n) for n in (one.promised, one.delivered, one.overdue)))
        for one in progress.moments
    )
    columns = (_("Until"), _("Promised"), _("Delivered"), _("Overdue"))
    return [Table(columns, rows, (40, 20, 20, 20))] if rows else []


def more(number: int) -> list[Part]:
    """Return how many rows are left out, if any."""
    if number <= 0:
        return []
    words = ngettext("and %(number)s more", "and %(number)s more", number)
    return [Paragraph(words % {"number": written_number(number)})]


def between(row: LedgerRow) -> str:
    """Write who owes it, and to whom."""
    return " – ".join(name for name in (row.owner, row.counterpart) if name)


def titled(row: LedgerRow) -> str:
    """Write the title of a commitment with its marking."""
    return f"{row.commitment.title} (TLP:{row.commitment.tlp.upper()})"


def _line(row: LedgerRow) -> tuple[str, ...]:
    one = row.commitment
    stage = str(labels.STAGES[row.stage])
    if one.stage_since:
        stage = f"{stage} ({written_date(one.stage_since)})"
    notes = [labels.CONDITIONS[row.condition]] if row.condition else []
    notes += [labels.DUE[row.due]] if row.due in ("overdue", "soon") else []
    notes += [labels.HUSHES[row.hush]] if row.hush in ("quiet", "silent") else []
    return (
        titled(row),
        between(row),
        stage,
        written_date(row.deadline),
        ", ".join(str(note) for note in notes),
    )


def marked(found: QuerySet[Any]) -> list[str]:
    """Return the markings that occur among rows."""
    return list(found.order_by().values_list("tlp", flat=True).distinct())
