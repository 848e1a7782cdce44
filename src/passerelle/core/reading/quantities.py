"""Quantities: the numbers of a sentence that count or measure something, with their units and deadlines."""

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from passerelle.core.reading.clauses import Clauses
from passerelle.core.reading.grammar import Grammar
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
_FILLER = regex.compile(r"(?:\s+(?:of|de|des|d'|the|les|his|more|plus|khoảng|loại))?\s+", regex.IGNORECASE)
_COMPOUND = regex.compile(r"-(\p{Ll}[\p{L}-]+)")
_SEVERAL, _EPSILON = 3, 1e-6
_PLURALS = (("ies", "y"), ("sses", "ss"), ("ches", "ch"), ("shes", "sh"), ("xes", "x"), ("s", ""))


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
) -> list[Measure]:
    """Return what the sentence counts: money, percentages and numbers of things, the upper bound of ranges.

    `taken` are spans (names of actors) in which a number is no quantity. `generous` lets in every number that may
    count something, noun or not, for a reader that judges each of them later.
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
            found.append(measure)
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
        return Measure(one.start, compound.end(), Quantity(value, compound[1].lower(), of=compound[1]))
    if _GLUED.match(text, one.end) or (_YEAR.fullmatch(written) and 1900 <= value <= 2100):
        return None
    noun = _noun(clauses, one.end, written[0].isdigit())
    if generous and noun is None:
        return _bare(clauses, one, value)
    if noun is None or (value < _SEVERAL and not written[0].isdigit()):
        return None
    unit, end, of = noun
    return Measure(one.start, end, Quantity(value, unit, of=of))


def _bare(clauses: Clauses, one: Expression, value: float) -> Measure | None:
    """A number that counts what the sentence names elsewhere: "of which eleven", "there will be 70"."""
    text, written = clauses.text, clauses.text[one.start : one.end]
    filler = _FILLER.match(text, one.end)
    if filler is not None and clauses.grammar.never_units.match(text, filler.end()):
        return None
    if value < (1 if written[0].isdigit() else 2) or value != int(value):
        return None
    word = _WORD.match(text, filler.end(), clauses.end) if filler else None
    noun = word.group() if word is not None and word.group()[0].islower() else None
    return Measure(one.start, word.end() if noun and word else one.end, Quantity(value, "item", of=noun))


def _noun(clauses: Clauses, at: int, digits: bool) -> tuple[str, int, str | None] | None:
    """Return the unit after a number, where its noun ends, and the noun phrase; None when nothing is counted."""
    grammar, text = clauses.grammar, clauses.text
    filler = _FILLER.match(text, at)
    if filler is None:
        return None
    start = filler.end()
    listed = _listed(grammar, text, start, clauses.end)
    if listed is not None:
        return listed[0], listed[1], text[start : listed[1]]
    word = _WORD.match(text, start, clauses.end)
    if word is None or grammar.never_units.match(text, start):
        return None
    ahead = start
    for _ in range(3):
        step = _WORD.match(text, ahead, clauses.end)
        if step is None or grammar.never_units.fullmatch(text, step.start(), step.end()):
            break
        listed = _listed(grammar, text, ahead, clauses.end)
        if listed is not None:
            return listed[0], listed[1], text[start : listed[1]]
        ahead = step.end() + 1
        if text[step.end() : ahead] not in (" ", "-"):
            break
    if not digits or word.group()[0].isupper():
        return None
    if grammar.language == "en":
        return _english(grammar, text, start, clauses.end)
    return "item", word.end(), text[start : word.end()]


def _listed(grammar: Grammar, text: str, start: int, end: int) -> tuple[str, int] | None:
    best: tuple[str, int] | None = None
    for unit, pattern in grammar.units.items():
        found = pattern.match(text, start, end)
        if found and (best is None or found.end() > best[1]):
            best = unit, found.end()
    return best


def _english(grammar: Grammar, text: str, start: int, end: int) -> tuple[str, int, str | None] | None:
    """The first plural among the next words is what is counted; without one, the next word."""
    at, first = start, None
    for _ in range(4):
        word = _WORD.match(text, at, end)
        if word is None or grammar.never_units.fullmatch(text, word.start(), word.end()):
            break
        first = first or word
        if word.group().endswith("s") and not word.group().endswith(("ss", "us", "is")):
            return _singular(word.group().lower()), word.end(), text[start : word.end()]
        at = word.end() + 1
        if text[word.end() : at] not in (" ", "-"):
            break
    if first is None:
        return None
    return first.group().lower(), first.end(), text[start : first.end()]


def _singular(noun: str) -> str:
    for ending, instead in _PLURALS:
        if noun.endswith(ending):
            return noun[: -len(ending)] + instead
    return noun


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
