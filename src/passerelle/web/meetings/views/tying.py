"""A decision about a commitment that is there already: found by its name as one types, tied by one press, untied."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.vary import vary_on_headers

from passerelle.apps.ledger.actions.tying import (
    offers_date,
    take_date_of_decision,
    tie_decision,
    untie_decision,
)
from passerelle.apps.ledger.models import Commitment, Meeting
from passerelle.apps.ledger.queries.commitment import commitment_for
from passerelle.apps.ledger.queries.naming import commitments_named, commitments_near
from passerelle.apps.library.written import written_date
from passerelle.web.ledger.entering import number_of, seen_by, tried
from passerelle.web.ledger.lines import Line
from passerelle.web.meetings.views.decisions import decision_of
from passerelle.web.meetings.views.entries import page_of, show, theirs

_LONGEST = 200


@vary_on_headers("HX-Request")
def tie(request, pk: int, row: int):
    """Look for the commitment that a decision is about, and tie the one to the other."""
    one = theirs(request, pk)
    decision = decision_of(one, row)
    form = forms.Form(request.POST if request.method == "POST" else None)
    chosen = _chosen(request)
    if request.method == "POST" and form.is_valid() and chosen:
        sure, seen = request.POST.get("confirmed_marking") == "yes", seen_by(request)
        if tried(
            form,
            lambda: tie_decision(decision, chosen, actor=request.user, confirmed_marking=sure, seen=seen),
        ):
            messages.success(request, _("The decision is tied to “%(title)s”.") % {"title": chosen.title})
            return redirect("meetings:meeting", pk)
    typed = (request.POST if request.method == "POST" else request.GET).get("q", "")[:_LONGEST]
    language, today = (get_language() or "en")[:2], timezone.localdate()
    if typed.strip():
        rows = commitments_named(request.user, typed, language, today=today)
    else:
        rows = commitments_near(request.user, decision, language, today=today)
    context = {
        "meeting": one,
        "decision": decision,
        "form": form,
        "chosen": chosen if getattr(form, "marking", "") else None,
        "query": typed,
        "lines": [Line(found) for found in rows],
        "seen": _version(one)
        if getattr(form, "conflict", False)
        else request.POST.get("seen") or one.version,
    }
    alone = request.method == "GET" and request.headers.get("HX-Request")
    return render(request, "meetings/_named.html" if alone else "meetings/tie.html", context)


def untie(request, pk: int, row: int):
    """Say that a decision is not about its commitment after all: asked first."""
    one = theirs(request, pk)
    decision = decision_of(one, row)
    if decision.commitment is None:
        raise Http404
    form = forms.Form(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        seen = seen_by(request)
        if tried(form, lambda: untie_decision(decision, actor=request.user, seen=seen)):
            return redirect("meetings:meeting", pk)
    asked = _(
        "The minutes will be no evidence of “%(title)s” any more; the ledger as of an earlier day still shows them."
    )
    return show(
        request,
        form,
        _("Untie the decision"),
        page_of(pk),
        meeting=one,
        asked=asked % {"title": decision.commitment.title},
        act=_("Untie"),
    )


def take_date(request, pk: int, row: int):
    """Give the commitment the deadline that the decision says: shown and asked first."""
    one = theirs(request, pk)
    decision = decision_of(one, row)
    if not offers_date(decision):
        raise Http404
    commitment = decision.commitment
    form = forms.Form(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        seen = seen_by(request)
        if tried(form, lambda: take_date_of_decision(decision, actor=request.user, seen=seen)):
            return redirect("ledger:commitment", commitment.pk)
    asked = _(
        "“%(title)s” was due %(before)s; it will be due %(after)s, and a step will say that it changed, shown by the "
        "minutes."
    )
    told: dict[str, Any] = {
        "title": commitment.title,
        "before": written_date(commitment.deadline) or "–",
        "after": written_date(decision.due),
    }
    latest = Commitment.objects.values_list("version", flat=True).get(pk=commitment.pk)
    context = {
        "form": form,
        "title": _("Take the new deadline"),
        "back": page_of(pk),
        "seen": latest if getattr(form, "conflict", False) else request.POST.get("seen") or latest,
        "meeting": one,
        "asked": asked % told,
        "act": _("Take it"),
    }
    return render(request, "meetings/form.html", context)


def _chosen(request) -> Commitment | None:
    given = number_of(request.POST.get("commitment", ""))
    if given is None:
        return None
    try:
        return commitment_for(request.user, given)
    except Commitment.DoesNotExist:
        raise Http404 from None


def _version(one: Meeting) -> int:
    found: int = Meeting.objects.values_list("version", flat=True).get(pk=one.pk)
    return found
