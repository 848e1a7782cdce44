"""The library's list: search, facets, order, saved searches."""

from django.shortcuts import render
from django.views.decorators.http import require_GET

from passerelle.apps.library.labels import ORDERS
from passerelle.apps.library.queries.documents import library_page
from passerelle.apps.library.queries.facets import Facet, label_of
from passerelle.apps.library.queries.filters import Filters

# Facets that are open although nothing in them is chosen.
_OPEN = ("type", "technology", "review")


@require_GET
def library(request):
    filters = Filters.from_query(request.GET)
    page = library_page(request.user, filters)
    context = {
        "page": page,
        "query": filters.query,
        "kept": [(name, value) for name, values in filters.chosen.items() for value in values],
        "here": filters.on_page(1).to_query(),
        "complaints": filters.complaints,
        "chosen": _chosen(filters, page.facets),
        "facets": [_facet(facet, filters) for facet in page.facets if facet.values],
        "orders": [(code, label, filters.ordered(code).to_query()) for code, label in ORDERS.items()
                   if code != "relevance" or filters.query],
        "order": filters.effective_order,
        "saved": request.user.saved_searches.all(),
        "previous": filters.on_page(page.previous).to_query() if page.previous else "",
        "following": filters.on_page(page.next).to_query() if page.next else "",
    }  # fmt: skip
    return render(request, "library/list.html", context)


def _facet(facet: Facet, filters: Filters) -> dict:
    values = [
        {
            "label": value.label,
            "count": value.count,
            "selected": value.selected,
            "query": filters.toggled(facet.name, value.value).to_query(),
        }
        for value in facet.values
    ]
    chosen = any(value.selected for value in facet.values)
    return {"label": facet.label, "values": values, "more": facet.more, "open": chosen or facet.name in _OPEN}


def _chosen(filters: Filters, facets: list[Facet]) -> list[dict]:
    """What narrows the list now, each with the address of the list without it."""
    shown = {(facet.name, value.value): value.label for facet in facets for value in facet.values}
    labels = {facet.name: facet.label for facet in facets}
    return [
        {
            "name": labels.get(name, name),
            "label": shown.get((name, value)) or label_of(name, value),
            "without": filters.toggled(name, value).to_query(),
        }
        for name, values in filters.chosen.items()
        for value in values
    ]
