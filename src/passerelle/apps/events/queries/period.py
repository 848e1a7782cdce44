"""Events of a period: a date is as precise as it was told, a period as precise as it is asked for."""

from calendar import monthrange
from datetime import date

import regex
from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import StrIndex, Substr

_ISO = regex.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", regex.ASCII)
_PRECISE = (len("2025"), len("2025-03"), len("2025-03-14"))


def days_of(written: str) -> tuple[str, str] | None:
    """Return the first and the last day of a year, a month or a day (ISO 8601); None for what is none of these.

    >>> days_of("2024-02")
    ('2024-02-01', '2024-02-29')
    """
    found = _ISO.fullmatch(written)
    if found is None:
        return None
    year, month, day = (int(part) if part else 0 for part in found.groups())
    try:
        last = (month or 12, day or monthrange(year, month or 12)[1])
        return date(year, month or 1, day or 1).isoformat(), date(year, *last).isoformat()
    except ValueError:
        return None


def within(tellings: QuerySet, since: str, until: str) -> QuerySet:
    """Keep the tellings of what may have been within a period: from the first day of `since` to the last of `until`.

    Either may be empty. Without a date of its own, what a claim tells counts on the day of its document.
    """
    told, published = "claim__date", "claim__document__published"
    ends = Substr(F(told), StrIndex(F(told), Value("/")) + 1)  # of a span, its end
    undated = Q(**{told: ""})
    if since and (bounds := days_of(since)):
        late = _not_before("ends", bounds[0]) | (undated & _not_before(published, bounds[0]))
        tellings = tellings.annotate(ends=ends).filter(late)
    if until and (bounds := days_of(until)):
        early = _not_after(told, bounds[1]) | (undated & _not_after(published, bounds[1]))
        tellings = tellings.filter(early)
    return tellings


def _not_before(path: str, day: str) -> Q:
    """What ends on that day or later, or is only known to be of its year or month."""
    return Q(**{f"{path}__gte": day}) | Q(**{f"{path}__in": [day[:size] for size in _PRECISE[:2]]})


def _not_after(path: str, day: str) -> Q:
    """What begins on that day or earlier: as texts, spans that begin in its year, month or day may stand behind it."""
    begun = Q(**{f"{path}__lte": day})
    for size in _PRECISE:
        begun |= Q(**{f"{path}__startswith": f"{day[:size]}/"})
    return begun & ~Q(**{path: ""})
