"""Dates: which date of a sentence, if any, is that of what a signal states."""

from collections.abc import Iterator, Sequence

import regex

from passerelle.core.reading.findings import deadlines
from passerelle.core.reading.quantities import Measure, deadline
from passerelle.core.reading.timing import iso
from passerelle.core.reading.trained.frame import Frame
from passerelle.core.reading.trained.judgement import Judgement
from passerelle.core.text.model import Expression

_ITEM = regex.compile(r"\s*(?:\(?[\p{L}\d]{1,4}[.)]|[-–•])\s")
_YEAR = regex.compile(r"(?<!\d)20[2-9]\d(?!\d)")
_HEAD = 300  # characters before an item of a list in which the list says its year
_NEAR = (3, 8, 15, 30)
_LIKELY = 0.5


def date_of(
    frame: Frame, judge: Judgement, kind: str, start: int, end: int
) -> tuple[Expression, float] | None:
    """Return the date of a claim of `kind` at text[start:end] with its probability, or None when no date is its."""
    scored = [
        (judge.dates.probability(features_of(frame, kind, start, end, date)), -at, date)
        for at, date in enumerate(candidates(frame))
    ]
    chance, _, date = max(scored, key=lambda one: one[:2], default=(0.0, 0, None))
    return (date, chance) if date is not None and chance >= _LIKELY else None


def deadline_of(frame: Frame, judge: Judgement, measure: Measure) -> str | None:
    """Return the year by which a target is to be reached: as the rules see it, by a date, or by the head of a list."""
    clauses = frame.scene.clauses
    if said := deadline(clauses, measure):
        return said
    if found := date_of(frame, judge, "target", measure.start, measure.end):
        return year_of(found[0])
    published = frame.scene.published
    if published and not candidates(frame) and _ITEM.match(clauses.text, clauses.start, clauses.end):
        years = _YEAR.findall(clauses.text, max(0, clauses.start - _HEAD), clauses.start)
        return next((year for year in reversed(years) if year > published[:4]), None)
    return None


def year_of(date: Expression) -> str:
    """Return the year in which a date or a period ends."""
    return iso(date).split("/")[-1][:4]


def candidates(frame: Frame) -> Sequence[Expression]:
    """Return the dates of a sentence that have a value."""
    return [date for date in frame.findings.dates if isinstance(date.value, str)]


def features_of(frame: Frame, kind: str, start: int, end: int, date: Expression) -> Iterator[str]:
    """Yield what is known of a date in relation to a signal of `kind` at text[start:end]."""
    clauses, tokens, language = frame.scene.clauses, frame.tokens, frame.language
    side = "before" if date.end <= start else "after" if date.start >= end else "inside"
    first, last = clauses.around(start)
    clause = "clause" if first <= date.start < last else "beyond"
    a, b = frame.token_at(date.start), frame.token_at(start)
    distance = next((f"near{limit}" for limit in _NEAR if abs(a - b) <= limit), "far")
    value = iso(date)
    form = "span" if "/" in value else f"{len(value)}"
    dates = candidates(frame)
    nearer = sum(abs(other.start - start) < abs(date.start - start) for other in dates)
    goal = any(low <= date.start and date.end <= high for low, high in deadlines(clauses))
    yield kind
    yield f"{kind}&{side}&{clause}"
    yield f"{side}&{clause}&{distance}"
    yield f"{kind}&{distance}"
    yield f"{kind}&form={form}"
    yield f"form={form}&{clause}&{min(nearer, 2)}"
    yield f"nearer={min(nearer, 2)}&{clause}"
    yield f"{kind}&nearer={min(nearer, 2)}"
    yield f"{kind}&many={min(len(dates), 3)}"
    if goal:
        yield "goal"
        yield f"{kind}&goal"
    published = frame.scene.published
    if published:
        size = min(len(value.split("/")[0]), len(published))
        order = (
            "coming"
            if value[:size] > published[:size]
            else "same"
            if value[:size] == published[:size]
            else "past"
        )
        yield f"{kind}&{order}"
        yield f"{kind}&{order}&{form}"
    for step in (1, 2):
        if a >= step:
            yield f"{step}<{language}:{tokens[a - step].form}"
            yield f"{kind}&{step}<k:{tokens[a - step].concept}"
    for token in tokens[min(a, b) + 1 : max(a, b)][:10]:
        if token.concept:
            yield f"{side}&via={token.concept}"
    words = clauses.text[date.start : date.end].lower().split()
    yield f"{language}:{words[0]}"
    yield f"digits={any(word[:1].isdigit() for word in words)}"
    if a == 0:
        yield f"{kind}&opens"
