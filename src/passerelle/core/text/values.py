"""Values: what the parts that a rule matched amount to, one builder for each kind of rule.

A builder gets the values of the rule's roles and the day of publication, and returns a kind of expression with its
value, or None where the parts make no sense or the day would be needed.
"""

import datetime
from collections.abc import Callable
from typing import Any

from passerelle.core.text import amounts, dates, moments

Reference = datetime.date | None
Value = tuple[str, Any]
Builder = Callable[[dict[str, Any], Reference], Value | None]


def _date(parts: dict[str, Any], reference: Reference) -> Value | None:
    year, month, day = parts.get("literal") or parts.get("slashed") or (None, None, None)
    named = year = _year(parts, reference) or year
    month = parts.get("month", parts.get("month_number", month))
    day = int(parts.get("day", day or 0)) or None
    if year is None and month and day and "weekday" in parts and reference is not None:
        year = dates.year_with(parts["weekday"], month, day, reference)
    if year and "month_number" in parts and day is None and month == year % 100 + 1:
        return None  # "2011/12" is a school or business year
    value = dates.calendar_date(year, month, day, reference)
    return ("date" if named else "open_date", value) if value else None


def _year(parts: dict[str, Any], reference: Reference) -> int | None:
    """Return the year that the parts name: in figures, in two figures, or as so many from the reference's."""
    if "offset" in parts:
        return reference.year + int(parts["offset"]) if reference else None
    if "short_year" in parts:
        return dates.full_year(parts["short_year"], reference)
    year: int | None = parts.get("year")
    return year


def _likely_date(parts: dict[str, Any], reference: Reference) -> Value | None:
    """Build a date from "21/10" that no word announces; "2/3" may as well be a fraction."""
    return _date(parts, reference) if max(parts["slashed"][1:]) > 12 else None


def _days(parts: dict[str, Any], reference: Reference) -> Value | None:
    """Build a period from two days of one month: "from 22 to 25 September 2025"."""
    last = _date(parts, reference)
    if last is None or len(last[1]) != 10:
        return None
    first = dates.calendar_date(int(last[1][:4]), int(last[1][5:7]), int(parts["first"]), None)
    return ("period", f"{first}/{last[1]}") if first and first <= last[1] else None


def _months(parts: dict[str, Any], reference: Reference) -> Value | None:
    last = _date({**parts, "day": 0}, reference)
    if last is None:
        return None
    first = dates.calendar_date(int(last[1][:4]), parts["first"], None, None)
    if first and first > last[1]:
        first = dates.calendar_date(int(last[1][:4]) - 1, parts["first"], None, None)
    return ("period", f"{first}/{last[1]}") if first and first < last[1] else None


def _whole_named(parts: dict[str, Any], reference: Reference) -> str | None:
    """Return the longer span (ISO) that a part is taken of: a month, a year, "next month"; else this year."""
    if "relative" in parts:
        built = _relative(parts, reference)
    elif "unit" in parts:
        built = dates.shifted(parts["unit"], parts.get("shift", 0), reference)
    elif "month" in parts or "month_number" in parts or _year(parts, reference):
        built = _date(parts, reference)
    else:
        built = ("date", f"{reference.year:04d}") if reference else None
    return str(built[1]) if built else None


def _nth(parts: dict[str, Any], reference: Reference) -> Value | None:
    whole = _whole_named(parts, reference)
    return moments.nth_of(parts, whole) if whole else None


def _first_units(parts: dict[str, Any], reference: Reference) -> Value | None:
    whole = _whole_named(parts, reference)
    return moments.first_units(parts, whole) if whole else None


def _weekday(parts: dict[str, Any], reference: Reference) -> Value | None:
    value = dates.weekday_date(parts["weekday"], parts.get("shift"), reference)
    return ("date", value) if value else None


def _relative(parts: dict[str, Any], reference: Reference) -> Value | None:
    unit, count = parts["relative"].split()
    return dates.shifted(unit, int(count), reference)


def _shifted(parts: dict[str, Any], reference: Reference) -> Value | None:
    if "month" in parts or "month_number" in parts:
        return _shifted_month(parts, reference)
    return dates.shifted(parts["unit"], parts["shift"], reference)


def _shifted_month(parts: dict[str, Any], reference: Reference) -> Value | None:
    """Build "last May": the last month of that name before the reference's, or the next after it."""
    if reference is None:
        return None
    month: int = parts.get("month") or parts["month_number"]
    year = reference.year
    if parts["shift"] < 0 and month >= reference.month:
        year -= 1
    if parts["shift"] > 0 and month <= reference.month:
        year += 1
    value = dates.calendar_date(year, month, parts.get("day"), reference)
    return ("date", value) if value else None


