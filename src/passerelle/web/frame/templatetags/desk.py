"""How dates, languages, countries, numbers and markings are written on every screen."""

import datetime

from babel import Locale
from django import template
from django.utils import formats
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

register = template.Library()


@register.filter
def written_date(value: str | None) -> str:
    """Write an ISO date, month, year or span of them (`2025/2030`) in the language of the screen."""
    if not value:
        return ""
    return " – ".join(_written(part) for part in str(value).split("/") if part)


def _written(part: str) -> str:
    pieces = part.split("T")[0].split("-")
    try:
        day = datetime.date(*(int(piece) for piece in [*pieces, "1", "1"][:3]))
    except ValueError:
        return part
    if len(pieces) == 1:
        return pieces[0]
    return formats.date_format(day, "DATE_FORMAT" if len(pieces) == 3 else "YEAR_MONTH_FORMAT")


@register.filter
def written_number(value: float | None) -> str:
    """Write a number with the separators of the language, without needless decimals."""
    if value is None:
        return ""
    whole = float(value).is_integer()
    return formats.number_format(
        int(value) if whole else value, decimal_pos=None, force_grouping=abs(value) >= 10000
    )


@register.filter
def percent(value: float | None) -> str:
    """Write a probability as whole percents: 0.82 → 82 %."""
    return "" if value is None else _("%(number)d%%") % {"number": round(value * 100)}


@register.filter
def language_name(code: str) -> str:
    """Return a language's name in the language of the screen; the code itself when CLDR has none."""
    name = Locale.parse(get_language() or "en").languages.get(code, code)
    return name[:1].upper() + name[1:]


@register.filter
def country_name(code: str | None) -> str:
    """Return a country's name in the language of the screen."""
    return Locale.parse(get_language() or "en").territories.get((code or "").upper(), code or "")


@register.simple_tag
def tlp(level: str) -> str:
    """A Traffic Light Protocol marking, in the standard's own words and colours."""
    return format_html('<span class="tlp tlp-{}">TLP:{}</span>', level, level.upper())
