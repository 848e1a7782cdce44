"""When: the date of a claim, among the dates that its sentence gives."""

from collections.abc import Sequence

import regex

from passerelle.core.reading.clauses import Clauses
from passerelle.core.text.model import Expression

_TIME = regex.compile(r"T.*$")
_DISTANT = 25


def date_of(
    clauses: Clauses, start: int, end: int, dates: Sequence[Expression], avoid: Sequence[tuple[int, int]] = ()
) -> str | None:
    """Return the date nearest to text[start:end] in its sentence, its own clause first; ISO 8601 without time."""
    first, last = clauses.around(start)
    best: tuple[float, str] | None = None
    for date in dates:
        if date.start < clauses.start or date.end > clauses.end or not isinstance(date.value, str):
            continue
        if any(low <= date.start and date.end <= high for low, high in avoid):
            continue
        value = _TIME.sub("", date.value)
        distance = float(max(date.start - end, start - date.end, 0))
        if not (first <= date.start < last):
            distance += 60
        distance -= _DISTANT * min(len(value), 10) / 10
        if best is None or distance < best[0]:
            best = distance, value
    return best[1] if best else None
