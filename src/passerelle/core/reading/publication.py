"""The publication date as a reference for dates in the text, no more precise than it is known."""

import datetime
from calendar import monthrange
from dataclasses import replace

from passerelle.core.text import Expression, find
from passerelle.core.text.expressions import find_for


def expressions_of(text: str, language: str, published: str | None) -> list[Expression]:
    """Return the expressions of `text`, relative dates resolved against `published` (ISO 8601, any precision).

    A month or year stands for its first and its last day: what comes out different is cut to what both agree on,
    so "yesterday" in a text of May 2025 is May 2025, never a day that nobody knows.
    """
    bounds = bounds_of(published)
    if bounds is None:
        return find(text, language, None)
    earliest, latest = bounds
    if earliest == latest:
        return find(text, language, latest)
    last, before = find_for(text, language, (latest, earliest))
    first = {(one.start, one.end): one.value for one in before}
    agreed = []
    for one in last:
        other = first.get((one.start, one.end))
        if one.kind not in ("date", "period") or other == one.value:
            agreed.append(one)
        elif common := _common(str(one.value), str(other)):
            agreed.append(replace(one, kind="date", value=common))
    return agreed


def bounds_of(published: str | None) -> tuple[datetime.date, datetime.date] | None:
    """Return the first and the last day that `published` may mean, or None when it says nothing."""
    parts = [part for part in (published or "")[:10].split("-") if part.isdigit()]
    try:
        year = int(parts[0])
        month = int(parts[1]) if len(parts) > 1 else None
        day = int(parts[2]) if len(parts) > 2 else None
        if month is None:
            return datetime.date(year, 1, 1), datetime.date(year, 12, 31)
        if day is None:
            return datetime.date(year, month, 1), datetime.date(year, month, monthrange(year, month)[1])
        return datetime.date(year, month, day), datetime.date(year, month, day)
    except (ValueError, IndexError):
        return None


def _common(one: str, other: str) -> str | None:
    if "/" in one or "/" in other:
        return None
    for length in (7, 4):
        if one[:length] == other[:length] and len(one) >= length:
            return one[:length]
    return None
