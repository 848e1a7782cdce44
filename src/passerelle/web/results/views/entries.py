"""Activities, indicators and figures entered by hand: two people at once, and the second is told and loses nothing."""

from typing import Any

from django import forms
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from passerelle.apps.accounts.permissions import require
from passerelle.apps.ledger.actions.activities import edit_activity, record_activity
from passerelle.apps.ledger.actions.measuring import (
    add_indicator,
    add_measured,
    remove_indicator,
    withdraw_measured,
)
from passerelle.apps.ledger.actions.money import remove_budget, remove_transaction
from passerelle.apps.ledger.amounts import money_stated, written_value
from passerelle.apps.ledger.models import Activity, Budget, Indicator, Measured, Transaction
from passerelle.apps.library.written import written_date
from passerelle.web.ledger.entering import seen_by
from passerelle.web.results.entering import confirmed, form_page, page_of, theirs, tried
from passerelle.web.results.forms import ActivityForm, FigureForm, IndicatorForm, PlacedForm
from passerelle.web.results.meant import actors_of, linked, parts_of, sources

_LINKS = ("agreement", "commitment")


def new(request):
    """A programme, or a part of one, under an agreement or a commitment that the address names."""
    require(request.user, "ledger.write")
    offered = {name: request.GET.get(name, "")[:20] for name in ("parent", *_LINKS)}
    form = ActivityForm(request.POST or None, initial=offered | {"status": "2", "tlp": "green"})
    if request.method == "POST" and form.is_valid() and (values := _values(request, form)):
        made = tried(form, lambda: record_activity(actor=request.user, **values))
        if made:
            return redirect("results:activity", made.pk)
    return form_page(request, form, _("A new activity"), reverse("results:activities"))


def edit(request, pk: int):
    """Change what an activity says of itself; of one that a file told, its marking and what it belongs to."""
    one = theirs(request, pk, ours=False)
    form = (ActivityForm if one.ours else PlacedForm)(request.POST or None, initial=_initial(one))
    if request.method == "POST" and form.is_valid() and (values := _values(request, form)):
        who = {"participants": values.pop("participants")} if one.ours else {}
        done = tried(
            form,
            lambda: edit_activity(one, actor=request.user, changes=values, seen=seen_by(request), **who),
        )
        if done:
            return redirect("results:activity", pk)
    return form_page(request, form, _("Change the activity"), page_of(pk), activity=one)


def indicator(request, pk: int):
    """What is measured of a result."""
    one = theirs(request, pk)
    form = IndicatorForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        if made := tried(
            form, lambda: add_indicator(one, actor=request.user, seen=seen_by(request), **values)
        ):
            return redirect("results:figure", pk, made.pk)
    return form_page(request, form, _("Add an indicator"), page_of(pk), activity=one)


def figure(request, pk: int, row: int):
    """A baseline, a target or an actual, with where it stands."""
    one = theirs(request, pk)
    measured = Indicator.objects.filter(pk=row, result__activity=one).first()
    if measured is None:
        raise Http404
    form = FigureForm(request.POST or None, initial={"kind": request.GET.get("kind", "")})
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in ("kind", "value", "ends", "starts")}
        values |= sources(request, form) | {"dimensions": parts_of(form)}
        if not form.errors and tried(
            form,
            lambda: add_measured(
                measured,
                actor=request.user,
                seen=seen_by(request),
                confirmed_marking=confirmed(request),
                **values,
            ),
        ):
            return redirect(f"{page_of(pk)}#indicator-{row}")
    return form_page(request, form, _("Add a figure"), page_of(pk), activity=one, about=measured.title)


_REMOVED = {
    "budget": (Budget, "activity", remove_budget),
    "transaction": (Transaction, "activity", remove_transaction),
    "indicator": (Indicator, "result__activity", remove_indicator),
    "figure": (Measured, "indicator__result__activity", withdraw_measured),
}


def remove(request, pk: int, kind: str, row: int):
    """Take something of an activity away: asked first, and kept in its history."""
    one = theirs(request, pk)
    if kind not in _REMOVED:
        raise Http404
    model, path, act = _REMOVED[kind]
    found = model.objects.filter(pk=row, **{path: one}).first()
    if found is None or getattr(found, "withdrawn_on", None):
        raise Http404
    form = forms.Form(request.POST if request.method == "POST" else None)
    sent = request.method == "POST" and form.is_valid()
    if sent and tried(form, lambda: act(found, actor=request.user, seen=seen_by(request))):
        return redirect("results:activity", pk)
    titles = {
        "budget": _("Remove the budget"), "transaction": _("Remove the transaction"),
        "indicator": _("Remove the indicator"), "figure": _("Withdraw the figure"),
    }  # fmt: skip
    context = {"activity": one, "removing": True, "about": _said(found)}
    return form_page(request, form, titles[kind], page_of(pk), **context)


def _said(row: Any) -> str:
    if isinstance(row, Indicator):
        return row.title
    if isinstance(row, Measured):
        return (
            f"{row.get_kind_display()} {written_value(row.value, row.indicator)} ({written_date(row.ends)})"
        )
    when = (row.starts, row.ends) if isinstance(row, Budget) else (row.on,)
    return f"{money_stated(row)} ({' – '.join(map(written_date, when))})"


def _values(request, form: forms.Form) -> dict[str, Any] | None:
    """Return the values of a form with rows where numbers, addresses and names were typed; None when one is wrong."""
    values = dict(form.cleaned_data)
    for field in (*_LINKS, "parent"):
        if field in values:
            values[field] = linked(request, form, field)
    if isinstance(form, ActivityForm):
        values["countries"] = values["countries"].replace(";", ",").split(",")
        values["participants"] = {role: actors_of(request, form, field) for field, role in form.roles.items()}
        for field in form.roles:
            del values[field]
    return None if form.errors else values


def _initial(one: Activity) -> dict[str, Any]:
    values = {name: getattr(one, name, "") for name in ActivityForm.base_fields}
    for name in (*_LINKS, "parent"):
        values[name] = getattr(one, f"{name}_id") or ""
    values["countries"] = ", ".join(one.countries)
    values["shares"] = ", ".join(f"{code} {share}" for code, share in one.shares.items())
    parties = [(part.role, part.actor) for part in one.participating.select_related("actor") if part.actor]
    for field, role in ActivityForm.roles.items():
        values[field] = "\n".join(actor.key for of, actor in parties if of == role)
    return values
