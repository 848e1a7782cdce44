"""What the words around a claim say in any language: concepts, proper names, figures."""

from collections.abc import Iterator
from functools import lru_cache

import regex

from passerelle.core.events.report import Words
from passerelle.core.languages import LANGUAGES
from passerelle.core.reading.trained.concepts import concepts
from passerelle.core.text.expressions import find
from passerelle.core.text.folding import fold

_WORD = regex.compile(r"\p{L}+['’]|[\p{L}\p{M}\p{N}]+(?:[-–][\p{L}\p{N}]+)*")
_NAME = regex.compile(r"\p{Lu}[\p{L}\p{M}\p{N}&.-]*(?:[ \u00a0]\p{Lu}[\p{L}\p{M}\p{N}&.-]*)*")
_NUMBER = regex.compile(
    r"(?<![\p{L}0-9])(?:[0-9]{1,3}(?:[.,\u00a0\u202f ][0-9]{3})+(?![0-9])|[0-9]+(?:[.,][0-9]+)?(?![\p{L}0-9]))"
)
_THOUSANDS = regex.compile(r"[.,\u00a0\u202f ](?=[0-9]{3}(?:\D|$))")
_DAYS, _YEARS = 31, range(1900, 2100)
_AROUND = 350  # characters on each side of a sentence that are near it
_LONGEST = 2_000  # characters of one sentence that are looked at
_MOST = 40


def words_of(text: str, start: int, end: int, language: str) -> Words:
    """Return the words of the sentence text[start:end] and of its neighbourhood.

    Bounded, however long they are.
    """
    end = min(end, start + _LONGEST)
    return _words(text[start:end], text[max(0, start - _AROUND) : start], text[end : end + _AROUND], language)


@lru_cache(maxsize=4_096)
def _words(sentence: str, before: str, after: str, language: str) -> Words:
    meant: frozenset[str] = frozenset()
    ranks: frozenset[int] = frozenset()
    if language in LANGUAGES:
        forms = [found.group().lower().replace("’", "'") for found in _WORD.finditer(sentence)]
        meant = frozenset(concept for concept in concepts(language).of(forms) if concept)
        ranks = frozenset(
            int(one.value)
            for one in find(sentence, language, None)
            if one.kind == "ordinal" and isinstance(one.value, float) and one.value > 0
        )
    return Words(
        sentence=" ".join(fold(sentence).split()),
        concepts=meant,
        names=_names(sentence),
        numbers=_numbers(sentence),
        ordinals=ranks,
        near_names=_names(before) | _names(after),
        near_numbers=_numbers(before) | _numbers(after),
    )


def _names(text: str) -> frozenset[str]:
    found: dict[str, None] = {}
    for match in _NAME.finditer(text):
        for name in _forms(match.group()):
            found.setdefault(name)
        if len(found) > _MOST:
            break
    return frozenset(found)


def _forms(written: str) -> Iterator[str]:
    """A name as a whole, and those of its words that are long enough to tell something alone."""
    parts = [fold(part).strip(".-&") for part in written.split()]
    if len(parts) > 1:
        yield " ".join(parts)
    for raw, part in zip(written.split(), parts, strict=True):
        if len(part) > 4 or (len(part) > 1 and raw.isupper()):
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
