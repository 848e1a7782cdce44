"""Moments: dates that lean on another one – a part of a longer span, a step from a date, a pair of dates."""

import datetime
from calendar import monthrange
from typing import Any

from passerelle.core.text import dates

Parts = dict[str, Any]
Reference = datetime.date | None
Value = tuple[str, Any]

_DAY = datetime.timedelta(days=1)


def bounds(value: str) -> tuple[datetime.date, datetime.date]:
    """Return the first and the last day of an ISO date or period."""
    first, _, last = value.partition("/")
    year, month, day = ([int(part) for part in first.split("-")] + [1, 1])[:3]
    begin = datetime.date(year, month, day)
    written = [int(part) for part in (last or first).split("-")]
    year, month = [*written, 12][:2]
    return begin, datetime.date(year, month, written[2] if len(written) > 2 else monthrange(year, month)[1])


def nth_of(parts: Parts, whole: str) -> Value | None:
    """Build the n-th weekday, day, week, month, quarter or half of `whole` (ISO); n is negative from the end.

    The n-th week is the one with the n-th Thursday, as in ISO 8601.
    """
    first, last = bounds(whole)
    number = int(parts["ordinal"])
    if "weekday" in parts:
        day = _nth_weekday(first, last, parts["weekday"], number)
        return ("date", day.isoformat()) if day else None
    unit = parts.get("piece", "day")
    if unit == "week":
        thursday = _nth_weekday(first, last, 4, number)
        return _week(thursday) if thursday else None
    if unit == "day":
        day = first + _DAY * (number - 1) if number > 0 else last + _DAY * (number + 1)
        return ("date", day.isoformat()) if first <= day <= last else None
    size = {"month": 1, "quarter": 3, "half": 6}.get(unit)
    if size is None or len(whole) != 4:
        return None
    place = number if number > 0 else 12 // size + 1 + number
    built = dates.part_of_year(first.year, place, size) if place > 0 else None
    return ("date", built[1][:7]) if built and size == 1 else built


def _nth_weekday(
    first: datetime.date, last: datetime.date, weekday: int, number: int
) -> datetime.date | None:
    if number > 0:
        day = first + _DAY * ((weekday - first.isoweekday()) % 7 + 7 * (number - 1))
    else:
        day = last - _DAY * ((last.isoweekday() - weekday) % 7 - 7 * (number + 1))
    return day if first <= day <= last else None


def _week(day: datetime.date) -> Value:
    monday = day - _DAY * day.weekday()
    return "period", f"{monday.isoformat()}/{(monday + 6 * _DAY).isoformat()}"


def first_units(parts: Parts, whole: str) -> Value | None:
    """Build the first or last months (days, weeks) of `whole`: "the first nine months of 2025"."""
    first, last = bounds(whole)
    number, unit, edge = int(parts["number"]), parts["piece"], parts["edge"]
    if number < 1:
        return None
    if unit == "month" and len(whole) == 4 and number <= 12:
        begin, end = (1, number) if edge > 0 else (13 - number, 12)
        return "period", f"{whole}-{begin:02d}/{whole}-{end:02d}"
    days = {"day": number, "week": 7 * number}.get(unit)
    if days is None or days > (last - first).days:
        return None
    first, last = (first, first + _DAY * (days - 1)) if edge > 0 else (last - _DAY * (days - 1), last)
    return "period", f"{first.isoformat()}/{last.isoformat()}"


def weekday_of_week(parts: Parts, reference: Reference) -> Value | None:
    """Build "Tuesday of next week"."""
    if reference is None:
        return None
    monday = reference - _DAY * reference.weekday()
    day = monday + _DAY * (7 * parts["shift"] + parts["weekday"] - 1)
    return "date", day.isoformat()


def feast(parts: Parts, reference: Reference) -> Value | None:
    """Build a feast that has its day, or that is counted from Easter: "Christmas 2024", "Good Friday"."""
    year, written = parts.get("year"), parts["feast"]
    if written.startswith("easter"):
        year = year or (reference.year if reference else None)
        day = easter(year) + _DAY * int(written.split()[1]) if year and 1583 <= year <= 9999 else None
        return ("date", day.isoformat()) if day else None
    value = dates.calendar_date(year, int(written[:2]), int(written[3:]), reference)
    return ("date", value) if value else None


