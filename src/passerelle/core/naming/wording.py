"""Names and affiliations as words: folded, abbreviations and translations brought to one form, parted at commas.

"Dept. of Comput. Sci., Univ. of Oxford" and "Department of Computer Science, University of Oxford" say the same words.
"""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple, TypeAlias

import regex

from passerelle.core.text.folding import fold
from passerelle.core.text.remembered import Remembered

LONGEST = 2_000
"""No affiliation is longer: what follows is not read."""

_PIECE = regex.compile(r"[\p{L}\p{M}\p{N}]+|[,;:|()\[\]{}/\n\t•#]| [-–—] ")
_DOTTED = regex.compile(r"(?<![\p{L}\p{N}])(?:\p{Lu}\.){2,6}")
_POSSESSIVE = regex.compile(r"(?i)['’]s\b")
_FEW = 2  # so many words in capitals are acronyms rather than a text in capitals
_SEPARATORS = frozenset(",;:|()[]{}/\n\t•# ")
_RUN = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}]+")
_CAMEL = regex.compile(r"(?<=\p{Ll}{3})(?=\p{Lu}\p{Ll}{2})")


class Word(NamedTuple):
    """A word as it counts: `part` numbers the stretch between commas, `capitals` says that it is an acronym.

    `joined` says that a small word ("of", "de", "and") leads to it from the word before.
    """

    text: str
    part: int
    capitals: bool
    joined: bool = False


Phrases: TypeAlias = tuple[tuple[tuple[str, ...], str], ...]
"""What may follow a word, and the word that they count as together; the longest first."""


class Forms(NamedTuple):
    """The table of forms: word → word that counts, phrases by their first word, words without weight, of units."""

    words: dict[str, str]
    phrases: dict[str, Phrases]
    small: frozenset[str]
    units: frozenset[str]


@cache
def data(name: str) -> dict[str, Any]:
    """Return a table of this package's data, as written."""
    return tomllib.loads((files(__package__) / "data" / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def forms() -> Forms:
    """Return the words that names share, and the forms they take."""
    table = data("forms")
    words = {form: word for word, written in table["forms"].items() for form in written.split()}
    by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for phrase, word in table["phrases"].items():
        first, *rest = phrase.split()
        by_first.setdefault(first, []).append((tuple(rest), word))
    longest_first = {
        first: tuple(sorted(rest, key=lambda one: -len(one[0]))) for first, rest in by_first.items()
    }
    return Forms(words, longest_first, frozenset(table["small"].split()), frozenset(table["units"].split()))


def words_of(text: str) -> list[Word]:
    """Return the words of a name or affiliation that carry weight, in order; all of them when none does."""
    pieces = _pieces(text[:LONGEST])
    letters = [piece for piece in pieces if len(piece) > 1]
    shouted = len(letters) > _FEW and not any(piece.islower() or piece.istitle() for piece in letters)
    return _words(pieces, shouted) or _words(pieces, shouted, small=True)


def _words(pieces: list[str], shouted: bool, *, small: bool = False) -> list[Word]:
    """Return the words of pieces; those of no weight too when `small`."""
    found: list[Word] = []
    part = opened = at = 0
    joined = False
    while at < len(pieces):
        said = _SAID[pieces[at]]
        at += 1
        if said.separates:
            part += opened
            opened = 0
            joined = False
            continue
        capitals = said.upper and not shouted
        for form, weightless, phrases in said.words:
            if phrases and (phrase := _phrase(pieces, at, phrases)):
                found.append(Word(phrase[1], part, False, joined))
                at += phrase[0]
            elif small or capitals or not weightless:
                found.append(Word(form, part, capitals, joined))
            else:
                joined = opened > 0
                continue
            opened, joined = 1, False
    return found


def _phrase(pieces: list[str], at: int, known: Phrases) -> tuple[int, str] | None:
    """Return how many pieces from `at` on complete a phrase, and the word it counts as; None when none does."""
    for rest, word in known:
        following = pieces[at : at + len(rest)]
        if len(following) == len(rest) and all(
            _SAID[piece].folded == (wanted,) for piece, wanted in zip(following, rest, strict=True)
        ):
            return len(rest), word
    return None


def _pieces(text: str) -> list[str]:
    if "’" in text or "'" in text:
        text = _POSSESSIVE.sub("", text)
    if "." in text:
        text = _DOTTED.sub(lambda dotted: dotted.group().replace(".", "") + " ", text)
    pieces: list[str] = _PIECE.findall(_CAMEL.sub(" ", text))
    return pieces


def _fold_piece(piece: str) -> tuple[str, ...]:
    """Fold one word; scripts that write no spaces are cut into pairs of characters."""
    folded = fold(piece)
    if not folded:
        return ()
    if len(folded) > 2 and _RUN.fullmatch(folded):
        return tuple(folded[i : i + 2] for i in range(len(folded) - 1))
    return (folded,)


class _Said(NamedTuple):
    """What a piece of text says wherever it stands: folded; and its words as they count, whether they are small ones,
    and the phrases that begin with them."""

    separates: bool
    upper: bool
    folded: tuple[str, ...]
    words: tuple[tuple[str, bool, Phrases], ...]


def _say(piece: str) -> _Said:
    known, folded = forms(), _fold_piece(piece)
    words = [(known.words.get(one, one), one in known.small, known.phrases.get(one, ())) for one in folded]
    return _Said(piece[0] in _SEPARATORS, len(piece) > 1 and piece.isupper(), folded, tuple(words))


_SAID: Remembered[_Said] = Remembered(_say, most=200_000)
