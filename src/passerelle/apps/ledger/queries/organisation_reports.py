"""What organisations report of themselves in files of IATI: the list, and one with its sums as known on a day."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from passerelle.apps.accounts.models import User
from passerelle.apps.accounts.permissions import rows
from passerelle.apps.directory.models import Actor
from passerelle.apps.directory.queries.names import names_shown
from passerelle.apps.ledger.merged import merged_actors
from passerelle.apps.ledger.models import OrganisationReport, ReportedSum

PAGE_SIZE = 25
_MOST = 500  # sums that a page shows, and reports that an actor's page names


@dataclass(frozen=True, slots=True)
class ReportsPage:
    """One page of the list, each report with the name of its organisation. `total` is exact."""

    rows: list[tuple[OrganisationReport, str]]
    total: int
    number: int
    pages: int


@dataclass(frozen=True, slots=True)
class ReportPage:
    """A report with its sums, each with the name and the key of the actor that receives it, "" for none.

    `more`: sums that are not shown.
    """

    report: OrganisationReport
    name: str
    key: str
    sums: list[tuple[ReportedSum, str, str]]
    more: int


def visible_reports(user: User) -> QuerySet[OrganisationReport]:
    """Return the reports that the markings let a user see, without their records."""
    return rows(user, "ledger.read", OrganisationReport.objects.all()).defer("record")


def reports_page(user: User, number: int, language: str, *, page_size: int = PAGE_SIZE) -> ReportsPage:
    """Return a page of the reports, those that were taken in last first."""
    found = visible_reports(user)
    total = found.count()
    pages = max(1, -(-total // page_size))
    at = min(max(1, number), pages)
    shown = list(
        found.select_related("actor", "source", "organisation").order_by("-updated_at", "-pk")[
            (at - 1) * page_size : at * page_size
        ]
    )
    names = names_shown(user, [one.actor for one in shown if one.actor], language)
    return ReportsPage([(one, _called(one, names)) for one in shown], total, at, pages)


def report_page(user: User, pk: int, language: str, as_of: date | None = None) -> ReportPage:
    """Return a report with the sums that the desk knew on a day, by default now; OrganisationReport.DoesNotExist when
    absent or not to be seen.
    """
    one = visible_reports(user).select_related("actor", "source", "organisation").get(pk=pk)
    found = one.sums.known(as_of).order_by("-starts", "pk").select_related("recipient")
    sums = list(found[:_MOST])
    actors = [row.recipient for row in sums if row.recipient] + ([one.actor] if one.actor else [])
    names = names_shown(user, actors, language)
    listed = [
        (row, names[row.recipient_id], row.recipient.key) if row.recipient else (row, row.recipient_name, "")
        for row in sums
    ]
    more = found.count() - len(sums)
    return ReportPage(one, _called(one, names), one.actor.key if one.actor else "", listed, more)


def reports_of(user: User, actor: Actor) -> list[tuple[OrganisationReport, bool]]:
    """Return the reports of an organisation itself, and (False) those of others that plan money for it."""
    them = [actor.pk, *(pk for pk, now in merged_actors().items() if now == actor.pk)]
    planned = ReportedSum.objects.known().filter(recipient__in=them)
    found = visible_reports(user).filter(Q(actor__in=them) | Q(pk__in=planned.values("report")))
    listed = [(one, one.actor_id in them) for one in found.select_related("source").order_by("pk")[:_MOST]]
    return sorted(listed, key=lambda one: not one[1])


def _called(one: OrganisationReport, names: dict[int, str]) -> str:
    return names.get(one.actor_id or 0, "") or str(one)
