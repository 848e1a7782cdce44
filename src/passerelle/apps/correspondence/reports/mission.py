"""The report of one mission: what its own ledger holds, what is late, due and silent, and what comes next."""

from datetime import date

from django.db.models import Avg, QuerySet
from django.utils.translation import gettext as _

from passerelle.apps.accounts.models import User
from passerelle.apps.correspondence.reports.content import Facts, Part, Report, Table
from passerelle.apps.correspondence.reports.parts import (
    MOST,
    commitments,
    marked,
    report,
    section,
    through_time,
)
from passerelle.apps.ledger import labels
from passerelle.apps.ledger.models import Commitment, Meeting
from passerelle.apps.ledger.queries.ledger import (
    LedgerRow,
    commitment_rows,
    visible_agreements,
    visible_commitments,
)
from passerelle.apps.ledger.queries.meetings import visible_meetings
from passerelle.apps.ledger.queries.progress import progress_of
from passerelle.apps.ledger.queries.proposals import proposals_count
from passerelle.apps.ledger.queries.standing import due_soon, overdue, quiet, silent
from passerelle.apps.library.written import written_date, written_number


def mission_report(user: User, which: str, language: str, *, today: date) -> Report:
    """Return the report of the reader's own organisation, as its markings let this reader see it."""
    own = {"organisation_id": user.organisation_id}
    seen = visible_commitments(user).filter(**own)
    meetings = list(
        visible_meetings(user).filter(**own, last_day__gte=today, called_off=False)
        .order_by("first_day", "pk")[:MOST]
    )  # fmt: skip
    parts: list[Part] = [*section(_("In figures"), [_figures(user, seen, today)], "")]
    agreements = visible_agreements(user).filter(**own)
    markings = [*(one.tlp for one in meetings), *marked(seen), *marked(agreements)]  # figures count them all
    for title, chosen, order in (
        (labels.DUE["overdue"], overdue(today), "deadline_last"),
        (labels.DUE["soon"], due_soon(today), "deadline_last"),
        (labels.HUSHES["silent"], silent(today), "silent_from"),
    ):
        found = seen.filter(chosen)
        shown = _rows(user, found, order, language, today)
        parts += section(str(title), commitments(shown, found.count()), _("Nothing."))
        markings += [row.commitment.tlp for row in shown]
    parts += section(_("Meetings to come"), _meetings(meetings), _("Nothing."))
    told = progress_of(user, "organisation", user.organisation_id, today=today)
    parts += section(_("Promised and delivered through time"), through_time(told), _("Nothing."))
    name = str(user.organisation)
    return report(user, language, name, name, parts, markings)


def _rows(user: User, found: QuerySet[Commitment], order: str, language: str, today: date) -> list[LedgerRow]:
    ids = list(found.order_by(order, "pk").values_list("pk", flat=True)[:MOST])
    listed = Commitment.objects.filter(pk__in=ids).order_by(order, "pk")
    return commitment_rows(user, listed, language, today=today)


def _figures(user: User, seen: QuerySet[Commitment], today: date) -> Facts:
    clarity = seen.aggregate(mean=Avg("clarity"))["mean"]
    agreements = visible_agreements(user).filter(organisation_id=user.organisation_id)
    lines = [
        (_("Agreements"), agreements.count()),
        (_("Commitments"), seen.count()),
        (_("Delivered"), seen.filter(stage__in=("delivered", "verified")).count()),
        (str(labels.DUE["overdue"]), seen.filter(overdue(today)).count()),
        (str(labels.DUE["soon"]), seen.filter(due_soon(today)).count()),
        (str(labels.HUSHES["quiet"]), seen.filter(quiet(today)).count()),
        (str(labels.HUSHES["silent"]), seen.filter(silent(today)).count()),
        (_("Proposals that wait"), proposals_count(user)),
    ]
    if clarity is not None:
        lines.append((_("Clarities held of six, on average"), round(clarity, 1)))
    return Facts(tuple((label, written_number(number)) for label, number in lines))


def _meetings(meetings: list[Meeting]) -> list[Part]:
    lines = tuple(
        (f"{one.title} (TLP:{one.tlp.upper()})", written_date(one.held_on), one.place) for one in meetings
    )
    return [Table((_("Meeting"), _("Date"), _("Place")), lines, (55, 20, 25))] if lines else []
