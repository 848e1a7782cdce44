"""The name of an organisation taken apart: legal forms off, the rest in items that mean something or name somebody."""

from collections import Counter
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

import regex

from passerelle.core.naming.accents import agree
from passerelle.core.naming.concepts import LANGUAGES, Phrase, phrase_at, stem
from passerelle.core.naming.legal import without_affixes, without_forms
from passerelle.core.naming.numerals import numeral_at
from passerelle.core.naming.tables import naming_table
from passerelle.core.naming.words import Word, with_letters, words_of

_ASIDE = regex.compile(r"\(\s*([\p{Lu}\p{N}][\p{Lu}\p{N}&.-]{1,9})\s*\)")
_MOST = 16  # items of a name that are compared
_UNSPACED = ("Han", "Hangul")
_TONED = regex.compile(r"[ăđơưĂĐƠƯ\u1EA0-\u1EF9]")
# How much an item of a kind says about which body it is.
_SAYS = {
    "forms": 0.2,
    "heads": 0.8,
    "qualifiers": 0.7,
    "fields": 1.0,
    "country": 0.9,
    "city": 1.2,
    "number": 1.2,
}


class Item(NamedTuple):
    """A word or phrase of a name.

    `concepts` it may mean; `says`: how much it tells; `seat`: it says where; `capitals`: written so.
    """

    kind: str
    text: str
    plain: str
    concepts: frozenset[str]
    says: float
    seat: bool
    script: str
    capitals: bool = False


class Body(NamedTuple):
    """A name ready to be compared.

    `asides` are acronyms in brackets, `words` those without legal forms, `written` all of them.
    """

    items: tuple[Item, ...]
    legal: tuple[str, ...]
    legal_text: str
    language: str
    asides: tuple[str, ...]
    words: tuple[Word, ...]
    written: tuple[Word, ...]
    disguised: tuple[str, ...]


@lru_cache(maxsize=50_000)
def body_of(name: str) -> Body:
    """Take the name of an organisation apart; without items when nothing of it names anything."""
    name = with_letters(name)
    asides = tuple(found.group(1) for found in _ASIDE.finditer(name) if not _is_place(found.group(1)))
    rest, affixes = without_affixes(
        _ASIDE.sub(lambda found: " " if found.group(1) in asides else found.group(), name)
    )
    if not words_of(rest).words:
        rest, asides = name, ()
    words, disguised = words_of(rest)
    kept, legal, legal_text = without_forms(words)
    kept = _expanded(kept)
    items, languages = _items(kept)
    if _TONED.search(name):
        languages["vi"] += 5
    language = max(LANGUAGES, key=lambda one: languages[one]) if languages else ""
    return Body(
        tuple(items[:_MOST]), legal + affixes, legal_text, language, asides, tuple(kept), words, disguised
    )


def _is_place(aside: str) -> bool:
    words = words_of(aside).words
    phrase = phrase_at(words, 0, False) if words else None
    return phrase is not None and any(one.kind in ("country", "city") for one in phrase.meanings)


def _items(words: Sequence[Word]) -> tuple[list[Item], Counter[str]]:
    places = naming_table("legal_forms")["places"]
    stops, seats = frozenset(places["stops"]), frozenset(places["seats"])
    toneless = _is_toneless(words)
    items: list[Item] = []
    languages: Counter[str] = Counter()
    at, before = 0, ""
    while at < len(words):
        word = words[at]
        value, size = numeral_at(words, at)
        if value:
            text = " ".join(one.text for one in words[at : at + size])
            items.append(Item("number", text, value, frozenset(), _SAYS["number"], False, ""))
            at, before = at + size, text
            continue
        phrase = None if word.kind in ("comma", "and") else phrase_at(words, at, toneless)
        if phrase is not None and (phrase.end - at > 1 or not _is_stop(word, stops)):
            items.append(_meant(words, phrase, before in seats))
            for language in {meaning.language for meaning in phrase.meanings} - {""}:
                languages[language] += 1
            at, before = phrase.end, ""
            continue
        if not _is_stop(word, stops) and word.plain:
            item = _named(word)
            if items and _is_syllable(word, words[at - 1], items[-1]):
                item = _run_on(items.pop(), item)
            if items[-1:] != [item]:  # said twice is said once
                items.append(item)
        before, at = word.text, at + 1
    return items, languages


def _is_stop(word: Word, stops: frozenset[str]) -> bool:
    if word.kind in ("comma", "and"):
        return True
    return word.plain in stops and word.kind == "word" and not (word.upper and len(word.plain) == 1)


def _is_toneless(words: Sequence[Word]) -> bool:
    """Say whether a name is Vietnamese written without accents: it holds phrases of several Vietnamese words."""
    if any(not word.text.isascii() for word in words):
        return False
    found = (phrase_at(words, at, False) for at in range(len(words)))
    return any(
        phrase is not None
        and phrase.end - phrase.start > 1
        and all(meaning.language == "vi" for meaning in phrase.meanings)
        for phrase in found
    )


def _meant(words: Sequence[Word], phrase: Phrase, seat: bool) -> Item:
    said = words[phrase.start : phrase.end]
    kinds = {meaning.kind for meaning in phrase.meanings}
    kind = next(
        kind for kind in ("country", "city", "heads", "fields", "qualifiers", "forms") if kind in kinds
    )
    concepts = frozenset(
        f"{meaning.kind} {meaning.concept}" if meaning.kind in ("country", "city") else meaning.concept
        for meaning in phrase.meanings
    )
    plain = "".join(word.plain for word in said)
    text = " ".join(word.text for word in said)
    return Item(kind, text, plain, concepts, _SAYS[kind], seat, said[0].script)


def _named(word: Word) -> Item:
    says = 0.6 if len(word.plain) == 1 else 1.0 + min(len(word.plain), 8) / 8
    return Item("word", word.text, word.plain, frozenset(), says, False, word.script, word.upper)


def _is_syllable(word: Word, before: Word, item: Item) -> bool:
    """Say whether a word goes on the one before: Chinese, Japanese and Korean are written without spaces."""
    return word.script == before.script and word.script in _UNSPACED and item.kind == "word" and word.follows


def _run_on(item: Item, more: Item) -> Item:
    letters = item.plain + more.plain
    says = 1.0 + min(len(letters), 8) / 8
    return item._replace(text=item.text + more.text, plain=letters, says=says)


def _expanded(words: Sequence[Word]) -> list[Word]:
    """Write out the abbreviations and compounds of the table."""
    known = _abbreviations()
    found: list[Word] = []
    at = 0
    while at < len(words):
        for size in range(min(5, len(words) - at), 0, -1):
            run = words[at : at + size]
            form, meaning = known.get(tuple(stem(word.plain) for word in run), ("", ()))
            if meaning and agree(" ".join(word.text for word in run), form):
                found.extend(meaning)
                at += size
                break
        else:
            found.append(words[at])
            at += 1
    return found


@cache
def _abbreviations() -> dict[tuple[str, ...], tuple[str, tuple[Word, ...]]]:
    found = {}
    for form, meaning in naming_table("abbreviations")["means"].items():
        words = words_of(form).words
        written = " ".join(word.text for word in words)
        found[tuple(stem(word.plain) for word in words)] = (written, words_of(meaning).words)
    return found
