"""The list of commitments, as a table and along time."""

from typing import Any
from urllib.parse import parse_qsl

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from passerelle.apps.ledger import labels
from passerelle.apps.ledger.queries.filters import LedgerFilters
from passerelle.apps.ledger.queries.ledger import ledger_counts, ledger_page
from passerelle.apps.ledger.queries.proposals import proposals_count
from passerelle.web.ledger.drawing import drawn
from passerelle.web.ledger.lines import chosen, facets, lines, plain
from passerelle.web.ledger.plotting import plotted


@require_GET
def commitments(request):
    """What was promised, overdue and silent first, as it stands or as it stood on a day."""
    return render(request, "ledger/list.html", _context(request))


@require_GET
def timeline(request):
    """The same commitments as bars along time."""
    context = _context(request)
    return render(
        request,
        "ledger/list.html",
        context | {"timeline": drawn(context["lines"], context["page"].day), "along": True},
    )


def _context(request) -> dict[str, Any]:
    filters = LedgerFilters.from_query(request.GET)
    today = timezone.localdate()
    page = ledger_page(request.user, filters, get_language() or "en", today=today)
    return {
        "page": page,
        "lines": lines(page),
        "filters": filters,
        "today": today,
        "past": page.day < today,
        "plot": plotted(page.progress),
        "counts": ledger_counts(request.user, today=today),
        "proposed": proposals_count(request.user),
        "facets": facets(page.facets, filters),
        "chosen": chosen(page.facets, filters),
        "kept": _kept(filters),
        "orders": [(code, label, filters.to_query(order="" if code == "urgent" else code))
                   for code, label in labels.ORDERS.items()],
        "everything": plain(filters).to_query(),
        "here": filters.to_query(),
        "now": filters.to_query(as_of=None),
        "previous": filters.to_query(page=page.previous) if page.previous else "",
        "following": filters.to_query(page=page.next) if page.next else "",
        "nothing": _nothing(filters, page.day < today),
    }  # fmt: skip


def _nothing(filters: LedgerFilters, past: bool) -> str:
    if bool(filters.to_query(as_of=None, order=None)):
        return _("No commitment fits. Remove a filter.")
    if past:
        return _("The desk knew of no commitment on this day.")
    return _("Nothing is followed yet. Accept a proposal, or record what was promised.")


def _kept(filters: LedgerFilters) -> list[tuple[str, str]]:
    """Return what else narrows the list, for the form that changes words and day."""
    return [part for part in parse_qsl(filters.to_query()) if part[0] not in ("q", "as_of")]
