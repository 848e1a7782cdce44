"""Tagging: the places of a text that name a technology of one of the groups.

A lexicon (`technologies.toml` of each language) lists terms by group. Words are compared folded and in the
singular, hyphens and spaces are the same, and the longest term wins; `none` lists longer phrases in which a
term means something else. Terms under `cased` count only in capitals as written ("AI" is not "ai").
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import accumulate

import regex

from passerelle.core.languages import table
from passerelle.core.text.folding import fold, fold_aligned, soften_aligned, unfold
from passerelle.core.text.remembered import Remembered

_WORD = regex.compile(r"([\p{L}\p{N}]+)")
_JOINTS = frozenset((" ", "-", "'", "\n", " - ", "- ", " -", "-\n", "  "))
_NO_GROUP = "none"


@dataclass(frozen=True, slots=True)
class TechnologyMention:
    """text[start:end] names a technology of `group` (an id of the taxonomy)."""

    group: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Lexicon:
    """The group of each term, a sequence of words, and of each cased term, as written.

    `known` holds both as sequences of words; `longest` maps a first word to the length of its longest term;
    `singulars` remembers the words met.
    """

    terms: dict[tuple[str, ...], str]
    cased: dict[str, str]
    known: set[tuple[str, ...]]
    longest: dict[str, int]
    singulars: Remembered[str]


def _singular(word: str, plurals: Sequence[tuple[str, str]]) -> str:
    if len(word) > 3:
        for ending, instead in plurals:
            if word.endswith(ending):
                return word[: len(word) - len(ending)] + instead
    return word


@cache
def _lexicon(language: str, toned: bool) -> _Lexicon:
    written = table(language, "technologies")
    lexicon = _Lexicon({}, {}, set(), {}, Remembered(partial(_singular, plurals=written["plurals"])))
    for group, terms in written["terms"].items():
        for term in terms:
            lexicon.terms[_words_of(term, lexicon, toned)] = group
    for group, terms in written["cased"].items():
        lexicon.cased.update(dict.fromkeys(terms, group))
    lexicon.known.update(lexicon.terms, (_words_of(term, lexicon, toned) for term in lexicon.cased))
    for words in lexicon.known:
        lexicon.longest[words[0]] = max(len(words), lexicon.longest.get(words[0], 0))
    return lexicon


def _words_of(term: str, lexicon: _Lexicon, toned: bool) -> tuple[str, ...]:
    levelled = soften_aligned(term)[0] if toned else fold(term)
    return tuple(lexicon.singulars[word] for word in _WORD.findall(levelled))


def tag(text: str, language: str) -> list[TechnologyMention]:
    """Return the technologies that `text` names, in order; none for a language without a lexicon.

    Vietnamese is compared with its tones when the text has any.
    """
    toned = language == "vi" and not text.isascii()
    try:
        lexicon = _lexicon(language, toned)
    except LookupError:
        return []
    levelled, offsets = soften_aligned(text) if toned else fold_aligned(text)
    pieces = _WORD.split(levelled)
    words = list(map(lexicon.singulars.__getitem__, pieces[1::2]))
    ends = list(accumulate(map(len, pieces)))
    mentions: list[TechnologyMention] = []
    free = 0
    for at in [at for at, word in enumerate(words) if word in lexicon.longest]:
        if at < free:
            continue
        for size in range(_reach(at, words, pieces, lexicon), 0, -1):
            term = tuple(words[at : at + size])
            if term not in lexicon.known:
                continue
            span = unfold(offsets, ends[2 * at], ends[2 * (at + size) - 1])
            group = _group(term, text[span.start : span.end], lexicon)
            if group is not None:
                free = at + size
                if group != _NO_GROUP:
                    mentions.append(TechnologyMention(group, span.start, span.end))
                break
    return mentions


def _reach(at: int, words: Sequence[str], pieces: Sequence[str], lexicon: _Lexicon) -> int:
    """Return how many words from `at` on may belong to one term: joined, and no more than a term has."""
    longest = min(lexicon.longest[words[at]], len(words) - at)
    for size in range(1, longest):
        if pieces[2 * (at + size)] not in _JOINTS:
            return size
    return longest


def _group(words: tuple[str, ...], written: str, lexicon: _Lexicon) -> str | None:
    return lexicon.cased.get(written) or lexicon.terms.get(words)
