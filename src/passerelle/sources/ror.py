"""Reads releases of the Research Organization Registry (ROR, CC0) into compact rows of names.

A release is one JSON array in its schema 2.0 (`v2.x-YYYY-MM-DD-ror-data.json`), or the same records one a line with
short keys, plain or gzipped. Only French, Vietnamese and English names are kept; of the hundred thousand
organisations, the Vietnamese ones and those that others are most connected to.
"""

import gzip
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import regex

from passerelle.core.naming.slugs import slug
from passerelle.core.text.folding import fold

_LANGUAGES = ("fr", "vi", "en")
_KINDS = {
    "education": "university",
    "facility": "institute",
    "government": "government",
    "archive": "institute",
}
_BODIES = regex.compile(
    r"(?i)\b(ministry|department|agency|commission|council|authority|administration|office|bộ|cục)\b"
)
_UNIVERSITIES = regex.compile(
    r"(?i)universi|college|school|école|đại học|politec|polytech|hochschule|academy of"
)
_LATIN = regex.compile(r"[\p{Latin}\p{N}\s\p{P}&+]+")
_ACRONYM = regex.compile(r"\p{Lu}[\p{Lu}\p{N}-]{3,9}")


@dataclass(frozen=True, slots=True)
class Organisation:
    """One organisation of the registry, reduced to what finding its names needs."""

    ror: str
    kind: str
    country: str
    names: dict[str, tuple[str, ...]]
    acronyms: tuple[str, ...]
    weight: int

    def row(self) -> dict[str, str]:
        """Return the row of the starter pack's table."""
        label = next(name for language in ("en", "", "fr", "vi") for name in self.names.get(language, ()))
        columns = {column: "|".join(self.names.get(language, ())) for language, column in _COLUMNS}
        return {
            "id": slug(label), "kind": self.kind, "country": self.country, **columns,
            "acronyms": "|".join(self.acronyms), "ror": self.ror.rsplit("/", 1)[-1],
        }  # fmt: skip


_COLUMNS = (("", "names"), ("fr", "fr"), ("vi", "vi"), ("en", "en"))


def read_release(path: Path) -> Iterator[Organisation]:
    """Yield the active organisations of a release that teach, research or govern."""
    data = path.read_bytes()
    text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8")
    records: Iterable[dict[str, Any]]
    records = (
        json.loads(text) if text.lstrip()[:1] == "[" else map(json.loads, filter(None, text.splitlines()))
    )
    for record in records:
        if organisation := _organisation(record):
            yield organisation


def select(organisations: Iterable[Organisation], *, most: int, whole: str = "VN") -> list[Organisation]:
    """Keep every organisation of the country `whole` and the `most` weightiest of the others.

    Acronyms that several of them share are dropped: they would name the wrong one.
    """
    ordered = sorted(organisations, key=lambda one: (one.country != whole, -one.weight, one.ror))
    own = sum(one.country == whole for one in ordered)
    kept = ordered[: own + most]
    shared = Counter(acronym for one in kept for acronym in one.acronyms)
    return [
        Organisation(
            one.ror,
            one.kind,
            one.country,
            one.names,
            tuple(a for a in one.acronyms if shared[a] == 1),
            one.weight,
        )
        for one in kept
    ]


def rows(organisations: Iterable[Organisation]) -> list[dict[str, str]]:
    """Return the rows of the table; ids that several would bear are told apart by country, then by ROR's id."""
    found = [one.row() for one in organisations]
    for suffix in ("country", "ror"):
        shared = Counter(row["id"] for row in found)
        found = [
            row | {"id": f"{row['id']}-{row[suffix].lower()}"} if shared[row["id"]] > 1 else row
            for row in found
        ]
    return found


def _organisation(record: dict[str, Any]) -> Organisation | None:
    kind = next((_KINDS[type_] for type_ in record.get("types", ()) if type_ in _KINDS), None)
    country = record.get("country") or _country(record)
    if record.get("status") != "active" or kind is None or not country:
        return None
    names: dict[str, list[str]] = {}
    acronyms: list[str] = []
    for name, language, kinds in _names(record):
        if "acronym" in kinds:
            if _ACRONYM.fullmatch(name):
                acronyms.append(name)
        elif (language or "") in ("", *_LANGUAGES) and len(name.split()) > 1 and _LATIN.fullmatch(name):
            written = names.setdefault(language or "", [])
            if fold(name) not in map(fold, written):
                written.append(name)
    if not names:
        return None
    label = next(iter(next(iter(names.values()))))
    relations = record.get("rel", record.get("relationships", ()))
    weight = (
        len(relations) * 2
        + sum(map(len, names.values()))
        + 5 * bool(names.get("fr"))
        + 20 * bool(names.get("vi"))
    )
    return Organisation(
        record["id"], _kind(kind, label), country,
        {language: tuple(written[:4]) for language, written in names.items()}, tuple(acronyms[:2]), weight,
    )  # fmt: skip


def _kind(kind: str, label: str) -> str:
    if kind == "government":
        return "government" if _BODIES.search(label) else "institute"
    if kind == "university":
        return "university" if _UNIVERSITIES.search(label) else "institute"
    return kind


def _country(record: dict[str, Any]) -> str | None:
    places = record.get("locations") or [{}]
    code: str | None = places[0].get("geonames_details", {}).get("country_code")
    return code


def _names(record: dict[str, Any]) -> Iterator[tuple[str, str | None, list[str]]]:
    for entry in record.get("names", ()):
        if isinstance(entry, dict):
            yield entry["value"], entry.get("lang"), entry.get("types", [])
        else:
            name, language, kinds = entry
            yield name, language, kinds
