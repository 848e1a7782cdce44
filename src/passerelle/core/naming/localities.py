"""The name of a place taken apart: what kind of place it is aside, the rest known in the tables or in words."""

from functools import cache, lru_cache
from typing import NamedTuple

from passerelle.core.naming.concepts import phrase_at
from passerelle.core.naming.legal import without_affixes
from passerelle.core.naming.tables import naming_table
from passerelle.core.naming.words import Word, words_of

_KNOWN = ("country", "city")


class Locality(NamedTuple):
    """A name ready to be compared; `known` are the countries or cities of the tables that it may be."""

    words: tuple[Word, ...]
    numbers: tuple[str, ...]
    known: frozenset[str]
    disguised: tuple[str, ...]


@lru_cache(maxsize=50_000)
def locality_of(name: str) -> Locality:
    """Take the name of a place apart; words are empty when nothing of it names a place."""
    words, disguised = words_of(without_affixes(name)[0])
    whole = tuple(word for word in words if word.kind not in ("comma", "and") and word.plain)
    known = _known(whole)
    bare = _bare(whole)
    known = known or _known(bare)
    numbers = tuple(word.plain for word in bare if word.kind == "number")
    return Locality(tuple(word for word in bare if word.kind != "number"), numbers, known, disguised)


def _known(words: tuple[Word, ...]) -> frozenset[str]:
    phrase = phrase_at(words, 0, False) if words else None
    if phrase is None or phrase.end != len(words):
        return frozenset()
    return frozenset(f"{one.kind} {one.concept}" for one in phrase.meanings if one.kind in _KNOWN)


def _bare(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """Leave out the words of administration at both ends, unless nothing else is there."""
    again = True
    while again:
        again = False
        for phrase in _admin():
            size = len(phrase)
            if size >= len(words):
                continue
            if tuple(word.plain for word in words[:size]) == phrase:
                words, again = words[size:], True
            elif tuple(word.plain for word in words[-size:]) == phrase:
                words, again = words[:-size], True
        while len(words) > 1 and words[0].plain in ("of", "de", "du", "d", "la", "le", "the", "l"):
            words = words[1:]
    return words


@cache
def _admin() -> tuple[tuple[str, ...], ...]:
    places = naming_table("places")
    phrases = {
        tuple(word.plain for word in words_of(form).words)
        for form in [*places["admin"], *places["long_forms"]]
    }
    return tuple(sorted(phrases, key=lambda phrase: (-len(phrase), phrase)))
