"""Where texts may name whom: for each text the names it holds at least half of, and how it holds them."""

from dataclasses import dataclass, fields
from typing import Any, NamedTuple, TypeAlias, TypeVar

import numpy
from numpy.typing import NDArray

from passerelle.core.naming.index import Index, Real, Whole
from passerelle.core.naming.texts import Texts

MOST = 12
"""So many entries are looked at closely for each text."""

_TIMES = 3  # so many occurrences of a word in a text are told apart
_AT_HOME = numpy.array([1.0, 1.2, 0.7], dtype=numpy.float32)  # no country known, the entry's own, only others

Number = TypeVar("Number", bound=numpy.integer[Any])
Weights: TypeAlias = NDArray[numpy.float64]


@dataclass(frozen=True, slots=True)
class Sightings:
    """Names seen in texts, a line each, the lines of a text together and the best of them first."""

    text: Whole
    name: Whole
    entry: Whole
    covered: Real
    """Share of the name's weight that the text holds."""
    weight: Real
    """What the held words weigh."""
    start: Whole
    end: Whole
    """First and last position of the words that hold it."""
    held: Whole
    """How many words of the name are held."""
    crossed: Whole
    """How many commas it goes across."""
    turned: Whole
    """How many words stand before one that the name has earlier."""

    def take(self, which: NDArray[numpy.int64]) -> "Sightings":
        """Return the lines asked for."""
        return Sightings(*(getattr(self, one.name)[which] for one in fields(self)))


def see(index: Index, texts: Texts, most: int = MOST) -> Sightings:
    """Return what each text may name: the best name of an entry, the best `most` entries."""
    standing = _standing(index, texts)
    text, name = _covered(index, standing, *_listed(index, texts))
    seen = _measured(index, texts, standing, text, name)
    merit = seen.weight * seen.covered**2 * numpy.sqrt(seen.held / (seen.end - seen.start + 1))
    merit = merit * _AT_HOME[texts.places.land(index, seen.text, seen.entry)]
    # Names are numbered entry by entry: those of an entry stand together.
    key = seen.text.astype(numpy.int64) * (len(index.entry_names) + 1) + seen.entry
    begins = _first_of_each(key)
    if len(begins):
        highest = numpy.maximum.reduceat(merit, begins)
        tops = numpy.flatnonzero(merit == numpy.repeat(highest, _sizes(begins, len(key))))
        begins = tops[_first_of_each(key[tops])]
    order = begins[numpy.lexsort((-merit[begins], seen.text[begins]))]
    rank = numpy.arange(len(order)) - _starts(seen.text[order])
    return seen.take(order[rank < most])


class _Standing(NamedTuple):
    """Where words stand in texts: `at[occurrence, text, column]` counts from 1, 0 is nowhere; `column` of each word of
    the index, 0 for those of no text; `rarity` of each column."""

    at: Whole
    column: Whole
    rarity: Real


def _standing(index: Index, texts: Texts) -> _Standing:
    distinct = _distinct(texts.word)
    column = numpy.zeros(len(index.rarity) + 1, dtype=numpy.int32)
    column[distinct] = numpy.arange(1, len(distinct) + 1)
    places = numpy.zeros((_TIMES, len(texts.length), len(distinct) + 1), dtype=numpy.int32)
    order = numpy.lexsort((texts.at, texts.word, texts.text))
    text, word, at = texts.text[order], texts.word[order], texts.at[order]
    key = text.astype(numpy.int64) * len(index.rarity) + word
    time = numpy.arange(len(order)) - _starts(key)
    kept = time < _TIMES
    places[time[kept], text[kept], column[word[kept]]] = at[kept] + 1
    rarity = numpy.zeros(len(distinct) + 1, dtype=numpy.float32)
    rarity[1:] = index.rarity[distinct]
    return _Standing(places, column, rarity)


def _listed(index: Index, texts: Texts) -> tuple[Whole, Whole, Weights]:
    """Return (text, name) that share a word under which the name is listed, and what all such words weigh."""
    key = _distinct(texts.text.astype(numpy.int64) * len(index.rarity) + texts.word)
    text, word = numpy.divmod(key, max(len(index.rarity), 1))
    owner, name = index.listed.take(word)
    key = text[owner] * len(index.names) + name
    order = numpy.argsort(key)
    key = key[order]
    begins = _first_of_each(key)
    weight = index.rarity[word[owner[order]]].astype(numpy.float64)
    if len(begins):
        weight = numpy.add.reduceat(weight, begins)
    text, number = numpy.divmod(key[begins], max(len(index.names), 1))
    return text.astype(numpy.int32), number.astype(numpy.int32), weight


