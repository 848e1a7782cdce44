"""Words of a text with their places, and tables of phrases that are looked up word by word."""

from collections.abc import Iterable
from typing import Generic, NamedTuple, TypeVar

import regex

from passerelle.core.text.remembered import Remembered

_WORD = regex.compile(r"((?:\p{Lu}\.){1,9}+(?!\p{L})|[\p{L}\p{M}\p{N}]+(?:[-‑&+][\p{L}\p{M}\p{N}]+)*)")
_BREAK = regex.compile(r"[.!?…;:]|\n")

Value = TypeVar("Value")


class Word(NamedTuple):
    """One word: text[start:end], and `gap`, what stands between it and the word before.

    `joined`: only space, an apostrophe or nothing separates it from the word before.
    `opens`: a sentence or line begins here, so that a capital says nothing.
    """

    start: int
    end: int
    text: str
    lower: str
    gap: str
    capital: bool
    joined: bool
    opens: bool


def words_of(text: str) -> list[Word]:
    """Split a text into words; elisions (l', d') are words of their own."""
    found, end = [], 0
    pieces = iter(_WORD.split(text))
    for gap, word in zip(pieces, pieces, strict=False):
        start = end + len(gap)
        end = start + len(word)
        lower, capital = _FORMS[word]
        joined, opens = _GAPS[gap]
        found.append(Word(start, end, word, lower, gap, capital, joined, opens))
    return found


def _joins(gap: str) -> bool:
    return gap.strip(" \u00a0\u202f'’") == ""


def _opens(gap: str) -> bool:
    return not gap or bool(_BREAK.search(gap)) or gap.strip(" \u00a0") in ("«", "“", '"', "- ")


_FORMS = Remembered(lambda word: (word.lower().replace("‑", "-"), word[0].isupper()))
_GAPS = Remembered(lambda gap: (_joins(gap), _opens(gap)))


class _Branch(Generic[Value]):
    """What follows the same first words: the next words, and the value (if any) of the phrase that ends here."""

    __slots__ = ("branches", "values")

    def __init__(self) -> None:
        self.branches: dict[str, _Branch[Value]] = {}
        self.values: tuple[Value, ...] = ()


class Phrases(Generic[Value]):
    """A table from phrases to values; `at` finds the longest phrase that begins at a word.

    `openers` are the first words of the phrases, in lower case.
    """

    def __init__(self, entries: Iterable[tuple[str, Value]] = ()) -> None:
        self._tree: dict[str, _Branch[Value]] = {}
        for phrase, value in entries:
            branches, branch = self._tree, None
            for word in words_of(phrase):
                branch = branches.setdefault(word.lower, _Branch())
                branches = branch.branches
            if branch is not None:
                branch.values = branch.values or (value,)
        self.openers = frozenset(self._tree)

    def places(self, words: list[Word]) -> list[int]:
        """Return the words that a phrase may begin with, by their number."""
        return [i for i, word in enumerate(words) if word.lower in self._tree]

    def at(self, words: list[Word], i: int) -> tuple[int, Value] | None:
        """Return (number of words, value) of the longest phrase at word `i`, or None."""
        branch = self._tree.get(words[i].lower)
        length, values = 0, None
        k = i
        while branch is not None:
            k += 1
            if branch.values:
                length, values = k - i, branch.values
            if not branch.branches or k == len(words) or not words[k].joined:
                break
            branch = branch.branches.get(words[k].lower)
        return (length, values[0]) if values else None

    def before(self, words: list[Word], i: int, longest: int = 6) -> tuple[int, Value] | None:
        """Return (index of its first word, value) of the longest phrase that ends just before word `i`."""
        for start in range(max(0, i - longest), i):
            found = self.at(words, start)
            if found and start + found[0] == i:
                return start, found[1]
        return None
