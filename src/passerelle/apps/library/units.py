"""The units of quantities in the reader's words: claims keep the English noun, a currency's letters or a symbol."""

from django.utils.translation import get_language, override
from django.utils.translation import npgettext_lazy as npgettext

from passerelle.core.languages import LANGUAGES
from passerelle.core.reading.counted import names_of, nouns

# The nouns that people note most; the reader's tables name the others.
UNITS = {
    "agreement": npgettext("unit", "agreement", "agreements", "number"),
    "aircraft": npgettext("unit", "aircraft", "aircraft", "number"),
    "centre": npgettext("unit", "centre", "centres", "number"),
    "chip": npgettext("unit", "chip", "chips", "number"),
    "company": npgettext("unit", "company", "companies", "number"),
    "country": npgettext("unit", "country", "countries", "number"),
    "course": npgettext("unit", "course", "courses", "number"),
    "data centre": npgettext("unit", "data centre", "data centres", "number"),
    "day": npgettext("unit", "day", "days", "number"),
    "document": npgettext("unit", "document", "documents", "number"),
    "engine": npgettext("unit", "engine", "engines", "number"),
    "engineer": npgettext("unit", "engineer", "engineers", "number"),
    "enterprise": npgettext("unit", "enterprise", "enterprises", "number"),
    "expert": npgettext("unit", "expert", "experts", "number"),
    "factory": npgettext("unit", "factory", "factories", "number"),
    "gigawatt": npgettext("unit", "gigawatt", "gigawatts", "number"),
    "group": npgettext("unit", "group", "groups", "number"),
    "guest": npgettext("unit", "guest", "guests", "number"),
    "hectare": npgettext("unit", "hectare", "hectares", "number"),
    "initiative": npgettext("unit", "initiative", "initiatives", "number"),
    "institute": npgettext("unit", "institute", "institutes", "number"),
    "item": npgettext("unit", "item", "items", "number"),
    "job": npgettext("unit", "job", "jobs", "number"),
    "kilometre": npgettext("unit", "kilometre", "kilometres", "number"),
    "laboratory": npgettext("unit", "laboratory", "laboratories", "number"),
    "megawatt": npgettext("unit", "megawatt", "megawatts", "number"),
    "month": npgettext("unit", "month", "months", "number"),
    "office": npgettext("unit", "office", "offices", "number"),
    "partner": npgettext("unit", "partner", "partners", "number"),
    "patent": npgettext("unit", "patent", "patents", "number"),
    "person": npgettext("unit", "person", "people", "number"),
    "plant": npgettext("unit", "plant", "plants", "number"),
    "processor": npgettext("unit", "processor", "processors", "number"),
    "product": npgettext("unit", "product", "products", "number"),
    "programme": npgettext("unit", "programme", "programmes", "number"),
    "project": npgettext("unit", "project", "projects", "number"),
    "researcher": npgettext("unit", "researcher", "researchers", "number"),
    "satellite": npgettext("unit", "satellite", "satellites", "number"),
    "scholarship": npgettext("unit", "scholarship", "scholarships", "number"),
    "square metre": npgettext("unit", "square metre", "square metres", "number"),
    "startup": npgettext("unit", "startup", "startups", "number"),
    "student": npgettext("unit", "student", "students", "number"),
    "technology": npgettext("unit", "technology", "technologies", "number"),
    "terawatt-hour": npgettext("unit", "terawatt-hour", "terawatt-hours", "number"),
    "tonne": npgettext("unit", "tonne", "tonnes", "number"),
    "unit": npgettext("unit", "unit", "units", "number"),
    "university": npgettext("unit", "university", "universities", "number"),
    "wafer": npgettext("unit", "wafer", "wafers", "number"),
    "year": npgettext("unit", "year", "years", "number"),
}


def unit_name(unit: str, value: float | None = None) -> str:
    """Return a unit as the reader writes it beside `value`; in the plural without one."""
    if unit == "percent":
        return "%"
    number = int(value) if value is not None and float(value).is_integer() else 2
    if name := UNITS.get(unit):
        return str(name % {"number": number})
    try:
        one, several = names_of(unit, _language())
    except LookupError:
        return unit
    return one if number in (0, 1) else several


def _language() -> str:
    return (get_language() or "en")[:2]


def units_named(name: str) -> list[str]:
    """Return the units that the reader writes like this, in the singular or the plural; most often one or none."""
    given = name.strip().casefold()
    if given == "%":
        return ["percent"]
    found = [
        unit for unit in UNITS if given in {unit, unit_name(unit).casefold(), unit_name(unit, 1).casefold()}
    ]
    known = nouns(_language()).named(given) if _language() in LANGUAGES else None
    return found or ([known] if known else [])


def unit_written(given: str, before: str = "") -> str:
    """Return the unit that somebody means in words of their language, or of another that is read; words that no table
    knows stay as they are. `before` is kept where the words may mean it.
    """
    reader = _language()
    for language in (reader, *(one for one in LANGUAGES if one != reader)):
        with override(language):
            units = units_named(given) if given.strip() else []
        if before in units:
            return before
        if units:
            return units[0]
    return given
