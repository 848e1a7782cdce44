"""What a meeting decided: noted, changed, withdrawn, and followed as a commitment by one press."""

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from passerelle.apps.ledger import labels, living
from passerelle.apps.ledger.actions.decisions import (
    decide_in_meeting,
    edit_decision,
    follow_decision,
    withdraw_decision,
)
from passerelle.apps.ledger.actions.refusals import Conflict, InvalidEntry
from passerelle.apps.ledger.models import Meeting, MeetingDecision
from passerelle.core.commitments.clarity import clarities
from passerelle.web.ledger.entering import seen_by, tried, with_actors
from passerelle.web.meetings.forms import DecisionForm
from passerelle.web.meetings.views.entries import page_of, show, theirs


def decide(request, pk: int):
    """Note what a meeting decided."""
    one = theirs(request, pk)
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and (values := with_actors(form, request.user)):
        seen = seen_by(request)
        if tried(form, lambda: decide_in_meeting(one, actor=request.user, seen=seen, **values)):
            return redirect("meetings:meeting", pk)
    return show(request, form, _("Note a decision"), page_of(pk), meeting=one)


def edit(request, pk: int, row: int):
    """Change how a decision is written down."""
    one = theirs(request, pk)
    decision = decision_of(one, row)
    initial = {name: getattr(decision, name) for name in DecisionForm.base_fields}
    initial["owner"] = decision.owner.key if decision.owner else ""
    form = DecisionForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid() and (values := with_actors(form, request.user)):
        seen = seen_by(request)
        if tried(form, lambda: edit_decision(decision, actor=request.user, changes=values, seen=seen)):
            return redirect("meetings:meeting", pk)
    return show(request, form, _("Change the decision"), page_of(pk), meeting=one)


def withdraw(request, pk: int, row: int):
    """Say that this was not decided after all: asked first."""
    one = theirs(request, pk)
    decision = decision_of(one, row)
    form = forms.Form(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        seen = seen_by(request)
        if tried(form, lambda: withdraw_decision(decision, actor=request.user, seen=seen)):
            return redirect("meetings:meeting", pk)
    return show(
        request,
        form,
        _("Withdraw the decision"),
        page_of(pk),
        meeting=one,
        asked=decision.text,
        act=_("Withdraw"),
    )


@require_POST
def follow(request, pk: int, row: int):
    """Follow a decision as a commitment; what is not clear yet is asked for at once."""
    one = theirs(request, pk)
    try:
        made = follow_decision(decision_of(one, row), actor=request.user, seen=seen_by(request))
    except (Conflict, InvalidEntry) as refused:
        messages.error(request, str(refused))
        return redirect("meetings:meeting", pk)
    missing = [str(labels.CLARITIES[c.name]) for c in clarities(living.promise_of(made)) if not c.held]
    if not missing:
        messages.success(request, _("The decision is followed as this commitment."))
        return redirect("ledger:commitment", made.pk)
    told = _("The decision is followed as this commitment. Say what is still missing: %(those)s.")
    messages.warning(request, told % {"those": ", ".join(missing)})
    return redirect("ledger:edit", made.pk)


def decision_of(meeting: Meeting, row: int) -> MeetingDecision:
    """Return a decision of a meeting that an address names."""
    found = (
        meeting.decisions.select_related("owner", "meeting", "commitment", "evidence").filter(pk=row).first()
    )
    if found is None:
        raise Http404
    return found
