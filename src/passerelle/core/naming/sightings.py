"""Where texts may name whom: for each text the names it holds at least half of, and how it holds them."""

from dataclasses import dataclass, fields

import numpy
from numpy.typing import NDArray

from passerelle.core.naming.index import COVERED, Index, Real, Whole
from passerelle.core.naming.texts import Texts

MOST = 12
"""So many entries are looked at closely for each text."""

_TIMES = 3  # so many occurrences of a word in a text are told apart


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
    places, local = _positions(index, texts)
    text, name = _listed(index, texts)
    text, name = _covered(index, places[0], local, text, name)
    seen = _measured(index, texts, places, local, text, name)
    merit = seen.weight * seen.covered**2 * numpy.sqrt(seen.held / (seen.end - seen.start + 1))
    merit = merit * _at_home(index, texts, seen)
    order = numpy.lexsort((seen.name, -merit, seen.entry, seen.text))
    key = seen.text[order].astype(numpy.int64) * (len(index.entry_names) + 1) + seen.entry[order]
    best = order[_first_of_each(key)]
    order = best[numpy.lexsort((seen.entry[best], -merit[best], seen.text[best]))]
    rank = numpy.arange(len(order)) - _starts(seen.text[order])
    return seen.take(order[rank < most])


def _at_home(index: Index, texts: Texts, seen: Sightings) -> Real:
    """Return more than 1 for entries of the country that a text names, less for those of others."""
    named = [texts.countries[text] for text in range(len(texts.words))]
    home = [
        1.0
        if not named[text] or not index.countries[entry]
        else 1.2
        if index.countries[entry] in named[text]
        else 0.7
        for text, entry in zip(seen.text.tolist(), seen.entry.tolist(), strict=True)
    ]
    return numpy.array(home, dtype=numpy.float32)


def _positions(index: Index, texts: Texts) -> tuple[Whole, Whole]:
    """Return where words stand, by occurrence, text and word (from 1, 0 is nowhere), and the column of each word."""
    distinct = numpy.unique(texts.word)
    local = numpy.zeros(len(index.rarity), dtype=numpy.int32)
    local[distinct] = numpy.arange(1, len(distinct) + 1)
    places = numpy.zeros((_TIMES, len(texts.words), len(distinct) + 1), dtype=numpy.int32)
    order = numpy.lexsort((texts.at, texts.word, texts.text))
    text, word, at = texts.text[order], texts.word[order], texts.at[order]
    key = text.astype(numpy.int64) * len(index.rarity) + word
    time = numpy.arange(len(order)) - _starts(key)
    kept = time < _TIMES
    places[time[kept], text[kept], local[word[kept]]] = at[kept] + 1
    return places, local


def _listed(index: Index, texts: Texts) -> tuple[Whole, Whole]:
    key = numpy.unique(texts.text.astype(numpy.int64) * len(index.rarity) + texts.word)
    text, word = numpy.divmod(key, len(index.rarity))
    owner, name = index.listed.take(word)
    return text[owner].astype(numpy.int32), name


def _covered(index: Index, places: Whole, local: Whole, text: Whole, name: Whole) -> tuple[Whole, Whole]:
    owner, word = index.name_words.take(name)
    held = places[text[owner], local[word]] > 0
    weight = numpy.bincount(owner, index.rarity[word] * held, len(name))
    kept = weight >= index.name_weight[name] * COVERED
    key = numpy.unique(text[kept].astype(numpy.int64) * len(index.names) + name[kept])
    found_text, found_name = numpy.divmod(key, max(len(index.names), 1))
    return found_text.astype(numpy.int32), found_name.astype(numpy.int32)


def _measured(index: Index, texts: Texts, places: Whole, local: Whole, text: Whole, name: Whole) -> Sightings:
    owner, word = index.name_words.take(name)
    at = places[:, text[owner], local[word]]
    held = at[0] > 0
    owner, word, at = owner[held], word[held], at[:, held]
    rarity = index.rarity[word]
    starts = numpy.searchsorted(owner, numpy.arange(len(name)))
    if not len(name):
        return Sightings(text, name, name, *(numpy.zeros(0, numpy.float32),) * 2, *(name,) * 5)
    size = numpy.bincount(owner, minlength=len(name)).astype(numpy.int32)
    weight = numpy.bincount(owner, rarity, len(name)).astype(numpy.float32)
    # The rarest word says where the name stands; the others are taken where they stand nearest to it.
    rarest = numpy.maximum.reduceat(rarity, starts)
    leading = numpy.flatnonzero(rarity == rarest[owner])
    leads = leading[_first_of_each(owner[leading])]
    low = numpy.zeros(len(name), dtype=numpy.int32)
    high = numpy.full(len(name), 1 << 20, dtype=numpy.int32)
    chosen = at[0]
    for time in range(_TIMES):
        lead = numpy.where(at[time, leads] > 0, at[time, leads], at[0, leads])
        away = numpy.where(at > 0, numpy.abs(at - lead[owner]), 1 << 20)
        nearest = numpy.take_along_axis(at, away.argmin(axis=0)[None], axis=0)[0]
        begin, finish = numpy.minimum.reduceat(nearest, starts), numpy.maximum.reduceat(nearest, starts)
        shorter = finish - begin < high - low
        low, high = numpy.where(shorter, begin, low), numpy.where(shorter, finish, high)
        chosen = numpy.where(shorter[owner], nearest, chosen)
    turned = numpy.zeros(len(owner), dtype=numpy.int32)
    turned[1:] = (owner[1:] == owner[:-1]) & (chosen[1:] < chosen[:-1])
    crossed = texts.parts[text, high - 1] - texts.parts[text, low - 1]
    return Sightings(
        text, name, index.name_entry[name], (weight / index.name_weight[name]).astype(numpy.float32), weight,
        low - 1, high - 1, size, crossed, numpy.bincount(owner, turned, len(name)).astype(numpy.int32),
    )  # fmt: skip


def _first_of_each(sorted_key: NDArray[numpy.integer]) -> NDArray[numpy.int64]:
    """Return where each value of a sorted array begins."""
    if not len(sorted_key):
        return numpy.zeros(0, dtype=numpy.int64)
    return numpy.flatnonzero(numpy.concatenate([[True], sorted_key[1:] != sorted_key[:-1]]))


def _starts(sorted_key: NDArray[numpy.integer]) -> NDArray[numpy.int64]:
    """Return, for each place of a sorted array, where its value begins."""
    begins = _first_of_each(sorted_key)
    return numpy.repeat(begins, numpy.diff([*begins, len(sorted_key)]))
