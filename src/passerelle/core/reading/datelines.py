"""Datelines: where and when a report was filed, before its first words: "PARIS, France, 6 February 2025 – …"."""

import regex

_LINE = regex.compile(r"\(?\p{Lu}[^\n.;!?]{1,88}?\)?\s*[–—]\s|\(?\p{Lu}[^\n.;!?]{1,88}?\)?\s+-\s")
_SMALL = regex.compile(r"(?<![\p{L}\p{M}])\p{Ll}[\p{L}\p{M}]*")
_MOST_SMALL = 4


def dateline_end(text: str, start: int, end: int) -> int:
    """Return where the dateline of the sentence text[start:end] ends, `start` when it has none.

    Only a sentence that opens a paragraph has one: at most a few words in lower case (those of a date), then a dash.
    """
    if start and "\n" not in text[max(0, start - 3) : start]:
        return start
    found = _LINE.match(text, start, end)
    if found is None or ("," not in found.group() and not _loud(found.group())):
        return start
    return found.end() if len(_SMALL.findall(found.group())) <= _MOST_SMALL else start


def _loud(words: str) -> bool:
    return any(word.isupper() and len(word) > 2 for word in words.replace("(", " ").split())
