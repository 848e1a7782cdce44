"""The day as of which a page is asked for."""

from datetime import date

import regex

_DAY = regex.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_FIRST = date(1900, 1, 1)


def day_asked(request, today: date) -> date:
    """Return the day that an address names (`as_of`), today where it names none, nonsense or one that lies ahead."""
    given = request.GET.get("as_of", "")
    try:
        found = date.fromisoformat(given) if _DAY.fullmatch(given) else today
    except ValueError:
        return today
    return min(found, today) if found >= _FIRST else today
