"""Publication dates as documents keep them: ISO 8601, as precise as known."""

from datetime import date

import regex

_ISO = regex.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def first_day(published: str) -> date | None:
    """Return the first day of a date of any precision (2025, 2025-05, 2025-05-13); None for an empty text.

    Raises ValueError for anything else.
    """
    if not published:
        return None
    found = _ISO.fullmatch(published)
    if not found:
        raise ValueError(f"{published!r} is no ISO 8601 date.")
    year, month, day = found.groups(default="1")
    return date(int(year), int(month), int(day))
