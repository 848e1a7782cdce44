"""Texts that are to be linked, laid out as arrays: which known words stand where, and which places are named."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy

from passerelle.core.naming.index import Index, Real, Whole
from passerelle.core.naming.rarity import UNCOMMON
from passerelle.core.naming.whereabouts import countries, named_in
from passerelle.core.naming.wording import Word, forms, words_of

_UNKNOWN_SHORT = 3  # numbers, codes and initials say little
_SHARE_OF_NUMBERS = 0.25


@dataclass(frozen=True, slots=True)
class Texts:
    """A batch of texts. Occurrences of known words are flat: text, word, position; the rest a line for each text."""

    words: tuple[tuple[Word, ...], ...]
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
    countries: tuple[dict[str, int], ...]
    cities: tuple[dict[str, int], ...]
    """Places named, each with the position where it is named last."""
    placed: Whole
    corrected: Whole
    """How many words before each position name a place, or are read as others that are spelt nearly so; a column
    more than there are positions."""


def lay_out(index: Index, given: Sequence[str], hints: Sequence[tuple[str, str]] = ()) -> Texts:
    """Return texts as arrays over the words of `index`.

    A hint, for each text, is its country and the sentence around it: where the text itself names no place, they do.
    """
    written = tuple(tuple(words_of(one)) for one in given)
    width = max((len(one) for one in written), default=0) + 1
    weights = numpy.zeros((len(given), width + 1), dtype=numpy.float32)
    parts = numpy.full((len(given), width), -1, dtype=numpy.int32)
    first, last, headed, joined = (numpy.zeros((len(given), width + 1), dtype=numpy.int32) for _ in range(4))
    placed, corrected = (numpy.zeros((len(given), width + 1), dtype=numpy.int32) for _ in range(2))
    text, word, at, lands, towns = [], [], [], [], []
    known_countries, units = countries(), forms().units
    for row, words in enumerate(written):
        for position, one in enumerate(words):
            ids = index.ids_of(one.text, one.capitals)
            if not ids and (ids := index.corrections.of(one.text)):
                corrected[row, position + 1] = 1
            if position and (whole := index.words.get(words[position - 1].text + one.text)) is not None:
                ids = (*ids, whole)
            for number in ids:
                text.append(row)
                word.append(number)
                at.append(position)
            weights[row, position] = _weight(index, one, ids)
        numbers = [one.part for one in words]
        joined[row, : len(words)] = [one.joined for one in words]
        parts[row, : len(words)] = numbers
        for begin, end in _stretches(numbers):
            first[row, begin:end], last[row, begin:end] = begin, end - 1
            headed[row, begin:end] = words[begin].text in units
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
    sums = numpy.zeros_like(weights)
    numpy.cumsum(weights[:, :-1], axis=1, out=sums[:, 1:])
    return Texts(
        written, _array(text), _array(word), _array(at), sums, parts, first, last, headed, joined,
        tuple(lands), tuple(towns),
        placed.cumsum(axis=1, dtype=numpy.int32), corrected.cumsum(axis=1, dtype=numpy.int32),
    )  # fmt: skip


def _weight(index: Index, word: Word, ids: tuple[int, ...]) -> float:
    if word.text.isdigit():
        return UNCOMMON * _SHARE_OF_NUMBERS
    if ids:
        return float(index.rarity[ids[0]])
    return UNCOMMON * (_SHARE_OF_NUMBERS if len(word.text) < _UNKNOWN_SHORT else 1)


def _stretches(numbers: Sequence[int]) -> list[tuple[int, int]]:
    cuts = [i for i in range(1, len(numbers)) if numbers[i] != numbers[i - 1]]
    return list(zip([0, *cuts], [*cuts, len(numbers)], strict=True)) if numbers else []


def _array(values: list[int]) -> Whole:
    return numpy.array(values, dtype=numpy.int32)
