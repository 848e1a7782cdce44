"""One box for everything: the results, and what is suggested while somebody types."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language, pgettext
from django.views.decorators.http import require_GET

from passerelle.apps.directory.queries.names import names_shown
from passerelle.apps.finding.encoding import available
from passerelle.apps.finding.queries.claims import ClaimRow
from passerelle.apps.finding.queries.events import EventFoundRow
from passerelle.apps.finding.queries.filters import SearchFilters
from passerelle.apps.finding.queries.find import FEW, PAGE_SIZE, Found, find
from passerelle.apps.finding.queries.suggest import suggest
from passerelle.apps.library.labels import ACTOR_KINDS
from passerelle.apps.library.queries.facets import label_of
from passerelle.web.library.cards import actor_names_of_each, card
from passerelle.web.search.kept import LABELS, kept, sections

_KINDS = {
    "": lambda: pgettext("results", "Everything"),
    "documents": lambda: pgettext("results", "Documents"),
    "claims": lambda: pgettext("results", "Claims"),
    "events": lambda: pgettext("results", "Events"),
    "actors": lambda: pgettext("results", "Actors"),
    **LABELS,
}


@require_GET
def results(request):
    filters = SearchFilters.from_query(request.GET, LABELS)
    context = {
        "filters": filters,
        "query": filters.query,
        "complaints": filters.library.complaints,
        "meaning": available(),
        "few": FEW,
        "kinds": [
            (label(), filters.showing(kind).to_query(), kind == filters.show)
            for kind, label in _KINDS.items()
        ],
    }
    if filters:
        found = find(request.user, filters, _language())
        today = timezone.localdate()
        answered = kept(request.user, filters, found, _language(), today=today)
        context |= {
            "found": found,
            "kept": sections(answered, filters),
            "today": today,
            "aside": filters.query and filters.narrowed and filters.show in ("", *LABELS),
            "claims": _claims(found.claims.rows) if found.claims else [],
            "events": _events(found.events.rows) if found.events else [],
            "actors": [_actor(row, filters) for row in found.actors.rows] if found.actors else [],
            "facets": [_facet(facet, filters) for facet in found.facets if facet.values],
            "chosen": _chosen(request.user, filters, found),
            "literally": filters.literally(True).to_query(),
            "widely": filters.literally(False).to_query() if filters.literal else "",
            "nothing": not any(
                part.total or getattr(part, "near", ())
                for part in (found.documents, found.claims, found.events, found.actors, *answered.values())
                if part
            ),
            **_pages(
                filters,
                answered[filters.show].total if filters.show in answered else found.total(filters.show),
            ),
        } | {f"all_{kind}": filters.showing(kind).to_query() for kind in _KINDS if kind}
    return render(request, "search/results.html", context)


@require_GET
def suggestions(request):
    """A piece of a page: links to what fits the beginning of a question."""
    typed = request.GET.get("q", "").replace("\x00", " ")
    suggested = suggest(request.user, typed, _language())
    search = reverse("search:results")
    context = {
        "actors": [
            (row.name, row.by if row.by != row.name else ACTOR_KINDS.get(row.actor.kind, ""), row.actor.key)
            for row in suggested.actors
        ],
        "technologies": [
            (name, group, f"{search}?{urlencode({'q': name})}") for name, group in suggested.technologies
        ],
        "saved": [(one.name, f"{reverse('library:list')}?{one.query}") for one in suggested.saved],
        "number": len(suggested.actors) + len(suggested.technologies) + len(suggested.saved),
    }
    return render(request, "search/_suggestions.html", context)


def _claims(rows: list[ClaimRow]) -> list[dict]:
    names = actor_names_of_each({row.claim.document for row in rows})
    return [{"card": card(row.claim, names[row.claim.document_id]), "sentence": row.sentence} for row in rows]


def _events(rows: list[EventFoundRow]) -> list[dict]:
    shown = _claims([one.row for one in rows])
    return [
        said | {"event": one.event, "documents": one.documents} for said, one in zip(shown, rows, strict=True)
    ]


def _actor(row, filters: SearchFilters) -> dict:
    return {
        "row": row,
        "kind": ACTOR_KINDS.get(row.actor.kind, ""),
        "by": row.by if row.by != row.name else "",
        "only": filters.asking("").about(row.actor.key).showing("").to_query() if row.documents else "",
    }


def _facet(facet, filters: SearchFilters) -> dict:
    values = [
        {
            "label": value.label,
            "count": value.count,
            "selected": value.selected,
            "query": filters.toggled(facet.name, value.value).to_query(),
        }
        for value in facet.values
    ]
    return {"label": facet.label, "values": values, "open": any(value["selected"] for value in values)}


def _chosen(user, filters: SearchFilters, found: Found) -> list[dict]:
    """What narrows the results now, each with the address of the results without it."""
    labels = {facet.name: facet.label for facet in found.facets}
    chosen = [
        {
            "name": labels.get(name, name),
            "label": label_of(name, value),
            "without": filters.toggled(name, value).to_query(),
        }
        for name, values in filters.library.chosen.items()
        for value in values
    ]
    if filters.actor:
        actor = found.actor
        name = names_shown(user, [actor], _language())[actor.pk] if actor else filters.actor
        chosen.append(
            {"name": pgettext("results", "Actor"), "label": name, "without": filters.about("").to_query()}
        )
    return chosen


def _pages(filters: SearchFilters, total: int) -> dict:
    if not filters.show:
        return {}
    pages = max(1, -(-total // PAGE_SIZE))
    number = min(filters.page, pages)
    return {
        "number": number,
        "pages": pages,
        "previous": filters.on_page(number - 1).to_query() if number > 1 else "",
        "following": filters.on_page(number + 1).to_query() if number < pages else "",
    }


def _language() -> str:
    return (get_language() or "en").split("-")[0]
