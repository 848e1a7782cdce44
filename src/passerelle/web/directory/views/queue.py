"""The queue of doubtful actors: each answer is one POST, answered with the card (htmx) or the queue's page."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from passerelle.apps.accounts.permissions import require
from passerelle.apps.directory.actions.decide import (
    accept_candidate,
    drop_candidate,
    keep_apart,
    link_mention,
    merge_actors,
)
from passerelle.apps.directory.actions.refusals import Conflict, InvalidActor
from passerelle.apps.directory.actions.undo import undo_decision
from passerelle.apps.directory.models import Actor, Decision
from passerelle.apps.directory.queries.actors import ActorFilters, actors_page
from passerelle.apps.directory.queries.profiles import standing
from passerelle.web.directory.asked import candidate_for, decision_for
from passerelle.web.directory.deeds import language
from passerelle.web.directory.doubts import SORTS, latest, numbers, page_of, shown
from passerelle.web.directory.forms import AcceptForm

_FOUND = 8


@require_GET
def doubtful(request):
    """Those whom the directory may know already, or candidates that resemble nobody; the best questions first."""
    require(request.user, "actor.decide")
    sort = request.GET.get("of", "")
    sort = sort if sort in SORTS else ""
    counted = numbers(request.user)
    here = reverse("directory:doubtful")
    context = {
        "entries": page_of(request.user, sort),
        "total": counted[sort],
        "latest": latest(request.user),
        "here": f"{here}?of={sort}" if sort else here,
        "sorts": [
            {"label": label, "number": counted[code], "here": code == sort,
             "address": f"{here}?of={code}" if code else here}
            for code, label in SORTS.items()
        ],
    }  # fmt: skip
    context["more"] = context["total"] > len(context["entries"])
    return render(request, "directory/queue.html", context)


@require_GET
def card(request, pk: int):
    """One card as it stands now."""
    require(request.user, "actor.decide")
    return _answer(request, pk)


@require_POST
def same(request, pk: int):
    """The candidate is this actor: everywhere its name stands, or in one document only."""
    candidate, kept = _candidate(request, pk), _named(request)
    seen = _seen(request)
    if given := request.POST.get("mention", ""):
        mention = candidate.first_mentions.filter(pk=given).first() if given.isdecimal() else None
        if mention is None:
            raise Http404
        return _decide(request, pk, lambda: link_mention(mention, kept, actor=request.user))
    return _decide(request, pk, lambda: merge_actors(kept, candidate, actor=request.user, seen=seen))


@require_POST
def apart(request, pk: int):
    """The candidate is not this actor."""
    candidate, other = _candidate(request, pk), _named(request)
    return _decide(request, pk, lambda: keep_apart(other, candidate, actor=request.user, seen=_seen(request)))


@require_POST
def drop(request, pk: int):
    """The candidate is nobody worth keeping."""
    candidate = _candidate(request, pk)
    return _decide(request, pk, lambda: drop_candidate(candidate, actor=request.user, seen=_seen(request)))


def accept(request, pk: int):
    """A new actor: under which names it enters the directory is for the person to say."""
    require(request.user, "actor.decide")
    candidate = _candidate(request, pk)
    entry = shown(request.user, [candidate])[0]
    form = AcceptForm(request.POST or None, entry=entry)
    context = {"candidate": candidate, "entry": entry, "form": form, "marked": entry.marked}
    if request.method == "POST" and form.is_valid():
        try:
            accept_candidate(candidate, actor=request.user, seen=_seen(request), **form.given())
            return _answer(request, pk)
        except InvalidActor as fault:
            form.add_error(fault.field if fault.field in form.fields else None, str(fault))
        except Conflict as conflict:
            return _answer(request, pk, conflict)
    if request.htmx:
        answer = render(request, "directory/_accept.html", context)
        # The form asks to be put in the place of the card; with a fault it goes back to where it was.
        if request.method == "POST":
            answer.headers["HX-Retarget"] = f"#pick-{pk}"
            answer.headers["HX-Reswap"] = "innerHTML"
        return answer
    return render(request, "directory/choose.html", context | {"part": "directory/_accept.html"})


@require_GET
def choose(request, pk: int):
    """Actors by name, one of whom the candidate is."""
    require(request.user, "actor.decide")
    candidate = _candidate(request, pk)
    entry = shown(request.user, [candidate])[0]
    query = ActorFilters.from_query(request.GET).query
    rows = []
    if "q" in request.GET and query:
        page = actors_page(request.user, ActorFilters(query=query), language())
        rows = [row for row in page.rows if row.actor.pk != candidate.pk][:_FOUND]
    only = entry.mentions[0] if len(entry.mentions) == 1 else None
    context = {"candidate": candidate, "entry": entry, "query": query, "rows": rows, "mention": only}
    if not request.htmx:
        return render(request, "directory/choose.html", context | {"part": "directory/_choose.html"})
    inside = (request.htmx.target or "").startswith("found-")
    return render(request, "directory/_found.html" if inside else "directory/_choose.html", context)


@require_POST
def undo(request, pk: int):
    """Go back to what stood before a decision."""
    require(request.user, "actor.decide")
    decision = decision_for(request.user, pk)
    if decision is None:
        raise Http404
    return _decide(request, _about(decision), lambda: undo_decision(decision, actor=request.user))


def _about(decision: Decision) -> int:
    """The card that a decision answered: that of the candidate."""
    if decision.mention is not None and decision.mention.candidate_id:
        return decision.mention.candidate_id
    return decision.other_id if decision.verb == "apart" and decision.other_id else decision.actor_id


def _decide(request, pk: int, decide: Callable[[], object]) -> HttpResponse:
    require(request.user, "actor.decide")
    try:
        decide()
    except (Conflict, InvalidActor) as refused:
        return _answer(request, pk, refused)
    return _answer(request, pk)


def _answer(request, pk: int, problem: object = "") -> HttpResponse:
    """The card as it stands now, with what went wrong; without htmx the queue, or the page one came from."""
    if request.htmx:
        entry = shown(request.user, [_candidate(request, pk)])[0]
        return render(request, "directory/_doubt.html", {"entry": entry, "problem": str(problem)})
    if problem:
        messages.error(request, str(problem))
    elif request.method == "POST":
        messages.success(request, _("Noted. It can be undone under the latest decisions."))
    return redirect(f"{reverse('directory:doubtful')}#doubt-{pk}")


def _candidate(request, pk: int) -> Actor:
    try:
        return candidate_for(request.user, pk)
    except Actor.DoesNotExist:
        raise Http404 from None


def _named(request) -> Actor:
    """The actor that the form names by its key."""
    try:
        return standing(request.user, request.POST.get("to", ""))
    except Actor.DoesNotExist:
        raise Http404 from None


def _seen(request) -> str | None:
    """What the person saw when they decided: passed on so that two people do not overwrite each other."""
    return request.POST.get("seen") or None
