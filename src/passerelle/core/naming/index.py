"""An index of a register's names: which of them could a text be naming?

A name is a set of words, each weighing as much as it is rare among names. It is listed under its rarest words, as
many as a text cannot all miss and still hold half of the name's weight (the prefix principle of set-similarity joins,
Chaudhuri et al. 2006). Arrays only, so that thousands of texts are looked up at once.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeAlias

import numpy
import regex
from numpy.typing import NDArray

from passerelle.core.naming.corrections import Corrections
from passerelle.core.naming.rarity import UNCOMMON, rarity_of
from passerelle.core.naming.register import Entry
from passerelle.core.naming.whereabouts import countries, named_in, places
from passerelle.core.naming.wording import words_of
from passerelle.core.reading.model import ACTOR_KINDS
from passerelle.core.text.remembered import Remembered

COVERED = 0.5
"""The least share of a name's weight that a text must hold for the name to be looked at."""

_ACRONYM = "^"  # what is written in capitals is looked up apart, so that "Who" is no WHO
_LONGEST_NAME = 24
_UNKNOWN_SHORT = 3  # numbers, codes and initials say little
_SHARE_OF_NUMBERS = 0.25
_REMEMBERED = 50_000
_COUNTRY = regex.compile(r"\s*\(([^()]+)\)\s*$")

Whole: TypeAlias = NDArray[numpy.int32]
Real: TypeAlias = NDArray[numpy.float32]


@dataclass(frozen=True, slots=True)
class Lists:
    """Lists of numbers, one after the other: list i is `values[starts[i]:starts[i + 1]]`."""

    starts: Whole
    values: Whole

    @classmethod
    def of(cls, lists: Sequence[Sequence[int]]) -> "Lists":
        """Lay lists one after the other."""
        starts = numpy.zeros(len(lists) + 1, dtype=numpy.int32)
        numpy.cumsum([len(one) for one in lists], out=starts[1:])
        values = numpy.fromiter(
            (value for one in lists for value in one), dtype=numpy.int32, count=starts[-1]
        )
        return cls(starts, values)

    def take(self, which: NDArray[Any]) -> tuple[NDArray[numpy.int64], Whole]:
        """Return (position in `which`, value) of every value of the lists asked for."""
        begin = self.starts[which]
        sizes = self.starts[which + 1] - begin
        ends = numpy.cumsum(sizes)
        at = numpy.arange(ends[-1] if len(ends) else 0) + numpy.repeat(begin - (ends - sizes), sizes)
        return numpy.repeat(numpy.arange(len(which)), sizes), self.values[at]


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it is indexed: its words in order, and the best of the kinds it is written as."""

    entry: int
    words: tuple[str, ...]
    kind: str
    written: str


class Known(NamedTuple):
    """What is known of a word of a text: its numbers, its weight, whether they are those of words spelt nearly so."""

    ids: tuple[int, ...]
    weight: float
    corrected: bool


class Index:
    """The names of a register; entry, name and word are numbers throughout."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        names = _names(entries)
        self.names = names
        self.written = [name.written for name in names]
        frequency = Counter(word for name in names for word in set(name.words))
        self.words = {word: i for i, word in enumerate(sorted(frequency))}
        self.corrections = Corrections(self.words, frequency)
        rarity = [rarity_of(word, frequency[word], len(names)) for word in self.words]
        self.rarity: Real = numpy.array(rarity, dtype=numpy.float32)
        ids = [[self.words[word] for word in name.words] for name in names]
        self.name_words = Lists.of(ids)
        self.name_entry: Whole = numpy.array([name.entry for name in names], dtype=numpy.int32)
        self.name_kind: Whole = numpy.array([_KINDS.index(name.kind) for name in names], dtype=numpy.int32)
        self.name_weight: Real = numpy.array(
            [sum(rarity[i] for i in one) for one in ids], dtype=numpy.float32
        )
        self.name_size: Whole = numpy.array([len(one) for one in ids], dtype=numpy.int32)
        self.name_sharers = _sharers(names)
        listed: list[list[int]] = [[] for _ in self.words]
        rests = []
        for number, one in enumerate(ids):
            prefix, rest = _parted(one, rarity)
            rests.append(rest)
            for word in prefix:
                listed[word].append(number)
        self.listed = Lists.of(listed)
        self.name_rest = Lists.of(rests)
        """The words of each name that it is not listed under, the rarest first."""
        nothing = len(self.words)
        self.rest_first: Whole = numpy.array([one[0] if one else nothing for one in rests], dtype=numpy.int32)
        """The rarest of them, or a word that is none."""
        self.enough = self.name_weight * numpy.float32(COVERED)
        """What the held words of each name must weigh."""
        beyond = numpy.array([sum(self.rarity[one[1:]].tolist()) for one in rests])
        self.enough_first = self.enough - beyond
        """What those that it is listed under and the rarest of the rest must weigh, or the others are in vain."""
        self.cities = places({(entry.city, entry.city) for entry in entries if entry.city})
        self.countries = tuple(entry.country for entry in entries)
        self.towns = tuple(entry.city for entry in entries)
        self.lands, self.land = _numbered(self.countries)
        self.town_numbers, self.town = _numbered(self.towns)
        self.kinds: Whole = numpy.array(
            [ACTOR_KINDS.index(entry.kind) for entry in entries], dtype=numpy.int32
        )
        actors = {entry.actor: i for i, entry in enumerate(entries)}
        self.parents = Lists.of(
            [[actors[one] for one in entry.parents if one in actors] for entry in entries]
        )
        self.children = numpy.bincount(self.parents.values, minlength=len(entries)).astype(numpy.float32)
        self.entry_names = numpy.bincount(self.name_entry, minlength=len(entries)).astype(numpy.float32)

        self._known = Remembered(self._look_up, most=_REMEMBERED)

    def known(self, word: str, capitals: bool) -> Known:
        """Return what is known of a word of a text."""
        return self._known[_ACRONYM + word if capitals else word]

    def _look_up(self, written: str) -> Known:
        word = written.removeprefix(_ACRONYM)
        found = [self.words.get(one) for one in dict.fromkeys((word, written))]
        ids = tuple(one for one in found if one is not None)
        corrected = () if ids else self.corrections.of(word)
        ids = ids or corrected
        if word.isdigit():
            weight = UNCOMMON * _SHARE_OF_NUMBERS
        elif ids:
            weight = float(self.rarity[ids[0]])
        else:
            weight = UNCOMMON * (_SHARE_OF_NUMBERS if len(word) < _UNKNOWN_SHORT else 1)
        return Known(ids, weight, bool(corrected))


