"""Tagging: the places of a text that name a technology of one of the groups.

A lexicon (`technologies.toml` of each language) lists terms by group. Words are compared folded and in the
singular, hyphens and spaces are the same, and the longest term wins; `none` lists longer phrases in which a
term means something else. Terms under `cased` count only in capitals as written ("AI" is not "ai").
"""

from dataclasses import dataclass
from functools import cache

import regex

from passerelle.core.languages import table
from passerelle.core.text.folding import fold, fold_aligned, soften_aligned, unfold

_WORD = regex.compile(r"[\p{L}\p{N}]+")
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

    `longest` maps a first word to the length of its longest term.
    """

    terms: dict[tuple[str, ...], str]
    cased: dict[str, str]
    longest: dict[str, int]
    plurals: tuple[tuple[str, str], ...]

    def singular(self, word: str) -> str:
        if len(word) > 3:
            for ending, instead in self.plurals:
                if word.endswith(ending):
                    return word[: len(word) - len(ending)] + instead
        return word


@cache
def _lexicon(language: str, toned: bool) -> _Lexicon:
    written = table(language, "technologies")
    lexicon = _Lexicon({}, {}, {}, tuple((ending, instead) for ending, instead in written["plurals"]))
    for group, terms in written["terms"].items():
        for term in terms:
            lexicon.terms[_words_of(term, lexicon, toned)] = group
    for group, terms in written["cased"].items():
        lexicon.cased.update(dict.fromkeys(terms, group))
    cased = (_words_of(term, lexicon, toned) for term in lexicon.cased)
    for words in (*lexicon.terms, *cased):
        lexicon.longest[words[0]] = max(len(words), lexicon.longest.get(words[0], 0))
    return lexicon


def _words_of(term: str, lexicon: _Lexicon, toned: bool) -> tuple[str, ...]:
    levelled = soften_aligned(term)[0] if toned else fold(term)
    return tuple(lexicon.singular(word) for word in _WORD.findall(levelled))


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
    found = list(_WORD.finditer(levelled))
    words = [lexicon.singular(match.group()) for match in found]
    mentions: list[TechnologyMention] = []
    at = 0
    while at < len(words):
        length = 1
        for size in range(_reach(at, words, found, levelled, lexicon), 0, -1):
            span = unfold(offsets, found[at].start(), found[at + size - 1].end())
            group = _group(tuple(words[at : at + size]), text[span.start : span.end], lexicon)
            if group is not None:
                length = size
                if group != _NO_GROUP:
                    mentions.append(TechnologyMention(group, span.start, span.end))
                break
        at += length
    return mentions


def _reach(
    at: int, words: list[str], found: "list[regex.Match[str]]", levelled: str, lexicon: _Lexicon
) -> int:
    """Return how many words from `at` on may belong to one term: joined, and no more than a term has."""
    longest = min(lexicon.longest.get(words[at], 0), len(words) - at)
    for size in range(1, longest):
        if levelled[found[at + size - 1].end() : found[at + size].start()] not in _JOINTS:
            return size
    return longest


def _group(words: tuple[str, ...], written: str, lexicon: _Lexicon) -> str | None:
    return lexicon.cased.get(written) or lexicon.terms.get(words)
