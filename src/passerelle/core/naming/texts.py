"""Texts that are to be linked, laid out as arrays: which known words stand where, and which places are named."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy
from numpy.typing import ArrayLike

from passerelle.core.naming.index import Index, Real, Whole
from passerelle.core.naming.placing import Placing, placing
from passerelle.core.naming.whereabouts import countries, named_in
from passerelle.core.naming.wording import Word, forms, words_of


@dataclass(frozen=True, slots=True)
class Texts:
    """A batch of texts. Occurrences of known words are flat: text, word, position; the rest a line for each text."""

    length: Whole
    """How many words each has."""
    text: Whole
    word: Whole
    at: Whole
    weights: Real
    """Sum of the weights before each position; a column more than there are positions."""
    parts: Whole
    first: Whole
    last: Whole
    """The part at each position, where that part begins and where it ends."""
    headed: Whole
    """Whether the part at each position begins like a unit of an organisation, 1 or 0."""
    joined: Whole
    """Whether a small word leads to the word at each position from the one before, 1 or 0."""
    places: Placing
    placed: Whole
    corrected: Whole
    """How many words before each position name a place, or are read as others that are spelt nearly so; a column
    more than there are positions."""


def lay_out(index: Index, given: Sequence[str], hints: Sequence[tuple[str, str]] = ()) -> Texts:
    """Return texts as arrays over the words of `index`.

    A hint, for each text, is its country and the sentence around it: where the text itself names no place, they do.
    """
    written = [words_of(one) for one in given]
    length: Whole = numpy.array([len(one) for one in written], dtype=numpy.int32)
    shape = len(given), int(length.max(initial=0)) + 2
    row = numpy.repeat(numpy.arange(len(given), dtype=numpy.int32), length)
    at = numpy.arange(len(row), dtype=numpy.int32) - numpy.repeat(
        numpy.cumsum(length, dtype=numpy.int32) - length, length
    )
    ids, counts, weights, corrected = _looked_up(index, written)
    words = list(chain.from_iterable(written))
    parts = numpy.array([one.part for one in words], dtype=numpy.int32)
    begin = numpy.flatnonzero((at == 0) | (numpy.diff(parts, prepend=-1) != 0))
    sizes = numpy.diff(begin, append=len(row))
    units = forms().units
    headed = numpy.array([words[i].text in units for i in begin.tolist()], dtype=bool)

    def table(values: ArrayLike, empty: int = 0, before: int = 0) -> Whole:
        found = numpy.full(shape, empty, dtype=numpy.int32)
        found[row, at + before] = values
        return found

    placed, places = _places(index, written, hints, shape)
    sums = numpy.zeros(shape, dtype=numpy.float32)
    sums[row, at + 1] = weights
    return Texts(
        length, numpy.repeat(row, counts), numpy.array(ids, dtype=numpy.int32), numpy.repeat(at, counts),
        sums.cumsum(axis=1, dtype=numpy.float32),
        table(parts, -1)[:, :-1],
        table(numpy.repeat(at[begin], sizes)), table(numpy.repeat(at[begin] + sizes - 1, sizes)),
        table(numpy.repeat(headed, sizes)), table([one.joined for one in words]),
        places, placed.cumsum(axis=1, dtype=numpy.int32),
        table(corrected, before=1).cumsum(axis=1, dtype=numpy.int32),
    )  # fmt: skip


def _looked_up(
    index: Index, written: Sequence[Sequence[Word]]
) -> tuple[list[int], list[int], list[float], list[bool]]:
    """Return the numbers of all words, and for each word how many it has, what it weighs, whether it is corrected."""
    ids: list[int] = []
    counts, weights, corrected = [], [], []
    for words in written:
        before = ""
        for one in words:
            known = index.known(one.text, one.capitals)
            ids.extend(known.ids)
            counts.append(len(known.ids))
            weights.append(known.weight)
            corrected.append(known.corrected)
            if before and (whole := index.words.get(before + one.text)) is not None:
                ids.append(whole)
                counts[-1] += 1
                if not known.ids and not one.text.isdigit():
                    weights[-1] = float(index.rarity[whole])
            before = one.text
    return ids, counts, weights, corrected


def _places(
    index: Index, written: Sequence[Sequence[Word]], hints: Sequence[tuple[str, str]], shape: tuple[int, int]
) -> tuple[Whole, Placing]:
    """Return which words name a place, one column on, and the places that texts, or else their hints, name."""
    placed = numpy.zeros(shape, dtype=numpy.int32)
    lands, towns = [], []
    known_countries = countries()
    for row, words in enumerate(written):
        plain = [one.text for one in words]
        spots = named_in(plain, known_countries), named_in(plain, index.cities)
        for begin, end, _ in chain(*spots):
            placed[row, begin + 1 : end + 1] = 1
        land, town = ({meant: begin for begin, _, meant in one} for one in spots)
        if hints:
            country, sentence = hints[row]
            around = [one.text for one in words_of(sentence)] if sentence else []
            if country:
                land = {country.upper(): len(words)}
            elif not land:
                land = {meant: len(words) for _, _, meant in named_in(around, known_countries)}
            town = town or {meant: len(words) for _, _, meant in named_in(around, index.cities)}
        lands.append(land)
        towns.append(town)
    return placed, placing(index, lands, towns)
