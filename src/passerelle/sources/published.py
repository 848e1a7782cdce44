"""When a document was published, and how that is known. Never guessed: a date without a cue is none."""

import tomllib
from collections.abc import Callable
from datetime import date
from email.utils import parsedate_to_datetime
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import regex

_FIRST_LINES = 12
_FIRST_CHARACTERS = 12_000
_LINE = 240
_YEARS = range(1990, 2100)
_ISO = regex.compile(r"^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ]\d{2}:\d{2}[\d:.]*(?:Z|[+-]\d{2}:?\d{2})?)?)?)?$")
_LANGUAGES = ("fr", "vi", "en")


class Published(NamedTuple):
    """ISO 8601 as precise as known, and one of given, metadata, address, text."""

    value: str
    how: str


def find_published(
    *,
    given: str | None = None,
    metadata: str | None = None,
    address: str = "",
    text: str = "",
    created: str | None = None,
    language: str | None = None,
) -> Published | None:
    """Return the publication date from the first of these that states one, or None.

    `created`, when a file was made, is metadata too, but is asked last: files are often made later.
    `language` restricts the reading of the text to the habits of that language.
    """
    ways: tuple[tuple[str, Callable[[], str | None]], ...] = (
        ("given", lambda: normal_date(given)),
        ("metadata", lambda: normal_date(metadata)),
        ("address", lambda: date_in_address(address)),
        ("text", lambda: date_in_text(text, language)),
        ("metadata", lambda: normal_date(created)),
    )
    for how, find in ways:
        value = find()
        if value:
            return Published(value, how)
    return None


def normal_date(stated: str | None) -> str | None:
    """Return `stated` as ISO 8601, or None when it is no ISO nor RFC 5322 date of our times."""
    if not stated:
        return None
    stated = stated.strip()
    found = _ISO.match(stated)
    if found:
        return stated if _calendar(found[1], found[2], found[3]) else None
    try:
        moment = parsedate_to_datetime(stated)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return _calendar(str(moment.year), str(moment.month), str(moment.day))


def date_in_address(address: str) -> str | None:
    """Return the date that the path of a web address carries: /2025/06/12/, 20250612, /2025/06/."""
    try:
        path = urlsplit(address).path
    except ValueError:
        return None
    for pattern in _address_patterns():
        for found in pattern.finditer(path):
            groups = found.groupdict()
            value = _calendar(groups["year"], groups["number"], groups.get("day"))
            if value:
                return value
    return None


def date_in_text(text: str, language: str | None = None) -> str | None:
    """Return the date that one of the first lines gives as that of the document itself."""
    lines = [" ".join(line.split())[:_LINE] for line in text[:_FIRST_CHARACTERS].split("\n") if line.strip()]
    languages = (language,) if language in _LANGUAGES else _LANGUAGES
    for line in lines[:_FIRST_LINES]:
        for name in ("any", *languages):
            for pattern, months in _cues(name):
                found = pattern.search(line)
                value = _value(found.groupdict(), months) if found else None
                if value:
                    return value
    return None


def _value(groups: dict[str, str | None], months: dict[str, int]) -> str | None:
    iso = groups.get("iso")
    if iso:
        return normal_date(iso)
    month = groups.get("month")
    number = str(months[month.casefold()]) if month else groups.get("number")
    return _calendar(groups.get("year"), number, groups.get("day"))


def _calendar(year: str | None, month: str | None, day: str | None) -> str | None:
    """Return the date if there is such a day, at the precision given."""
    try:
        moment = date(int(year or 0), int(month or 1), int(day or 1))
    except ValueError:
        return None
    if moment.year not in _YEARS:
        return None
    return moment.isoformat()[: 10 if day else 7 if month else 4]


@cache
def _data() -> dict[str, Any]:
    source = files("passerelle.sources") / "data" / "published.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))


@cache
def _address_patterns() -> tuple["regex.Pattern[str]", ...]:
    return tuple(regex.compile(pattern) for pattern in _data()["address"]["patterns"])


@cache
def _cues(language: str) -> tuple[tuple["regex.Pattern[str]", dict[str, int]], ...]:
    """Return the patterns of `language`, those with a day before those with a month alone."""
    data = _data()[language]
    months = {
        name.casefold(): number
        for number, names in enumerate(data.get("months", ()), start=1)
        for name in names
    }
    pairs = [("forms", "cues"), ("month_forms", "month_cues")]
    return tuple(
        (_compile(cue, form, months), months)
        for forms, cues in pairs
        for cue in data.get(cues, ())
        for form in data.get(forms, ())
    )


def _compile(cue: str, form: str, months: dict[str, int]) -> "regex.Pattern[str]":
    names = "|".join(regex.escape(name) for name in sorted(months, key=len, reverse=True))
    written = (
        form.replace("{day}", r"(?<![\d/.-])(?<day>0?[1-9]|[12]\d|3[01])(?!\d)")
        .replace("{number}", r"(?<number>0?[1-9]|1[0-2])(?!\d)")
        .replace("{month}", rf"\b(?<month>{names})\b")
        .replace("{year}", r"(?<year>(?:19|20)\d{2})(?![\d/])")
    )
    return regex.compile(
        cue.replace("{date}", written).replace("{place}", _data()["place"]), regex.IGNORECASE
    )
