"""The list of agreements, and the page of one."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from passerelle.apps.ledger import labels
from passerelle.apps.ledger.models import Agreement
from passerelle.apps.ledger.papers import facts
from passerelle.apps.ledger.queries.agreements import AgreementFilters, agreement_page, agreements_page
from passerelle.starter import country_codes
from passerelle.web.frame.templatetags.desk import country_name
from passerelle.web.ledger.lines import Line


@require_GET
def agreements(request):
    """What was signed, the latest first."""
    filters = AgreementFilters.from_query(request.GET)
    page = agreements_page(request.user, filters, get_language() or "en")
    context = {
        "page": page,
        "filters": filters,
        "kinds": labels.KINDS.items(),
        "countries": sorted(((code, country_name(code)) for code in country_codes()), key=lambda one: one[1]),
        "narrowed": bool(filters.to_query()),
        "previous": filters.to_query(page=page.previous) if page.previous else "",
        "following": filters.to_query(page=page.next) if page.next else "",
    }
    return render(request, "ledger/agreements.html", context)


@require_GET
def agreement(request, pk: int):
    """An agreement with its parties, its papers and what was promised under it."""
    try:
        page = agreement_page(request.user, pk, get_language() or "en", today=timezone.localdate())
    except Agreement.DoesNotExist:
        raise Http404 from None
    if page.agreement.pk != pk:
        return redirect("ledger:agreement", page.agreement.pk)
    context = {
        "page": page,
        "agreement": page.agreement,
        "lines": [Line(row) for row in page.commitments],
        "facts": facts(page),
    }
    return render(request, "ledger/agreement.html", context)
