"""Correcting what is noted of an actor: its names, mandates and relations, taken away, ended and put back."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from passerelle.apps.directory.actions.facts import add_relation, end_mandate
from passerelle.apps.directory.actions.refusals import Conflict, InvalidActor
from passerelle.apps.directory.actions.remove import (
    remove_mandate,
    remove_name,
    remove_relation,
    restore_fact,
)
from passerelle.apps.directory.models import Actor, FactKind
from passerelle.apps.directory.queries.actors import ActorRow
from passerelle.apps.directory.queries.facts import Facts, facts_of
from passerelle.apps.directory.queries.names import names_shown
from passerelle.web.directory.choosing import decided_about, other_named, page_about
from passerelle.web.directory.deeds import language
from passerelle.web.directory.forms import RelationForm

_REMOVE = {
    FactKind.NAME: ("names", remove_name),
    FactKind.MANDATE: ("mandates", remove_mandate),
    FactKind.RELATION: ("relations", remove_relation),
}


@require_GET
def facts(request, key: str):
    """All that is noted of an actor, each with what can be done about it."""
    actor = decided_about(request, key)
    held = facts_of(request.user, actor)
    names = names_shown(request.user, _others(held), language())
    return page_about(
        request,
        actor,
        "directory/facts.html",
        title=_("Correct what is noted"),
        facts=held,
        mandates=[
            {
                "mandate": one,
                "office": one.office_in(language()),
                "person": names[one.person_id],
                "organisation": names[one.organisation_id],
            }
            for one in held.mandates
        ],
        relations=[
            {"relation": one, "actor": names[one.actor_id], "other": names[one.other_id]}
            for one in held.relations
        ],
        removals=[
            {
                "removal": one,
                "said": one.fact.get("text") or one.fact.get("office") or names[one.actor_id],
                "other": names.get(one.other_id, ""),
            }
            for one in held.removals
        ],
    )


@require_POST
def remove(request, key: str, kind: str, pk: int):
    """Take one away; it is kept, and can be put back on the same page."""
    actor = decided_about(request, key)
    if kind not in FactKind.values:
        raise Http404
    held, take = _REMOVE[FactKind(kind)]
    fact = _one(getattr(facts_of(request.user, actor), held), pk)
    return _done(
        request, actor, lambda: take(fact, actor=request.user), _("Removed. It can be put back below.")
    )


@require_POST
def end(request, key: str, pk: int):
    """Note when a mandate ended; empty: that it did not."""
    actor = decided_about(request, key)
    mandate = _one(facts_of(request.user, actor).mandates, pk)
    until = request.POST.get("until", "").strip()
    return _done(request, actor, lambda: end_mandate(mandate, until=until, actor=request.user), _("Noted."))


@require_POST
def restore(request, key: str, pk: int):
    """Put back what was taken away."""
    actor = decided_about(request, key)
    removal = _one(facts_of(request.user, actor).removals, pk)
    return _done(request, actor, lambda: restore_fact(removal, actor=request.user), _("Put back."))


def relation(request, key: str):
    """How the actor stands to another."""
    actor = decided_about(request, key)
    form = RelationForm(request.POST or None)
    alike: list[ActorRow] = []
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        other, alike = other_named(request, given.pop("other"), lambda one: one.pk != actor.pk)
        if other is None:
            form.add_error("other", _("Choose one.") if alike else _("No actor has such a name."))
        else:
            try:
                add_relation(actor, given.pop("kind"), other, actor=request.user, **given)
                return redirect("directory:actor", actor.key)
            except InvalidActor as fault:
                form.add_error(fault.field if fault.field in form.fields else None, str(fault))
    return page_about(request, actor, "directory/act.html", title=_("Add a relation"), form=form, alike=alike)


def _others(held: Facts) -> set[Actor]:
    pairs = [(one.person, one.organisation) for one in held.mandates]
    pairs += [(one.actor, one.other) for one in (*held.relations, *held.removals)]
    return {actor for pair in pairs for actor in pair if actor is not None}


def _one(rows: list, pk: int):
    """Return the row of this id among those that belong to the page."""
    found = next((row for row in rows if row.pk == pk), None)
    if found is None:
        raise Http404
    return found


def _done(request, actor: Actor, do: Callable[[], object], told: str) -> HttpResponse:
    try:
        do()
        messages.success(request, told)
    except (Conflict, InvalidActor) as refused:
        messages.error(request, str(refused))
    return redirect("directory:facts", actor.key)
