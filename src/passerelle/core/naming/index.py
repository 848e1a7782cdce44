"""An index of a register's names: which of them could a text be naming?

A name is a set of words, each weighing as much as it is rare among names. It is listed under its rarest words, as
many as a text cannot all miss and still hold half of the name's weight (the prefix principle of set-similarity joins,
Chaudhuri et al. 2006). Arrays only, so that thousands of texts are looked up at once.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy
import regex
from numpy.typing import NDArray

from passerelle.core.naming.corrections import Corrections
from passerelle.core.naming.rarity import rarity_of
from passerelle.core.naming.register import Entry
from passerelle.core.naming.whereabouts import countries, named_in, places
from passerelle.core.naming.wording import words_of
from passerelle.core.reading.model import ACTOR_KINDS

COVERED = 0.5
"""The least share of a name's weight that a text must hold for the name to be looked at."""

_ACRONYM = "^"  # what is written in capitals is looked up apart, so that "Who" is no WHO
_LONGEST_NAME = 24
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
        owner = numpy.repeat(numpy.arange(len(which)), sizes)
        ends = numpy.cumsum(sizes)
        within = numpy.arange(len(owner)) - numpy.repeat(ends - sizes, sizes)
        return owner, self.values[numpy.repeat(begin, sizes) + within]


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it is indexed: its words in order, and the best of the kinds it is written as."""

    entry: int
    words: tuple[str, ...]
    kind: str
    written: str


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
        for number, one in enumerate(ids):
            for word in _prefix(one, rarity):
                listed[word].append(number)
        self.listed = Lists.of(listed)
        self.cities = places({(entry.city, entry.city) for entry in entries if entry.city})
        self.countries = tuple(entry.country for entry in entries)
        self.towns = tuple(entry.city for entry in entries)
        self.kinds: Whole = numpy.array(
            [ACTOR_KINDS.index(entry.kind) for entry in entries], dtype=numpy.int32
        )
        actors = {entry.actor: i for i, entry in enumerate(entries)}
        self.parents = Lists.of(
            [[actors[one] for one in entry.parents if one in actors] for entry in entries]
        )
        self.children = numpy.bincount(self.parents.values, minlength=len(entries)).astype(numpy.float32)
        self.entry_names = numpy.bincount(self.name_entry, minlength=len(entries)).astype(numpy.float32)

    def ids_of(self, word: str, capitals: bool) -> tuple[int, ...]:
        """Return the numbers under which a word of a text is known, none when no name holds it."""
        found = [self.words.get(word)]
        if capitals:
            found.append(self.words.get(_ACRONYM + word))
        return tuple(one for one in found if one is not None)


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


def _prefix(words: Iterable[int], rarity: Sequence[float]) -> list[int]:
    """Return the rarest words, until what is left weighs less than the share that must be covered."""
    ordered = sorted(set(words), key=lambda word: -rarity[word])
    left = total = sum(rarity[word] for word in ordered)
    found = []
    for word in ordered:
        if left < total * COVERED:
            break
        found.append(word)
        left -= rarity[word]
    return found
