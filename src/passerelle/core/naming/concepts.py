"""The vocabulary of names of bodies and places: concepts in three languages, countries and cities, legal forms.

A phrase is looked up by the stems of its words without accents; then its accents are asked (`agree`): a name may leave
accents out but not contradict them, and what is short must carry its own ("mỹ" is a country, "my" is not).
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from babel import Locale

from passerelle.core.naming.accents import agree, marks
from passerelle.core.naming.tables import naming_table
from passerelle.core.naming.words import Word, words_of
from passerelle.core.text.folding import fold

LANGUAGES = ("en", "fr", "vi")
_OTHERS = ("de", "es", "it", "pt", "nl", "ru", "ja", "ko", "zh")
_COUNTRIES_ALSO = ("pl", "uk", "ar", "el", "nb", "sv", "da", "fi", "tr", "cs", "hu", "id")
_ENDINGS = ("ies", "ie", "es", "s", "y", "e", "x")
_SHORT = 4
_USUAL = 2  # forms of a concept whose initials acronyms are made of
_PROPER = ("country", "city")
_LONGEST_PHRASE = 9


class Meaning(NamedTuple):
    """What a phrase means: `kind` (forms, heads, qualifiers, fields, country, city), the concept, its language."""

    kind: str
    concept: str
    language: str
    written: tuple[str, ...]


class Phrase(NamedTuple):
    """A stretch of words with what it may mean."""

    start: int
    end: int
    meanings: tuple[Meaning, ...]


def stem(plain: str) -> str:
    """Return a plain word without the ending that English and French inflect: technolog(y, ies, ie)."""
    if len(plain) > _SHORT:
        for ending in _ENDINGS:
            if plain.endswith(ending) and len(plain) - len(ending) > 2:
                return plain[: -len(ending)]
    return plain


def phrase_at(words: Sequence[Word], at: int, toneless: bool) -> Phrase | None:
    """Return the longest phrase of the vocabulary that begins at word `at`.

    `toneless`: the name is Vietnamese without its accents, so that short words need not carry theirs.
    """
    known, openings = _vocabulary()
    stems: list[str] = []
    best = None
    for end in range(at, min(at + _LONGEST_PHRASE, len(words))):
        stems.append(stem(words[end].plain))
        key = tuple(stems)
        if found := known.get(key):
            surface = [word.text for word in words[at : end + 1]]
            if meant := tuple(one for one in found if _allowed(surface, one, toneless)):
                best = Phrase(at, end + 1, meant)
        if key not in openings:
            break
    return best


def initials_of(concept: str, language: str) -> frozenset[str]:
    """Return the first letters of the words that a language has for a concept; empty when it is none."""
    return _initials().get((concept, language), frozenset())


@cache
def country_letters(code: str, language: str) -> frozenset[str]:
    """Return what a country may be in an acronym: the first letter of its name or adjective, or those of its words."""
    names = [str(Locale(language).territories.get(code, code))]
    if language != "vi":
        names += naming_table("places")["countries"].get(code, "").split("|")[:6]
    initials = ("".join(word.plain[0] for word in words_of(name).words if word.plain) for name in names)
    return frozenset(
        letters for found in initials if found for letters in (found[0], found) if len(letters) < 4
    )


@cache
def related() -> frozenset[frozenset[str]]:
    """Return the pairs of concepts that one language does not part as another does."""
    groups = naming_table("related")["groups"]
    return frozenset(
        frozenset((one, other))
        for group in groups
        for one in group.split()
        for other in group.split()
        if one != other
    )


def _allowed(surface: Sequence[str], meaning: Meaning, toneless: bool) -> bool:
    written = meaning.written
    if not written:
        return True
    if meaning.kind in _PROPER and [fold(one) for one in surface] != [fold(one) for one in written]:
        return False
    exact = sum(map(len, written)) <= _SHORT and not (toneless and meaning.kind != "country")
    if exact and any(marks(one) != marks(two) for one, two in zip(surface, written, strict=True)):
        return False
    return agree(" ".join(surface), " ".join(written))


@cache
def _vocabulary() -> tuple[dict[tuple[str, ...], tuple[Meaning, ...]], frozenset[tuple[str, ...]]]:
    known: defaultdict[tuple[str, ...], dict[Meaning, None]] = defaultdict(dict)
    for kind, concept, language, form in _forms():
        words = [word for word in words_of(form).words if word.kind != "comma"]
        key = tuple(stem(word.plain) for word in words)
        if key and all(key) and len(key) <= _LONGEST_PHRASE:
            latin = all(word.script in ("Latin", "") for word in words)
            written = tuple(word.text for word in words) if latin else ()
            known[key][Meaning(kind, concept, language, written)] = None
    openings = frozenset(key[:size] for key in known for size in range(1, len(key) + 1))
    return {key: tuple(found) for key, found in known.items()}, openings


def _forms() -> Iterator[tuple[str, str, str, str]]:
    for kind, concepts in naming_table("concepts").items():
        for concept, columns in concepts.items():
            for language, column in zip((*LANGUAGES, ""), columns, strict=False):
                for form in filter(None, column.split("|")):
                    yield kind, concept, language, form
    places = naming_table("places")
    for code, names in _countries():
        yield "country", code, "", names
    for code, column in places["countries"].items():
        for form in column.split("|"):
            yield "country", code, "", form
    for city, form in _cities():
        yield "city", city, "", form


def _countries() -> Iterator[tuple[str, str]]:
    for language in (*LANGUAGES, *_OTHERS, *_COUNTRIES_ALSO):
        for code, name in Locale(language).territories.items():
            if len(code) == 2 and code.isalpha() and code not in ("ZZ", "EU", "UN", "EZ", "XA", "XB"):
                yield code, name.split(" (")[0]


def _cities() -> Iterator[tuple[str, str]]:
    """Yield the cities of the own table, then those that CLDR names for the zones of time."""
    own: dict[str, str] = {}
    for city, column in naming_table("places")["cities"].items():
        for form in column.split("|"):
            own[form] = city
            yield city, form
    named: defaultdict[str, set[str]] = defaultdict(set)
    for language in (*LANGUAGES, *_OTHERS):
        for zone, told in Locale(language).time_zones.items():
            if "/" in str(zone) and "city" in told:
                named[str(zone)] |= {str(told["city"]), str(zone).rsplit("/", 1)[1].replace("_", " ")}
    for zone in sorted(named):
        names = sorted(named[zone])
        mine = next((own[name.lower()] for name in names if name.lower() in own), None)
        for name in names:
            yield mine or zone.rsplit("/", 1)[1].lower(), name


@cache
def _initials() -> dict[tuple[str, str], frozenset[str]]:
    found: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for kind, concept, language, form in _forms():
        if language in LANGUAGES and kind not in _PROPER:
            words = [word for word in words_of(form).words if word.kind == "word" and word.plain]
            if len(found[concept, language]) < _USUAL:
                found[concept, language].add("".join(word.plain[0] for word in words))
    return {key: frozenset(initials) for key, initials in found.items()}
