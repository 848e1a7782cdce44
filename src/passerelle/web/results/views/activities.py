"""The list of activities, and the page of one."""

from typing import Any

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from passerelle.apps.ledger.activities import wording
from passerelle.apps.ledger.amounts import money_stated
from passerelle.apps.ledger.models import Activity
from passerelle.apps.ledger.papers import activity_facts
from passerelle.apps.ledger.queries.activities import (
    KINDS,
    ActivityFilters,
    ActivityPage,
    activities_page,
    activity_page,
)
from passerelle.apps.library.labels import TECHNOLOGIES
from passerelle.starter import country_codes
from passerelle.web.frame.templatetags.desk import country_name
from passerelle.web.results import words
from passerelle.web.results.days import day_asked
from passerelle.web.results.history import history


@require_GET
def activities(request):
    """What is recorded and what files told, the latest first."""
    filters = ActivityFilters.from_query(request.GET)
    page = activities_page(request.user, filters, get_language() or "en")
    context = {
        "page": page,
        "rows": [(one, names, wording.STATUSES.get(one.status, "")) for one, names in page.rows],
        "filters": filters,
        "kinds": [(code, words.KINDS[code]) for code in KINDS],
        "technologies": TECHNOLOGIES.items(),
        "countries": sorted(((code, country_name(code)) for code in country_codes()), key=lambda one: one[1]),
        "narrowed": bool(filters.to_query()),
        "previous": filters.to_query(page=page.previous) if page.previous else "",
        "following": filters.to_query(page=page.next) if page.next else "",
    }
    return render(request, "results/activities.html", context)


@require_GET
def activity(request, pk: int):
    """An activity with its parties, money and results, as of a day."""
    today = timezone.localdate()
    day = day_asked(request, today)
    past = day < today
    try:
        page = activity_page(request.user, pk, get_language() or "en", day if past else None)
    except Activity.DoesNotExist:
        raise Http404 from None
    context = {
        "page": page,
        "activity": page.activity,
        "day": day,
        "today": today,
        "past": past,
        "documents": page.documents,
        "may_change": page.may_write and page.activity.ours and not past,
        "facts": activity_facts(page.activity),
        "participants": [(wording.ROLES.get(role, role), party) for role, party in page.participants],
        "budgets": [
            (
                row,
                money_stated(row),
                wording.BUDGET_TYPES.get(row.type, ""),
                wording.BUDGET_STATUSES.get(row.status, ""),
            )
            for row in page.budgets
        ],
        "transactions": [
            (row, money_stated(row), wording.TRANSACTIONS.get(row.type, row.type), paying, paid)
            for row, paying, paid in page.transactions
        ],
        "results": _results(page),
        "history": history(page.edits),
    }
    return render(request, "results/activity.html", context)


def _results(page: ActivityPage) -> list[dict[str, Any]]:
    return [
        {
            "result": one,
            "kind": wording.RESULTS.get(one.type, ""),
            "indicators": [
                {"row": row, "figures": words.figures(row), "percent": row.measure == "2"}
                for row in one.indicators.all()
            ],
        }
        for one in page.results
    ]
