"""Money of an activity, entered and corrected by hand."""

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from django import forms
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from passerelle.apps.ledger.actions.money import (
    add_budget,
    add_transaction,
    correct_budget,
    correct_transaction,
)
from passerelle.apps.ledger.activities.naming import named
from passerelle.apps.ledger.models import Budget, Transaction
from passerelle.apps.ledger.queries.activities import visible_activities
from passerelle.web.ledger.entering import seen_by, with_actors
from passerelle.web.results.entering import confirmed, form_page, page_of, theirs, tried
from passerelle.web.results.forms import BudgetForm, SourcedForm, TransactionForm
from passerelle.web.results.meant import linked, sources

_Row = TypeVar("_Row", Budget, Transaction)


def budget(request, pk: int, row: int | None = None):
    """What is planned to be spent in a period; with `row` the budget that is corrected."""
    one = theirs(request, pk)
    there = _standing(one.budgets.known(), row)
    form = BudgetForm(request.POST or None, initial=_initial(BudgetForm, there) or {"currency": one.currency})
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        del values["source"]
        values |= sources(request, form)
        act = partial(correct_budget, there) if there else partial(add_budget, one)
        if not form.errors and _done(request, form, act, values):
            return redirect("results:activity", pk)
    title = _("Correct the budget") if there else _("Add a budget")
    return form_page(request, form, title, page_of(pk), activity=one, correcting=there)


def transaction(request, pk: int, row: int | None = None):
    """Money that was committed or moved; with `row` the transaction that is corrected."""
    one = theirs(request, pk)
    there = _standing(one.transactions.known().select_related("provider", "receiver"), row)
    initial = _initial(TransactionForm, there) | _other(request, there) or {"currency": one.currency}
    form = TransactionForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid() and (values := with_actors(form, request.user)):
        del values["source"]
        values |= sources(request, form) | {"other": linked(request, form, "other")}
        act = partial(correct_transaction, there) if there else partial(add_transaction, one)
        if not form.errors and _done(request, form, act, values):
            return redirect("results:activity", pk)
    title = _("Correct the transaction") if there else _("Add a transaction")
    return form_page(request, form, title, page_of(pk), activity=one, correcting=there)


def _done(request, form: forms.Form, act: Callable[..., Any], values: dict[str, Any]) -> Any:
    return tried(
        form,
        lambda: act(
            actor=request.user, seen=seen_by(request), confirmed_marking=confirmed(request), **values
        ),
    )


def _standing(found: QuerySet[_Row], row: int | None) -> _Row | None:
    """Return the row that is corrected, None when there is none to correct; Http404 for one that stands no more."""
    if row is None:
        return None
    there = found.filter(pk=row).first()
    if there is None:
        raise Http404
    return there


def _initial(form: type[SourcedForm], row: Budget | Transaction | None) -> dict[str, Any]:
    """Return what a row says, as a person types it."""
    if row is None:
        return {}
    values = {name: getattr(row, name, "") for name in form.base_fields}
    if isinstance(row, Transaction):
        for side in ("provider", "receiver"):
            actor = getattr(row, side)
            values[side] = actor.key if actor else ""
    return values | {"source": _where(row)}


def _other(request, row: Transaction | None) -> dict[str, str]:
    """Return the number of the activity that pays or is paid; as it is kept where the person may not see it."""
    key = (row.provider_activity or row.receiver_activity) if row else ""
    found = named([key], visible_activities(request.user))
    return {"other": f"#{found[key].pk}" if key in found else key} if row else {}


def _where(row: Budget | Transaction) -> str:
    if row.claim_id:
        return reverse("library:claim", args=[row.claim_id])
    return reverse("library:document", args=[row.document_id]) if row.document_id else row.address
