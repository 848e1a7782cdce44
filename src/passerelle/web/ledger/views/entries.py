"""Commitments entered and changed by hand: two people at once, and the second is told and loses nothing."""

from typing import Any

from django import forms
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from passerelle.apps.accounts.models import User
from passerelle.apps.accounts.permissions import Refused, require
from passerelle.apps.ledger.actions.commitments import edit_commitment, promise
from passerelle.apps.ledger.actions.evidence import add_evidence, withdraw_evidence
from passerelle.apps.ledger.actions.milestones import add_milestone
from passerelle.apps.ledger.actions.proposals import promised_in
from passerelle.apps.ledger.actions.steps import accept_step, withdraw_step
from passerelle.apps.ledger.models import Agreement, Commitment
from passerelle.apps.ledger.queries.agreements import agreement_for
from passerelle.apps.ledger.queries.commitment import commitment_for, evidence_seen
from passerelle.apps.library.models import Claim
from passerelle.apps.library.queries.claims import visible_claims
from passerelle.web.ledger.entering import number_of, seen_by, tried, with_actors
from passerelle.web.ledger.forms import CommitmentForm, EvidenceForm, MilestoneForm, StepForm
from passerelle.web.ledger.naming import called


def new(request):
    """A commitment: of a claim that states it, under an agreement, or from nothing."""
    require(request.user, "ledger.write")
    claim, agreement = _claim(request), _agreement(request)
    under = called(request.user, agreement) if agreement else ""
    offered = _offered(claim) | {"tlp": _tlp(claim, agreement), "agreement": under}
    form = CommitmentForm(request.POST or None, initial=offered)
    if request.method == "POST" and form.is_valid() and (values := with_actors(form, request.user)):
        sure = request.POST.get("confirmed_marking") == "yes"
        made = tried(
            form,
            lambda: promise(actor=request.user, born_of=claim, confirmed_marking=sure, **values),
        )
        if made:
            return redirect("ledger:commitment", made.pk)
    back = reverse("library:claim", args=[claim.pk]) if claim else reverse("ledger:list")
    return _form(request, form, _("A new commitment"), back, claim=claim)


def edit(request, pk: int):
    """Change what a commitment says of itself."""
    one = _theirs(request, pk)
    form = CommitmentForm(request.POST or None, initial=_initial(one, request.user))
    if request.method == "POST" and form.is_valid() and (values := with_actors(form, request.user)):
        done = tried(
            form, lambda: edit_commitment(one, actor=request.user, changes=values, seen=seen_by(request))
        )
        if done:
            return redirect("ledger:commitment", pk)
    return _form(request, form, _("Change the commitment"), _page(pk), commitment=one)


def evidence(request, pk: int):
    """Add what shows something: a claim that the address names, an address, or words."""
    one, claim = _theirs(request, pk), _claim(request)
    initial = {"kind": "report", "on": claim.date or claim.document.published} if claim else {}
    form = EvidenceForm(request.POST or None, initial=initial)
    if claim:
        for name in ("text", "address"):
            del form.fields[name]
    if request.method == "POST" and form.is_valid():
        sure = request.POST.get("confirmed_marking") == "yes"
        values = form.cleaned_data | {"claim": claim, "confirmed_marking": sure}
        if tried(form, lambda: add_evidence(one, actor=request.user, seen=seen_by(request), **values)):
            return redirect("ledger:commitment", pk)
    return _form(request, form, _("Add evidence"), _page(pk), commitment=one, claim=claim)


def step(request, pk: int):
    """Accept that it came to a stage, or into a condition."""
    one = _theirs(request, pk)
    live = evidence_seen(request.user, one.evidence.filter(withdrawn_on__isnull=True))
    known = {str(row.pk): row for row in live}
    choices = [
        (key, f"{row.on} – {row.claim.quote if row.claim else row}"[:160]) for key, row in known.items()
    ]
    form = StepForm(request.POST or None, evidence=choices, initial={"to": request.GET.get("to", "")})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        chosen = [known[key] for key in given["evidence"]]
        done = tried(
            form,
            lambda: accept_step(
                one, given["to"], on=given["on"], evidence=chosen, note=given["note"],
                actor=request.user, seen=seen_by(request),
            ),
        )  # fmt: skip
        if done:
            return redirect("ledger:commitment", pk)
    return _form(request, form, _("Accept a step"), _page(pk), commitment=one, bare=not choices)


