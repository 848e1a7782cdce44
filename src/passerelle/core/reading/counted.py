"""Counted nouns: what a number counts, as the English singular noun that quantities keep."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import regex

from passerelle.core.languages import LANGUAGES, table
from passerelle.core.reading.openings import Pattern

_WORD = regex.compile(r"[\p{L}\p{M}][\p{L}\p{M}\p{N}²³'/-]*")
_GAPS = frozenset((" ", "-", "\u00a0", "\u202f"))
_FAR, _AHEAD = 6, 3

Word = tuple[str, int, int]
"""A word in the singular, and where it stands."""


class Nouns:
    """The nouns of a language by what they count.

    `entries` lists the nouns of each unit, `plurals` (ending, its singular) pairs, `same` the words that are their own
    plural; `last` tells whether a noun follows the words that describe it.
    """

    def __init__(
        self,
        entries: Mapping[str, Sequence[str]],
        plurals: Sequence[Sequence[str]],
        same: Sequence[str],
        *,
        last: bool,
    ) -> None:
        self._plurals, self._same, self.last = plurals, frozenset(same), last
        self._units: dict[tuple[str, ...], str] = {}
        for unit, nouns in entries.items():
            for noun in (unit, *nouns) if last else nouns:
                words = _WORD.findall(noun)
                self._units.setdefault(tuple(self.singular(word.lower()) for word in words), unit)
        self._openings = {words[0] for words in self._units}
        self._longest = max(map(len, self._units), default=0)

    def singular(self, word: str) -> str:
        """Return a word without the ending of its plural."""
        if word in self._same:
            return word
        for ending, instead in self._plurals:
            if word.endswith(ending) and len(word) > len(ending) + 1:
                return word[: len(word) - len(ending)] + instead
        return word

    def named(self, words: str) -> str | None:
        """Return the unit that words, all of them, are a noun of."""
        return self._units.get(tuple(self.singular(word.lower()) for word in _WORD.findall(words)))

    def after(
        self, text: str, start: int, end: int, never: Pattern, *, one: bool
    ) -> tuple[str, int, bool] | None:
        """Return the unit that text[start:end] begins with, where its noun ends and whether a table lists it.

        None when nothing is counted there. `one` tells that the number is 1, so that no plural is to be expected.
        """
        if self.last:
            return self._last(text, list(self._words(text, start, end, never)), one=one)
        words = list(self._words(text, start, end, None))
        for at in range(min(len(words), _AHEAD + 1)):
            for length in range(min(self._longest, len(words) - at), 0, -1):
                if words[at][0] not in self._openings:
                    break
                if unit := self._units.get(tuple(word for word, _, _ in words[at : at + length])):
                    return unit, words[at + length - 1][2], True
            if never.fullmatch(text, *words[at][1:]):
                break
        return None

    def _last(self, text: str, words: Sequence[Word], *, one: bool) -> tuple[str, int, bool] | None:
        """The first plural is what is counted, or one that follows it at once ("graphics processors")."""
        plural = [self._is_plural(text[start:end].lower()) for _, start, end in words]
        at = len(words) - 1 if one and words else next((i for i, yes in enumerate(plural) if yes), -1)
        if at < 0:
            return None
        while at + 1 < len(words) and plural[at + 1]:
            at += 1
        for first in range(at + 1):
            if unit := self._units.get(tuple(word for word, _, _ in words[first : at + 1])):
                return unit, words[at][2], True
        return words[at][0], words[at][2], False

    def _is_plural(self, word: str) -> bool:
        return word in self._same or (not word.endswith("'s") and self.singular(word) != word)

    def _words(self, text: str, start: int, end: int, never: "regex.Pattern[str] | None") -> Iterator[Word]:
        at, before = start, ""
        for _ in range(max(_FAR, self._longest)):
            word = _WORD.match(text, at, end)
            if word is None:
                return
            single = self.singular(word.group().lower())
            stops = never is not None and never.fullmatch(text, word.start(), word.end())
            if stops and (before, single) not in self._units:  # "gigawatt hours" are no hours
                return
            yield single, word.start(), word.end()
            before = single
            at = word.end() + 1
            if text[word.end() : at] not in _GAPS:
                return


@cache
def nouns(language: str) -> Nouns:
    """Return the nouns of a language (ISO 639-1). Raises LookupError when it has no table."""
    found: dict[str, Any] = table(language, "claims/units")
    plurals = found["plurals"]
    return Nouns(found["units"], plurals["endings"], plurals["same"], last=found["order"]["head"] == "last")


def names_of(unit: str, language: str) -> tuple[str, str]:
    """Return what a language calls a unit, one of them and several; the unit itself where its table has no name.

    Raises LookupError when the language has no table.
    """
    found: dict[str, Any] = table(language, "claims/units")
    plurals, names = found["plurals"], found["units"].get(unit)
    if found["order"]["head"] == "last":
        return unit, _several(unit, plurals)
    if not names:
        return unit, unit
    return names[0], names[1 if plurals["endings"] else 0]


def _several(noun: str, plurals: Mapping[str, Any]) -> str:
    if noun in plurals["irregular"]:
        return str(plurals["irregular"][noun])
    if noun in plurals["same"] or not noun or noun.isupper():  # the letters of a currency, or no unit at all
        return noun
    ending, instead = next(pair for pair in plurals["made"] if noun.endswith(pair[0]))
    return noun[: len(noun) - len(ending)] + str(instead)


def only_names(unit: str, words: str) -> bool:
    """Tell whether words say no more than the unit does, in any language that is read."""
    return words.lower() in {unit, f"{unit}s"} or any(nouns(one).named(words) == unit for one in LANGUAGES)
