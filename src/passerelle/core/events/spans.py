"""Dates as precise as they are stated: spans of days, and how far two of them are apart."""

from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

import regex

_ISO = regex.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


class Days(NamedTuple):
    """The days that a date may mean, as proleptic ordinals, both included."""

    first: int
    last: int

    @property
    def length(self) -> int:
        return self.last - self.first + 1


@lru_cache(maxsize=50_000)
def days(stated: str | None) -> Days | None:
    """Return the days that an ISO 8601 date or span means; None for none, or for what is no date.

    >>> days("2025-05").length
    31
    """
    if not stated:
        return None
    first, _, last = stated.partition("/")
    one, other = _bounds(first), _bounds(last or first)
    if one is None or other is None:
        return None
    return Days(min(one.first, other.first), max(one.last, other.last))


def gap(one: Days, other: Days) -> int:
    """Return how many days lie between two spans: 0 when they share a day."""
    return max(0, one.first - other.last, other.first - one.last)


def months(span: Days) -> list[str]:
    """Return the calendar months that a span touches, as `2025-05`."""
    first, last = date.fromordinal(span.first), date.fromordinal(span.last)
    begin, end = first.year * 12 + first.month - 1, last.year * 12 + last.month - 1
    return [f"{at // 12:04}-{at % 12 + 1:02}" for at in range(begin, end + 1)]


def _bounds(stated: str) -> Days | None:
    found = _ISO.fullmatch(stated.strip())
    if not found:
        return None
    year, month, day = (int(part) if part else 0 for part in found.groups())
    try:
        first = date(year, month or 1, day or 1)
        if day:
            return Days(first.toordinal(), first.toordinal())
        following = date(year + (not month or month == 12), month % 12 + 1 if month else 1, 1)
        return Days(first.toordinal(), (following - timedelta(days=1)).toordinal())
    except ValueError:
        return None