_KINDS = ("label", "alias", "former", "acronym")


def _names(entries: Sequence[Entry]) -> list[Name]:
    found: dict[tuple[int, tuple[str, ...]], Name] = {}
    for number, entry in enumerate(entries):
        for written in sorted(entry.names, key=lambda one: _KINDS.index(one.kind)):
            text = written.text
            if bracket := _COUNTRY.search(text):
                inside = [word.text for word in words_of(bracket.group(1))]
                if any(end - start == len(inside) for start, end, _ in named_in(inside, countries())):
                    text = text[: bracket.start()]
            words = tuple(word.text for word in words_of(text))[:_LONGEST_NAME]
            if not words:
                continue
            if written.kind == "acronym" and len(words) == 1:
                words = (_ACRONYM + words[0],)
            found.setdefault((number, words), Name(number, words, written.kind, written.text))
    return list(found.values())


def _sharers(names: Iterable[Name]) -> Real:
    names = list(names)
    sharing = Counter(frozenset(name.words) for name in names)
    return numpy.array([sharing[frozenset(name.words)] for name in names], dtype=numpy.float32)


def _numbered(given: Sequence[str]) -> tuple[dict[str, int], Whole]:
    """Return the numbers of different texts, 0 that of none, and the number of each."""
    numbers = {text: i for i, text in enumerate(sorted({"", *given}))}
    return numbers, numpy.array([numbers[text] for text in given], dtype=numpy.int32)


def _parted(words: Sequence[int], rarity: Sequence[float]) -> tuple[list[int], list[int]]:
    """Return the rarest words, until what is left weighs less than the share that must be covered; and that rest."""
    ordered = sorted(set(words), key=lambda word: -rarity[word])
    left = total = sum(rarity[word] for word in ordered)
    found = []
    for word in ordered:
        if left < total * COVERED:
            break
        found.append(word)
        left -= rarity[word]
    rest = list(words)
    for word in found:
        rest.remove(word)
    return found, sorted(rest, key=lambda word: -rarity[word])
