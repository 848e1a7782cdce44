"""Dates: parts of a date, resolved against a reference date, become ISO 8601 text as precise as the words."""

import datetime
from calendar import monthrange

# Who leaves the year out means the running one, unless the day is further off than this: in January "20 December" is
# past, in December "10 January" is to come.
_AHEAD, _BACK = 270, 300
_PLAIN_UNITS = ("day", "week", "month", "year")

Built = tuple[str, str]


def calendar_date(
    year: int | None, month: int | None, day: int | None, reference: datetime.date | None
) -> str | None:
    """Return the ISO date, or None when it does not exist or its year cannot be known.

    Without a year, it is the year of `reference`, or its neighbour around the turn of the year.
    """
    if month is None:
        return f"{year:04d}" if year else None
    if not 1 <= month <= 12:
        return None
    if year is None:
        year = _running_year(month, day, reference) if reference else None
    if year is None:
        return None
    if day is None:
        return f"{year:04d}-{month:02d}"
    return f"{year:04d}-{month:02d}-{day:02d}" if 1 <= day <= monthrange(year, month)[1] else None


def _running_year(month: int, day: int | None, reference: datetime.date) -> int:
    last = monthrange(reference.year, month)[1]
    away = (datetime.date(reference.year, month, min(day or reference.day, last)) - reference).days
    return reference.year - (away > _AHEAD) + (away < -_BACK)


def year_with(weekday: int, month: int, day: int, reference: datetime.date) -> int | None:
    """Return the year nearest to `reference` in which that day falls on `weekday`, within six years."""
    for step in (0, -1, 1, -2, 2, -3, 3, -4, 4, -5, 5, -6, 6):
        year = reference.year + step
        exists = 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]
        if exists and datetime.date(year, month, day).isoweekday() == weekday:
            return year
    return None


def full_year(short: float, reference: datetime.date | None) -> int:
    """Return the year that two figures stand for: at most twenty years ahead of `reference`."""
    latest = reference.year + 20 if reference else 2049
    return latest - (latest - int(short)) % 100


def weekday_date(weekday: int, shift: int | None, reference: datetime.date | None) -> str | None:
    """Return the day named by `weekday` (Monday is 1): the last one up to `reference`, or that of a week.

    `shift` tells the week: "next Friday" is the Friday of next week.
    """
    if reference is None:
        return None
    back = (reference.isoweekday() - weekday) % 7
    days = -back if shift is None else 7 * shift + weekday - reference.isoweekday()
    return (reference + datetime.timedelta(days=days)).isoformat()


def shifted(unit: str, count: int, reference: datetime.date | None) -> Built | None:
    """Return the whole day, week, month, quarter, half, year … that lies `count` of them from `reference`."""
    if reference is None or abs(count) > 2000:
        return None
    if unit == "day":
        return "date", (reference + datetime.timedelta(days=count)).isoformat()
    if unit == "week":
        monday = reference + datetime.timedelta(days=7 * count - reference.weekday())
        return "period", f"{monday.isoformat()}/{(monday + datetime.timedelta(days=6)).isoformat()}"
    if unit == "month":
        return "date", _month_from(reference, count)
    if unit in ("quarter", "half"):
        size = 3 if unit == "quarter" else 6
        return part_of_year(*_part_from(reference, size, count), size=size)
    if unit == "year":
        return "date", f"{reference.year + count:04d}"
    if unit == "decade":
        first = reference.year // 10 * 10 + 10 * count
        return "period", f"{first:04d}/{first + 9:04d}"
    return None


def _part_from(reference: datetime.date, size: int, count: int) -> tuple[int, int]:
    index = reference.year * (12 // size) + (reference.month - 1) // size + count
    return index // (12 // size), index % (12 // size) + 1


def part_of_year(year: int, number: int, size: int) -> Built | None:
    """Return the `number`-th part of `size` months of `year`: quarter 3 of 2025 is 2025-07/2025-09."""
    last = number * size
    if not size <= last <= 12:
        return None
    return "period", f"{year:04d}-{last - size + 1:02d}/{year:04d}-{last:02d}"


def moved(unit: str, count: int, reference: datetime.date | None) -> Built | None:
    """Return the moment `count` units from `reference`, no more precise than the unit."""
    if reference is None or abs(count) > 2000:
        return None
    if unit in ("day", "week"):
        days = count * (7 if unit == "week" else 1)
        return "date", (reference + datetime.timedelta(days=days)).isoformat()
    if unit in ("month", "quarter"):
        return "date", _month_from(reference, count * (3 if unit == "quarter" else 1))
    years = {"year": 1, "decade": 10, "century": 100}.get(unit)
    if years is None or not 1 <= reference.year + years * count <= 9999:
        return None
    return "date", f"{reference.year + years * count:04d}"


def stretch(unit: str, count: int, reference: datetime.date | None) -> Built | None:
    """Return the period of `count` units up to `reference`, or the coming ones when `count` is positive.

    The coming three days begin tomorrow, the coming three years next year; quarters and halves are whole.
    """
    if reference is None or count == 0:
        return None
    if unit in ("quarter", "half"):
        places = (-1, count) if count < 0 else (count, 1)
        last, first = (shifted(unit, place, reference) for place in places)
        return ("period", f"{first[1][:7]}/{last[1][-7:]}") if first and last else None
    other = moved(unit, count, reference)
    if other is None:
        return None
    if count < 0:
        return "period", f"{other[1]}/{reference.isoformat()[: len(other[1])]}"
    here = moved("day" if unit == "week" else unit, 1, reference) if unit in _PLAIN_UNITS else None
    begin = here[1] if here else reference.isoformat()[: len(other[1])]
    return ("period", f"{begin}/{other[1]}") if begin < other[1] else ("date", other[1])


def _month_from(reference: datetime.date, count: int) -> str:
    index = reference.year * 12 + reference.month - 1 + count
    return f"{index // 12:04d}-{index % 12 + 1:02d}"


def duration(count: float, unit: str) -> str | None:
    """Return an ISO 8601 duration: 3 months is P3M."""
    letters = {"day": "D", "week": "W", "month": "M", "year": "Y", "hour": "H", "minute": "M"}
    sizes = {"quarter": (3, "month"), "half": (6, "month"), "decade": (10, "year"), "century": (100, "year")}
    factor, unit = sizes.get(unit, (1, unit))
    if unit not in letters:
        return None
    return f"P{'T' if unit in ('hour', 'minute') else ''}{count * factor:g}{letters[unit]}"
