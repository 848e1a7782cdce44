"""Legal forms: what the law calls a body, taken off its name and kept by class."""

from collections.abc import Sequence
from functools import cache, lru_cache

from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne

from passerelle.core.naming.tables import naming_table
from passerelle.core.naming.words import Word
from passerelle.core.text.folding import fold

_MOST = 10
_SPELT, _LONG = 5, 9  # letters of a word in which one letter, or two, may be a slip


def without_affixes(name: str) -> tuple[str, tuple[str, ...]]:
    """Take off the legal forms that Chinese, Japanese and Korean write to a name without a space."""
    for kind, forms in naming_table("legal_forms")["affixes"].items():
        for form in sorted(forms, key=len, reverse=True):
            if form in name and name.strip() != form:
                return name.replace(form, " "), (kind,)
    return name, ()


def without_forms(words: Sequence[Word]) -> tuple[list[Word], tuple[str, ...], str]:
    """Take legal forms off both ends of a name.

    Returns the rest, the classes of the forms found, and the forms as written. A name that is nothing else keeps its
    words.
    """
    known, leading = _forms(), _leading()
    kept, found, written = _respelt(words), [], []
    again = True
    while again:
        again = False
        for size in range(min(_MOST, len(kept)), 0, -1):
            if (key := _key(kept[-size:])) in known and size < len(kept):
                found.append(known[key])
                written.append(" ".join(word.text for word in kept[-size:]))
                kept, again = kept[:-size], True
                break
            key = _key(kept[:size])
            if key in known and size < len(kept) and (size > 1 or key in leading):
                found.append(known[key])
                written.append(" ".join(word.text for word in kept[:size]))
                kept, again = kept[size:], True
                break
        while len(kept) > 1 and kept[-1].kind in ("comma", "and"):
            kept, again = kept[:-1], True
    return kept, tuple(dict.fromkeys(found)), ", ".join(written)


def _respelt(words: Sequence[Word]) -> list[Word]:
    """Correct words beside a word of legal forms that are nearly such words themselves: Joynt Stock Company."""
    known = _vocabulary()
    inside = [_form(word) in known for word in words]
    return [
        word._replace(text=nearest, plain=nearest)
        if not inside[at]
        and word.kind == "word"
        and (inside[at - 1 : at] == [True] or inside[at + 1 : at + 2] == [True])
        and (nearest := _nearest(_form(word)))
        else word
        for at, word in enumerate(words)
    ]


@lru_cache(maxsize=20_000)
def _nearest(word: str) -> str:
    """Return the word of legal forms that a word is a slip of: a letter in five, two in nine; "" when of none."""
    if len(word) < _SPELT:
        return ""
    most = 1 if len(word) < _LONG else 2
    found = extractOne(word, _vocabulary_of_slips(), scorer=OSA.distance, score_cutoff=most)
    return str(found[0]) if found else ""


@cache
def _vocabulary() -> frozenset[str]:
    return frozenset(word for form in _forms() if " " in form for word in form.split())


@cache
def _vocabulary_of_slips() -> tuple[str, ...]:
    return tuple(sorted(word for word in _vocabulary() if len(word) >= _SPELT))


def _form(word: Word) -> str:
    return fold(word.text) if word.script not in ("Latin", "") else word.plain


def _key(words: Sequence[Word]) -> str:
    said = [_form(word) for word in words if word.kind != "comma"]
    return ("" if max(map(len, said), default=0) == 1 else " ").join(said)


@cache
def _forms() -> dict[str, str]:
    found: dict[str, str] = {}
    for kind, forms in naming_table("legal_forms")["classes"].items():
        for form in forms:
            found.setdefault(" ".join(fold(form).split()), kind)
    return found


@cache
def _leading() -> frozenset[str]:
    return frozenset(fold(form) for form in naming_table("legal_forms")["places"]["leading"])
