"""Figures and money of activities as people read them, on screens and in reports."""

from decimal import Context, Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from passerelle.apps.ledger.models import Budget, Indicator, ReportedSum, Transaction
from passerelle.apps.library.written import written_number

_SMALL = Decimal(100)
_WIDE = Context(prec=1000)  # sums may be of more digits than arithmetic keeps


def part_of(dimensions: list[Any] | tuple[Any, ...]) -> str:
    """Write of which part a figure is: `sex: women`."""
    return ", ".join(_("%(name)s: %(part)s") % {"name": name, "part": part} for name, part in dimensions)


def written_value(value: str | Decimal | None, one: Indicator, *, round_off: bool = False) -> str:
    """Write a value of an indicator with its sign of percentage; `round_off` what was computed."""
    try:
        number = Decimal(value) if value not in (None, "") else None
    except InvalidOperation:
        return str(value)
    if number is None or not number.is_finite():
        return "–"
    if round_off:
        number = rounded(number)
    text = written_number(number)
    return _("%(number)s%%") % {"number": text} if one.measure == "2" else text


def rounded(number: Decimal) -> Decimal:
    """Return a computed number without digits that nobody measured: whole from 100 on, else two decimals."""
    found = number.quantize(Decimal(1) if abs(number) >= _SMALL else Decimal("0.01"), context=_WIDE)
    return (
        found.quantize(Decimal(1), context=_WIDE) if found == found.to_integral_value() else found.normalize()
    )


def written_money(amount: Decimal | None, currency: str) -> str:
    """Write an amount as it was stated, with its currency."""
    if amount is None:
        return "–"
    number = amount.quantize(Decimal(1), context=_WIDE) if amount == amount.to_integral_value() else amount
    return f"{written_number(number)}\u00a0{currency}"


def rounded_money(amount: Decimal | None, currency: str) -> str:
    """Write an amount that was converted: without cents from a thousand on."""
    if amount is None:
        return "–"
    return written_money(
        amount.quantize(Decimal(1) if abs(amount) >= 10 * _SMALL else Decimal("0.01"), context=_WIDE),
        currency,
    )


def money_stated(row: Budget | Transaction | ReportedSum) -> str:
    """Write an amount as it was stated: with its currency, and as it stands where it is no number."""
    return stated(row.amount, row.currency)


def stated(amount: str, currency: str) -> str:
    """Write an amount that is kept as text, as it was stated."""
    try:
        number = Decimal(amount)
    except InvalidOperation:
        return f"{amount} {currency}"
    return written_money(number, currency) if number.is_finite() else f"{amount} {currency}"
