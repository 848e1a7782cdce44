"""Folding: the form of a text in which spellings of one word are equal.

Case, accents, ligatures, width, typographic quotes, dashes and spaces are levelled, one character at a time,
so that a span found in the folded text leads back to the text as written.
"""

import unicodedata
from collections.abc import Callable, Sequence
from functools import lru_cache

import regex

from passerelle.core.text.model import Span
from passerelle.core.text.remembered import Remembered

_LETTERS = {"đ": "d", "ð": "d", "ø": "o", "ł": "l", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
_SIGNS = dict.fromkeys("’‘‛′ʼʹ`´＇", "'") | dict.fromkeys("“”„‟«»″〝〞＂", '"') | {"‹": "'", "›": "'"}
_SHORT = 30  # words are folded again and again, texts are not
_PAGE = 50_000  # names, technologies and expressions ask for the same page, one after the other
_COMPOSED = regex.compile(r"\P{M}\p{M}*|\p{M}+")


def _level(character: str) -> str:
    """Level what carries no sound: case, width, quotes, dashes, spaces, invisible characters."""
    category = unicodedata.category(character)
    if character in _SIGNS:
        return _SIGNS[character]
    if category == "Pd" or character == "−":
        return "-"
    if category in ("Zl", "Zp"):
        return "\n"
    if category == "Zs" or character in "\t\r\v\f":
        return " "
    if category == "Cf":
        return ""
    return character.casefold()


def _bare(character: str) -> str:
    """Level one character and take off its accents, until nothing changes."""
    before, after = "", character
    while after != before:
        before = after
        levelled = "".join(_level(part) for part in unicodedata.normalize("NFKD", before))
        kept = (part for part in levelled if unicodedata.category(part) not in ("Mn", "Me"))
        after = "".join(_LETTERS.get(part, part) for part in kept)
    return after


def _soft(character: str) -> str:
    """Level one character and keep its accents; a form that would not be one character stays as it is."""
    levelled = _level(character)
    return levelled if len(levelled) == 1 else character


class _Table(dict[int, str]):
    """A translation table that works out each character once."""

    def __init__(self, level: Callable[[str], str]) -> None:
        super().__init__()
        self.level = level

    def __missing__(self, code: int) -> str:
        self[code] = self.level(chr(code))
        return self[code]


_BARE, _SOFT = _Table(_bare), _Table(_soft)


def fold(text: str) -> str:
    """Return `text` without case, accents, ligatures and typographic variants; idempotent.

    >>> fold("Đại sứ quán — L’ŒUVRE")
    "dai su quan - l'oeuvre"
    """
    return text.translate(_BARE) if len(text) > _SHORT else _FOLDED[text]


_FOLDED = Remembered(lambda word: word.translate(_BARE))


def fold_aligned(text: str) -> tuple[str, Sequence[int]]:
    """Return the folded text and, for each of its characters, the offset it comes from in `text`.

    The offsets end with one entry more, the length of `text`. `unfold` leads a folded span back.
    """
    return _fold_page(text) if len(text) <= _PAGE else _fold_aligned(text)


def _fold_aligned(text: str) -> tuple[str, Sequence[int]]:
    folded = fold(text)
    uneven = {character: size for character in set(text) if (size := len(_BARE[ord(character)])) != 1}
    if not uneven:
        return folded, range(len(text) + 1)
    offsets: list[int] = []
    begin = 0
    places = regex.compile("[" + "".join(map(regex.escape, uneven)) + "]")
    for at in [found.start() for found in places.finditer(text)]:
        offsets.extend(range(begin, at))
        offsets.extend([at] * uneven[text[at]])
        begin = at + 1
    offsets.extend(range(begin, len(text) + 1))
    return folded, offsets


_fold_page = lru_cache(maxsize=2)(_fold_aligned)


def soften_aligned(text: str) -> tuple[str, Sequence[int]]:
    """Like `fold_aligned`, but accents stay, composed: Vietnamese words differ by nothing else."""
    if unicodedata.is_normalized("NFC", text):
        return text.translate(_SOFT), range(len(text) + 1)
    pieces: list[str] = []
    offsets: list[int] = []
    for match in _COMPOSED.finditer(text):
        composed = unicodedata.normalize("NFC", match.group())
        pieces.append(composed)
        offsets.extend([match.start()] * len(composed))
    return "".join(pieces).translate(_SOFT), [*offsets, len(text)]


def unfold(offsets: Sequence[int], start: int, end: int) -> Span:
    """Return the span of the written text that the folded span `start`:`end` (not empty) comes from."""
    last = offsets[end - 1]
    return Span(offsets[start], offsets[end] if offsets[end] > last else last + 1)
