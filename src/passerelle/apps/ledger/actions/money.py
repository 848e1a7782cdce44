"""Money of an activity that an organisation records itself: budgets and transactions, entered, corrected and removed.

A row is withdrawn and never changed, so that each earlier day stays what it was.
"""

from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from passerelle.apps.accounts.models import User
from passerelle.apps.audit.actions import about, action
from passerelle.apps.directory.models import Actor
from passerelle.apps.ledger.actions.activities import not_ours
from passerelle.apps.ledger.actions.refusals import Conflict, InvalidEntry
from passerelle.apps.ledger.actions.sourcing import sourced
from passerelle.apps.ledger.actions.values import (
    actor_of,
    currency_of,
    money_of,
    needed_day,
    one_of,
    text_of,
)
from passerelle.apps.ledger.activities.wording import BUDGET_STATUSES, BUDGET_TYPES, TRANSACTIONS
from passerelle.apps.ledger.holding import held, note_edit
from passerelle.apps.ledger.models import Activity, Budget, Transaction
from passerelle.core.commitments.days import iso, span, surely_before

Row = TypeVar("Row", Budget, Transaction)
_SAME = (
    "type", "on", "amount", "currency", "claim", "document", "address", "provider", "receiver", "provider_activity",
    "receiver_activity",
)  # fmt: skip


def amount_of(given: Any, currency: Any, default: str) -> tuple[str, str]:
    """Return an amount as exact text, and its currency. Raises InvalidEntry."""
    amount = money_of("amount", given)
    if amount is None:
        raise InvalidEntry("amount", "required", _("Say how much."))
    code = currency_of("currency", currency) or default
    if not code:
        raise InvalidEntry("currency", "required", _("Say in which currency."))
    whole = amount == amount.to_integral_value()
    return f"{amount.quantize(Decimal(1)) if whole else amount:f}", code


@action("budget.add", permission="ledger.write")
def add_budget(
    activity: Activity,
    *,
    actor: User,
    known_on: date | None = None,
    seen: int | None = None,
    today: date | None = None,
    **given: Any,
) -> Budget:
    """Say what is planned to be spent between two days (`given` is that of `_budget`), and since when that is known.

    Raises Conflict, InvalidEntry, MarkingQuestion, Refused.
    """
    activity = _ours(activity, actor, seen)
    row = _budget(activity, actor, today or timezone.localdate(), **given)
    row.known_on = known_on or row.known_on
    _refuse_again(row)
    row.save()
    _noted(activity, actor, {}, {"budget": str(row)})
    about(activity, organisation=activity.organisation, budget=row.pk)
    return row


@action("budget.correct", permission="ledger.write")
def correct_budget(
    budget: Budget, *, actor: User, seen: int | None = None, today: date | None = None, **given: Any
) -> Budget:
    """Say what a budget really is: it stands from today on, and what it said until then stays in the earlier days.

    Raises Conflict, InvalidEntry, MarkingQuestion, Refused.
    """
    activity, day = _ours(budget.activity, actor, seen), today or timezone.localdate()
    before = _withdrawn(budget, actor, day)
    row = _budget(activity, actor, day, **given)
    _refuse_again(row)
    row.save()
    _noted(activity, actor, {}, {"budget_corrected": f"{_written(before)} → {_written(row)}"})
    about(activity, organisation=activity.organisation, budget=[before.pk, row.pk])
    return row


@action("budget.remove", permission="ledger.write")
def remove_budget(
    budget: Budget, *, actor: User, seen: int | None = None, today: date | None = None
) -> Activity:
    """Take a budget away from today on; it stays in the earlier days. Raises Conflict, InvalidEntry, Refused."""
    activity = _ours(budget.activity, actor, seen)
    written = _written(_withdrawn(budget, actor, today or timezone.localdate()))
    _noted(activity, actor, {"budget": written}, {"budget_removed": written})
    about(activity, organisation=activity.organisation, budget=budget.pk)
    return activity


@action("transaction.add", permission="ledger.write")
def add_transaction(
    activity: Activity,
    *,
    actor: User,
    known_on: date | None = None,
    seen: int | None = None,
    today: date | None = None,
    **given: Any,
) -> Transaction:
    """Say that money was committed or moved on a day (`given` is that of `_transaction`), and since when it is known.

    Raises Conflict, InvalidEntry, MarkingQuestion, Refused.
    """
    activity = _ours(activity, actor, seen)
    row = _transaction(activity, actor, today or timezone.localdate(), **given)
    row.known_on = known_on or row.known_on
    _refuse_again(row)
    row.save()
    _noted(activity, actor, {}, {"transaction": _written(row)})
    about(activity, organisation=activity.organisation, transaction=row.pk)
    return row


@action("transaction.correct", permission="ledger.write")
def correct_transaction(
    transaction: Transaction, *, actor: User, seen: int | None = None, today: date | None = None, **given: Any
) -> Transaction:
    """Say what a payment really was, as for a budget. Raises Conflict, InvalidEntry, MarkingQuestion, Refused."""
    activity, day = _ours(transaction.activity, actor, seen), today or timezone.localdate()
    before = _withdrawn(transaction, actor, day)
    row = _transaction(activity, actor, day, **given)
    _refuse_again(row)
    row.save()
    _noted(activity, actor, {}, {"transaction_corrected": f"{_written(before)} → {_written(row)}"})
    about(activity, organisation=activity.organisation, transaction=[before.pk, row.pk])
    return row


