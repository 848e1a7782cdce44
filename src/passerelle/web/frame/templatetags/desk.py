"""How dates, languages, countries, numbers and markings are written on every screen."""

from babel import Locale
from django import template
from django.utils.html import format_html
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from passerelle.apps.library.labels import ACTOR_KINDS
from passerelle.apps.library.written import written_date, written_number, written_reason

register = template.Library()


register.filter(written_date)
register.filter(written_number)
register.filter(written_reason)


@register.filter
def percent(value: float | None) -> str:
    """Write a probability as whole percents: 0.82 → 82 %."""
    return "" if value is None else gettext("%(number)d%%") % {"number": round(value * 100)}


@register.filter
def language_name(code: str) -> str:
    """Return a language's name in the language of the screen; the code itself when CLDR has none."""
    name = Locale.parse(get_language() or "en").languages.get(code, code)
    return name[:1].upper() + name[1:]


@register.filter
def country_name(code: str | None) -> str:
    """Return a country's name in the language of the screen."""
    return Locale.parse(get_language() or "en").territories.get((code or "").upper(), code or "")


@register.filter
def actor_kind(kind: str) -> str:
    """Return what a kind of actor is called in the language of the screen."""
    return str(ACTOR_KINDS.get(kind, kind))


def country_code(name: str) -> str:
    """Return the two letters of the country that the reader writes like this; the name itself when it is none."""
    given = name.strip().casefold()
    territories = Locale.parse(get_language() or "en").territories
    return next(
        (code for code, country in territories.items() if len(code) == 2 and country.casefold() == given),
        name,
    )


# Programs that read, by the name they leave in a reading; others are shown by that name.
_PROGRAMS = {"rules": _("rules"), "trained": _("trained reader"), "SpacyRecogniser": "spaCy"}


@register.filter
def reader_name(reading) -> str:
    """Write which reader made a reading, and with which models: `rules, version 1, with spaCy`."""
    named = {"reader": _PROGRAMS.get(reading.reader, reading.reader), "version": reading.version}
    if not reading.models_used:
        return gettext("%(reader)s, version %(version)s") % named
    models = ", ".join(str(_PROGRAMS.get(name, name)) for name in reading.models_used)
    return gettext("%(reader)s, version %(version)s, with %(models)s") % (named | {"models": models})


@register.simple_tag
def tlp(level: str) -> str:
    """A Traffic Light Protocol marking, in the standard's own words and colours."""
    return format_html('<span class="tlp tlp-{}">TLP:{}</span>', level, level.upper())
