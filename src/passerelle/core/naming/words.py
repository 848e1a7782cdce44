"""Words of a name as they are compared: nothing invisible, no disguises, every script in Latin letters."""

import unicodedata
from functools import lru_cache
from typing import NamedTuple

import regex
from anyascii import anyascii

from passerelle.core.text.folding import fold

LONGEST = 300  # characters; what is longer is no name
# Letters of other alphabets that look like Latin ones (Unicode, UTS 39), as far as names are disguised with them.
_TWINS = str.maketrans(
    "аеорсухіјѕԁԛԝһӏԍАВЕКМНОРСТХУІЈЅԌοανρτυκιχωΑΒΕΖΗΙΚΜΝΟΡΤΥΧϲϳ",
    "aeopcyxijsdqwhlgABEKMHOPCTXYIJSGoavptukixwABEZHIKMNOPTYXcj",
)
_SCRIPTS = ("Latin", "Cyrillic", "Greek", "Arabic", "Hebrew", "Han", "Hangul", "Katakana", "Hiragana")
_SCRIPT = regex.compile("|".join(rf"(?P<{name}>\p{{{name}}})" for name in _SCRIPTS))
_PIECE = regex.compile(
    r"(?<dotted>(?:\p{L}\.){2,}\p{L}?(?!\p{L}))|(?<elided>[dlDL])['’ʼ](?=\p{L})"
    r"|(?<word>[\p{Han}\p{Hangul}]|(?:(?![\p{Han}\p{Hangul}])[\p{L}\p{M}])+(?:['’ʼʹ`´](?:(?![\p{Han}\p{Hangul}])[\p{L}\p{M}])+)*)"
    r"|(?<number>\p{N}+(?:st|nd|rd|th|e|er|ème|º)?(?!\p{L})|\p{N}+)|(?<and>[&+])|(?<comma>[,،，])|(?<open>[(\[«„“])"
)
_APOSTROPHES = regex.compile(r"['’ʼʹ`´]")
_SIGN_INSIDE = regex.compile(r"(?<=\p{L}{2})[\p{Nd}@$!](?=\p{L})|(?<=\p{L})[\p{Nd}@$!](?=\p{L}{2})")
_LETTERS_OF_SIGNS = str.maketrans("0134578@$!", "oieastbasi") | {ord("9"): "g", ord("6"): "b"}
_ORDINAL = regex.compile(r"(\d+)(?:st|nd|rd|th|e|er|ème|º)")


class Word(NamedTuple):
    """One word: `text` as written (lower case, accents kept, NFC), `plain` in Latin letters without accents."""

    text: str
    plain: str
    script: str
    kind: str  # word, dotted (letters with points), number, and, comma
    upper: bool
    tied: bool = False  # a hyphen joins it to the word before
    follows: bool = False  # nothing stands between it and the word before


class Words(NamedTuple):
    """The words of a name; `disguised` are those written with letters that only look Latin."""

    words: tuple[Word, ...]
    disguised: tuple[str, ...]


@lru_cache(maxsize=50_000)
def words_of(name: str) -> Words:
    """Split a name into words. Empty when nothing is left of it; never raises.

    What is longer than `LONGEST` characters is cut there: callers refuse it before.
    """
    text = unicodedata.normalize("NFKC", visible(name[: 4 * LONGEST]))[:LONGEST]
    latin = _scripts(text) & {"Latin"}
    found: list[Word] = []
    disguised: list[str] = []
    for piece in _PIECE.finditer(text):
        kind = piece.lastgroup or "word"
        if kind == "open":
            continue
        written = piece.group()
        if kind == "elided":
            written, kind = piece.group("elided"), "word"
        if kind == "word":
            bare = _undisguised(written, bool(latin))
            if bare != written:
                disguised.append(written)
            written = _APOSTROPHES.sub("", bare)
        tied = bool(found) and text[piece.start() - 1] in "-‐‑–" and text[piece.start() - 2].isalpha()
        follows = bool(found) and text[piece.start() - 1].isalpha()
        found.append(_word(written, kind)._replace(tied=tied, follows=follows))
    return Words(tuple(found), tuple(disguised))


def with_letters(name: str) -> str:
    """Return a name with the digits and signs inside its words made the letters they look like: I9or, P@ypal."""
    return _SIGN_INSIDE.sub(lambda found: found.group().translate(_LETTERS_OF_SIGNS), name)


def visible(name: str) -> str:
    """Return a name without what nobody sees: zero-width characters, marks of direction, controls."""
    return "".join(
        " " if character.isspace() else character
        for character in name
        if unicodedata.category(character) not in ("Cf", "Cc", "Cs", "Co", "Cn") or character.isspace()
    )


def _word(written: str, kind: str) -> Word:
    if kind == "number":
        ordinal = _ORDINAL.fullmatch(written)
        digits = "".join(
            str(unicodedata.digit(sign, sign)) for sign in (ordinal.group(1) if ordinal else written)
        )
        return Word(written, digits.lstrip("0") or "0", "", "number", False)
    if kind in ("and", "comma"):
        return Word(written, kind, "", kind, False)
    upper = written.isupper()
    text = written.lower()
    found = _SCRIPT.match(text)
    script = (found.lastgroup or "") if found else ""
    plain = fold(text if script == "Latin" else anyascii(unicodedata.normalize("NFC", text)))
    plain = "".join(sign for sign in plain if sign.isascii() and sign.isalnum())
    return Word(text.replace(".", "") if kind == "dotted" else text, plain, script, kind, upper)


def _scripts(text: str) -> set[str]:
    return {found.lastgroup or "" for found in _SCRIPT.finditer(text)} - {""}


def _undisguised(word: str, among_latin: bool) -> str:
    """Return a word with look-alike letters made Latin, when it mixes alphabets or stands among Latin words."""
    scripts = _scripts(word)
    mixed = "Latin" in scripts and scripts & {"Cyrillic", "Greek"}
    if not mixed and not (among_latin and scripts in ({"Cyrillic"}, {"Greek"})):
        return word
    plain = word.translate(_TWINS)
    return plain if _scripts(plain) <= {"Latin"} else word
