"""When: the date of a claim, among the dates that its sentence gives."""

from collections.abc import Sequence
from datetime import timedelta

import regex

from passerelle.core.reading.clauses import Clauses
from passerelle.core.reading.publication import bounds_of
from passerelle.core.text.model import Expression

_NUMBERED = regex.compile(r"\d")
_YEAR = regex.compile(r"\d{4}")
_TIME = regex.compile(r"T.*$")
_DISTANT = 25
_JUST = timedelta(days=45)
_SPOKEN = 45  # a weekday yields to a date in figures


def date_of(
    clauses: Clauses, start: int, end: int, dates: Sequence[Expression], avoid: Sequence[tuple[int, int]] = ()
) -> Expression | None:
    """Return the date nearest to text[start:end] in its sentence, its own clause first."""
    first, last = clauses.around(start)
    best: tuple[float, Expression] | None = None
    for date in dates:
        if date.start < clauses.start or date.end > clauses.end or not isinstance(date.value, str):
            continue
        if any(low <= date.start and date.end <= high for low, high in avoid):
            continue
        distance = float(max(date.start - end, start - date.end, 0))
        if not (first <= date.start < last):
            distance += 60
        if not _NUMBERED.search(clauses.text, date.start, date.end):
            distance += _SPOKEN
        distance -= _DISTANT * min(len(iso(date)), 10) / 10
        if best is None or distance < best[0]:
            best = distance, date
    return best[1] if best else None


def iso(date: Expression) -> str:
    """Return the value of a date or period without its time of day."""
    return _TIME.sub("", str(date.value))


def told(value: str, written: str, published: str | None, *, coming: bool) -> str:
    """Return a date written without a year as its claim means it: what is `coming` does not lie behind, what
    happened does not lie ahead.

    A day just past, or soon to come, stands as it is: there the claim's status is the less sure of the two.
    """
    published_days, days = bounds_of(published), bounds_of(value)
    unclear = _YEAR.search(written) or not _NUMBERED.search((value[7:] and written) or "0")
    if published_days is None or days is None or unclear or "/" in value or len(value) < 7:
        return value
    years = (published_days[0] - days[1] > _JUST) if coming else -(days[0] - published_days[1] > _JUST)
    other = f"{int(value[:4]) + years:04d}{value[4:]}"
    return other if bounds_of(other) else value
