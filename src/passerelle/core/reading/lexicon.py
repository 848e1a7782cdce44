"""The words around names, compiled from the tables of a language."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from passerelle.core.languages import LANGUAGES, table
from passerelle.core.reading.words import Phrases
from passerelle.core.text.folding import fold


@dataclass(frozen=True)
class Lexicon:
    """Titles, heads of organisations and small words of one language, ready to be looked up."""

    language: str
    courtesy: Phrases[bool]
    office: Phrases[bool]
    body: Phrases[bool]
    prime: Phrases[bool]
    acts: frozenset[str]
    deputy: frozenset[str]
    particles: frozenset[str]
    starters: frozenset[str]
    first: Phrases[str]
    last: Phrases[str]
    cues: Phrases[str]
    government_of: Phrases[bool]
    connectors: frozenset[str]
    to: frozenset[str]
    conjunctions: frozenset[str]
    articles: frozenset[str]
    genitive: frozenset[str]
    adjective_ends: tuple[str, ...]
    adjectives: frozenset[str]
    portfolio: frozenset[str]
    stops: frozenset[str]
    tails: Phrases[bool]
    verbs: Phrases[bool]
    local: Phrases[bool]
    small: frozenset[str]
    ministry: tuple[str, ...]
    compounds: Phrases[bool]
    divisions: frozenset[str]
    not_names: frozenset[str]
    events: frozenset[str]
    qualifiers: frozenset[str]
    media_after: frozenset[str]
    collectives: frozenset[str]
    between: frozenset[str]
    capitals: frozenset[str]
    seats: Mapping[str, str]
    announcing: frozenset[str]
    opening: frozenset[str]


def _yes(phrases: list[str]) -> Phrases[bool]:
    return Phrases((phrase, True) for phrase in phrases)


def _by_kind(kinds: dict[str, list[str]]) -> Phrases[str]:
    return Phrases((phrase, kind) for kind, phrases in kinds.items() for phrase in phrases)


@cache
def lexicon(language: str) -> Lexicon:
    """Return the compiled tables of a language (ISO 639-1)."""
    titles: dict[str, Any] = table(language, "titles")
    heads: dict[str, Any] = table(language, "heads")
    every = table("en", "heads")
    first, cues, body = _by_kind(heads["first"]), _by_kind(heads["cues"]), _yes(titles["body"])
    prime = _yes(titles["prime"])
    return Lexicon(
        language=language,
        courtesy=_yes(titles["courtesy"]),
        office=_yes(titles["office"]),
        body=body,
        prime=prime,
        acts=frozenset(titles["acts"]),
        deputy=frozenset(titles["deputy"]),
        particles=frozenset(titles["particles"]),
        starters=frozenset(titles["starters"]),
        first=first,
        last=_by_kind(heads["last"]),
        cues=cues,
        government_of=_yes(heads["government_of"]["country"]),
        connectors=frozenset(heads["connectors"]),
        to=frozenset(heads["to"]),
        conjunctions=frozenset(heads["and"]),
        articles=frozenset(heads["articles"]),
        genitive=frozenset(heads["genitive"]),
        adjective_ends=tuple(heads["adjective_ends"]),
        adjectives=frozenset(heads["adjectives"]["words"]),
        portfolio=frozenset(form for word in heads["portfolio"]["words"] for form in (word, fold(word))),
        stops=frozenset(heads.get("stops", ())),
        verbs=_yes(heads.get("verbs", [])),
        tails=_yes(heads.get("tails", [])),
        local=_yes(heads.get("local", [])),
        small=frozenset(heads.get("small", ())),
        ministry=tuple(titles["ministry"]),
        compounds=_yes(heads.get("words", {}).get("list", [])),
        divisions=frozenset(every["divisions"]["words"]),
        not_names=frozenset(every["not_names"]["words"]),
        events=frozenset(every["events"]["words"]),
        qualifiers=frozenset(heads.get("qualifiers", ())),
        media_after=frozenset(heads["media_after"]),
        collectives=frozenset(heads["collectives"]),
        between=frozenset(heads["between"]),
        capitals=frozenset(every["capitals"]["ids"]),
        seats=every["seats"],
        announcing=first.openers | cues.openers | body.openers,
        opening=first.openers | prime.openers | body.openers,
    )


@dataclass(frozen=True)
class Names:
    """Given and family names, folded; Vietnamese ones also as written."""

    given: frozenset[str]
    family_first: frozenset[str]
    syllables: frozenset[str]
    vietnamese_family: frozenset[str]
    vietnamese_weak: frozenset[str]
    vietnamese_given: frozenset[str]
    vietnamese_toned: frozenset[str]


@cache
def names() -> Names:
    """Return the names of people that the tables of all languages list."""
    world = table("en", "given")
    given = {fold(name) for region in world["given"].values() for name in region}
    for language in LANGUAGES:
        if language != "vi":
            given.update(fold(name) for name in table(language, "names")["given"])
    vietnamese = table("vi", "names")
    family, syllables = vietnamese["family"], vietnamese["given"]
    return Names(
        given=frozenset(given),
        family_first=frozenset(fold(name) for name in table("en", "names")["family_first"]),
        syllables=frozenset(fold(name) for part in world["syllables"].values() for name in part),
        vietnamese_family=frozenset(map(fold, family)),
        vietnamese_weak=frozenset(map(fold, vietnamese["weak"])),
        vietnamese_given=frozenset(map(fold, [*family, *syllables])),
        vietnamese_toned=frozenset(name.lower() for name in family),
    )
