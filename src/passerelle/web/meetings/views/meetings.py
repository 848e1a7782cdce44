"""The list of meetings and visits."""

from typing import Any

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from passerelle.apps.ledger import labels
from passerelle.apps.ledger.queries.meetings import MeetingFilters, MeetingsPage, meetings_page
from passerelle.web.frame.templatetags.desk import country_name

_MANY = 14  # countries that are shown; a chosen one always is


@require_GET
def meetings(request):
    """What is to come, the next first, and what is past, the latest first."""
    filters, today = MeetingFilters.from_query(request.GET), timezone.localdate()
    page = meetings_page(request.user, filters, get_language() or "en", today=today)
    facets = _facets(page, filters)
    context = {
        "page": page,
        "filters": filters,
        "today": today,
        "facets": facets,
        "chosen": [
            {"name": facet["label"], "label": value["label"], "without": value["query"]}
            for facet in facets
            for value in facet["values"]
            if value["selected"]
        ],
        "narrowed": bool(filters.to_query()),
        "previous": filters.to_query(page=page.previous) if page.previous else "",
        "following": filters.to_query(page=page.next) if page.next else "",
    }
    return render(request, "meetings/list.html", context)


def _facets(page: MeetingsPage, filters: MeetingFilters) -> list[dict[str, Any]]:
    found = []
    for name, label in labels.MEETING_FACETS.items():
        counts, chosen = page.facets[name], getattr(filters, name)
        words = {"when": labels.WHENS, "sort": labels.MEETINGS}.get(name)
        if words:
            values = [value for value in words if counts.get(value) or value == chosen]
        else:
            values = sorted(counts, key=lambda value: (value != chosen, -counts[value], value))[:_MANY]
            values += [chosen] * (bool(chosen) and chosen not in values)
        found.append(
            {
                "label": label,
                "values": [
                    {
                        "label": words[value] if words else country_name(value),
                        "count": counts.get(value, 0),
                        "selected": value == chosen,
                        "query": filters.to_query(**{name: "" if value == chosen else value}),
                    }
                    for value in values
                ],
            }
        )
    return [facet for facet in found if facet["values"]]
