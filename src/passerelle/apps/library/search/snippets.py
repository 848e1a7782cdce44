"""Passages of a text that hold what was looked for, with the places to highlight."""

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

import regex

from passerelle.apps.library.search.words import Asked, Term
from passerelle.core.text.folding import fold_aligned, unfold

_AROUND = 110  # characters shown before and after the first word found
_BEGINNING, _LOOKED_AT = 20_000, 400_000  # characters searched for passages: at first, and if none is found


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of text (line breaks as spaces) and the spans to highlight in it.

    `starts_inside` and `ends_inside` say that the text goes on before and after.
    """

    text: str
    highlights: tuple[tuple[int, int], ...] = ()
    starts_inside: bool = False
    ends_inside: bool = False

    @property
    def pieces(self) -> list[tuple[str, bool]]:
        """The text cut into (piece, highlighted), for a template."""
        pieces, at = [], 0
        for start, end in self.highlights:
            pieces += [(self.text[at:start], False), (self.text[start:end], True)]
            at = end
        pieces.append((self.text[at:], False))
        return [piece for piece in pieces if piece[0]]


def _pattern(term: Term) -> str:
    gap = r"[^\p{L}\p{N}]*" if all(len(word) == 1 for word in term.folded) else r"[^\p{L}\p{N}]+"
    return gap.join(map(regex.escape, term.folded)) + ("" if term.prefix else r"(?![\p{L}\p{N}])")


def highlights(text: str, asked: Asked) -> tuple[tuple[int, int], ...]:
    """Return the spans of `text` that hold a wanted term, in order, not overlapping."""
    if not asked.wanted:
        return ()
    folded, offsets = fold_aligned(text[:_LOOKED_AT])
    spans = (unfold(offsets, match.start(), match.end()) for match in _any_of(asked.wanted).finditer(folded))
    return tuple((span.start, span.end) for span in spans)


@lru_cache(maxsize=256)
def _any_of(terms: tuple[Term, ...]) -> regex.Pattern:
    longest_first = sorted({_pattern(term) for term in terms}, key=len, reverse=True)
    return regex.compile(r"(?<![\p{L}\p{N}])(?:" + "|".join(longest_first) + ")")


def passage(text: str, asked: Asked) -> Passage:
    """Return the first passage where most wanted terms stand close together; the beginning when none is found."""
    found = highlights(text[: _edge(text, _BEGINNING)], asked) or highlights(text, asked)
    if not found:
        end = _edge(text, 2 * _AROUND)
        return Passage(_line(text[:end]), (), False, end < len(text))
    first = _densest(text, found[:200])
    start = _edge(text, max(0, first[0] - _AROUND)) if first[0] > _AROUND else 0
    end = _edge(text, first[0] + 2 * _AROUND)
    inside = tuple((a - start, b - start) for a, b in found if start <= a and b <= end)
    return Passage(_line(text[start:end]), inside, start > 0, end < len(text))


def _densest(text: str, found: tuple[tuple[int, int], ...]) -> tuple[int, int]:
    """Return the first of the spans after which most different words stand within a passage."""
    kinds = [text[start:end].casefold() for start, end in found]
    best, most, last = found[0], 0, 0
    inside: Counter[str] = Counter()
    for at, span in enumerate(found):
        while last < len(found) and found[last][1] <= span[0] + 2 * _AROUND:
            inside[kinds[last]] += 1
            last += 1
        if (different := sum(count > 0 for count in inside.values())) > most:
            best, most = span, different
        inside[kinds[at]] -= 1
    return best


def _edge(text: str, at: int) -> int:
    """Return a place near `at` that does not cut a word."""
    while 0 < at < len(text) and not text[at - 1].isspace():
        at += 1
    return min(at, len(text))


def _line(text: str) -> str:
    """Line breaks become spaces; nothing moves."""
    return regex.sub(r"\s", " ", text)
