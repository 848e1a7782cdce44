"""Expressions: the dates, periods, durations, numbers, percentages, amounts of money and ordinals of a text.

Numbers are joined first; then each stage is a grammar over tokens (`expressions.toml` of each language): `dates`
claims what is a date, `periods` what joins dates, `ranges` and `quantities` what is left.
"""

import datetime
from collections.abc import Callable, Iterable
from typing import Any

import regex

from passerelle.core.text import dates
from passerelle.core.text.folding import fold_aligned, soften_aligned, unfold
from passerelle.core.text.grammar import Match, grammar
from passerelle.core.text.model import Expression, Money
from passerelle.core.text.numbers import collapse_numbers
from passerelle.core.text.tokens import Token, lexicon, tokenise

_ODD_NUMBER = regex.compile(r"\p{No}")  # "m²" is not two metres
_MEASURES = frozenset(("currency", "symbol", "percent", "money_scale"))

Reference = datetime.date | None
Value = tuple[str, Any]
Builder = Callable[[dict[str, Any], Reference], Value | None]


def find(text: str, language: str, reference: datetime.date | None) -> list[Expression]:
    """Return the expressions of `text`, in order, none inside another.

    `reference` is the day the text was published. What depends on it ("yesterday", "22 September") is left
    out when it is None: a value that cannot be known is not invented. A language without a grammar has none.
    """
    try:
        known = lexicon(language)
    except LookupError:
        return []
    text = _ODD_NUMBER.sub("\N{OBJECT REPLACEMENT CHARACTER}", text)
    levelled, offsets = soften_aligned(text) if known.toned else fold_aligned(text)
    tokens = collapse_numbers(tokenise(levelled, known))
    tokens = _years_told_from_numbers(tokens)
    tokens = _apply(tokens, language, "dates", reference)
    tokens = _apply(tokens, language, "periods", reference)
    tokens = _apply(tokens, language, "ranges", reference)
    tokens = _apply(tokens, language, "quantities", reference)
    found = []
    for token in tokens:
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
        return _date({"literal": values["literal"]}, reference)
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


def _apply(tokens: list[Token], language: str, stage: str, reference: Reference) -> list[Token]:
    """Replace what the rules of `stage` match by one token each, longest matches first."""
    built: list[tuple[Match, Value]] = []
    for match in grammar(language, stage).matches(tokens):
        value = BUILDERS[match.kind](match.parts, reference)
        if value is None and stage == "dates" and reference is None:
            value = _unknowable(match)
        if value is not None:
            built.append((match, value))
    return _replaced(tokens, _chosen(built))


def _unknowable(match: Match) -> Value | None:
    """Return what remains of a date that needs the day of publication: a length of time, or nothing."""
    if match.kind in ("ago", "ahead", "past", "coming"):
        return _duration(match.parts, None)
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


def _replaced(tokens: list[Token], chosen: dict[int, tuple[Match, Value]]) -> list[Token]:
    replaced: list[Token] = []
    at = 0
    while at < len(tokens):
        if at not in chosen:
            replaced.append(tokens[at])
            at += 1
            continue
        match, (kind, value) = chosen[at]
        values = {kind: value} if kind in ("date", "period", "number") else {"found": (kind, value)}
        replaced.append(Token(tokens[at].start, tokens[match.end - 1].end, "", values))
        at = match.end
    return replaced


def _date(parts: dict[str, Any], reference: Reference) -> Value | None:
    year, month, day = parts.get("literal") or parts.get("slashed") or (None, None, None)
    year = parts.get("year", year)
    if "offset" in parts:
        if reference is None:
            return None
        year = reference.year + parts["offset"]
    month = parts.get("month", parts.get("month_number", month))
    value = dates.calendar_date(year, month, parts.get("day", day), reference)
    return ("date", value) if value else None


def _likely_date(parts: dict[str, Any], reference: Reference) -> Value | None:
    """Build a date from "21/10" that no word announces; "2/3" may as well be a fraction."""
    return _date(parts, reference) if max(parts["slashed"][1:]) > 12 else None


def _days(parts: dict[str, Any], reference: Reference) -> Value | None:
    """Build a period from two days of one month: "from 22 to 25 September 2025"."""
    year, month, day = parts.get("literal") or parts.get("slashed") or (None, None, None)
    month = parts.get("month", parts.get("month_number", month))
    last = dates.calendar_date(parts.get("year", year), month, parts.get("day", day), reference)
    first = dates.calendar_date(int(last[:4]), month, parts["first"], None) if last else None
    return ("period", f"{first}/{last}") if first and last and first <= last else None


def _months(parts: dict[str, Any], reference: Reference) -> Value | None:
    last = dates.calendar_date(
        parts.get("year"), parts.get("month", parts.get("month_number")), None, reference
    )
    first = dates.calendar_date(int(last[:4]), parts["first"], None, None) if last else None
    return ("period", f"{first}/{last}") if first and last and first <= last else None


def _weekday(parts: dict[str, Any], reference: Reference) -> Value | None:
    value = dates.weekday_date(parts["weekday"], parts.get("shift"), reference)
    return ("date", value) if value else None


