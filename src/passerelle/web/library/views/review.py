"""Deciding about claims: each decision is one POST, answered with the card (htmx) or the document's page."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from passerelle.apps.accounts.permissions import require
from passerelle.apps.directory.queries.mentions import actors_named
from passerelle.apps.library.actions.refusals import Conflict, InvalidClaim
from passerelle.apps.library.actions.review import (
    add_claim,
    confirm_claim,
    correct_claim,
    reject_claim,
    undo_decision,
)
from passerelle.apps.library.labels import REASONS
from passerelle.apps.library.models import Claim, Document
from passerelle.apps.library.queries.claims import actors_of
from passerelle.apps.library.queries.differences import differing_claims
from passerelle.web.frame.finding import found
from passerelle.web.library.cards import actor_names, card
from passerelle.web.library.forms import ClaimForm
from passerelle.web.library.segments import segments
from passerelle.web.library.views.differences import answer


def _seen(request) -> str | None:
    """What the person saw when they decided: passed on so that two people do not overwrite each other."""
    return request.POST.get("seen") or None


def _difference(request) -> int | None:
    """The difference that the person was looking at, if any."""
    given = request.GET.get("difference") or request.POST.get("difference") or ""
    return int(given) if given.isascii() and given.isdigit() and len(given) < 18 else None


def _answer(request, claim: Claim, problem: object = "") -> HttpResponse:
    """The card as it stands now, with what went wrong; without htmx the whole page, at that claim.

    Asked from the page of differences, it is answered there.
    """
    if difference := _difference(request):
        return answer(request, difference, problem)
    if not request.htmx:
        if problem:
            messages.error(request, str(problem))
        return redirect(f"{reverse('library:document', args=[claim.document_id])}#claim-{claim.pk}")
    claim = found(request.user, "claim", claim.pk)
    context = {
        "card": card(claim, actor_names(claim.document)),
        "addresses": actors_named(request.user, claim.document),
        "document": claim.document,
        "reading": claim.document.readings.first(),
        "differing": differing_claims(request.user, claim.document),
        "reasons": REASONS,
        "problem": str(problem),
    }
    return render(request, "library/_claim.html", context)


def _decide(request, pk: int, decide) -> HttpResponse:
    claim = found(request.user, "claim", pk)
    try:
        decide(claim)
    except (Conflict, InvalidClaim) as refused:
        return _answer(request, claim, refused)
    return _answer(request, claim)


@require_POST
def confirm(request, pk: int):
    return _decide(request, pk, lambda claim: confirm_claim(claim, actor=request.user, seen=_seen(request)))


@require_POST
def reject(request, pk: int):
    reason = (request.POST.get("other") or request.POST.get("reason") or "").strip()
    return _decide(
        request, pk, lambda claim: reject_claim(claim, actor=request.user, reason=reason, seen=_seen(request))
    )


@require_POST
def undo(request, pk: int):
    return _decide(request, pk, lambda claim: undo_decision(claim, actor=request.user, seen=_seen(request)))


def correct(request, pk: int):
    """The form of one claim; in the document's page it takes the place of the card."""
    require(request.user, "claim.review")
    claim = found(request.user, "claim", pk)
    document = claim.document
    if request.htmx and request.GET.get("close"):
        return _answer(request, claim)
    form = ClaimForm(request.POST or None, document=document, actors=_actors(document), claim=claim)
    problem = ""
    if request.method == "POST" and form.is_valid():
        try:
            correct_claim(
                claim,
                actor=request.user,
                changes=form.changes(),
                start=form.cleaned_data["start"],
                end=form.cleaned_data["end"],
                seen=_seen(request),
            )
            return _answer(request, claim)
        except InvalidClaim as fault:
            form.add_error(fault.field if fault.field in form.fields else None, str(fault))
        except Conflict as conflict:
            problem = str(conflict)
    return _form(request, form, document, claim, problem)


def add(request, pk: int):
    """A claim the reader missed, with the words that state it."""
    require(request.user, "claim.review")
    document = found(request.user, "document", pk)
    form = ClaimForm(request.POST or None, document=document, actors=_actors(document))
    if request.method == "POST" and form.is_valid():
        span = (form.cleaned_data["start"], form.cleaned_data["end"])
        try:
            claim = add_claim(document, actor=request.user, start=span[0], end=span[1], values=form.changes())
            return redirect(f"{reverse('library:document', args=[pk])}#claim-{claim.pk}")
        except InvalidClaim as fault:
            form.add_error(fault.field if fault.field in form.fields else None, str(fault))
    return _form(request, form, document, None, "")


def _actors(document: Document) -> list[dict]:
    return list(actors_of(document).values())


def _form(request, form: ClaimForm, document: Document, claim: Claim | None, problem: str) -> HttpResponse:
    here = reverse("library:document", args=[document.pk])
    difference = _difference(request)
    back = f"{reverse('library:differences')}?document={document.pk}" if difference else here
    beside = f"?difference={difference}" if difference else ""
    anchors = [(claim.pk, claim.start, claim.end)] if claim else []
    context = {
        "form": form,
        "several": [form["parties"], form["people"], form["technologies"]],
        "document": document,
        "claim": claim,
        "problem": problem,
        "target": f"{request.path}{beside}",
        "back": f"{back}#claim-{claim.pk}" if claim else back,
        "back_card": f"{request.path}{beside or '?'}&close=1",
        "segments": segments(document.text, anchors),
    }
    inside = request.htmx and not request.htmx.boosted
    return render(request, "library/_correct.html" if inside else "library/correct.html", context)
