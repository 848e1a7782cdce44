"""Legal forms: what the law calls a body, taken off its name and kept by class."""

from collections.abc import Sequence
from functools import cache

from passerelle.core.naming.tables import naming_table
from passerelle.core.naming.words import Word
from passerelle.core.text.folding import fold

_MOST = 7


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
    kept, found, written = list(words), [], []
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


def _key(words: Sequence[Word]) -> str:
    return " ".join(
        fold(word.text) if word.script not in ("Latin", "") else word.plain
        for word in words
        if word.kind != "comma"
    )


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
