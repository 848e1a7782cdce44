"""The sentence of a document in which somebody is named."""

from collections.abc import Iterable
from dataclasses import dataclass

import regex

from passerelle.apps.library.models import Document
from passerelle.core.text.sentences import split

_AROUND = 700  # characters looked at around a name
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence around the words that name somebody; `found` is empty where no name stands as it was noted."""

    document: Document
    before: str = ""
    found: str = ""
    after: str = ""


def passage_naming(document: Document, names: Iterable[str]) -> Passage:
    """Return the first sentence that holds one of the names, tried in their order."""
    text = document.text
    for name in names:
        # A name that wraps over a line is the same name; inside another word it is not.
        words = r"\s+".join(regex.escape(word) for word in name[:_LONGEST].split())
        match = words and regex.search(rf"(?<![\p{{L}}\p{{N}}]){words}(?![\p{{L}}\p{{N}}])", text)
        if match:
            return _inside(document, text, match.start(), match.end())
    return Passage(document)


def _inside(document: Document, text: str, start: int, end: int) -> Passage:
    begin = max(0, start - _AROUND)
    window = text[begin : end + _AROUND]
    for sentence in split(window, document.language):
        first, last = sentence.start + begin, sentence.end + begin
        if first <= start and end <= last:
            return Passage(document, text[first:start], text[start:end], text[end:last])
    return Passage(document, "", text[start:end], "")
