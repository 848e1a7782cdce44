"""What a person types into the search box, and the words of a text. Nothing typed is ever a syntax error.

`đất hiếm` finds both words, `"đất hiếm"` side by side; `bán*` words that begin so, `-chip` no document with
it.
"""

from dataclasses import dataclass
from functools import lru_cache

import regex

from passerelle.core.text.folding import fold, soften_aligned

LONGEST = 80  # characters of a word that are looked at
# Scripts written without spaces give one word a character; looked for, they are phrases.
_WORD = regex.compile(
    r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]"
    r"|(?:[\p{L}\p{N}\p{M}](?<![\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]))+"
)
_ASKED = regex.compile(r'(?P<minus>(?<!\S)-)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»″〝〞＂", '"'))
MOST_TERMS = 20


def words(text: str) -> tuple[list[str], list[str]]:
    """Return the words of a text folded (no case, no accents) and as written (lower case), one for one."""
    exact = [word[:LONGEST] for word in _WORD.findall(soften_aligned(text)[0])]
    return [_folded(word) for word in exact], exact


def cut(levelled: str) -> list[str]:
    """Return the words of a text that is folded or softened already."""
    return _WORD.findall(levelled)


@lru_cache(maxsize=50_000)
def _folded(word: str) -> str:
    return "".join(_WORD.findall(fold(word)))[:LONGEST] or word


@dataclass(frozen=True, slots=True)
class Term:
    """One thing asked for: words that stand side by side. `toned` when it carries accents."""

    folded: tuple[str, ...]
    exact: tuple[str, ...]
    prefix: bool = False

    @property
    def toned(self) -> bool:
        return self.folded != self.exact


@dataclass(frozen=True, slots=True)
class Asked:
    """A parsed query: every one of `wanted`, none of `unwanted`."""

    wanted: tuple[Term, ...] = ()
    unwanted: tuple[Term, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.wanted or self.unwanted)

    @property
    def toned(self) -> bool:
        return any(term.toned for term in self.wanted)


def ask(typed: str) -> Asked:
    """Return what was asked for. Signs that mean nothing here are passed over."""
    wanted: list[Term] = []
    unwanted: list[Term] = []
    for match in _ASKED.finditer(typed.translate(_QUOTES)[:1000]):
        word = match["word"]
        text = match["phrase"] if word is None else word
        folded, exact = (tuple(found) for found in words(text))
        if not folded or len(wanted) + len(unwanted) == MOST_TERMS:
            continue
        prefix = word is not None and word.endswith("*") and len(folded[-1]) > 1
        (unwanted if match["minus"] else wanted).append(Term(folded, exact, prefix))
    return Asked(tuple(dict.fromkeys(wanted)), tuple(dict.fromkeys(unwanted)))


def quoted(typed: str) -> frozenset[Term]:
    """Return the wanted terms that were typed between quotation marks."""
    phrases = (match["phrase"] for match in _ASKED.finditer(typed.translate(_QUOTES)[:1000]))
    return frozenset(term for phrase in phrases if phrase for term in ask(f'"{phrase}"').wanted)
