"""Correcting how reports were folded: join, keep apart, move a claim, undo. Each is one POST."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from passerelle.apps.accounts.permissions import require
from passerelle.apps.events.actions.correct import (
    join_events,
    keep_apart,
    move_claim,
    split_event,
    undo_correction,
)
from passerelle.apps.events.actions.refusals import Conflict, InvalidCorrection
from passerelle.apps.events.models import Event
from passerelle.apps.events.queries.event import corrections_of, event_for
from passerelle.apps.events.queries.tellings import claims_telling
from passerelle.web.frame.finding import found


@require_POST
def join(request, pk: int):
    """Two events are one."""
    one, other = _event(request, pk), _event(request, _number(request, "other"))
    return _correct(
        request, pk, lambda: join_events(one, other, actor=request.user, seen=_seen(request)), _("Joined.")
    )


@require_POST
def apart(request, pk: int):
    """Two events are two."""
    one, other = _event(request, pk), _event(request, _number(request, "other"))
    return _correct(
        request, pk, lambda: keep_apart(one, other, actor=request.user), _("Kept apart: not asked again.")
    )


@require_POST
def move(request, pk: int):
    """A claim does not tell this event: it tells another, or one of its own."""
    event, claim = _event(request, pk), found(request.user, "claim", _number(request, "claim"))
    if request.POST.get("to"):
        to = _event(request, _number(request, "to"))
        return _correct(request, pk, lambda: move_claim(claim, to, actor=request.user), _("Moved."))
    return _correct(
        request,
        pk,
        lambda: split_event(event, [claim], actor=request.user, seen=_seen(request)),
        _("Moved out: it is an event of its own now."),
    )


@require_POST
def undo(request, pk: int):
    """Take back a correction."""
    event = _event(request, _number(request, "event"))
    claims = claims_telling(request.user, [event.pk])[event.pk]
    correction = next((one for one in corrections_of(request.user, claims) if one.pk == pk), None)
    if correction is None:
        raise Http404
    return _correct(request, event.pk, lambda: undo_correction(correction, actor=request.user), _("Undone."))


def _correct(request, pk: int, correct: Callable[[], object], done: str) -> HttpResponse:
    """Do it, say so, and go back to the event: an address that was folded into another leads there."""
    require(request.user, "event.correct")
    try:
        correct()
        messages.success(request, done)
    except (Conflict, InvalidCorrection) as refused:
        messages.error(request, str(refused))
    if request.POST.get("from") == "doubtful":
        return redirect("events:doubtful")
    return redirect("events:event", pk)


def _event(request, pk: int) -> Event:
    try:
        return event_for(request.user, pk)
    except Event.DoesNotExist:
        raise Http404 from None


def _number(request, name: str) -> int:
    given = request.POST.get(name, "")
    if not (given.isascii() and given.isdigit() and len(given) < 18):
        raise Http404
    return int(given)


def _seen(request) -> str | None:
    """What the person saw: passed on so that a report that came meanwhile is not folded unseen."""
    return request.POST.get("seen") or None