def _covered(
    index: Index, standing: _Standing, text: Whole, name: Whole, weight: Weights
) -> tuple[Whole, Whole]:
    """Return those of which the text holds enough.

    The rarest of a name's other words mostly settles it: without it, few have enough.
    """
    _, column, rarity = standing
    held = numpy.where(standing.at[0] > 0, rarity, numpy.float32(0)).ravel()
    row = text * len(rarity)
    first = held.take(row + column.take(index.rest_first.take(name)))
    kept = numpy.flatnonzero(weight + first >= index.enough_first.take(name))
    name, row, weight = name[kept], row[kept], weight[kept]
    owner, word = index.name_rest.take(name)
    weight += numpy.bincount(owner, held.take(row[owner] + column.take(word)), len(name))
    enough = numpy.flatnonzero(weight >= index.enough.take(name))
    return text[kept[enough]], name[enough]


def _measured(index: Index, texts: Texts, standing: _Standing, text: Whole, name: Whole) -> Sightings:
    owner, word = index.name_words.take(name)
    column = standing.column[word]
    at = standing.at[0, text[owner], column]
    held = at > 0
    owner, word, column, at = owner[held], word[held], column[held], at[held]
    if not len(name):
        return Sightings(text, name, name, *(numpy.zeros(0, numpy.float32),) * 2, *(name,) * 5)
    rarity = index.rarity[word]
    weight = numpy.bincount(owner, rarity, len(name)).astype(numpy.float32)
    again = numpy.zeros(len(name), dtype=bool)
    again[owner[standing.at[1, text[owner], column] > 0]] = True
    lines = numpy.flatnonzero(again[owner])
    if len(lines):
        places = standing.at[:, text[owner[lines]], column[lines]]
        at[lines] = _nearest(places, rarity[lines], owner[lines])
    starts = _first_of_each(owner)
    start, end = numpy.minimum.reduceat(at, starts) - 1, numpy.maximum.reduceat(at, starts) - 1
    turned = numpy.zeros(len(owner), dtype=numpy.int32)
    turned[1:] = (owner[1:] == owner[:-1]) & (at[1:] < at[:-1])
    return Sightings(
        text, name, index.name_entry[name], (weight / index.name_weight[name]).astype(numpy.float32), weight,
        start, end, numpy.bincount(owner, minlength=len(name)).astype(numpy.int32),
        texts.parts[text, end] - texts.parts[text, start],
        numpy.bincount(owner, turned, len(name)).astype(numpy.int32),
    )  # fmt: skip


def _nearest(at: Whole, rarity: Real, owner: NDArray[numpy.int64]) -> Whole:
    """Return where the words of names stand, of words that stand in several places those that lie closest together.

    The rarest word says where the name stands; the others are taken where they stand nearest to it.
    """
    starts = _first_of_each(owner)
    line = numpy.repeat(numpy.arange(len(starts)), _sizes(starts, len(owner)))
    leading = numpy.flatnonzero(rarity == numpy.maximum.reduceat(rarity, starts)[line])
    leads = leading[_first_of_each(line[leading])]
    least = numpy.full(len(starts), 1 << 20, dtype=numpy.int32)
    chosen: Whole = at[0]
    for time in range(_TIMES):
        lead = numpy.where(at[time, leads] > 0, at[time, leads], at[0, leads])
        away = numpy.where(at > 0, numpy.abs(at - lead[line]), 1 << 20)
        nearest = numpy.take_along_axis(at, away.argmin(axis=0)[None], axis=0)[0]
        span = numpy.maximum.reduceat(nearest, starts) - numpy.minimum.reduceat(nearest, starts)
        chosen = numpy.where((span < least)[line], nearest, chosen)
        least = numpy.minimum(span, least)
    return chosen


def _distinct(values: NDArray[Number]) -> NDArray[Number]:
    """Return the different values in order; sorting is many times quicker here than numpy.unique, which hashes."""
    ordered = numpy.sort(values)
    return ordered[_first_of_each(ordered)]


def _first_of_each(sorted_key: NDArray[numpy.integer]) -> NDArray[numpy.int64]:
    """Return where each value of a sorted array begins."""
    begins = numpy.ones(len(sorted_key), dtype=bool)
    numpy.not_equal(sorted_key[1:], sorted_key[:-1], out=begins[1:])
    return numpy.flatnonzero(begins)


def _starts(sorted_key: NDArray[numpy.integer]) -> NDArray[numpy.int64]:
    """Return, for each place of a sorted array, where its value begins."""
    begins = _first_of_each(sorted_key)
    return numpy.repeat(begins, _sizes(begins, len(sorted_key)))


def _sizes(begins: NDArray[numpy.int64], count: int) -> NDArray[numpy.int64]:
    """Return how long stretches of `count` places are, given where they begin."""
    ends = numpy.full(len(begins), count, dtype=numpy.int64)
    ends[:-1] = begins[1:]
    return ends - begins
