"""Dates, numbers and quantities as a sentence of the reader's language writes them: on screens and in briefs."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.utils import formats
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from passerelle.apps.library.labels import REASONS
from passerelle.apps.library.models import Claim
from passerelle.apps.library.units import unit_name
from passerelle.core.reading.counted import only_names

_IN_FIGURES: ContextVar[bool] = ContextVar("dates_in_figures", default=False)


@contextmanager
def dates_in_figures() -> Iterator[None]:
    """Write days as papers do: in figures in Vietnamese (12/6/2025), as on screens in French and English."""
    token = _IN_FIGURES.set(True)
    try:
        yield
    finally:
        _IN_FIGURES.reset(token)


def written_date(value: str | None) -> str:
    """Write an ISO date, month, year or span of them (`2025/2030`)."""
    if not value:
        return ""
    return " – ".join(_day(part) for part in str(value).split("/") if part)


def _day(part: str) -> str:
    pieces = part.split("T")[0].split("-")
    try:
        day = datetime.date(*(int(piece) for piece in [*pieces, "1", "1"][:3]))
    except ValueError:
        return part
    if len(pieces) == 1:
        return pieces[0]
    if len(pieces) == 2:
        return formats.date_format(day, "YEAR_MONTH_FORMAT")
    language = get_language() or ""
    if _IN_FIGURES.get() and language.startswith("vi"):
        return f"{day.day}/{day.month}/{day.year}"
    written = formats.date_format(day, "DATE_FORMAT")
    # French writes the first of a month as an ordinal; Django's format does not.
    return f"1er{written[1:]}" if language.startswith("fr") and day.day == 1 else written


def written_number(value: float | None) -> str:
    """Write a number with the separators of the language, without needless decimals."""
    if value is None:
        return ""
    whole = float(value).is_integer()
    return formats.number_format(
        int(value) if whole else value, decimal_pos=None, force_grouping=abs(value) >= 10000
    )


def written_reason(reason: str) -> str:
    """Write why a claim was rejected: a usual reason in the reader's language, another one as it was given."""
    return str(REASONS.get(reason, reason))


def written_quantity(claim: Claim) -> str:
    """Write the quantity of a claim, if it has one."""
    if claim.quantity_value is None:
        return ""
    return written_amount(claim.quantity_value, claim.quantity_unit, claim.quantity_by, claim.quantity_of)


def written_amount(value: float, unit: str, by: str = "", counted: str = "") -> str:
    """Write a quantity with its unit and, for a target, its term: `50 000 ingénieurs, d’ici à 2030`."""
    number = written_number(value)
    if unit == "percent":
        written = _("%(number)s%%") % {"number": number}
    else:
        written = f"{number}\u00a0{unit_name(unit, value)}".strip()
    if counted and not only_names(unit, counted):
        written = f"{written} ({counted})"
    if by:
        return _("%(quantity)s by %(date)s") % {"quantity": written, "date": written_date(by)}
    return written
