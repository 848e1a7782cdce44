"""Names that say an office or a kind of body, and not of whom: "Premier ministre", "Government", "the Ministry".

They are told by the tables: titles of people and heads of names (`core/languages`), concepts of bodies and countries.
"""

from collections.abc import Collection
from functools import cache, lru_cache
from typing import NamedTuple

from passerelle.core.languages import LANGUAGES, table
from passerelle.core.naming.bodies import body_of
from passerelle.core.naming.concepts import phrase_at
from passerelle.core.naming.words import words_of

PRIME = "prime minister"  # the head of a government, in every language
_HEADS = ("heads", "forms")
# Part of a country's long name.
_STATE = frozenset(f"qualifiers {concept}" for concept in ("republic", "socialist", "kingdom", "federal"))


class Bare(NamedTuple):
    """What a bare name says: the `office` (see `office_core`), or the `heads` (concepts) of bodies it may be."""

    office: str
    heads: frozenset[str]


@lru_cache(maxsize=20_000)
def office_core(office: str, country: str = "") -> str:
    """Return an office without its country (ISO 3166), articles, accents: what a text calls it that knows the country.

    The head of a government is called alike in all languages; of what is nothing but the country "" is left.
    """
    words = [word for word in words_of(office).words if word.kind in ("word", "dotted", "number")]
    passed_over = _country(country) | _STATE if country else frozenset()
    kept: list[str] = []
    at = 0
    while at < len(words):
        phrase = phrase_at(words, at, False)
        if phrase and any(f"{one.kind} {one.concept}" in passed_over for one in phrase.meanings):
            at = phrase.end
        else:
            kept.append(words[at].plain)
            at += 1
    core = " ".join(word for word in kept if word not in _small())
    return PRIME if core in _primes() else core


@lru_cache(maxsize=20_000)
def bare(name: str, country: str = "") -> Bare | None:
    """Say what a name says that names an office or a kind of body only; None when it names somebody.

    An office may say its country, which passes it on with the years; a body that does is named: "University of Chile".
    """
    core = office_core(name, country)
    if core == PRIME or core in _offices():
        return Bare(core, frozenset())
    items = body_of(name).items
    if len(items) != 1 or items[0].kind not in _HEADS:
        return None
    return Bare("", items[0].concepts)


def heads_of(name: str) -> frozenset[str]:
    """Return which kinds of body (concepts) a name says that it is."""
    found = (item.concepts for item in body_of(name).items if item.kind in _HEADS)
    return frozenset().union(*found)


def _country(code: str) -> frozenset[str]:
    return frozenset({f"country {code}", f"country country {code}"}) if code else frozenset()


@cache
def _small() -> frozenset[str]:
    return frozenset(
        _plain(word)
        for language in LANGUAGES
        for part in ("articles", "connectors", "genitive", "to")
        for word in table(language, "heads").get(part, ())
    )


@cache
def _offices() -> frozenset[str]:
    return _phrases(("office", "body"))


@cache
def _primes() -> frozenset[str]:
    return _phrases(("prime",))


def _phrases(parts: Collection[str]) -> frozenset[str]:
    """Return the titles of these tables as `office_core` leaves them."""
    found = (
        phrase
        for language in LANGUAGES
        for part in parts
        for phrase in table(language, "titles").get(part, ())
    )
    return frozenset(
        " ".join(word for word in _plain(phrase).split() if word not in _small()) for phrase in found
    )


def _plain(text: str) -> str:
    return " ".join(word.plain for word in words_of(text).words)
