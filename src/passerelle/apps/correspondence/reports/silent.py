"""The report of what is silent: promises of which nothing independent has been heard for too long."""

from datetime import date

from django.utils.translation import gettext as _

from passerelle.apps.accounts.models import User
from passerelle.apps.correspondence.reports.content import Paragraph, Part, Report, Table
from passerelle.apps.correspondence.reports.parts import MOST, between, marked, more, report, section, titled
from passerelle.apps.ledger import labels
from passerelle.apps.ledger.models import Commitment
from passerelle.apps.ledger.queries.ledger import LedgerRow, commitment_rows, visible_commitments
from passerelle.apps.ledger.queries.standing import quiet, silent
from passerelle.apps.library.written import written_date

_WIDTHS = (34, 22, 14, 16, 14)


def silent_report(user: User, which: str, language: str, *, today: date) -> Report:
    """Return the report of what this reader sees to be silent, longest first, and of what turned quiet."""
    seen = visible_commitments(user)
    markings: list[str] = []
    parts: list[Part] = [
        Paragraph(
            _("A promise is silent when nothing independent of its owner was heard for longer than is usual.")
        )
    ]
    for state, chosen, nothing in (
        ("silent", silent(today), _("Nothing is silent.")),
        ("quiet", quiet(today), _("Nothing is quiet.")),
    ):
        found = seen.filter(chosen).order_by(f"{state}_from", "pk")
        ids = list(found.values_list("pk", flat=True)[:MOST])
        listed = Commitment.objects.filter(pk__in=ids).order_by(f"{state}_from", "pk")
        shown = commitment_rows(user, listed, language, today=today)
        table = [_table(state, shown), *more(found.count() - len(shown))] if shown else []
        parts += section(str(labels.HUSHES[state]), table, nothing)
        markings += marked(found)
    return report(user, language, _("What is silent"), _("What is silent"), parts, markings)


def _table(state: str, shown: list[LedgerRow]) -> Table:
    columns = (
        _("Commitment"), _("Owner and counterpart"), _("Since"), _("Why"), _("Last independent word")
    )  # fmt: skip
    rows = tuple(
        (
            titled(row),
            between(row),
            written_date(getattr(row.commitment, f"{state}_from").isoformat()),
            str(labels.HUSH_REASONS.get(row.commitment.hush_reason, "")),
            written_date(row.commitment.last_heard) or "–",
        )
        for row in shown
    )
    return Table(columns, rows, _WIDTHS)
