"""The list of events, the page of one, and the pairs that may be told twice."""

from dataclasses import asdict
from urllib.parse import urlencode

import regex
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from passerelle.apps.accounts.permissions import require
from passerelle.apps.directory.models import Actor
from passerelle.apps.directory.queries.actors import ActorFilters, actors_page
from passerelle.apps.directory.queries.names import names_shown
from passerelle.apps.directory.queries.profiles import standing
from passerelle.apps.events.labels import ORDERS
from passerelle.apps.events.models import Event
from passerelle.apps.events.queries.event import (
    DOUBTS_AT_ONCE,
    doubts_count,
    doubts_for,
    event_for,
    event_page,
)
from passerelle.apps.events.queries.events import EventFilters, EventRow, event_rows, events_page
from passerelle.apps.events.queries.tellings import token
from passerelle.apps.library.labels import TECHNOLOGIES, TYPES
from passerelle.apps.library.queries.documents import with_sources
from passerelle.starter import country_codes
from passerelle.web.directory.deeds import language
from passerelle.web.events.called import called
from passerelle.web.events.page import attributes, corrected, history, neighbours, origins
from passerelle.web.events.rows import Line, lines
from passerelle.web.frame.templatetags.desk import country_name

_ASKED = 2  # neighbours shown at once on the page of an event


@require_GET
def events(request):
    """What happened, narrowed and ordered as the address says; an actor may be looked for by its name."""
    filters = EventFilters.from_query(request.GET)
    who = ActorFilters.from_query({"q": request.GET.get("who", "")}).query
    nobody = False
    if who:
        found = actors_page(request.user, ActorFilters(query=who), language()).rows
        if found:
            return redirect(f"{reverse('events:list')}?{_query(filters, actor=found[0].actor.key)}")
        nobody = True
    page = events_page(request.user, filters)
    context = {
        "page": page,
        "rows": lines(request.user, page.rows),
        "filters": filters,
        "who": who if nobody else "",
        "nobody": nobody,
        "actor": _actor(request.user, filters.actor),
        "without_actor": _query(filters, actor=""),
        "types": TYPES.items(),
        "technologies": TECHNOLOGIES.items(),
        "countries": sorted(((code, country_name(code)) for code in country_codes()), key=lambda one: one[1]),
        "orders": [(code, label, _query(filters, order=code)) for code, label in ORDERS.items()],
        "narrowed": bool(_query(filters, order="latest")) or nobody,
        "several": _query(filters, several="" if filters.several else "1"),
        "doubtful": doubts_count(request.user),
        "previous": _query(filters, page=page.previous) if page.previous else "",
        "following": _query(filters, page=page.next) if page.next else "",
    }
    return render(request, "events/list.html", context)


def _query(filters: EventFilters, **changed: object) -> str:
    """Return the query of an address with some of it changed; the first page unless said."""
    said = asdict(filters) | {"page": "", "several": "1" if filters.several else ""} | changed
    if said["order"] == "latest":
        said["order"] = ""
    return urlencode({name: value for name, value in said.items() if value})


def _actor(user, key: str) -> dict | None:
    if not key:
        return None
    try:
        one = standing(user, key)
    except Actor.DoesNotExist:
        return {"key": "", "name": _("an actor that is not there")}
    return {"key": one.key, "name": names_shown(user, [one], language())[one.pk]}


@require_GET
def event(request, pk: int):
    """One event, as all the documents together tell it that the reader may see."""
    try:
        one = event_for(request.user, pk)
        page = event_page(request.user, one.pk)
    except Event.DoesNotExist:
        raise Http404 from None
    if one.pk != pk:
        return redirect("events:event", one.pk)
    doubtful = [(doubt.left_event.pk, doubt.right_event.pk) for doubt in page.doubts]
    others = event_rows(request.user, sorted({pk for pair in doubtful for pk in pair} - {one.pk}))
    with_sources(request.user, [claim.document for claim in page.claims])
    names = called(request.user, page.claims, [page.summary])
    this = Line(EventRow(page.event, page.claim, page.summary), names)
    known = {line.pk: line for line in lines(request.user, others)} | {one.pk: this}
    related = lines(request.user, page.related)
    shown = attributes(page, names)
    asked = neighbours(page.doubts, known, one.pk, page.token)
    context = {
        "event": this,
        "page": page,
        "agreed": [each for each in shown if each.state in {"agreed", "partly"}],
        "disputed": [each for each in shown if each.state in {"mostly", "disputed"}],
        "origins": origins(page),
        "changes": history(page, names),
        "neighbours": asked,
        "unasked": len(asked) - _ASKED,
        "related": related,
        "elsewhere": list(
            {line.pk: line for line in (*known.values(), *related) if line.pk != one.pk}.values()
        ),
        "corrections": corrected(page.corrections),
        "movable": len(page.claims) > 1,
    }
    return render(request, "events/event.html", context)


@require_GET
def doubtful(request):
    """Pairs of events that may be one, the likeliest first."""
    require(request.user, "doubt.read")
    total = doubts_count(request.user)
    pages = max(1, -(-total // DOUBTS_AT_ONCE))
    asked = request.GET.get("page", "1")
    number = min(max(int(asked), 1), pages) if regex.fullmatch(r"\d{1,6}", asked, regex.ASCII) else 1
    found = doubts_for(request.user, start=(number - 1) * DOUBTS_AT_ONCE, limit=DOUBTS_AT_ONCE)
    pks = sorted({event.pk for one in found for event in (one.left_event, one.right_event)})
    known = {line.pk: line for line in lines(request.user, event_rows(request.user, pks))}
    seen = {pk: token(request.user, line.row.event) for pk, line in known.items()}
    pairs = [
        pair
        for one in found
        for pair in neighbours([one], known, one.left_event.pk, seen.get(one.left_event.pk, ""))
    ]
    context = {
        "pairs": pairs,
        "total": total,
        "number": number,
        "pages": pages,
        "previous": number - 1 if number > 1 else 0,
        "following": number + 1 if number < pages else 0,
    }
    return render(request, "events/doubtful.html", context)
