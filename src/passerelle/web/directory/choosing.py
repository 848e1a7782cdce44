"""What the forms of an actor's page share: whose page it is, and whom else a form names."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from passerelle.apps.accounts.permissions import require
from passerelle.apps.directory.models import Actor
from passerelle.apps.directory.queries.actors import ActorFilters, ActorRow, actors_page
from passerelle.apps.directory.queries.names import names_shown
from passerelle.apps.directory.queries.profiles import standing
from passerelle.web.directory.deeds import language

_FOUND = 10


def decided_about(request, key: str) -> Actor:
    """Return the actor of a page, for whoever may decide about it."""
    require(request.user, "actor.decide")
    try:
        return standing(request.user, key)
    except Actor.DoesNotExist:
        raise Http404 from None


def page_about(request, actor: Actor, template: str, **shown: Any) -> HttpResponse:
    """Return a page under the name of an actor."""
    written = names_shown(request.user, [actor], language())[actor.pk]
    return render(request, template, {"actor": actor, "name": written, **shown})


def actors_called(request, query: str) -> list[ActorRow]:
    """Return the first actors that a name may mean."""
    return actors_page(request.user, ActorFilters(query=query), language()).rows[:_FOUND] if query else []


def other_named(request, given: str, fits: Callable[[Actor], bool]) -> tuple[Actor | None, list[ActorRow]]:
    """Return whom a form names, chosen or the only one of that name or key; and those alike to choose from."""
    wanted = request.POST.get("chosen") or given.strip()
    rows = actors_called(request, ActorFilters.from_query({"q": given}).query)
    alike = [row for row in rows if fits(row.actor)]
    for row in alike:
        if row.actor.key == wanted:
            return row.actor, alike
    try:
        return standing(request.user, wanted), []
    except Actor.DoesNotExist:
        exact = [row for row in alike if row.name.casefold() == wanted.casefold()]
        return (exact[0].actor if len(exact) == 1 else None), alike
