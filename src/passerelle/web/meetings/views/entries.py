"""Meetings entered, changed and called off: two people at once, and the second is told and loses nothing."""

from typing import Any

from django import forms
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from passerelle.apps.accounts.permissions import Refused, require
from passerelle.apps.ledger.actions.meetings import call_off_meeting, edit_meeting, record_meeting
from passerelle.apps.ledger.models import Meeting
from passerelle.apps.ledger.queries.meeting import meeting_for
from passerelle.web.ledger.entering import seen_by, tried
from passerelle.web.meetings.forms import MeetingForm
from passerelle.web.meetings.people import found, looked_up, typed, written


def new(request):
    """A meeting or a visit, to come or held."""
    require(request.user, "ledger.write")
    form = MeetingForm(request.POST or None, initial={"tlp": "green", "language": get_language()})
    lines = typed(request.POST)
    people = found(request.user, lines)
    if _sent(request) and form.is_valid() and people is not None:
        made = tried(
            form, lambda: record_meeting(actor=request.user, participants=people, **form.cleaned_data)
        )
        if made:
            return redirect("meetings:meeting", made.pk)
    return show(request, form, _("A new meeting"), reverse("meetings:list"), lines=lines)


def edit(request, pk: int):
    """Change what is noted of a meeting, write its minutes, change who takes part."""
    one = theirs(request, pk)
    form = MeetingForm(
        request.POST or None, initial={name: getattr(one, name) for name in MeetingForm.base_fields}
    )
    lines = typed(request.POST) if request.method == "POST" else written(one)
    people = found(request.user, lines)
    if _sent(request) and form.is_valid() and people is not None:
        seen, changes = seen_by(request), form.cleaned_data
        done = tried(
            form,
            lambda: edit_meeting(one, actor=request.user, changes=changes, participants=people, seen=seen),
        )
        if done:
            return redirect("meetings:meeting", pk)
    return show(request, form, _("Change the meeting"), page_of(pk), meeting=one, lines=lines)


def call_off(request, pk: int):
    """Say that a meeting is not held, or is held after all: asked first."""
    one = theirs(request, pk)
    form = forms.Form(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        off, seen = not one.called_off, seen_by(request)
        if tried(form, lambda: call_off_meeting(one, actor=request.user, called_off=off, seen=seen)):
            return redirect("meetings:meeting", pk)
    title = _("It is held after all") if one.called_off else _("Call the meeting off")
    asked = (
        _("It stands in calendars again.")
        if one.called_off
        else _("It is kept and marked so, and leaves the calendars.")
    )
    return show(request, form, title, page_of(pk), meeting=one, asked=asked, act=title)


def show(request, form: forms.Form, title: str, back: str, **more: Any):
    """Return the page of a form of this room."""
    one = more.get("meeting")
    seen = request.POST.get("seen") or (one.version if one else "")
    if one and getattr(form, "conflict", False):
        seen = Meeting.objects.values_list("version", flat=True).get(pk=one.pk)
    if "lines" in more:
        day = (form["held_on"].value() or "").strip()
        more["lines"] = looked_up(request.user, more["lines"], day, (get_language() or "en")[:2])
    context = {"form": form, "title": title, "back": back, "seen": seen}
    return render(request, "meetings/form.html", context | more)


def theirs(request, pk: int) -> Meeting:
    """Return a meeting of the person's organisation, for whoever may change it."""
    require(request.user, "ledger.write")
    try:
        one = meeting_for(request.user, pk)
    except Meeting.DoesNotExist:
        raise Http404 from None
    if one.organisation_id != request.user.organisation_id:
        raise Refused(_("Only the organisation that keeps a meeting changes it."))
    return one


def page_of(pk: int) -> str:
    """Return the address of a meeting."""
    return reverse("meetings:meeting", args=[pk])


def _sent(request) -> bool:
    """Whether the form is to be saved; without that, people are looked up and lines added."""
    return request.method == "POST" and request.POST.get("do") != "look"
