"""Refusals in words: the thing, the reason and the remedy, in the reader's language."""

import tomllib
from functools import cache
from importlib.resources import files

from babel.numbers import format_decimal

from passerelle.sources.encodings import NAMES
from passerelle.sources.model import Refusal

_FALLBACK = "en"
_UNITS = {"fr": ("ko", "Mo", "Go"), "vi": ("KB", "MB", "GB"), "en": ("KB", "MB", "GB")}
_LONGEST_NAME = 120


@cache
def tables() -> dict[str, dict[str, dict[str, str]]]:
    """Return the tables `kinds`, `refusals` and `notes`: a sentence or a name for each language."""
    source = files("passerelle.sources") / "refusals.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))


def sentence(refusal: Refusal, language: str) -> str:
    """Say why `refusal` was made in `language` (fr, vi or en; any other is answered in English)."""
    language = language if language in _UNITS else _FALLBACK
    details = {key: _written(key, value, language) for key, value in refusal.details.items()}
    return tables()["refusals"][refusal.code][language].format(name=_shown(refusal.name), **details)


def encoding_note(encoding: str, converted: bool, language: str) -> str:
    """Say in `language` which older Vietnamese encoding a text was in, and what became of it; "" for none."""
    if not encoding:
        return ""
    language = language if language in _UNITS else _FALLBACK
    notes = tables()["notes"]
    if not converted:
        return notes["unsure"][language].format(encoding=NAMES[encoding])
    said = notes["converted"][language].format(encoding=NAMES[encoding])
    return f"{said} {notes['capitals'][language]}" if encoding == "tcvn3" else said


def _written(key: str, value: str | int, language: str) -> str:
    if key == "kind":
        return tables()["kinds"][str(value)][language]
    if isinstance(value, str):
        return _shown(value)
    if key.endswith("_bytes"):
        return _size(value, language)
    return str(format_decimal(value, locale=language))


def _size(value: int, language: str) -> str:
    """Return a size in the decimal unit that keeps it short, with at most one digit after the point."""
    amount, units = value / 1_000, list(_UNITS[language])
    while amount >= 1_000 and len(units) > 1:
        amount /= 1_000
        units.pop(0)
    return f"{format_decimal(amount, format='#,##0.#', locale=language)}\u00a0{units[0]}"


def _shown(name: str) -> str:
    """Return `name` fit for a sentence: one line, nothing invisible, the middle left out when it is long."""
    name = "".join(letter if letter.isprintable() else "\ufffd" for letter in name)
    if len(name) <= _LONGEST_NAME:
        return name
    half = _LONGEST_NAME // 2
    return f"{name[:half]}…{name[-half:]}"
