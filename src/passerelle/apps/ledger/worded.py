"""What a question looks for in the folded words of the ledger's rows, as patterns: whole words, side by side."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

import regex

from passerelle.apps.finding.widening import Part, Way, Widened
from passerelle.apps.ledger.columns import BETWEEN, Asked, Pattern
from passerelle.apps.library.search.words import Term

_OTHERS = 8  # other names of one part of a question that are looked for
_WORD = r"[\p{L}\p{N}\p{M}]"
_GAP = rf"[^\p{{L}}\p{{N}}\p{{M}}{BETWEEN}]"
_UNSPACED = regex.compile(
    r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]"
)  # scripts of which one character is a word


def wanted(question: Widened) -> Asked:
    """Return what a question wants, as patterns over folded text."""
    return [[_held(way) for way in _ways(part)] for part in question.parts]


def unwanted(question: Widened) -> list[Pattern]:
    """Return what a question does not want, as patterns over folded text."""
    return [_pattern(term) for term in question.asked.unwanted]


def first_words(question: Widened) -> list[list[list[str]]]:
    """Return part → way → words, with which a database leaves aside most of what cannot answer."""
    return [
        [[word for term in way for word in term.folded] for way in _ways(part)] for part in question.parts
    ]


def says(text: str, parts: Asked, never: Sequence[Pattern]) -> bool:
    """Say whether a folded text says every part of a question and nothing that is not wanted."""
    return all(
        any(all(pattern.search(text) for pattern in way) for way in ways) for ways in parts
    ) and not any(pattern.search(text) for pattern in never)


def _ways(part: Part) -> tuple[Way, ...]:
    return (part.typed, *part.others[:_OTHERS])


def _held(way: Iterable[Term]) -> list[Pattern]:
    return [_pattern(term) for term in way]


@lru_cache(maxsize=2000)
def _pattern(term: Term) -> Pattern:
    """Return what finds the words of a term side by side, each whole; the last as a beginning when it is a prefix."""
    said, before = "", ""
    for word in term.folded:
        apart = bool(before) and not (_UNSPACED.match(before[-1]) and _UNSPACED.match(word[0]))
        said += (f"{_GAP}+" if apart else f"{_GAP}*" if before else "") + regex.escape(word)
        before = word
    begins = "" if _UNSPACED.match(term.folded[0][0]) else f"(?<!{_WORD})"
    ends = "" if term.prefix or _UNSPACED.match(before[-1]) else f"(?!{_WORD})"
    return regex.compile(begins + said + ends)