def _ago(parts: dict[str, Any], reference: Reference) -> Value | None:
    return _whole(parts, lambda count: dates.moved(parts["unit"], -count, reference))


def _ahead(parts: dict[str, Any], reference: Reference) -> Value | None:
    return _whole(parts, lambda count: dates.moved(parts["unit"], count, reference))


def _past(parts: dict[str, Any], reference: Reference) -> Value | None:
    sign = 1 if parts.get("shift", -1) > 0 else -1
    return _whole(parts, lambda count: dates.stretch(parts["unit"], sign * count, reference))


def _coming(parts: dict[str, Any], reference: Reference) -> Value | None:
    return _whole(parts, lambda count: dates.stretch(parts["unit"], count, reference))


def _whole(parts: dict[str, Any], build: Callable[[int], Value | None]) -> Value | None:
    count = parts.get("number", 1.0)
    return build(int(count)) if count == int(count) and count < 2000 else None


def _since_month(parts: dict[str, Any], reference: Reference) -> Value | None:
    first = _date(parts, reference)
    return _since({"date": first[1]}, reference) or first if first else None


def _part(size: int) -> Builder:
    def build(parts: dict[str, Any], reference: Reference) -> Value | None:
        year = _year(parts, reference) or (reference.year if reference else None)
        names = ("ordinal", "roman", "month_number", "which", "half_year")
        number = next((parts[name] for name in names if name in parts), None)
        return dates.part_of_year(year, int(number), size) if year and number else None

    return build


def _decade(parts: dict[str, Any], reference: Reference) -> Value | None:
    first = int(parts["year"]) if "year" in parts else dates.full_year(parts["short_year"], reference)
    return ("period", f"{first:04d}/{first + 9:04d}") if first % 10 == 0 else None


def _century(parts: dict[str, Any], reference: Reference) -> Value | None:
    number = int(parts.get("ordinal") or parts.get("roman") or parts["number"])
    return ("period", f"{number - 1:02d}00/{number - 1:02d}99") if 11 <= number <= 30 else None


def _years(parts: dict[str, Any], reference: Reference) -> Value | None:
    first, last = parts["first"], parts["last"]
    if last < 100:
        last += first // 100 * 100
    return ("period", f"{first:04d}/{last:04d}") if first < last <= first + 200 else None


def _since(parts: dict[str, Any], reference: Reference) -> Value | None:
    first = parts["date"]
    if reference is None:
        return None
    here = reference.isoformat()[: len(first)]
    return ("period", f"{first}/{here}") if first < here else None


def _duration(parts: dict[str, Any], reference: Reference) -> Value | None:
    value = dates.duration(parts["number"], parts["unit"])
    return ("duration", value) if value else None


def _nothing(parts: dict[str, Any], reference: Reference) -> Value | None:
    return "nothing", None


def _amount(build: Callable[[dict[str, Any]], Value | None]) -> Builder:
    return lambda parts, reference: build(parts)


BUILDERS: dict[str, Builder] = {
    "ordinal": _amount(amounts.ordinal),
    "numbered": _amount(amounts.numbered),
    "fraction": _amount(amounts.fraction),
    "quotient": _amount(amounts.quotient),
    "share": _amount(amounts.share),
    "share_sign": _amount(amounts.share_sign),
    "negative": _amount(amounts.negative),
    "spelled_year": _amount(amounts.spelled_year),
    "date": _date,
    "likely_date": _likely_date,
    "days": _days,
    "months": _months,
    "weekday": _weekday,
    "weekday_of_week": moments.weekday_of_week,
    "feast": moments.feast,
    "weekend": moments.weekend,
    "part_of_week": moments.part_of_week,
    "rest": moments.rest,
    "working_days": moments.working_days,
    "season": moments.season,
    "week_of_year": moments.week_of_year,
    "day_alone": moments.day_alone,
    "nth": _nth,
    "first_units": _first_units,
    "relative": _relative,
    "shifted": _shifted,
    "ago": _ago,
    "ahead": _ahead,
    "past": _past,
    "coming": _coming,
    "quarter": _part(3),
    "half": _part(6),
    "decade": _decade,
    "century": _century,
    "years": _years,
    "between": moments.between,
    "days_of": moments.days_of,
    "week_with": moments.week_with,
    "stepped": moments.stepped,
    "since": _since,
    "since_month": _since_month,
    "duration": _duration,
    "nothing": _nothing,
    "range": _amount(amounts.upper_end),
    "percent": _amount(amounts.percent),
    "money": _amount(amounts.money),
}
