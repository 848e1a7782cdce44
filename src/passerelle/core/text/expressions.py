"""Expressions: the dates, periods, durations, numbers, percentages, amounts of money and ordinals of a text.

Numbers are joined first; then each stage is a grammar over tokens (`expressions.toml` of each language): `dates`
claims what is a date, `periods` what joins dates, `ranges` and `quantities` what is left.
"""

import datetime
from collections.abc import Iterable, Sequence

import regex

from passerelle.core.text.folding import fold_aligned, soften_aligned, unfold
from passerelle.core.text.grammar import STAGES, Grammar, Match, grammar
from passerelle.core.text.model import Expression
from passerelle.core.text.numbers import collapse_numbers
from passerelle.core.text.tokens import VULGAR, Token, lexicon, tokenise
from passerelle.core.text.values import BUILDERS, Reference, Value

_ODD_NUMBER = regex.compile(r"\p{No}")
_BUILT_ON = ("date", "period", "number", "ordinal", "spelled_year")
_MEASURES = frozenset(("currency", "symbol", "percent", "money_scale"))


def find(text: str, language: str, reference: datetime.date | None) -> list[Expression]:
    """Return the expressions of `text`, in order, none inside another.

    `reference` is the day the text was published. What depends on it ("yesterday", "22 September") is left
    out when it is None: a value that cannot be known is not invented. A language without a grammar has none.
    """
    return find_for(text, language, (reference,))[0]


def find_for(text: str, language: str, references: Sequence[Reference]) -> list[list[Expression]]:
    """Return what `find` does for each of several days, at the price of cutting the text up once."""
    try:
        known, rules = lexicon(language), grammar(language)
        if known.toned and text.isascii():
            known, rules = lexicon(language, toneless=True), grammar(language, toneless=True)
    except LookupError:
        return [[] for _ in references]
    text = _ODD_NUMBER.sub(_no_figure, text)
    levelled, offsets = soften_aligned(text) if known.toned else fold_aligned(text)
    tokens = collapse_numbers(tokenise(levelled, known, rules.chart.islands(levelled)))
    tokens = _years_told_from_numbers(tokens)
    return [_found(tokens, offsets, rules, reference) for reference in references]


def _no_figure(match: "regex.Match[str]") -> str:
    """Keep folding from making figures of signs: "m²" is not two metres, "2½" is not 21/2."""
    return VULGAR.get(match.group(), "\N{OBJECT REPLACEMENT CHARACTER}")


def _found(
    tokens: list[Token], offsets: Sequence[int], rules: Grammar, reference: Reference
) -> list[Expression]:
    for stage in STAGES:
        tokens = _apply(tokens, rules, stage, reference)
    found = []
    for token in tokens:
        if not token.values:
            continue
        expression = token.values.get("found") or _alone(token, reference)
        if expression is not None and expression[0] != "nothing":
            span = unfold(offsets, token.start, token.end)
            found.append(Expression(span.start, span.end, *expression))
    return found


def _alone(token: Token, reference: Reference) -> Value | None:
    """Return what a token says by itself once no rule wanted it."""
    values = token.values
    if "period" in values:
        return "period", values["period"]
    if "date" in values:
        return "date", values["date"]
    if "literal" in values:
        return BUILDERS["date"]({"literal": values["literal"]}, reference)
    if "ordinal" in values:
        return "ordinal", float(values["ordinal"])
    if "number" in values and "edition" not in values:
        return "number", float(values["number"])
    return None


def _years_told_from_numbers(tokens: list[Token]) -> list[Token]:
    """Take the class `year` from figures that measure something ("$2000") or count it ("2000 engineers")."""
    for at, token in enumerate(tokens):
        if "year" not in token.values:
            continue
        before = tokens[at - 1].values if at else {}
        after = tokens[at + 1] if at + 1 < len(tokens) else None
        likely = 1900 <= token.values["year"] <= 2100
        counts = after is not None and after.text[:1].isalpha() and not after.values
        measures = "symbol" in before or (after is not None and _MEASURES & after.values.keys())
        if not likely or measures or (counts and token.values["year"] % 100 == 0):
            token.values = {name: value for name, value in token.values.items() if name != "year"}
    return tokens


def _apply(tokens: list[Token], rules: Grammar, stage: str, reference: Reference) -> list[Token]:
    """Replace what the rules of `stage` match by one token each, longest matches first."""
    built: list[tuple[Match, Value]] = []
    for match in rules.matches(stage, tokens):
        value = _built(match, reference)
        if value is None and stage == "dates" and reference is None:
            value = _unknowable(match)
        if value is not None:
            built.append((match, value))
    return _replaced(tokens, _chosen(built))


def _built(match: Match, reference: Reference) -> Value | None:
    try:
        return BUILDERS[match.kind](match.parts, reference)
    except (ValueError, OverflowError):  # a day that the calendar does not have
        return None


def _unknowable(match: Match) -> Value | None:
    """Return what remains of a date that needs the day of publication: a length of time, or nothing to be found."""
    if match.kind == "likely_date":
        return None
    if match.kind in ("ago", "ahead", "past", "coming"):
        return BUILDERS["duration"](match.parts, None)
    return "nothing", None


def _chosen(built: Iterable[tuple[Match, Value]]) -> dict[int, tuple[Match, Value]]:
    chosen: dict[int, tuple[Match, Value]] = {}
    taken: set[int] = set()
    for match, value in sorted(built, key=lambda pair: pair[0].start - pair[0].end):
        places = range(match.start, match.end)
        if taken.isdisjoint(places):
            taken.update(places)
            chosen[match.start] = (match, value)
    return chosen


def _classes(kind: str, value: object) -> dict[str, object]:
    """Return the classes of the token that stands for what a rule found: what later rules may build on."""
    if kind == "open_date":
        return {"date": value, "open": True}
    if kind == "numbered":
        return {"ordinal": value, "numbered": value}
    return {kind: value} if kind in _BUILT_ON else {"found": (kind, value)}


def _replaced(tokens: list[Token], chosen: dict[int, tuple[Match, Value]]) -> list[Token]:
    replaced: list[Token] = []
    last = 0
    for at in sorted(chosen):
        match, (kind, value) = chosen[at]
        replaced.extend(tokens[last:at])
        replaced.append(Token(tokens[at].start, tokens[match.end - 1].end, "", _classes(kind, value)))
        last = match.end
    replaced.extend(tokens[last:])
    return replaced
