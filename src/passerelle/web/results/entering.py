"""One way from a form of this room to an action and back, as in the ledger: `tried`, and the page of the form."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from passerelle.apps.accounts.permissions import Refused, require
from passerelle.apps.ledger.models import Activity
from passerelle.apps.ledger.queries.activities import activity_for
from passerelle.web.ledger import entering
from passerelle.web.results.history import written_change


def theirs(request, pk: int, *, ours: bool = True) -> Activity:
    """Return an activity that the person may change; `ours`: one that the organisation records itself."""
    require(request.user, "ledger.write")
    try:
        one = activity_for(request.user, pk)
    except Activity.DoesNotExist:
        raise Http404 from None
    if one.organisation_id != request.user.organisation_id:
        raise Refused(_("Only the organisation that records an activity changes it."))
    if ours and not one.ours:
        raise Refused(_("A file told this: correct it in the file and take it in again."))
    return one


def tried(form: forms.Form, act: Callable[[], Any]) -> Any:
    """Do it as the ledger does; what somebody else changed meanwhile is told in the words of activities."""
    return entering.tried(form, act, written_change)


def page_of(pk: int) -> str:
    """Return the address of an activity."""
    return reverse("results:activity", args=[pk])


def form_page(request, form: forms.Form, title: str, back: str, **more: Any):
    """Return the page of a form, with the version that goes back with it."""
    one = more.get("activity")
    seen = request.POST.get("seen") or (one.version if one else "")
    if one and getattr(form, "conflict", False):
        seen = Activity.objects.values_list("version", flat=True).get(pk=one.pk)
    marking = getattr(form, "marking", "")
    context = {"form": form, "title": title, "back": back, "seen": seen, "marking": marking}
    return render(request, "results/form.html", context | more)


def confirmed(request) -> bool:
    """Say whether the person agrees that the activity is marked more strictly."""
    return request.POST.get("confirmed_marking") == "yes"