def _relative(parts: dict[str, Any], reference: Reference) -> Value | None:
    unit, count = parts["relative"].split()
    return dates.shifted(unit, int(count), reference)


def _shifted(parts: dict[str, Any], reference: Reference) -> Value | None:
    if "month" in parts or "month_number" in parts:
        return _shifted_month(parts, reference)
    return dates.shifted(parts["unit"], parts["shift"], reference)


def _shifted_month(parts: dict[str, Any], reference: Reference) -> Value | None:
    """Build "last May": the last month of that name before the reference's, or the next after it."""
    if reference is None:
        return None
    month: int = parts.get("month") or parts["month_number"]
    year = reference.year
    if parts["shift"] < 0 and month >= reference.month:
        year -= 1
    if parts["shift"] > 0 and month <= reference.month:
        year += 1
    value = dates.calendar_date(year, month, parts.get("day"), reference)
    return ("date", value) if value else None


def _ago(parts: dict[str, Any], reference: Reference) -> Value | None:
    return _whole(parts, lambda count: dates.moved(parts["unit"], -count, reference))


def _ahead(parts: dict[str, Any], reference: Reference) -> Value | None:
    return _whole(parts, lambda count: dates.moved(parts["unit"], count, reference))


def _past(parts: dict[str, Any], reference: Reference) -> Value | None:
    sign = 1 if parts.get("shift", -1) > 0 else -1
    return _whole(parts, lambda count: dates.stretch(parts["unit"], sign * count, reference))


def _coming(parts: dict[str, Any], reference: Reference) -> Value | None:
    return _whole(parts, lambda count: dates.stretch(parts["unit"], count, reference))


def _whole(parts: dict[str, Any], build: Callable[[int], Value | None]) -> Value | None:
    count = parts.get("number", 1.0)
    return build(int(count)) if count == int(count) and count < 2000 else None


def _since_month(parts: dict[str, Any], reference: Reference) -> Value | None:
    first = _date(parts, reference)
    return _since({"date": first[1]}, reference) or first if first else None


def _part(size: int) -> Builder:
    def build(parts: dict[str, Any], reference: Reference) -> Value | None:
        year = parts.get("year")
        if year is None and reference is not None:
            year = reference.year + parts.get("offset", 0)
        number = parts.get(
            "ordinal",
            parts.get("roman", parts.get("month_number", parts.get("which", parts.get("half_year")))),
        )
        return dates.part_of_year(year, int(number), size) if year and number else None

    return build


def _decade(parts: dict[str, Any], reference: Reference) -> Value | None:
    first = parts["year"]
    return ("period", f"{first:04d}/{first + 9:04d}") if first % 10 == 0 else None


def _years(parts: dict[str, Any], reference: Reference) -> Value | None:
    first, last = parts["first"], parts["last"]
    if last < 100:
        last += first // 100 * 100
    return ("period", f"{first:04d}/{last:04d}") if first < last <= first + 200 else None


def _between(parts: dict[str, Any], reference: Reference) -> Value | None:
    first, last = parts["first"], parts["last"]
    if len(first) != len(last) or first >= last:
        return None
    return "period", f"{first}/{last}"


def _since(parts: dict[str, Any], reference: Reference) -> Value | None:
    first = parts["date"]
    if reference is None:
        return None
    here = reference.isoformat()[: len(first)]
    return ("period", f"{first}/{here}") if first < here else None


def _duration(parts: dict[str, Any], reference: Reference) -> Value | None:
    value = dates.duration(parts["number"], parts["unit"])
    return ("duration", value) if value else None


def _nothing(parts: dict[str, Any], reference: Reference) -> Value | None:
    return "nothing", None


def _range(parts: dict[str, Any], reference: Reference) -> Value | None:
    return ("number", parts["number"]) if parts["low"] < parts["number"] else None


def _percent(parts: dict[str, Any], reference: Reference) -> Value | None:
    return "percent", float(parts["number"])


def _money(parts: dict[str, Any], reference: Reference) -> Value | None:
    amount = float(parts["number"]) * float(parts.get("money_scale", 1))
    return "money", Money(round(amount, 6), str(parts.get("symbol") or parts.get("currency")))


def _ordinal(parts: dict[str, Any], reference: Reference) -> Value | None:
    if "tens" in parts:
        fits = parts["tens"] % 10 == 0 and parts["ordinal"] < 10
        return ("ordinal", parts["tens"] + float(parts["ordinal"])) if fits else None
    return "ordinal", float(parts.get("ordinal") or parts["number"])


BUILDERS: dict[str, Builder] = {
    "date": _date,
    "likely_date": _likely_date,
    "days": _days,
    "months": _months,
    "weekday": _weekday,
    "relative": _relative,
    "shifted": _shifted,
    "ago": _ago,
    "ahead": _ahead,
    "past": _past,
    "coming": _coming,
    "quarter": _part(3),
    "half": _part(6),
    "decade": _decade,
    "years": _years,
    "between": _between,
    "since": _since,
    "since_month": _since_month,
    "duration": _duration,
    "nothing": _nothing,
    "range": _range,
    "percent": _percent,
    "money": _money,
    "ordinal": _ordinal,
}
