"""Tokens: words, figures and signs of a text, with the classes that a language's grammar gives them.

A class has a value: "mai" is month 5, "12" is figure 12.0, day 12 and month_number 12. Phrases of the lexicon
are one token. The grammar (`expressions.toml`) is data; nothing here knows a language.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from unicodedata import numeric

import regex

from passerelle.core.languages import table
from passerelle.core.text.figures import Values, figure_values
from passerelle.core.text.folding import fold, soften_aligned
from passerelle.core.text.model import Span

VULGAR = {sign: chr(0xF000 + place) for place, sign in enumerate("½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞")}
"""Private characters that stand for fractions of one sign, so that folding leaves them alone."""
_SHARES = {private: numeric(sign) for sign, private in VULGAR.items()}
# `re`, not `regex`: two and a half times as fast here, and [^\W\d_] is a letter in it.
_TOKEN = re.compile(
    r"""
    (?P<plain>[^\W\d_](?:[^\W\d_]|[\u0300-\u036f])*+(?![\d:.-]))
  | (?P<simple>(?<![\d/.,:-])(?<!\d\ )\d{1,9}+(?=,?\ (?:[^\W\d_]{2}|\W)))
  | (?P<code>(?:usd|eur|vnd|gbp|jpy|cny|rmb|krw|sgd|aud|cad|chf|inr|thb|vnđ|rm
      |sek|nok|dkk|pln|huf|czk|idr|php|twd|hkd|nzd|zar|kes|ngn|brl|mxn|aed|sar|qar|ils|kzt|egp|mad|xof|xaf)(?=\d))
  | (?P<address>https?://\S++|www\.\S++|\d++\.[^\W\d_]++)
  | (?P<name>\d++[hj]/\d++ | [^\W\d_]+\d\w*+(?:[-/.][^\W\d_]*\d+)*+
      | (?<!\d)[^\W\d_]++-(?:\d{5,}|\d{1,3})(?!\d|[.,/]\d|\ ?%)
      | (?<![\d/])\d++(?:/\d{4})?+/[^\W\d_]++(?:-[^\W\d_]++)++ | (?<![\d/])\d++/\d{4}/[^\W\d_][\w-]*+
      | (?<!\d)\d++-[^\W\d_]++/[^\W\d_]++)
  | (?P<ymd>(?<![\d/.,])(?:19|20)\d\d(?P<between>[-/.])\d{1,2}(?P=between)\d{1,2}(?![\d/])
      | (?<!\d)\d{4}-\d{2}-\d{2}(?!\d))
  | (?P<ym>(?<![\d-])(?:19|20)\d\d-(?:0?[1-9]|1[0-2])(?![\d-]))
  | (?P<dmy>(?<![\d/.,])\d{1,2}(?P<mark>[/.-])\d{1,2}(?P=mark)\d{4}(?![\d]))
  | (?P<short>(?<![\d/.,-])\d{1,2}(?P<slash>[/-])\d{1,2}(?P=slash)\d{2}(?![\d/-])
      | (?<![\d/.,-])\d{2}\.\d{2}\.\d{2}(?![\d.]))
  | (?P<my>(?<![\d/.,-])\d{1,2}[/-](?:19|20)\d{2}(?![\d/]))
  | (?P<dm>(?<![\d/.,])\d{1,2}/\d{1,2}(?![\d/%]))
  | (?P<clock>(?<!\d)(?:[01]?\d|2[0-4])(?:(?:h|:|\ h\ |g)[0-5]\d(?!\d)|h(?![^\W\d_])))
  | (?P<figure>\d++(?:[.,]\d++)?e[+-]?\d{1,2}(?!\w)
      | (?<!\d)\d{1,3}(?:\ \d{3}){1,5}+(?!\d)(?:[.,]\d++)?+ | \d++(?:[.,]\d++)*+
      | (?<![^\s(-])[.,]\d++(?![.,]\d))
  | (?P<word>[^\W\d_](?:[^\W\d_]|[\u0300-\u036f])*+)
  | (?P<line>\n++)
  | (?P<vulgar>[\uF000-\uF00E])
  | (?P<sign>(?P<same>[^\s\w]|_)(?P=same)*+)
    """,
    re.VERBOSE,
)
_AFTER_FIGURE = frozenset(
    (
        "scale",
        "hundred",
        "money_scale",
        "unit",
        "suffix",
        "percent",
        "currency",
        "symbol",
        "decade_mark",
        "month",
        "short_month",
        "which",
        "half_year",
        "cent",
    )
)
_LAST_SHORT = 49  # "3/3/49" is 2049, "3/3/50" is 1950
_DOTTED_MONTH = regex.compile(r"(?:19|20)\d\d\.(?:0?[1-9]|1[0-2])")
_HEADS = frozenset(("month", "short_month", "symbol"))
_HEAD = regex.compile(r"\p{L}+")
_DAY_AND_MONTH = re.compile(r"(\d{1,2})[/-](\d{1,2})(?:[/-]\d{4})?")
_DATE_MARK = regex.compile("[/.-]")
_SPLIT = regex.compile(r"\p{L}+|\d+|[^\p{L}\d]")


@dataclass(slots=True)
class Token:
    """One token: text[start:end] of the levelled text; `values` maps its classes to their values.

    `code` is the grammar's: the character that stands for its classes once it has been asked for.
    """

    start: int
    end: int
    text: str
    values: Values = field(default_factory=dict)
    code: str = ""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Phrases (as pieces) with their classes, and how the language writes figures.

    `tree` holds the phrases piece by piece: a branch for each next piece, the classes under None.
    """

    phrases: dict[tuple[str, ...], Values]
    tree: dict[str | None, Any]
    decimal: str
    toned: bool
    day_first: bool

    def pieces(self, phrase: str) -> tuple[str, ...]:
        """Return the tokens that `phrase` is made of, levelled as the text is."""
        levelled = soften_aligned(phrase)[0] if self.toned else fold(phrase)
        return tuple(match.group() for match in _TOKEN.finditer(levelled))


@cache
def lexicon(language: str, toneless: bool = False) -> Lexicon:
    """Return the lexicon of `language`; raises LookupError when it has no `expressions` table.

    `toneless` is for a language that writes tones and a text that leaves them out.
    """
    written = table(language, "expressions")
    toned = written["toned"] and not toneless
    made = Lexicon({}, {}, written["decimal"], toned, written["day_first"])
    left_out = frozenset(written["only_toned"]) if toneless else frozenset()
    for name, words in written["words"].items():
        for phrase, value in words.items() if isinstance(words, dict) else ((word, True) for word in words):
            if phrase in left_out:
                continue
            pieces = made.pieces(phrase)
            made.phrases.setdefault(pieces, {})[name] = value
            branch = made.tree
            for piece in pieces:
                branch = branch.setdefault(piece, {})
            branch[None] = made.phrases[pieces]
    return made


def tokenise(levelled: str, known: Lexicon, islands: Iterable[Span]) -> list[Token]:
    """Return the tokens of the islands of a levelled text, phrases of the lexicon joined.

    A token of class `line` stands between two islands, as it does between two lines.
    """
    tokens: list[Token] = []
    for island in islands:
        found: list[Token] = []
        for match in _TOKEN.finditer(levelled, island.start, island.end):
            if match.lastgroup == "plain":
                found.append(Token(*match.span(), match.group(), {}))
            elif match.lastgroup == "name":
                found.extend(_named(match, known))
            else:
                found.append(_token(match, known))
        tokens += _joined(found, known)
        tokens.append(Token(island.end, island.end, "\n", {"line": True}))
    if known.day_first and _month_comes_first(tokens):
        for token in tokens:
            if _DAY_AND_MONTH.fullmatch(token.text):
                _read_date(token, "dm" if "slashed" in token.values else "dmy", False)
    return tokens


def _month_comes_first(tokens: list[Token]) -> bool:
    """Tell whether the text writes 5/20 and never 20/5: then 5/12 is 12 May in it."""
    written = [match for token in tokens if token.values and (match := _DAY_AND_MONTH.fullmatch(token.text))]
    return any(int(match[2]) > 12 for match in written) and not any(int(match[1]) > 12 for match in written)


def _token(match: "re.Match[str]", known: Lexicon) -> Token:
    kind, text = match.lastgroup, match.group()
    token = Token(*match.span(), text)
    if kind in ("figure", "simple"):
        dotted = known.decimal == "," and _DOTTED_MONTH.fullmatch(text)
        token.values = (
            {"literal": (int(text[:4]), int(text[5:]), None)}
            if dotted
            else figure_values(text, known.decimal)
        )
    elif kind == "line":
        token.values = {"line": True}
    elif kind == "vulgar":
        token.values = {"share_sign": _SHARES[text]}
    elif kind == "clock":
        token.values = {"clock": True}
    elif kind in ("ymd", "ym", "dmy", "short", "my", "dm"):
        _read_date(token, kind, known.day_first)
    elif kind == "name":
        token.values = dict(known.phrases.get((text,), {}))
    return token


def _read_date(token: Token, kind: str, day_first: bool) -> None:
    numbers = [int(part) for part in _DATE_MARK.split(token.text)]
    literal = _literal(kind, numbers, day_first)
    if kind == "dm":
        quotient = numbers[0] / numbers[1] if numbers[1] else 1.0
        token.values = {"slashed": literal, "quotient": quotient}
    else:
        token.values = {"literal": literal}


def _named(match: "re.Match[str]", known: Lexicon) -> list[Token]:
    """Return the token of a name ("A350"), or several when it is none: "Jan-12" begins with a month."""
    head = _HEAD.match(match.group())
    if head is None or _HEADS.isdisjoint(known.phrases.get((head.group(),), ())):
        return [_token(match, known)]
    start = match.start()
    pieces = (
        _TOKEN.fullmatch(match.string, start + piece.start(), start + piece.end())
        for piece in _SPLIT.finditer(match.group())
    )
    return [_token(piece, known) for piece in pieces if piece is not None]


def _literal(kind: str, numbers: list[int], day_first: bool) -> tuple[int | None, int | None, int | None]:
    """Return (year, month, day) of a date in figures, None where it says nothing."""
    if kind == "ymd":
        return numbers[0], numbers[1], numbers[2]
    if kind == "ym":
        return numbers[0], numbers[1], None
    if kind == "my":
        return numbers[1], numbers[0], None
    day, month = numbers[:2] if day_first else (numbers[1], numbers[0])
    if month > 12 >= day:
        day, month = month, day
    if kind == "short":
        return numbers[2] + (2000 if numbers[2] <= _LAST_SHORT else 1900), month, day
    return (numbers[2] if kind == "dmy" else None), month, day


def _joined(tokens: list[Token], known: Lexicon) -> list[Token]:
    """Join the tokens of the longest phrases of the lexicon to one each."""
    joined: list[Token] = []
    tree, count, at = known.tree, len(tokens), 0
    while at < count:
        token = tokens[at]
        branch, size, length, classes = tree.get(token.text), 1, 1, None
        while branch is not None:
            values = branch.get(None)
            if values is not None and ("symbol" not in values or _adjacent(tokens, at, size)):
                length, classes = size, values
            branch = branch.get(tokens[at + size].text) if at + size < count else None
            size += 1
        if classes is not None:
            text = token.text if length == 1 else " ".join([piece.text for piece in tokens[at : at + length]])
            more = token.values if length == 1 and "ignored" not in classes else {}
            token = Token(token.start, tokens[at + length - 1].end, text, {**classes, **more})
        joined.append(token)
        at += length
    return [
        _free_or_glued(joined, at) if "figure" in token.values else token for at, token in enumerate(joined)
    ]


def _adjacent(tokens: list[Token], at: int, size: int) -> bool:
    """Tell whether nothing stands between the tokens: "A$" is a currency, "a $5 note" is not."""
    return all(tokens[place].end == tokens[place + 1].start for place in range(at, at + size - 1))


def _free_or_glued(tokens: list[Token], at: int) -> Token:
    """A figure glued to letters that the lexicon does not know ("5G", "737MAX") is a name, not a number."""
    token = tokens[at]
    if at + 1 == len(tokens):
        return token
    after = tokens[at + 1]
    if after.start == token.end and after.text[:1].isalpha() and not _AFTER_FIGURE & after.values.keys():
        return Token(token.start, token.end, token.text)
    return token
