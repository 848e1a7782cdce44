"""What single cells of a spreadsheet of commitments say, and what they say against each other."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from passerelle.apps.ledger.actions.consistency import check_commitment, not_to_come
from passerelle.apps.ledger.actions.refusals import InvalidEntry
from passerelle.apps.ledger.actions.values import Check, currency_of
from passerelle.apps.ledger.tables.questions import plain

_PAIRS = {
    "budget_currency": "budget_amount", "budget_amount": "budget_currency", "quantity_unit": "quantity_value",
    "quantity_value": "quantity_unit",
}  # fmt: skip


def contradictions(values: dict[str, Any], today: date) -> list[InvalidEntry]:
    """Return all that the values of a row say against each other, as far as they are known."""
    rest, found = dict(values), []
    while True:
        try:
            check_commitment(rest)
            not_to_come(rest, ["promised"], today)
        except InvalidEntry as fault:
            if any(one.field == fault.field for one in found):
                return found
            found.append(fault)
            for field in (fault.field, _PAIRS.get(fault.field, "")):
                rest.pop(field, None)
        else:
            return found


def listed(name: str, given: str, check: Check) -> str:
    """Return a code of a list; whoever writes another word is told it."""
    try:
        found: str = check(name, given)
    except InvalidEntry:
        words = _("“%(value)s” stands in no list of the ledger: write it as the screens do.")
        raise InvalidEntry(name, "not_a_choice", words % {"value": given[:80]}) from None
    return found


def figures(written: str) -> Decimal | str:
    """Return what is in figures as a number; what is not, so that it is refused as an amount."""
    found = plain(written)
    return Decimal(found) if found else "?" if written else ""


def is_currency(given: str) -> bool:
    try:
        return bool(currency_of("budget_currency", given))
    except InvalidEntry:
        return False
