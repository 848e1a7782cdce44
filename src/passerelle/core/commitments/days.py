"""Dates as precise as they are stated: what is before what is said only where it is sure.

A date is ISO 8601 text ("2026", "2026-03", "2026-03-14", or a span "a/b") and means every day it may be.
"2026-03" is neither before nor after "2026-03-14" until somebody says which day.
"""

from datetime import date

from passerelle.core.events.spans import Days, days


def span(stated: str) -> Days:
    """Return the days that a date may mean, as ordinals. Raises ValueError for what is no date."""
    found = days(stated)
    if found is None:
        raise ValueError(f"not an ISO 8601 date: {stated!r}")
    return found


def day(stated: str) -> int:
    """Return the ordinal of one very day. Raises ValueError for anything less precise."""
    found = span(stated)
    if found.length != 1:
        raise ValueError(f"not one day: {stated!r}")
    return found.first


def iso(ordinal: int) -> str:
    """Return the day of an ordinal, as ISO 8601."""
    return date.fromordinal(ordinal).isoformat()


def before(one: str, other: str) -> bool | None:
    """Say whether one date lies before another; None when the two share days and nobody can tell.

    The same single day is not before itself.
    """
    left, right = span(one), span(other)
    if left.last < right.first:
        return True
    if left.first > right.last or left.length == right.length == 1:
        return False
    return None


def surely_before(one: str, other: str) -> bool:
    """Say whether every day that one date may mean lies before every day of the other."""
    return before(one, other) is True
