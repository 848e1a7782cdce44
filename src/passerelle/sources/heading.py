"""The heading of a text that came without a title: its first line, where that stands alone."""

import regex

_LONGEST = 200
_SENTENCES = regex.compile(r"[.!?…]\s+\p{Lu}")


def heading(text: str) -> str:
    """Return the first line that is not blank, when it is short, no two sentences, and not alone; else ""."""
    first, _break, rest = text.strip().partition("\n")
    first = " ".join(first.split())
    if not rest.strip() or not first or len(first) > _LONGEST or _SENTENCES.search(first):
        return ""
    return first
