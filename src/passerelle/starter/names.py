"""Loads the tables of known actors: one CSV a field, its source in the `.source.toml` beside it."""

import csv
import gzip
import io
from functools import cache
from importlib.resources import files

from passerelle.core.naming.gazetteer import Gazetteer, KnownName
from passerelle.starter.countries import country_names

_LANGUAGES = ("fr", "vi", "en")


@cache
def known_names() -> list[KnownName]:
    """Return every known name of the starter pack: countries, demonyms, bodies, companies, institutes."""
    names = list(country_names())
    for entry in sorted(files(__package__).joinpath("actors").iterdir(), key=lambda entry: entry.name):
        if entry.name.endswith((".csv", ".csv.gz")):
            data = entry.read_bytes()
            text = (gzip.decompress(data) if entry.name.endswith(".gz") else data).decode("utf-8")
            for row in csv.DictReader(io.StringIO(text)):
                names.extend(_names_of(row))
    return names


@cache
def gazetteer() -> Gazetteer:
    """Return the known names, ready to be found in texts."""
    return Gazetteer(known_names())


def _names_of(row: dict[str, str]) -> list[KnownName]:
    actor, kind, country = row["id"], row["kind"], row["country"] or None
    found: list[KnownName] = []
    for language in ("", *_LANGUAGES):
        for place, name in enumerate(_split(row.get(language or "names", ""))):
            kind_of_name = "alias" if place else "label"
            found.append(KnownName(actor, kind, country, language, name, kind_of_name))
    found.extend(
        KnownName(actor, kind, country, "", name, "acronym") for name in _split(row.get("acronyms", ""))
    )
    return found


def _split(cell: str | None) -> list[str]:
    return [name.strip() for name in (cell or "").split("|") if name.strip()]
