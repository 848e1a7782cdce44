"""Two actors that the directory perhaps holds twice: each answer is one POST, answered with the card or the queue."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from passerelle.apps.accounts.permissions import require
from passerelle.apps.directory.actions.decide import keep_apart, merge_actors
from passerelle.apps.directory.actions.refusals import Conflict, InvalidActor
from passerelle.apps.directory.actions.undo import undo_decision
from passerelle.apps.directory.models import Actor
from passerelle.apps.directory.queries.pairs import Alike, pair_about
from passerelle.web.directory.deeds import language
from passerelle.web.directory.pairs import Pair


@require_POST
def merge(request, one: int, other: int):
    """They are one: the form names whom to keep."""
    shown = _pair(request, one, other)
    kept, absorbed = _chosen(request, shown, "keep")
    seen = request.POST.get("seen") or None
    return _decide(request, shown, lambda: merge_actors(kept, absorbed, actor=request.user, seen=seen))


@require_POST
def apart(request, one: int, other: int):
    """They are two; nobody is asked again."""
    shown = _pair(request, one, other)
    left, right = (side.actor for side in shown.sides)
    return _decide(request, shown, lambda: keep_apart(left, right, actor=request.user))


@require_POST
def undo(request, one: int, other: int):
    """Take back what was decided about them."""
    shown = _pair(request, one, other)
    decision = shown.decision
    if decision is None:
        raise Http404
    return _decide(request, shown, lambda: undo_decision(decision, actor=request.user))


def _decide(request, shown: Alike, decide: Callable[[], object]) -> HttpResponse:
    problem = ""
    try:
        decide()
    except (Conflict, InvalidActor) as refused:
        problem = str(refused)
    one, other = shown.pair
    if request.htmx:
        pair = Pair(pair_about(request.user, one, other, language()))
        return render(request, "directory/_pair.html", {"entry": pair, "problem": problem})
    if problem:
        messages.error(request, problem)
    else:
        messages.success(request, _("Noted. It can be undone under the latest decisions."))
    return redirect(f"{reverse('directory:doubtful')}#pair-{one}-{other}")


def _pair(request, one: int, other: int) -> Alike:
    require(request.user, "actor.decide")
    try:
        return pair_about(request.user, one, other, language())
    except Actor.DoesNotExist:
        raise Http404 from None


def _chosen(request, shown: Alike, field: str) -> tuple[Actor, Actor]:
    """Return the one whose key the form gives, and the other."""
    key = request.POST.get(field, "")
    first, second = (side.actor for side in shown.sides)
    if key not in (first.key, second.key):
        raise Http404
    return (first, second) if key == first.key else (second, first)