@action("transaction.remove", permission="ledger.write")
def remove_transaction(
    transaction: Transaction, *, actor: User, seen: int | None = None, today: date | None = None
) -> Activity:
    """Take a transaction away from today on; it stays in the earlier days. Raises Conflict, InvalidEntry, Refused."""
    activity = _ours(transaction.activity, actor, seen)
    written = _written(_withdrawn(transaction, actor, today or timezone.localdate()))
    _noted(activity, actor, {"transaction": written}, {"transaction_removed": written})
    about(activity, organisation=activity.organisation, transaction=transaction.pk)
    return activity


# Kinds of transaction (list TransactionType) by which an activity receives.
INCOMING = frozenset({"1", "11", "13"})


def _budget(
    activity: Activity,
    actor: User,
    today: date,
    *,
    starts: str,
    ends: str,
    amount: Any,
    currency: str = "",
    type: str = "1",
    status: str = "1",
    **source: Any,
) -> Budget:
    """Return a budget, not kept yet. `source` is that of `sourced`.

    It is converted by the rates of the day on which it begins, or of today when that lies ahead.
    """
    first, last = needed_day("starts", starts), needed_day("ends", ends)
    if surely_before(last, first):
        raise InvalidEntry("ends", "before_beginning", _("The period ends before it begins."))
    value, code = amount_of(amount, currency, activity.currency)
    return Budget(
        activity=activity, starts=first, ends=last, amount=value, currency=code,
        type=one_of(lambda: BUDGET_TYPES, needed=True)("type", type),
        status=one_of(lambda: BUDGET_STATUSES, needed=True)("status", status),
        value_date=min(iso(span(first).first), today.isoformat()), known_on=today, added_by=actor,
        **sourced(activity, actor, **source),
    )  # fmt: skip


def _transaction(
    activity: Activity,
    actor: User,
    today: date,
    *,
    type: str,
    on: str,
    amount: Any,
    currency: str = "",
    provider: Actor | None = None,
    receiver: Actor | None = None,
    other: Activity | None = None,
    **source: Any,
) -> Transaction:
    """Return a transaction, not kept yet; `other` is the activity that pays or is paid.

    The day is that of the payment, so it is a very day.
    """
    day = needed_day("on", on)
    if len(day) < 10:
        raise InvalidEntry("on", "not_a_day", _("Write the very day: 2025-05-13."))
    if day > today.isoformat():
        raise InvalidEntry("on", "in_the_future", _("What lies in the future has not happened yet."))
    kind = one_of(lambda: TRANSACTIONS, needed=True)("type", type)
    value, code = amount_of(amount, currency, activity.currency)
    paying, paid = actor_of("provider", provider), actor_of("receiver", receiver)
    if paying is not None and paying == paid:
        raise InvalidEntry("receiver", "both_sides", _("Nobody pays themselves."))
    if other is not None and other.pk == activity.pk:
        raise InvalidEntry("other", "itself", _("An activity does not pay itself."))
    called = text_of(500)("other", other.called if other else "")
    receives = kind in INCOMING
    return Transaction(
        activity=activity, type=kind, on=day, amount=value, currency=code, provider=paying, receiver=paid,
        provider_activity=called if receives else "", receiver_activity="" if receives else called,
        known_on=today, added_by=actor, **sourced(activity, actor, **source),
    )  # fmt: skip


def _withdrawn(row: Row, actor: User, today: date) -> Row:
    """Withdraw a budget or transaction; Conflict when somebody was faster."""
    found = type(row).objects.select_for_update(of=("self",)).get(pk=row.pk)
    if found.withdrawn_on is not None:
        raise Conflict
    found.withdrawn_on, found.withdrawn_by = today, actor
    found.save(update_fields=["withdrawn_on", "withdrawn_by"])
    return found


def _written(row: Budget | Transaction) -> str:
    when = f"{row.starts} – {row.ends}:" if isinstance(row, Budget) else row.on
    return f"{when} {row.amount} {row.currency}"


def _refuse_again(row: Budget | Transaction) -> None:
    """Refuse what stands already: the same budget, or the same payment from the same source."""
    if isinstance(row, Budget):
        alike = row.activity.budgets.known().filter(amount=row.amount, currency=row.currency, type=row.type)
        if any(_days(one.starts, one.ends) == _days(row.starts, row.ends) for one in alike):
            raise InvalidEntry("amount", "already", _("This budget is there already."))
    elif row.claim_id or row.document_id or row.address:  # without a source it may be another payment
        same = {name: getattr(row, name) for name in _SAME}
        if row.activity.transactions.known().filter(**same).exists():
            raise InvalidEntry("amount", "already", _("This payment is there already."))


def _days(starts: str, ends: str) -> tuple[int, int]:
    """Return the first and the last day of a period: a year means all of its days."""
    return span(starts).first, span(ends).last


def _ours(activity: Activity, actor: User, seen: int | None) -> Activity:
    activity = held(activity, actor, seen)
    if not activity.ours:
        raise not_ours("amount")
    return activity


def _noted(activity: Activity, actor: User, before: dict[str, Any], after: dict[str, Any]) -> None:
    note_edit(activity, actor, before, after)
    activity.save(update_fields=["version", "tlp", "updated_at"])
