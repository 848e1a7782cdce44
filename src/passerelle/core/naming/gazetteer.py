"""Finds tens of thousands of known names in a text in one pass.

Names are compared folded (no accents, no case), then three vetoes restore what folding forgot: a name stands
between word boundaries, a proper name carries its capitals, and a text that writes accents writes the name's own.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import ahocorasick_rs
import regex

from passerelle.core.naming.accents import agree, is_toned
from passerelle.core.text.folding import fold, fold_aligned, unfold
from passerelle.core.text.occupied import Occupied

NAME_KINDS = ("label", "alias", "acronym", "demonym")
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]")
_LETTER = regex.compile(r"[\p{L}\p{N}]")
_UPPER = regex.compile(r"\p{Lu}")
_SPACES = regex.compile(r"\s+")
_REMEMBERED = 20_000


@dataclass(frozen=True, slots=True)
class KnownName:
    """One written form of a known actor. `language` is ISO 639-1, or "" when every language writes it so."""

    actor: str
    kind: str
    country: str | None
    language: str
    name: str
    name_kind: str = "label"


@dataclass(frozen=True, slots=True)
class Hit:
    """A stretch of a text that writes one or more known names; several actors may share a name."""

    start: int
    end: int
    known: tuple[KnownName, ...]


class Gazetteer:
    """A table of known names, ready to be found in texts."""

    def __init__(self, names: Iterable[KnownName]) -> None:
        by_key: dict[str, list[KnownName]] = defaultdict(list)
        for known in names:
            key = fold(_SPACES.sub(" ", known.name.strip()))
            if key:
                by_key[key].append(known)
        self._keys = dict(by_key)
        self._known = list(by_key.values())
        self._automaton = ahocorasick_rs.AhoCorasick(list(by_key)) if by_key else None
        self._meant: dict[tuple[int, str, str, bool], tuple[KnownName, ...]] = {}

    def __len__(self) -> int:
        return sum(len(same) for same in self._known)

    def lookup(self, name: str) -> tuple[KnownName, ...]:
        """Return who is known by exactly this name, accents and case aside."""
        return tuple(self._keys.get(fold(_SPACES.sub(" ", name.strip())), ()))

    def find(self, text: str, language: str) -> list[Hit]:
        """Return the known names of `text`, the longest first where they overlap, in order of appearance.

        A name belongs to its own language; names of several words are recognised in the two others as well.
        """
        if self._automaton is None:
            return []
        folded, offsets = fold_aligned(text)
        toned = language == "vi" and is_toned(text)
        found: list[Hit] = []
        for index, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            if not _stands_alone(folded, start, end):
                continue
            span = unfold(offsets, start, end)
            surface = text[span.start : span.end]
            if known := self._names_meant(index, surface, language, toned):
                found.append(Hit(span.start, span.end, known))
        return _longest(found, len(text))

    def _names_meant(self, index: int, surface: str, language: str, toned: bool) -> tuple[KnownName, ...]:
        """Return who of those with one folded name `surface` may stand for, those who write it just so first: Nha
        Trang is the city before it is the White House without its tones. A text repeats its names.
        """
        given = (index, surface, language, toned)
        known = self._meant.get(given)
        if known is None:
            meant = (name for name in self._known[index] if _may_stand_for(surface, name, language, toned))
            known = tuple(sorted(meant, key=lambda name: name.name != surface))
            if len(self._meant) >= _REMEMBERED:
                self._meant.clear()
            self._meant[given] = known
        return known


def whole_forms(text: str, forms: Iterable[str]) -> list[tuple[int, int]]:
    """Return where `forms` stand in `text` as whole words, written just so: from left to right, the longest."""
    wanted = sorted(forms)
    if not wanted:
        return []
    found = [
        (start, -end)
        for _, start, end in ahocorasick_rs.AhoCorasick(wanted).find_matches_as_indexes(
            text, overlapping=True
        )
        if not (start > 0 and _in_name(text[start - 1])) and not (end < len(text) and _in_name(text[end]))
    ]
    kept: list[tuple[int, int]] = []
    last = 0
    for start, negative in sorted(found):
        if start >= last:
            last = -negative
            kept.append((start, last))
    return kept


def _stands_alone(folded: str, start: int, end: int) -> bool:
    if start > 0 and _in_word(folded[start - 1]) and _in_word(folded[start]):
        return False
    return not (end < len(folded) and _in_word(folded[end]) and _in_word(folded[end - 1]))


@cache
def _in_name(character: str) -> bool:
    return _LETTER.match(character) is not None


@cache
def _in_word(character: str) -> bool:
    return _WORD.match(character) is not None


def _may_stand_for(surface: str, known: KnownName, language: str, toned: bool) -> bool:
    several_words = " " in known.name
    if known.language not in ("", language) and not several_words:
        return False
    if known.name_kind == "acronym":
        return surface == known.name
    if known.name_kind == "demonym":
        return agree(surface, known.name, exactly=toned)
    first = surface[0]
    if not several_words and known.name[0].isupper() and first.isalpha() and not first.isupper():
        return False
    if not _UPPER.search(surface) and _UPPER.search(known.name):
        return False
    return agree(surface, known.name, exactly=toned and known.language == "vi")


def _longest(found: list[Hit], length: int) -> list[Hit]:
    taken: list[Hit] = []
    occupied = Occupied(length)
    for hit in sorted(found, key=lambda hit: (hit.start - hit.end, hit.start)):
        if occupied.free(hit.start, hit.end):
            occupied.take(hit.start, hit.end)
            taken.append(hit)
    return sorted(taken, key=lambda hit: hit.start)
