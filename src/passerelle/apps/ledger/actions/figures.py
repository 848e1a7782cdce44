"""Figures as people write them, whichever language they write: `1.500.000`, `1,500,000.50`, `29.500,50`, `1,5`."""

from decimal import Decimal
from typing import Any

import regex
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from passerelle.apps.ledger.actions.refusals import InvalidEntry

# 26.500 is twenty-six thousand in Vietnamese and twenty-six and a half in English.
_EITHER = regex.compile(r"[+-]?[1-9][0-9]{0,2}[.,][0-9]{3}")
_GROUPED = regex.compile(
    r"[+-]?[0-9]{1,3}(?:(?:,[0-9]{3})+\.[0-9]+|(?:\.[0-9]{3})+,[0-9]+|(?:,[0-9]{3}){2,}|(?:\.[0-9]{3}){2,})"
)


def plain_figures(field: str, given: Any) -> str:
    """Return what is written with a point for its decimals and nothing between thousands; what is no figure stays.

    Raises InvalidEntry for what may be read in two ways.
    """
    text = "".join(str(given or "").split())
    if _EITHER.fullmatch(text):
        thousands, decimals = text.replace(",", "").replace(".", ""), _with_decimals(text)
        said = _("This may mean %(thousands)s or %(decimals)s: write one of the two.")
        raise InvalidEntry(field, "ambiguous", said % {"thousands": thousands, "decimals": decimals})
    if _GROUPED.fullmatch(text):
        marks = [mark for mark in text if mark in ".,"]
        last = marks[-1]
        if marks.count(last) > 1:
            return text.replace(last, "")
        return text.replace("," if last == "." else ".", "").replace(",", ".")
    return text.replace(",", ".") if text.count(",") == 1 and "." not in text else text


def _with_decimals(text: str) -> str:
    # Three decimals would be asked about again: a nought after them makes them four.
    value = f"{Decimal(text.replace(',', '.')).normalize():f}"
    whole, _point, part = value.partition(".")
    mark = "." if (get_language() or "en").startswith("en") else ","
    return f"{whole}{mark}{part.ljust(1, '0')}{'0' if len(part) == 3 else ''}"
