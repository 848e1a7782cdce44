"""The audit trail."""

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from passerelle.apps.accounts.models import User
from passerelle.apps.accounts.permissions import require
from passerelle.apps.audit.models import Event
from passerelle.apps.audit.queries import EventFilters, events_for, visible_events
from passerelle.web.administration.details import details
from passerelle.web.administration.forms import TrailForm
from passerelle.web.administration.verbs import VERBS

# What an event was about → the page of it.
PAGES = {
    "document": "library:document",
    "claim": "library:claim",
    "job": "intake:job",
    "source": "intake:source",
    "organisation": "administration:people-organisation",
    "user": "administration:people-person",
}


@require_safe
def trail(request):
    """What was done in the organisation, by whom and when, newest first."""
    require(request.user, "audit.read")
    filters = EventFilters.from_query(request.GET)
    page = events_for(request.user, filters)
    recorded = details(request.user, page.events)
    people = User.objects.filter(pk__in=visible_events(request.user).order_by().values("actor"))
    context = {
        "rows": [_row(event, recorded[event.pk]) for event in page.events],
        "form": TrailForm(request.GET, verbs=page.verbs, people=list(people)),
        "following": page.following.to_query() if page.following else "",
        "narrowed": bool(filters.to_query()),
        "later": filters.before is not None,
    }
    return render(request, "administration/trail.html", context)


def _row(event: Event, lines: list[str]) -> dict:
    """Return an event with its verb in words, the page of what it was about, and what it recorded."""
    name = PAGES.get(event.target_type)
    return {
        "event": event,
        "verb": VERBS.get(event.verb, event.verb),
        "page": reverse(name, args=[event.target_id]) if name and event.target_id.isdigit() else "",
        "lines": lines,
    }
