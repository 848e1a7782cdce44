"""How dates, languages, countries, numbers and markings are written on every screen."""

from babel import Locale
from django import template
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from passerelle.apps.library.written import written_date, written_number

register = template.Library()


register.filter(written_date)
register.filter(written_number)


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
