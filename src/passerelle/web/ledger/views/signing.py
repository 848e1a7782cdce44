"""Agreements entered, changed, ended, joined when they are one and separated again."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from passerelle.apps.accounts.permissions import Refused, require
from passerelle.apps.ledger.actions.agreements import edit_agreement, end_agreement, record_agreement
from passerelle.apps.ledger.actions.joining import join_agreements, keep_agreements_apart, undo_joining
from passerelle.apps.ledger.actions.refusals import Conflict, InvalidEntry
from passerelle.apps.ledger.models import Agreement, Joining
from passerelle.apps.ledger.queries.agreements import agreement_for
from passerelle.web.ledger.entering import number_of, seen_by, tried, with_actors
from passerelle.web.ledger.forms import AgreementForm


def new(request):
    """An agreement, entered by hand."""
    require(request.user, "ledger.write")
    form = AgreementForm(request.POST or None, initial={"tlp": "green"})
    if request.method == "POST" and form.is_valid() and (values := with_actors(form, request.user)):
        made = tried(form, lambda: record_agreement(actor=request.user, **values))
        if made:
            return redirect("ledger:agreement", made.pk)
    return _form(request, form, _("A new agreement"), reverse("ledger:agreements"))


def edit(request, pk: int):
    """Change what is noted of an agreement."""
    one = _theirs(request, pk)
    form = AgreementForm(request.POST or None, initial=_initial(one))
    if request.method == "POST" and form.is_valid() and (values := with_actors(form, request.user)):
        parties = values.pop("parties")
        seen = seen_by(request)
        done = tried(
            form, lambda: edit_agreement(one, actor=request.user, changes=values, parties=parties, seen=seen)
        )
        if done:
            return redirect("ledger:agreement", one.pk)
    return _form(request, form, _("Change the agreement"), reverse("ledger:agreement", args=[pk]), paper=one)


class EndForm(forms.Form):
    """On which day an agreement ended; empty when it did not after all."""

    ended = forms.CharField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ended"].label = _("Ended on")
        self.fields["ended"].help_text = _("2025, 2025-05 or 2025-05-13; empty when it did not end after all")


def end(request, pk: int):
    """Say that an agreement ended."""
    one = _theirs(request, pk)
    form = EndForm(request.POST or None, initial={"ended": one.ended})
    if request.method == "POST" and form.is_valid():
        on = form.cleaned_data["ended"]
        if tried(form, lambda: end_agreement(one, on=on, actor=request.user, seen=seen_by(request))):
            return redirect("ledger:agreement", one.pk)
    return _form(request, form, _("End the agreement"), reverse("ledger:agreement", args=[pk]), paper=one)


@require_POST
def join(request, pk: int):
    """Another one is this one: what hangs on it moves here."""
    one, other = _theirs(request, pk), _theirs(request, _number(request, "other"))
    return _decided(request, pk, lambda: join_agreements(one, other, actor=request.user))


@require_POST
def apart(request, pk: int):
    """They are two, and are not asked about again."""
    one, other = _theirs(request, pk), _theirs(request, _number(request, "other"))
    return _decided(request, pk, lambda: keep_agreements_apart(one, other, actor=request.user))


@require_POST
def separate(request, pk: int):
    """They were two after all."""
    one = _theirs(request, pk)
    joining = Joining.objects.filter(kept=one, pk=_number(request, "joining")).first()
    if joining is None:
        raise Http404
    return _decided(request, pk, lambda: undo_joining(joining, actor=request.user))


def _decided(request, pk: int, act):
    try:
        act()
        messages.success(request, _("Noted."))
    except (Conflict, InvalidEntry) as refused:
        messages.error(request, str(refused))
    return redirect("ledger:agreement", pk)


def _form(request, form: forms.Form, title: str, back: str, **more: Any):
    one = more.get("paper")
    seen = request.POST.get("seen") or (one.version if one else "")
    if one and getattr(form, "conflict", False):
        seen = Agreement.objects.values_list("version", flat=True).get(pk=one.pk)
    return render(
        request, "ledger/form.html", {"form": form, "title": title, "back": back, "seen": seen} | more
    )


def _theirs(request, pk: int) -> Agreement:
    require(request.user, "ledger.write")
    try:
        one = agreement_for(request.user, pk)
    except Agreement.DoesNotExist:
        raise Http404 from None
    if one.organisation_id != request.user.organisation_id:
        raise Refused(_("Only the organisation that follows an agreement changes it."))
    return one


def _initial(one: Agreement) -> dict[str, Any]:
    values = {name: getattr(one, name) for name in AgreementForm.base_fields if name != "parties"}
    values["parties"] = "\n".join(one.parties.order_by("pk").values_list("actor__key", flat=True))
    return values


def _number(request, name: str) -> int:
    if (given := number_of(request.POST.get(name, ""))) is None:
        raise Http404
    return given
