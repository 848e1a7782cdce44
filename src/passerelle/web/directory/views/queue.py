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
from passerelle.apps.directory.models import Actor, ActorState, Decision
from passerelle.apps.directory.queries.actors import ActorFilters, actors_page
from passerelle.apps.directory.queries.decisions import decision_for, visible_candidate
from passerelle.apps.directory.queries.pairs import Alike
from passerelle.apps.directory.queries.profiles import standing
from passerelle.apps.directory.queries.queue import queue_for
from passerelle.web.directory.deeds import language
from passerelle.web.directory.doubts import entry, entry_about, latest
from passerelle.web.directory.forms import AcceptForm
from passerelle.web.directory.pairs import Pair

_FOUND = 8


@require_GET
def doubtful(request):
    """Whom the directory may know already or hold twice, surest first; or everybody whom nobody has decided about."""
    require(request.user, "actor.decide")
    asked = request.GET.get("of", "")
    of = asked if asked in ("twice", "all") else "doubtful"
    given = request.GET.get("page", "1")
    page = int(given) if given.isascii() and given.isdigit() and len(given) < 7 else 1
    queue = queue_for(request.user, language(), page=page, of=of)
    here = "" if of == "doubtful" else f"of={of}&"
    context = {
        "entries": [Pair(one) if isinstance(one, Alike) else entry(one) for one in queue.asked],
        "queue": queue,
        "latest": latest(request.user),
        "of": of,
        "previous": f"{here}page={queue.number - 1}" if queue.number > 1 else "",
        "following": f"{here}page={queue.number + 1}" if queue.number < queue.pages else "",
    }
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
        asked = entry_about(request.user, candidate).passages
        mention = next((one.quote.mention for one in asked if str(one.quote.mention.pk) == given), None)
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
    asked = entry_about(request.user, candidate)
    form = AcceptForm(request.POST or None, entry=asked)
    context = {"candidate": candidate, "entry": asked, "form": form, "marked": asked.marked}
    if request.method == "POST" and form.is_valid():
        try:
            accept_candidate(candidate, actor=request.user, seen=_seen(request), **form.given())
            return _answer(request, pk, answered=True)
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
    asked = entry_about(request.user, candidate)
    query = ActorFilters.from_query(request.GET).query
    rows = []
    if "q" in request.GET and query:
        page = actors_page(request.user, ActorFilters(query=query), language())
        rows = [row for row in page.rows if row.actor.pk != candidate.pk][:_FOUND]
    context = {"candidate": candidate, "entry": asked, "query": query, "rows": rows}
    if not request.htmx:
        return render(request, "directory/choose.html", context | {"part": "directory/_choose.html"})
    inside = (request.htmx.target or "").startswith("found-")
    return render(request, "directory/_found.html" if inside else "directory/_choose.html", context)


@require_POST
def undo(request, pk: int):
    """Go back to what stood before a decision."""
    require(request.user, "actor.decide")
    try:
        decision = decision_for(request.user, pk)
    except Decision.DoesNotExist:
        raise Http404 from None
    problem: object = ""
    try:
        undo_decision(decision, actor=request.user)
    except (Conflict, InvalidActor) as refused:
        problem = refused
    if request.POST.get("back") == "actor":
        return _back(request, decision, problem)
    return _answer(request, _about(decision), problem)


def _back(request, decision: Decision, problem: object) -> HttpResponse:
    """To the actor's page that one came from, at the address that stands now."""
    if problem:
        messages.error(request, str(problem))
    one = visible_candidate(request.user, decision.actor_id)
    gone = one.state == ActorState.DROPPED
    return redirect("directory:doubtful") if gone else redirect("directory:actor", one.key)


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
    return _answer(request, pk, answered=True)


def _answer(request, pk: int, problem: object = "", *, answered: bool = False) -> HttpResponse:
    """The card as it stands now, with what went wrong; without htmx the queue, or the page one came from."""
    if request.htmx:
        shown = entry_about(request.user, _candidate(request, pk), answered=answered)
        return render(request, "directory/_doubt.html", {"entry": shown, "problem": str(problem)})
    if problem:
        messages.error(request, str(problem))
    elif request.method == "POST":
        messages.success(request, _("Noted. It can be undone under the latest decisions."))
    return redirect(f"{reverse('directory:doubtful')}#doubt-{pk}")


def _candidate(request, pk: int) -> Actor:
    try:
        return visible_candidate(request.user, pk)
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
