"""The list of agreements, and the page of one."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from passerelle.apps.ledger import labels
from passerelle.apps.ledger.models import Agreement
from passerelle.apps.ledger.papers import facts
from passerelle.apps.ledger.queries.activities import activities_of
from passerelle.apps.ledger.queries.agreements import AgreementFilters, agreement_page, agreements_page
from passerelle.apps.ledger.queries.filters import LedgerFilters
from passerelle.apps.ledger.queries.progress import progress_of
from passerelle.starter import country_codes
from passerelle.web.frame.templatetags.desk import country_name
from passerelle.web.ledger.lines import Line
from passerelle.web.ledger.plotting import plotted


@require_GET
def agreements(request):
    """What was signed, the latest first."""
    today = timezone.localdate()
    filters = AgreementFilters.from_query(request.GET, today)
    page = agreements_page(request.user, filters, get_language() or "en")
    context = {
        "page": page,
        "filters": filters,
        "kinds": labels.KINDS.items(),
        "countries": sorted(((code, country_name(code)) for code in country_codes()), key=lambda one: one[1]),
        "narrowed": bool(filters.to_query(as_of=None)),
        "today": today,
        "past": filters.as_of is not None,
        "now": filters.to_query(as_of=None),
        "previous": filters.to_query(page=page.previous) if page.previous else "",
        "following": filters.to_query(page=page.next) if page.next else "",
    }
    return render(request, "ledger/agreements.html", context)


@require_GET
def agreement(request, pk: int):
    """An agreement with its parties, its papers and what was promised under it."""
    today = timezone.localdate()
    asked = LedgerFilters.from_query(request.GET).as_of
    try:
        page = agreement_page(request.user, pk, get_language() or "en", today=today, as_of=asked)
    except Agreement.DoesNotExist:
        raise Http404 from None
    if page.agreement.pk != pk:
        joined = reverse("ledger:agreement", args=[page.agreement.pk])
        return redirect(f"{joined}?as_of={page.day.isoformat()}" if page.day < today else joined)
    context = {
        "page": page,
        "agreement": page.agreement,
        "today": today,
        "past": page.day < today,
        "lines": [Line(row) for row in page.commitments],
        "facts": facts(page),
        "activities": activities_of(request.user, agreement=page.agreement),
        "of_it": f"agreement={page.agreement.pk}",
        "plot": plotted(progress_of(request.user, "agreement", pk, today=today, as_of=page.day)),
    }
    return render(request, "ledger/agreement.html", context)
