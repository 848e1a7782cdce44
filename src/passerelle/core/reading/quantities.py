"""Quantities: the numbers of a sentence that count or measure something, with their units and deadlines."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import regex

from passerelle.core.reading.clauses import Clauses
from passerelle.core.reading.counted import nouns
from passerelle.core.reading.model import Quantity
from passerelle.core.text.model import Expression, Money

_WORD = regex.compile(r"[\p{L}\p{M}][\p{L}\p{M}'-]*")
_GOAL_YEAR = regex.compile(r"20[2-9]\d$")
_PERIOD = regex.compile(r"(20[0-4]\d)\s?[-–/]\s?(20[2-9]\d)")
_YEAR = regex.compile(r"(?:19|20)\d\d")
_NUMBERED = regex.compile(
    r"(?:\b(?:n\s?[°ºo]s?|no|nos|số|number|phase|article|điều|khoản|mục|giai đoạn|version|tier|top|ISO|level|cấp|"
    r"chapter|chapitre|annex|annexe|point|résolution|resolution|nghị quyết|quyết định|décision|decision|décret|"
    r"decree|section|page|tập|quý|thứ|hạng|rank|ranked|rang|vị trí|industry|industrie|công nghiệp|class|"
    r"industrie|scope|batch|lot|room|route|flight|highway|quốc lộ|đường)\.?\s?|(?<!\s)[-/.,\p{L}\d]|[$€£¥₫₩]\s?)$",
    regex.IGNORECASE,
)
_GLUED = regex.compile(r"[-/]?[\p{L}\d]|[-/.,]\d|\s?/|\s?(?:°|º)")
_RANGE = regex.compile(r"\s*(?:-|–|to|à|et|and|đến|tới|or|ou|hoặc)\s*", regex.IGNORECASE)
_FILLER = regex.compile(
    r"(?:\s+(?:of|de|des|the|les|its|their|our|his|more|plus|nouveaux|nouvelles|khoảng|loại))*(?:\s+d'|\s+)",
    regex.IGNORECASE,
)
_GAP = regex.compile(r"\s+")
_COMPOUND = regex.compile(r"-(\p{Ll}[\p{L}-]+)")
_SEVERAL, _EPSILON = 3, 1e-6
UNNAMED = "item"


@dataclass(frozen=True, slots=True)
class Measure:
    """A quantity and where it stands: text[start:end] covers the number and its noun."""

    start: int
    end: int
    quantity: Quantity

    @property
    def is_money(self) -> bool:
        return len(self.quantity.unit) == 3 and self.quantity.unit.isupper()


def measures(
    clauses: Clauses,
    expressions: Sequence[Expression],
    taken: Sequence[tuple[int, int]],
    *,
    generous: bool = False,
    earlier: Sequence[Measure] = (),
) -> list[Measure]:
    """Return what the sentence counts: money, percentages and numbers of things, the upper bound of ranges.

    `taken` are spans (names of actors) in which a number is no quantity. `generous` lets in every number that may
    count something, noun or not, for a reader that judges each of them later; one without a noun counts what the
    one before it does, in the sentence or in `earlier`.
    """
    found: list[Measure] = []
    inside = [
        one
        for one in expressions
        if one.start < one.end
        and clauses.start <= one.start
        and one.end <= clauses.end
        and not _within(one, taken)
    ]
    for at, one in enumerate(inside):
        following = inside[at + 1] if at + 1 < len(inside) else None
        if following is not None and _opens_range(clauses.text, one, following):
            continue
        measure = _measure(clauses, one, generous)
        if measure is not None:
            bare = generous and measure.quantity.unit == UNNAMED and measure.quantity.of is None
            found.append(_implied(measure, clauses.text, [*earlier, *found]) if bare else measure)
    return found


def _within(one: Expression, taken: Sequence[tuple[int, int]]) -> bool:
    return any(start <= one.start and one.end <= end for start, end in taken)


def _opens_range(text: str, one: Expression, following: Expression) -> bool:
    gap = text[one.end : following.start]
    return (
        one.kind in ("number", "percent", "money")
        and following.kind in ("number", "percent", "money")
        and bool(_RANGE.fullmatch(gap))
        and _amount(one) < _amount(following)
        and gap.strip().lower() not in ("et", "and")
    )


def _amount(one: Expression) -> float:
    value = one.value
    return value.amount if isinstance(value, Money) else float(value)


def _measure(clauses: Clauses, one: Expression, generous: bool) -> Measure | None:
    if one.kind == "money" and isinstance(one.value, Money):
        return Measure(one.start, one.end, Quantity(one.value.amount, one.value.currency))
    if one.kind == "percent":
        return Measure(one.start, one.end, Quantity(float(str(one.value)), "percent"))
    if one.kind == "number" and not isinstance(one.value, Money):
        value = float(one.value)
        if generous and 0 < value < 1 and not clauses.text[one.start].isdigit():
            return Measure(one.start, one.end, Quantity(float(int(value * 100 + _EPSILON)), "percent"))
        return _counted(clauses, one, value, generous)
    return None


def _counted(clauses: Clauses, one: Expression, value: float, generous: bool) -> Measure | None:
    text = clauses.text
    written = text[one.start : one.end]
    if value <= 0 or _NUMBERED.search(text[max(clauses.start, one.start - 14) : one.start]):
        return None
    compound = generous and _COMPOUND.match(text, one.end, clauses.end)
    if compound:
        return _compounded(clauses, one, value, compound.start(1), compound.end())
    if _GLUED.match(text, one.end) or (_YEAR.fullmatch(written) and 1900 <= value <= 2100):
        return None
    noun = _noun(clauses, one.end, value)
    if noun is None:
        return _bare(clauses, one, value, generous)
    unit, end, listed, of = noun
    if not generous and not ((listed and value >= _SEVERAL) or written[0].isdigit()):
        return None
    return Measure(one.start, end, Quantity(value, unit, of=of))


def _compounded(clauses: Clauses, one: Expression, value: float, start: int, end: int) -> Measure:
    """A number joined to its noun: "the 30,000-square-metre site"."""
    grammar, text = clauses.grammar, clauses.text
    noun = nouns(grammar.language).after(text, start, end, grammar.never_units, one=True)
    unit = noun[0] if noun else text[start:end].lower()
    return Measure(one.start, end, Quantity(value, unit, of=text[start:end]))


def _bare(clauses: Clauses, one: Expression, value: float, generous: bool) -> Measure | None:
    """A number that counts what no table lists, or what the text names elsewhere: "of which eleven"."""
    text, written = clauses.text, clauses.text[one.start : one.end]
    gap = _GAP.match(text, one.end)
    alone = gap is None or bool(clauses.grammar.alone.match(text, gap.end(), clauses.end))
    filler = _FILLER.match(text, one.end)
    word = None if alone or filler is None else _WORD.match(text, filler.end(), clauses.end)
    noun = word.group() if word is not None and word.group()[0].islower() else None
    if noun and filler and clauses.grammar.never_units.match(text, filler.end()):
        return None
    if not generous and (noun is None or not written[0].isdigit() or nouns(clauses.grammar.language).last):
        return None
    if value < (1 if written[0].isdigit() else 2) or value != int(value):
        return None
    return Measure(one.start, word.end() if noun and word else one.end, Quantity(value, UNNAMED, of=noun))


def _noun(clauses: Clauses, at: int, value: float) -> tuple[str, int, bool, str] | None:
    """Return the unit after a number, where its noun ends, whether a table lists it, and the noun phrase."""
    grammar, text = clauses.grammar, clauses.text
    filler = _FILLER.match(text, at)
    if filler is None:
        return None
    start = filler.end()
    found = nouns(grammar.language).after(text, start, clauses.end, grammar.never_units, one=value == 1)
    return None if found is None else (*found, text[start : found[1]])


def _implied(one: Measure, text: str, before: Sequence[Measure]) -> Measure:
    """Give a number without a noun the unit of the one before it: "8 million in 2025, 12 million in 2026".

    Money is only implied by thousands, millions and milliards in words.
    """
    scaled = any(letter.isalpha() for letter in text[one.start : one.end])
    for other in reversed(before):
        unit = other.quantity.unit
        if unit not in (UNNAMED, "percent") and (scaled or not other.is_money):
            return replace(one, quantity=replace(one.quantity, unit=unit))
    return one


def deadline(clauses: Clauses, measure: Measure) -> str | None:
    """Return the year by which a target is to be reached, when the sentence gives one."""
    years: list[tuple[int, str]] = []
    for cue in clauses.cues("target"):
        year = _GOAL_YEAR.search(cue.group())
        if year:
            years.append((abs(cue.start() - measure.start), year.group()))
    for period in _PERIOD.finditer(clauses.text, clauses.start, clauses.end):
        years.append((abs(period.start() - measure.start), period.group(2)))
    return min(years)[1] if years else None
