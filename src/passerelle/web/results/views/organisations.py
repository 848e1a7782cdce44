"""What organisations report of themselves: the list, and one of them as of a day."""

from typing import Any

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from passerelle.apps.accounts.permissions import may
from passerelle.apps.ledger.activities import wording
from passerelle.apps.ledger.amounts import money_stated, part_of, stated
from passerelle.apps.ledger.models import OrganisationReport, ReportedSum
from passerelle.apps.ledger.queries.organisation_reports import report_page, reports_page
from passerelle.web.frame.templatetags.desk import country_name
from passerelle.web.ledger.entering import number_of
from passerelle.web.results.days import day_asked


@require_GET
def organisations(request):
    """Who reports of itself, the last taken in first."""
    page = reports_page(request.user, number_of(request.GET.get("page", "")) or 1, get_language() or "en")
    context = {
        "page": page,
        "may_export": may(request.user, "ledger.export"),
        "previous": page.number - 1 if page.number > 1 else None,
        "following": page.number + 1 if page.number < page.pages else None,
    }
    return render(request, "results/organisations.html", context)


@require_GET
def organisation(request, pk: int):
    """The sums that an organisation reports."""
    today = timezone.localdate()
    day = day_asked(request, today)
    past = day < today
    try:
        page = report_page(request.user, pk, get_language() or "en", day if past else None)
    except OrganisationReport.DoesNotExist:
        raise Http404 from None
    context = {
        "page": page,
        "report": page.report,
        "day": day,
        "today": today,
        "past": past,
        "sums": [_shown(row, name, key) for row, name, key in page.sums],
    }
    return render(request, "results/organisation.html", context)


def _shown(row: ReportedSum, name: str, key: str) -> dict[str, Any]:
    to = name or row.recipient_code
    if row.kind == "recipient-country-budget":
        to = country_name(row.recipient_code)
    return {
        "row": row,
        "kind": wording.SUMS.get(row.kind, row.kind),
        "status": wording.BUDGET_STATUSES.get(row.status, ""),
        "amount": money_stated(row),
        "to": to,
        "key": key,
        "lines": [
            part_of([(part["name"] or part["ref"] or "–", stated(part["amount"], part["currency"]))])
            for part in row.lines
        ],
    }
