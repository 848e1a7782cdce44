"""What members decide on the page of an actor: merge it, split it, add a name or a mandate."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from passerelle.apps.accounts.permissions import require
from passerelle.apps.directory.actions.decide import merge_actors, split_actor
from passerelle.apps.directory.actions.facts import add_mandate
from passerelle.apps.directory.actions.names import add_name
from passerelle.apps.directory.actions.refusals import Conflict, InvalidActor
from passerelle.apps.directory.models import Actor
from passerelle.apps.directory.queries.actors import ActorFilters, ActorRow, actors_page
from passerelle.apps.directory.queries.decisions import mentions_of
from passerelle.apps.directory.queries.names import names_shown
from passerelle.apps.directory.queries.profiles import standing
from passerelle.apps.directory.queries.queue import quoted
from passerelle.web.directory.deeds import language
from passerelle.web.directory.doubts import Passage
from passerelle.web.directory.forms import MandateForm, NameForm

_FOUND = 10


def name(request, key: str):
    """One more name, in a language, for a time."""
    actor = _actor(request, key)
    form = NameForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            add_name(actor, form.given(), actor=request.user, source=form.cleaned_data["source"])
            return redirect("directory:actor", actor.key)
        except InvalidActor as fault:
            form.add_error(fault.field if fault.field in form.fields else None, str(fault))
    return _page(request, actor, "directory/act.html", title=_("Add a name"), form=form)


def mandate(request, key: str):
    """An office: of a person, where; of an organisation, who."""
    actor = _actor(request, key)
    person = actor.kind == "person"
    form = MandateForm(request.POST or None, person=person)
    alike: list[ActorRow] = []
    if request.method == "POST" and form.is_valid():
        other, alike = _other(request, form.cleaned_data.pop("other"), person)
        if other is None:
            form.add_error("other", _("Choose one.") if alike else _("No actor has such a name."))
        else:
            holder, place = (actor, other) if person else (other, actor)
            try:
                add_mandate(holder, place, actor=request.user, **form.cleaned_data)
                return redirect("directory:actor", actor.key)
            except InvalidActor as fault:
                form.add_error(fault.field if fault.field in form.fields else None, str(fault))
    return _page(request, actor, "directory/act.html", title=_("Add a mandate"), form=form, alike=alike)


def merge(request, key: str):
    """Two actors are one: this one becomes part of the other."""
    actor = _actor(request, key)
    problem = ""
    if request.method == "POST":
        kept = _actor(request, request.POST.get("to", ""))
        try:
            merge_actors(kept, actor, actor=request.user, seen=request.POST.get("seen") or None)
            return redirect("directory:actor", kept.key)
        except (Conflict, InvalidActor) as refused:
            problem = str(refused)
    query = ActorFilters.from_query(request.GET).query
    rows = [row for row in _found(request, query) if row.actor.pk != actor.pk]
    shown = {"title": _("Merge into another"), "query": query, "rows": rows, "problem": problem}
    return _page(request, actor, "directory/merge.html", **shown)


def split(request, key: str):
    """Some documents mean somebody else."""
    actor = _actor(request, key)
    mentions = mentions_of(request.user, actor)
    chosen = [one for one in mentions if str(one.pk) in request.POST.getlist("mention")]
    problem = ""
    if request.method == "POST":
        try:
            new = split_actor(actor, chosen, actor=request.user, seen=request.POST.get("seen") or None)
            return redirect("directory:actor", new.key)
        except (Conflict, InvalidActor) as refused:
            problem = str(refused)
    listed = [
        {
            "mention": one,
            "chosen": one in chosen,
            "passage": Passage(quote) if (quote := quoted(one)) else None,
        }
        for one in mentions
    ]
    return _page(request, actor, "directory/split.html", title=_("Split"), mentions=listed, problem=problem)


def _page(request, actor: Actor, template: str, **shown: Any) -> HttpResponse:
    written = names_shown(request.user, [actor], language())[actor.pk]
    return render(request, template, {"actor": actor, "name": written, **shown})


def _actor(request, key: str) -> Actor:
    require(request.user, "actor.decide")
    try:
        return standing(request.user, key)
    except Actor.DoesNotExist:
        raise Http404 from None


def _found(request, query: str) -> list[ActorRow]:
    return actors_page(request.user, ActorFilters(query=query), language()).rows[:_FOUND] if query else []


def _other(request, given: str, person: bool) -> tuple[Actor | None, list[ActorRow]]:
    """Return whom the other side of a mandate names, the one chosen or the only one of that name; and those alike."""
    wanted = request.POST.get("chosen") or given.strip()
    rows = _found(request, ActorFilters.from_query({"q": given}).query)
    alike = [row for row in rows if (row.actor.kind == "person") != person]
    for row in alike:
        if row.actor.key == wanted:
            return row.actor, alike
    try:
        return standing(request.user, wanted), []
    except Actor.DoesNotExist:
        exact = [row for row in alike if row.name.casefold() == wanted.casefold()]
        return (exact[0].actor if len(exact) == 1 else None), alike
