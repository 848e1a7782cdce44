"""What the words around a claim say in any language: concepts, proper names, figures."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import lru_cache

import regex

from passerelle.core.events.report import Words
from passerelle.core.events.spans import days
from passerelle.core.languages import LANGUAGES
from passerelle.core.reading.trained.concepts import Concepts, concepts
from passerelle.core.text.expressions import find
from passerelle.core.text.folding import fold

_WORD = regex.compile(r"\p{L}+['’]|[\p{L}\p{M}\p{N}]+(?:[-–][\p{L}\p{N}]+)*")
_NAME = regex.compile(r"\p{Lu}[\p{L}\p{M}\p{N}&.-]*(?:[ \u00a0]\p{Lu}[\p{L}\p{M}\p{N}&.-]*)*")
_NUMBER = regex.compile(
    r"(?<![\p{L}0-9])(?:[0-9]{1,3}(?:[.,\u00a0\u202f ][0-9]{3})+(?![0-9])|[0-9]+(?:[.,][0-9]+)?(?![\p{L}0-9]))"
)
# Official papers by their number: "n° 1131", "số 57-NQ/TW", "No. 13", "1131/QĐ-TTg".
_CODE = regex.compile(
    r"(?i:\bn[°ºo]\.?|\bsố|\bnumber)[ \u00a0]?([0-9]+)|(?<![\p{L}0-9])([0-9]+)(?:/[0-9]{4})?[-/](?=\p{Lu}{2})"
)
_THOUSANDS = regex.compile(r"[.,\u00a0\u202f ](?=[0-9]{3}(?:\D|$))")
_DAYS, _YEARS = 31, range(1900, 2100)
_AROUND = 350  # characters on each side of a sentence that are near it
_LONGEST = 2_000  # characters of one sentence that are looked at
_MOST = 40


def words_of(text: str, start: int, end: int, language: str, published: str | None = None) -> Words:
    """Return the words of the sentence text[start:end] and of its neighbourhood; `published` (ISO 8601) is the day
    from which "on Monday" is counted.

    Bounded, however long they are.
    """
    end = min(end, start + _LONGEST)
    told = days(published)
    day = told.first if told and told.length == 1 else None
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    words = _words(text[start:end], before, after, language, day)
    headline = end <= (text.find("\n") if "\n" in text else 0)
    return replace(words, headline=True) if headline else words


@lru_cache(maxsize=4_096)
def _words(sentence: str, before: str, after: str, language: str, day: int | None) -> Words:
    meant: frozenset[str] = frozenset()
    ranks: frozenset[int] = frozenset()
    said: frozenset[int] = frozenset()
    if language in LANGUAGES:
        forms = [found.group().lower().replace("’", "'") for found in _WORD.finditer(sentence)]
        meant = frozenset(concept for concept in concepts(language).of(forms) if concept)
        found = find(sentence, language, date.fromordinal(day) if day else None)
        ranks = frozenset(
            int(one.value)
            for one in found
            if one.kind == "ordinal" and isinstance(one.value, float) and one.value > 0
        )
        spans = [days(one.value) for one in found if one.kind == "date" and isinstance(one.value, str)]
        said = frozenset(span.first for span in spans if span and span.length == 1)
    return Words(
        sentence=" ".join(fold(sentence).split()),
        concepts=meant,
        names=_names(sentence, language),
        numbers=_numbers(sentence),
        codes=frozenset(next(filter(None, found.groups())) for found in _CODE.finditer(sentence)),
        ordinals=ranks,
        days=said,
        near_names=_names(before, language) | _names(after, language),
        near_numbers=_numbers(before) | _numbers(after),
    )


def _names(text: str, language: str) -> frozenset[str]:
    """Return the names of a text; a word that means something names nobody: the first of a sentence, "AI", "USD"."""
    found: dict[str, None] = {}
    means = concepts(language) if language in LANGUAGES else None
    for match in _NAME.finditer(text):
        for name in _forms(match.group(), means):
            found.setdefault(name)
        if len(found) > _MOST:
            break
    return frozenset(found)


def _forms(written: str, means: Concepts | None) -> Iterator[str]:
    """A name as a whole, and those of its words that are long enough to tell something alone."""
    parts = [fold(part).strip(".-&") for part in written.split()]
    if len(parts) > 1:
        yield " ".join(parts)
    for raw, part in zip(written.split(), parts, strict=True):
        telling = len(part) > 4 or (len(part) > 1 and raw.isupper())
        if telling and not (means and any(means.of([raw.lower().strip(".-&")]))):
            yield part


def _numbers(text: str) -> frozenset[str]:
    found: set[str] = set()
    for match in _NUMBER.finditer(text):
        number = _THOUSANDS.sub("", match.group()).replace(",", ".")
        value = float(number)
        if (value > _DAYS and value not in _YEARS) or "." in number:
            found.add(f"{value:g}")
        if len(found) > _MOST:
            break
    return frozenset(found)
