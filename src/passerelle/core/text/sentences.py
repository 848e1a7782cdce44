"""Sentences: where a text pauses, so that a claim can be shown inside the words that state it."""

from collections.abc import Iterator
from functools import cache

import regex

from passerelle.core.languages import table
from passerelle.core.text.model import Span

_LINE = regex.compile(r"[^\n\r\u2028\u2029]+")
_STOP = regex.compile(r"(?<![.!?…])[.!?…]++(?:[ \u00a0\u202f]?»)?[\"'’”»)\]]*(?=\s|$)|[。！？]")
_OPENING = regex.compile(r"[\s\"'‘“«(\[\-–—•*]*")
_INITIAL = regex.compile(r"(?:^|[\s(\-.])\p{Lu}$")
_BULLET = regex.compile(r"(?:^|[\s(])\d{1,2}$")
_LAST_WORD = regex.compile(r"[^\s(\[«“\"'’]+$")


@cache
def _abbreviations(language: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in table(language, "text")["abbreviations"])


def split(text: str, language: str) -> list[Span]:
    """Return the sentences of `text`, in order, each trimmed of the white space around it.

    A line never runs into the next one (headings, bullets). `language` chooses the abbreviations (of its
    `text.toml`) after which a full stop does not end a sentence; a language without a table has none.
    """
    try:
        known = _abbreviations(language)
    except LookupError:
        known = frozenset()
    return [span for line in _LINE.finditer(text) for span in _in_line(text, line.start(), line.end(), known)]


def _in_line(text: str, start: int, end: int, known: frozenset[str]) -> Iterator[Span]:
    begin = start
    for stop in _STOP.finditer(text, start, end):
        if _ends(text, begin, stop.start(), stop.end(), end, known):
            yield from _trimmed(text, begin, stop.end())
            begin = stop.end()
    yield from _trimmed(text, begin, end)


def _ends(text: str, begin: int, sign: int, after: int, end: int, known: frozenset[str]) -> bool:
    """Tell whether the stop sign at `sign` ends the sentence that began at `begin`."""
    opening = _OPENING.match(text, after, end)
    following = text[opening.end() : opening.end() + 1] if opening else ""
    if not following:
        return True
    if following.islower():
        return False
    if text[sign] != "." or after - sign > 1:
        return True
    before = text[max(begin, sign - 40) : sign]
    word = _LAST_WORD.search(before)
    if word is None:
        return False
    if word.group().casefold() in known or _INITIAL.search(before):
        return False
    # "3. Title" is a numbered heading, unless a sentence came before the number
    return not (_BULLET.search(before) and not text[begin : sign - len(word.group())].strip())


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield Span(start, end)
