"""What members decide on the page of an actor: merge it, split it, add a name or a mandate."""

from django.shortcuts import redirect
from django.utils.translation import gettext as _

from passerelle.apps.directory.actions.decide import merge_actors, split_actor
from passerelle.apps.directory.actions.facts import add_mandate
from passerelle.apps.directory.actions.names import add_name
from passerelle.apps.directory.actions.refusals import Conflict, InvalidActor
from passerelle.apps.directory.queries.actors import ActorFilters, ActorRow
from passerelle.apps.directory.queries.decisions import mentions_of
from passerelle.apps.directory.queries.queue import quoted
from passerelle.web.directory.choosing import actors_called, decided_about, other_named, page_about
from passerelle.web.directory.doubts import Passage
from passerelle.web.directory.forms import MandateForm, NameForm


def name(request, key: str):
    """One more name, in a language, for a time."""
    actor = decided_about(request, key)
    form = NameForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            add_name(actor, form.given(), actor=request.user, source=form.cleaned_data["source"])
            return redirect("directory:actor", actor.key)
        except InvalidActor as fault:
            form.add_error(fault.field if fault.field in form.fields else None, str(fault))
    return page_about(request, actor, "directory/act.html", title=_("Add a name"), form=form)


def mandate(request, key: str):
    """An office: of a person, where; of an organisation, who."""
    actor = decided_about(request, key)
    person = actor.kind == "person"
    form = MandateForm(request.POST or None, person=person)
    alike: list[ActorRow] = []
    if request.method == "POST" and form.is_valid():
        other, alike = other_named(
            request, form.cleaned_data.pop("other"), lambda one: (one.kind == "person") != person
        )
        if other is None:
            form.add_error("other", _("Choose one.") if alike else _("No actor has such a name."))
        else:
            holder, place = (actor, other) if person else (other, actor)
            try:
                add_mandate(holder, place, actor=request.user, **form.cleaned_data)
                return redirect("directory:actor", actor.key)
            except InvalidActor as fault:
                form.add_error(fault.field if fault.field in form.fields else None, str(fault))
    return page_about(request, actor, "directory/act.html", title=_("Add a mandate"), form=form, alike=alike)


def merge(request, key: str):
    """Two actors are one: this one becomes part of the other."""
    actor = decided_about(request, key)
    problem = ""
    if request.method == "POST":
        kept = decided_about(request, request.POST.get("to", ""))
        try:
            merge_actors(kept, actor, actor=request.user, seen=request.POST.get("seen") or None)
            return redirect("directory:actor", kept.key)
        except (Conflict, InvalidActor) as refused:
            problem = str(refused)
    query = ActorFilters.from_query(request.GET).query
    rows = [row for row in actors_called(request, query) if row.actor.pk != actor.pk]
    shown = {"title": _("Merge into another"), "query": query, "rows": rows, "problem": problem}
    return page_about(request, actor, "directory/merge.html", **shown)


def split(request, key: str):
    """Some documents mean somebody else."""
    actor = decided_about(request, key)
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
    return page_about(
        request, actor, "directory/split.html", title=_("Split"), mentions=listed, problem=problem
    )
