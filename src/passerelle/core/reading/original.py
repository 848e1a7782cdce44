"""The form of a text that grammars match, and the way back to the text as it was given.

Letters are composed (NFC); quotes, apostrophes, dashes and spaces have one form each, one character for one, so
that a pattern is written once. Cyrillic and Greek letters that stand inside Latin words for the Latin ones they look
like are led back to these. What a reader finds is moved back to the given text at the end.
"""

import unicodedata
from collections.abc import Sequence

import regex

from passerelle.core.text.model import Span

_CLUSTER = regex.compile(r"\P{M}\p{M}+|[\u1100-\u11ff]+")
_SIGNS = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "ʼ": "'",
        "“": '"',
        "”": '"',
        "„": '"',
        "«": '"',
        "»": '"',
        "\u00a0": " ",
        "\u202f": " ",
        "Ð": "Đ",  # Icelandic, in old Vietnamese fonts
        "Ɖ": "Đ",
    }
    | dict.fromkeys("\u2007\u2009\u200a\u2002\u2003\t\u200b", " ")
)
# Cyrillic, then Greek.
_FOREIGN = "АВЕКМНОРСТХІЈЅаеорсухіјѕΑΒΕΖΗΙΚΜΝΟΡΤΥΧο"
_LATIN = str.maketrans(_FOREIGN, "ABEKMHOPCTXIJSaeopcyxijsABEZHIKMNOPTYXo")
_STRANGE = regex.compile(rf"[{_FOREIGN}]")
_MIXED = regex.compile(rf"(?<![\p{{L}}\p{{M}}])[\p{{Latin}}\p{{M}}{_FOREIGN}]++(?!\p{{L}})")
_OWN = regex.compile(r"\p{Latin}")


class Original:
    """A text as given, with `text`, the same in one form. Offsets of `text` lead back with `given`."""

    def __init__(self, given: str) -> None:
        self._offsets: Sequence[int] | None = None
        given = _led_to_latin(given)
        if unicodedata.is_normalized("NFC", given):
            self.text = given.translate(_SIGNS)
            return
        pieces: list[str] = []
        offsets: list[int] = []
        at = 0
        for cluster in _CLUSTER.finditer(given):
            pieces.append(given[at : cluster.start()])
            offsets.extend(range(at, cluster.start()))
            composed = unicodedata.normalize("NFC", cluster.group())
            pieces.append(composed)
            offsets.extend([cluster.start()] * len(composed))
            at = cluster.end()
        pieces.append(given[at:])
        offsets.extend(range(at, len(given) + 1))
        self.text = "".join(pieces).translate(_SIGNS)
        self._offsets = offsets

    @property
    def aligned(self) -> bool:
        """Say whether every offset of `text` is that of the text as given."""
        return self._offsets is None

    def given(self, start: int, end: int) -> Span:
        """Return where text[start:end] stands in the text as given."""
        if self._offsets is None:
            return Span(start, end)
        first = self._offsets[start]
        last = self._offsets[end]
        while end < len(self._offsets) - 1 and end > start and self._offsets[end] == self._offsets[end - 1]:
            end += 1
            last = self._offsets[end]
        return Span(first, max(first, last))


def _led_to_latin(text: str) -> str:
    """Replace, one for one, foreign letters in words that are Latin but for them."""
    if not _STRANGE.search(text):
        return text
    return _MIXED.sub(_latin, text)


def _latin(word: regex.Match[str]) -> str:
    return word[0].translate(_LATIN) if _OWN.search(word[0]) else word[0]
