"""Credits: who wrote, translated or photographed a page. Whoever is only credited is no actor of what it tells."""

from collections.abc import Iterator, Sequence
from functools import cache

import regex

from passerelle.core.languages import table
from passerelle.core.reading.openings import Pattern
from passerelle.core.text.model import Span

_PARAGRAPH = regex.compile(r"[^\n]+")
_SMALL = regex.compile(r"(?<![\p{L}\p{M}'])\p{Ll}[\p{L}\p{M}]*")
_NAME = regex.compile(
    r"(?:\p{Lu}[\p{L}\p{M}'.-]*\s+){1,3}\p{Lu}[\p{L}\p{M}'.-]*"
    r"(?:\s*[–-]\s*\p{Lu}[\p{L}\p{M} '-]{1,30})?(?:\s*\([^()\n]{2,60}\))?"
)
_STOPS = '.!?»"”'
_LONGEST, _MOST_SMALL, _BODY = 130, 4, 6


def credits_of(text: str, language: str) -> Iterator[Span]:
    """Yield where text says who made it: a line "By …", "(Photo: …)", a name alone after the last sentence.

    `language` is ISO 639-1. A credit is short and has few small words besides those that open it.
    """
    opening, bracketed = _patterns(language)
    for found in bracketed.finditer(text):
        yield Span(found.start(), found.end())
    lines = [line for line in _PARAGRAPH.finditer(text) if line.group().strip()]
    for line in lines:
        start = opening.match(text, line.start(), line.end())
        if start and not line.group().isupper() and _is_short(text[start.end() : line.end()]):
            yield Span(line.start(), line.end())
    if _is_signed(lines):
        yield Span(lines[-1].start(), lines[-1].end())


def _is_signed(lines: Sequence["regex.Match[str]"]) -> bool:
    """Tell whether a name alone follows the last sentence; below a title in capitals it is that of an official."""
    if len(lines) < _BODY or any(line.group().isupper() for line in lines[-_BODY:-1]):
        return False
    return lines[-2].group().rstrip()[-1] in _STOPS and bool(_NAME.fullmatch(lines[-1].group().strip()))


def _is_short(rest: str) -> bool:
    """Tell whether what follows "By" names somebody and says nothing."""
    return (
        len(rest) <= _LONGEST
        and rest[:1].isupper()
        and not any(letter.isdigit() for letter in rest)
        and len(_SMALL.findall(rest)) <= _MOST_SMALL
    )


@cache
def _patterns(language: str) -> tuple[Pattern, Pattern]:
    written = sorted(table(language, "names")["credits"], key=len, reverse=True)
    words = "|".join(regex.escape(one).replace(r"\ ", r"\s+") for one in written)
    return (
        regex.compile(rf"\s*\(?(?:{words})(?:\s*:\s*|\s+)", regex.IGNORECASE),
        regex.compile(rf"\((?:{words})(?:\s*:\s*|\s)[^()\n]{{1,200}}\)", regex.IGNORECASE),
    )
