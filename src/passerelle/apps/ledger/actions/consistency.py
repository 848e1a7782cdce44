"""What the values of an entry say together: what contradicts itself is refused, with the reason."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from passerelle.apps.ledger.actions.refusals import InvalidEntry
from passerelle.apps.ledger.models import Agreement
from passerelle.core.commitments.days import surely_before


def check_agreement(values: dict[str, Any], agreement: Agreement | None = None) -> None:
    """Raise InvalidEntry for an agreement that ends before it begins, or is a part of itself."""
    for field in ("in_force", "ends"):
        if values.get(field) and values.get("signed") and surely_before(values[field], values["signed"]):
            raise InvalidEntry(field, "before_signature", _("This lies before the signature."))
    if values.get("ends") and values.get("in_force") and surely_before(values["ends"], values["in_force"]):
        raise InvalidEntry("ends", "before_beginning", _("It cannot end before it is in force."))
    for field in ("parent", "superseded_by"):
        _no_circle(field, values.get(field), agreement)


def check_commitment(values: dict[str, Any]) -> None:
    """Raise InvalidEntry for a commitment whose values contradict each other, or its agreement's."""
    agreement: Agreement | None = values.get("agreement")
    signed = agreement.signed if agreement else ""
    deadline = values.get("deadline")
    if deadline and signed and surely_before(deadline, signed):
        raise InvalidEntry(
            "deadline", "before_signature", _("The deadline lies before the agreement was signed.")
        )
    if deadline and values.get("promised") and surely_before(deadline, values["promised"]):
        raise InvalidEntry("deadline", "before_promise", _("The deadline lies before the promise was made."))
    if values.get("owner") and values.get("owner") == values.get("counterpart"):
        raise InvalidEntry("counterpart", "both_sides", _("Nobody promises something to themselves."))
    if values.get("budget_amount") is not None and not values.get("budget_currency"):
        raise InvalidEntry("budget_currency", "required", _("Say in which currency."))
    if values.get("budget_amount") is None and values.get("budget_currency"):
        raise InvalidEntry("budget_amount", "required", _("Say how much."))
    if values.get("quantity_value") is not None and not values.get("quantity_unit"):
        raise InvalidEntry("quantity_unit", "required", _("Say of what."))
    if values.get("quantity_value") is None and values.get("quantity_unit"):
        raise InvalidEntry("quantity_value", "required", _("Say how many."))


def not_to_come(values: dict[str, Any], fields: Iterable[str], today: date) -> None:
    """Raise InvalidEntry for what is said to have happened after today."""
    for field in fields:
        if values.get(field) and surely_before(today.isoformat(), values[field]):
            raise InvalidEntry(field, "in_the_future", _("What lies in the future has not happened yet."))


def check_meeting(values: dict[str, Any], dues: Iterable[str], today: date) -> None:
    """Raise InvalidEntry for a meeting that ends before it begins, or has minutes or decisions before it was held.

    `dues` are the days until which what it decided is to be done, "" where none is said.
    """
    held_on, until, decided = values["held_on"], values.get("until"), list(dues)
    if until and surely_before(until, held_on):
        raise InvalidEntry("until", "before_beginning", _("It cannot end before it begins."))
    if surely_before(today.isoformat(), held_on):
        if values.get("minutes"):
            raise InvalidEntry("minutes", "in_the_future", _("A meeting to come has no minutes yet."))
        if decided:
            raise InvalidEntry("held_on", "in_the_future", _("A meeting to come has decided nothing yet."))
    if any(due and surely_before(due, held_on) for due in decided):
        raise InvalidEntry("held_on", "after_due", _("Something that it decided was due before this day."))


def _no_circle(field: str, other: Agreement | None, agreement: Agreement | None) -> None:
    met: set[int] = set()
    while other is not None and agreement is not None:
        if other.pk == agreement.pk or other.pk in met:
            raise InvalidEntry(field, "circle", _("This would make the agreement a part of itself."))
        met.add(other.pk)
        other = getattr(other, field)
