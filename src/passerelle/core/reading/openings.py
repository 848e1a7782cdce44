"""Openings: where the patterns of a grammar may begin, so that each is tried only there."""

from collections.abc import Iterable, Iterator
from typing import TypeAlias

import regex

from passerelle.core.text.remembered import Remembered

Pattern: TypeAlias = "regex.Pattern[str]"

_WORD = regex.compile(r"\w+\W?")
_LETTERS = regex.compile(r"\w+")
_LONG, _MANY = 5, 200


class Openings:
    """Patterns by the letters that they begin with. Every pattern must begin with a whole word."""

    def __init__(self, patterns: Iterable[tuple[Pattern, str]]) -> None:
        """Take each pattern with what it looks for, as written."""
        self._always: set[Pattern] = set()
        self._by_letters: dict[str, list[Pattern]] = {}
        self._known = Remembered(self._opened_by)
        for pattern, written in patterns:
            letters = beginnings(written)
            if "" in letters:
                self._always.add(pattern)
            for one in letters:
                self._by_letters.setdefault(one, []).append(pattern)

    def places(self, text: str, start: int, end: int) -> dict[Pattern, list[int]]:
        """Return where in text[start:end] each pattern may begin, in order: nowhere else can it be found."""
        found: dict[Pattern, list[int]] = {}
        known = self._known
        for word in _WORD.finditer(text, start, end):
            for pattern in known[word.group()]:
                found.setdefault(pattern, []).append(word.start())
        return found

    def _opened_by(self, word: str) -> tuple[Pattern, ...]:
        """Return the patterns that may begin with a word and the sign after it: they match it, in part at least."""
        letters = _LETTERS.findall(word.lower())[0]
        likely = dict.fromkeys(self._always)
        for length in range(1, min(len(letters), 2 * _LONG) + 1):
            likely.update(dict.fromkeys(self._by_letters.get(letters[:length], ())))
        return tuple(one for one in likely if one.match(word, partial=True))


def beginnings(pattern: str) -> frozenset[str]:
    """Return letters, in lower case, with one of which every match of a pattern begins; "" when anything may."""
    at, found = _alternatives(pattern, 0)
    return frozenset(letters for letters, _ in found) if at == len(pattern) else frozenset(("",))


_Found: TypeAlias = set[tuple[str, bool]]
"""Letters, and whether what follows the pattern follows them at once."""


def _alternatives(pattern: str, at: int) -> tuple[int, _Found]:
    """Read "a|b|c" up to the bracket that closes it; return where that is and how each may begin."""
    found: _Found = set()
    while True:
        at, one = _sequence(pattern, at)
        found |= one
        if at >= len(pattern) or pattern[at] != "|":
            return at, found
        at += 1


def _sequence(pattern: str, at: int) -> tuple[int, _Found]:
    found: _Found = {("", True)}
    while at < len(pattern) and pattern[at] not in "|)":
        at, atom = _atom(pattern, at)
        mark = pattern[at : at + 1]
        if mark and mark in "?*+{":
            if mark == "?":
                atom = atom | {("", True)}
            else:
                atom = {("", False)} if mark in "*{" else {(letters, False) for letters, _ in atom}
            at = pattern.index("}", at) + 1 if mark == "{" else at + 1
            if pattern[at : at + 1] in ("?", "+"):
                at += 1
        found = set(_followed(found, atom))
    return at, found


def _followed(found: _Found, atom: _Found) -> Iterator[tuple[str, bool]]:
    for letters, open_ in found:
        if not open_ or len(letters) >= _LONG or len(found) > _MANY:
            yield letters, False
            continue
        for more, goes_on in atom:
            yield (letters + more)[: 2 * _LONG], goes_on and len(letters + more) <= 2 * _LONG


def _atom(pattern: str, at: int) -> tuple[int, _Found]:
    """Read one letter, class or group; what is none of these may be anything."""
    sign = pattern[at]
    if sign == "(":
        return _group(pattern, at)
    if sign == "[":
        stop = pattern.index("]", at + 2) + 1
        inside = pattern[at + 1 : stop - 1]
        if all(letter.isalnum() for letter in inside):
            return stop, {(letter.lower(), True) for letter in inside}
        return stop, {("", False)}
    if sign == "\\":
        stop = pattern.index("}", at) + 1 if pattern[at + 1] in "pP" else at + 2
        return stop, {("", False)}
    return at + 1, {(sign.lower(), True)} if sign.isalnum() else {("", False)}


def _group(pattern: str, at: int) -> tuple[int, _Found]:
    if pattern.startswith("(?:", at):
        stop, found = _alternatives(pattern, at + 3)
        return stop + 1, found
    stop, _ = _alternatives(pattern, pattern.index("?", at) + 2 if pattern.startswith("(?", at) else at + 1)
    return stop + 1, {("", False)}
