"""Countries and nationalities: CLDR's names, with the spellings and adjectives that texts use besides."""

import csv
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from babel import Locale

from passerelle.core.naming.gazetteer import KnownName

_LANGUAGES = ("fr", "vi", "en")
_NOT_COUNTRIES = frozenset(
    {"EU", "EZ", "UN", "CQ", "QO", "XA", "XB", "ZZ", "AC", "CP", "DG", "EA", "IC", "TA"}
)


@cache
def country_codes() -> frozenset[str]:
    """Return the alpha-2 codes of ISO 3166-1 that CLDR names (and XK)."""
    return frozenset(code for code in map(str, Locale("en").territories) if len(code) == 2) - _NOT_COUNTRIES


@cache
def country_names() -> tuple[KnownName, ...]:
    """Return the names and nationalities of every country in French, Vietnamese and English."""
    return tuple(_from_cldr()) + tuple(_from_table())


def _from_cldr() -> Iterator[KnownName]:
    for language in _LANGUAGES:
        territories = Locale(language).territories
        for code in sorted(country_codes()):
            if name := territories.get(code):
                for written in dict.fromkeys((name, name.split(" (")[0])):
                    yield KnownName(code.lower(), "country", code, language, written)


def _from_table() -> Iterator[KnownName]:
    with files(__package__).joinpath("actors", "countries.tsv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            code = row["country"]
            for language in _LANGUAGES:
                for name in filter(None, row[f"{language}_names"].split("|")):
                    form = "acronym" if name.isupper() and len(name) < 7 else "alias"
                    yield KnownName(code.lower(), "country", code, language, name, form)
                for name in filter(None, row[f"{language}_demonyms"].split("|")):
                    yield KnownName(code.lower(), "demonym", code, language, name, "demonym")