def milestone(request, pk: int):
    """A point on the way."""
    one = _theirs(request, pk)
    form = MilestoneForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        if tried(form, lambda: add_milestone(one, actor=request.user, seen=seen_by(request), **values)):
            return redirect("ledger:commitment", pk)
    return _form(request, form, _("Add a milestone"), _page(pk), commitment=one)


def withdraw(request, pk: int, kind: str, row: int):
    """Take a step or a piece of evidence back: asked first, and kept as it stood until today."""
    one = _theirs(request, pk)
    rows = (one.steps if kind == "step" else one.evidence).filter(withdrawn_on__isnull=True, pk=row)
    found = rows.first()
    if found is None:
        raise Http404
    if kind == "evidence" and not evidence_seen(request.user, [found]):
        raise Http404
    form = forms.Form(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        act = withdraw_step if kind == "step" else withdraw_evidence
        if tried(form, lambda: act(found, actor=request.user, seen=seen_by(request))):
            return redirect("ledger:commitment", pk)
    title = _("Withdraw the step") if kind == "step" else _("Withdraw the evidence")
    return _form(request, form, title, _page(pk), commitment=one, withdrawing=True)


def _form(request, form: forms.Form, title: str, back: str, **more: Any):
    one = more.get("commitment")
    seen = request.POST.get("seen") or (one.version if one else "")
    if one and getattr(form, "conflict", False):
        seen = Commitment.objects.values_list("version", flat=True).get(pk=one.pk)
    context = {
        "form": form,
        "title": title,
        "back": back,
        "seen": seen,
        "marking": getattr(form, "marking", ""),
    }
    return render(request, "ledger/form.html", context | more)


def _theirs(request, pk: int) -> Commitment:
    require(request.user, "ledger.write")
    try:
        one = commitment_for(request.user, pk)
    except Commitment.DoesNotExist:
        raise Http404 from None
    if one.organisation_id != request.user.organisation_id:
        raise Refused(_("Only the organisation that follows a commitment changes it."))
    return one


def _claim(request) -> Claim | None:
    given = number_of(request.POST.get("claim") or request.GET.get("claim", ""))
    if given is None:
        return None
    found = visible_claims(request.user).filter(pk=given).select_related("document__snapshot").first()
    if found is None:
        raise Http404
    return found


def _agreement(request) -> Agreement | None:
    given = number_of(request.GET.get("agreement", ""))
    if given is None:
        return None
    try:
        return agreement_for(request.user, given)
    except Agreement.DoesNotExist:
        raise Http404 from None


def _offered(claim: Claim | None) -> dict[str, Any]:
    """What a claim lets one fill in: the person looks at it before it is taken."""
    if claim is None:
        return {}
    values = promised_in(claim, {})
    for name in ("owner", "counterpart"):
        values[name] = values[name].key if values[name] else ""
    return values


def _tlp(claim: Claim | None, agreement: Agreement | None) -> str:
    return claim.document.tlp if claim else agreement.tlp if agreement else "green"


def _initial(one: Commitment, user: User) -> dict[str, Any]:
    values = {name: getattr(one, name) for name in CommitmentForm.base_fields}
    for name in ("owner", "counterpart"):
        values[name] = values[name].key if values[name] else ""
    values["agreement"] = called(user, one.agreement) if one.agreement else ""
    value = values["quantity_value"]
    if value is not None and float(value).is_integer():
        values["quantity_value"] = int(value)
    return values


def _page(pk: int) -> str:
    return reverse("ledger:commitment", args=[pk])