def easter(year: int) -> datetime.date:
    """Return the Gregorian Easter Sunday of `year` (the anonymous algorithm of 1876, after Meeus)."""
    golden, century, rest = year % 19, year // 100, year % 100
    corrected = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - corrected - rest % 4) % 7
    month, day = divmod(corrected + weekday - 7 * ((golden + 11 * corrected + 22 * weekday) // 451) + 114, 31)
    return datetime.date(year, month, day + 1)


def weekend(parts: Parts, reference: Reference) -> Value | None:
    """Build "next weekend": its Saturday and Sunday."""
    if reference is None:
        return None
    saturday = reference + _DAY * (7 * parts.get("shift", 0) + 5 - reference.weekday())
    return "period", f"{saturday.isoformat()}/{(saturday + _DAY).isoformat()}"


def part_of_week(parts: Parts, reference: Reference) -> Value | None:
    """Build "the end of next week"; the language says which days that is."""
    if reference is None:
        return None
    monday = reference + _DAY * (7 * parts.get("shift", 0) - reference.weekday())
    first, last = (int(day) for day in parts["week_edge"].split())
    return "period", f"{(monday + _DAY * (first - 1)).isoformat()}/{(monday + _DAY * (last - 1)).isoformat()}"


def rest(parts: Parts, reference: Reference) -> Value | None:
    """Build "the rest of the year": from the reference to the end of its week, month or year."""
    built = dates.shifted(parts["unit"], 0, reference)
    if built is None or reference is None:
        return None
    last = bounds(built[1])[1]
    return ("period", f"{reference.isoformat()}/{last.isoformat()}") if reference < last else None


def working_days(parts: Parts, reference: Reference) -> Value | None:
    """Build "the next four working days" (a period) or "in four working days" (a day); feasts are not known."""
    number, step = int(parts["number"]), 1 if parts.get("shift", 1) >= 0 else -1
    if reference is None or not 0 < number < 400:
        return None
    passed: list[datetime.date] = []
    day = reference
    while len(passed) < number:
        day += _DAY * step
        if day.isoweekday() < 6:
            passed.append(day)
    if "shift" not in parts:
        return "date", day.isoformat()
    return "period", f"{min(passed).isoformat()}/{max(passed).isoformat()}"


def season(parts: Parts, reference: Reference) -> Value | None:
    """Build "last summer", "winter 2025": astronomical seasons, a winter by the year it ends in."""
    year = parts.get("year") or (reference.year + parts.get("shift", 0) if reference else None)
    if year is None:
        return None
    first, last = parts["season"].split()
    begins = year - 1 if first > last else year
    if "year" not in parts and reference and begins == year and parts.get("shift") == -1:
        begins = year = reference.year if f"{reference.year}-{last}" < reference.isoformat() else year
    return "period", f"{begins:04d}-{first}/{year:04d}-{last}"


def week_of_year(parts: Parts, reference: Reference) -> Value | None:
    """Build "week 31 of 2025", counted as ISO 8601 does."""
    year = parts.get("year") or (reference.year if reference else None)
    number = parts["number"]
    if year is None or number != int(number) or not 1 <= number <= 53:
        return None
    try:
        return _week(datetime.date.fromisocalendar(year, int(number), 1))
    except ValueError:
        return None


def week_with(parts: Parts, reference: Reference) -> Value | None:
    """Build "the week of 6 October": the one whose Monday is nearest."""
    if len(parts["date"]) != 10:
        return None
    return _week(datetime.date.fromisoformat(parts["date"]) + 2 * _DAY)


def day_alone(parts: Parts, reference: Reference) -> Value | None:
    """Build "the 15th", "Friday 15": the nearest day of that number, and of that weekday if it is named."""
    if reference is None:
        return None
    day, weekday = int(parts["day"]), parts.get("weekday")
    near = []
    for step in range(-6, 7):
        month = dates.shifted("month", step, reference)
        value = f"{month[1]}-{day:02d}" if month else ""
        try:
            found = datetime.date.fromisoformat(value)
        except ValueError:
            continue
        if weekday is None or found.isoweekday() == weekday:
            near.append(found)
    nearest = min(near, key=lambda found: (abs((found - reference).days), found), default=None)
    return ("date", nearest.isoformat()) if nearest else None


def days_of(parts: Parts, reference: Reference) -> Value | None:
    """Build "4 to 23 next month" from two numbers and a month."""
    month, first, last = parts["date"], parts["first"], parts["day"]
    if len(month) != 7 or not first < last <= monthrange(int(month[:4]), int(month[5:]))[1]:
        return None
    return "period", f"{month}-{int(first):02d}/{month}-{int(last):02d}"


def stepped(parts: Parts, reference: Reference) -> Value | None:
    """Build "two days before yesterday": a step of so many units from a date or the end of a period."""
    number, unit = parts.get("number", 1), parts.get("unit", "day")
    if number != int(number) or number >= 2000:
        return None
    base = bounds(parts["date"])[0 if parts["step"] < 0 else 1]
    whole = dates.moved(unit, int(number) * parts["step"], base)
    if whole is None:
        return None
    if len(parts["date"]) == 10 and unit in ("month", "year"):
        return "date", f"{_same_day(whole[1], base)}"
    return whole


def _same_day(value: str, base: datetime.date) -> str:
    year, month = ([int(part) for part in value.split("-")] + [base.month])[:2]
    return f"{year:04d}-{month:02d}-{min(base.day, monthrange(year, month)[1]):02d}"


def between(parts: Parts, reference: Reference) -> Value | None:
    """Build a period from two dates; one without a year follows the other ("Nov to Feb 2017" began in 2016)."""
    first, last, without = parts["first"], parts["last"], parts["open"]
    if "first" in without and "last" not in without:
        year = int(last[:4])
        first = f"{year:04d}{first[4:]}"
        if first > last:
            first = f"{year - 1:04d}{first[4:]}"
    if "last" in without:
        year = int(first[:4])
        last = f"{year:04d}{last[4:]}"
        if last < first:
            last = f"{year + 1:04d}{last[4:]}"
    return ("period", f"{first}/{last}") if _before(first, last) else None


def _before(first: str, last: str) -> bool:
    size = min(len(first), len(last))
    return first[:size] < last[:size] or (first[:size] == last[:size] and len(first) != len(last))
