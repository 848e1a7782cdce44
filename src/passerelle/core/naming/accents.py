"""Accents and Vietnamese tones: when two spellings may be the same name, and when their marks contradict it."""

import unicodedata
from collections import Counter

import regex

_MARKED = regex.compile(r"[ăâđêôơưĂÂĐÊÔƠƯ\u1EA0-\u1EF9]")


def marks(word: str) -> Counter[str]:
    """Return the accents of a word, wherever they stand: hòa and hoà have the same."""
    counted: Counter[str] = Counter()
    for letter in unicodedata.normalize("NFD", word.lower()):
        if unicodedata.combining(letter) or letter == "đ":
            counted[letter] += 1
    return counted


def agree(surface: str, name: str, *, exactly: bool = False) -> bool:
    """Say whether the accents of `surface` allow the `name`.

    A spelling may leave accents out ("Etats-Unis", "To Lam") but not contradict them; `exactly` wants all of them.
    """
    ours, theirs = surface.split(), name.split()
    if len(ours) != len(theirs):
        return False
    for mine, wanted in zip(ours, theirs, strict=True):
        if mine == wanted:
            continue
        written, expected = marks(mine), marks(wanted)
        if written != expected and (exactly or written - expected):
            return False
    return True


def is_toned(text: str) -> bool:
    """Say whether a Vietnamese text writes its accents (about one letter in five does)."""
    sample = text[:4000]
    return len(_MARKED.findall(sample)) * 20 > sum(map(str.isalpha, sample))
