"""Values: what the parts that a rule matched amount to, one builder for each kind of rule.

A builder gets the values of the rule's roles and the day of publication, and returns a kind of expression with its
value, or None where the parts make no sense or the day would be needed.
"""

import datetime
from collections.abc import Callable
from typing import Any

from passerelle.core.text import dates
from passerelle.core.text.model import Money

Reference = datetime.date | None
Value = tuple[str, Any]
Builder = Callable[[dict[str, Any], Reference], Value | None]


def _date(parts: dict[str, Any], reference: Reference) -> Value | None:
    year, month, day = parts.get("literal") or parts.get("slashed") or (None, None, None)
    year = parts.get("year", year)
    if "offset" in parts:
        if reference is None:
            return None
        year = reference.year + parts["offset"]
    month = parts.get("month", parts.get("month_number", month))
    value = dates.calendar_date(year, month, parts.get("day", day), reference)
    return ("date", value) if value else None


def _likely_date(parts: dict[str, Any], reference: Reference) -> Value | None:
    """Build a date from "21/10" that no word announces; "2/3" may as well be a fraction."""
    return _date(parts, reference) if max(parts["slashed"][1:]) > 12 else None


def _days(parts: dict[str, Any], reference: Reference) -> Value | None:
    """Build a period from two days of one month: "from 22 to 25 September 2025"."""
    year, month, day = parts.get("literal") or parts.get("slashed") or (None, None, None)
    month = parts.get("month", parts.get("month_number", month))
    last = dates.calendar_date(parts.get("year", year), month, parts.get("day", day), reference)
    first = dates.calendar_date(int(last[:4]), month, parts["first"], None) if last else None
    return ("period", f"{first}/{last}") if first and last and first <= last else None


def _months(parts: dict[str, Any], reference: Reference) -> Value | None:
    last = dates.calendar_date(
        parts.get("year"), parts.get("month", parts.get("month_number")), None, reference
    )
    first = dates.calendar_date(int(last[:4]), parts["first"], None, None) if last else None
    return ("period", f"{first}/{last}") if first and last and first <= last else None


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
        year = parts.get("year")
        if year is None and reference is not None:
            year = reference.year + parts.get("offset", 0)
        number = parts.get(
            "ordinal",
            parts.get("roman", parts.get("month_number", parts.get("which", parts.get("half_year")))),
        )
        return dates.part_of_year(year, int(number), size) if year and number else None

    return build


def _decade(parts: dict[str, Any], reference: Reference) -> Value | None:
    first = parts["year"]
    return ("period", f"{first:04d}/{first + 9:04d}") if first % 10 == 0 else None


def _years(parts: dict[str, Any], reference: Reference) -> Value | None:
    first, last = parts["first"], parts["last"]
    if last < 100:
        last += first // 100 * 100
    return ("period", f"{first:04d}/{last:04d}") if first < last <= first + 200 else None


def _between(parts: dict[str, Any], reference: Reference) -> Value | None:
    first, last = parts["first"], parts["last"]
    if len(first) != len(last) or first >= last:
        return None
    return "period", f"{first}/{last}"


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


def _range(parts: dict[str, Any], reference: Reference) -> Value | None:
    return ("number", parts["number"]) if parts["low"] < parts["number"] else None


def _percent(parts: dict[str, Any], reference: Reference) -> Value | None:
    return "percent", float(parts["number"])


def _money(parts: dict[str, Any], reference: Reference) -> Value | None:
    amount = float(parts["number"]) * float(parts.get("money_scale", 1))
    return "money", Money(round(amount, 6), str(parts.get("symbol") or parts.get("currency")))


def _ordinal(parts: dict[str, Any], reference: Reference) -> Value | None:
    if "tens" in parts:
        fits = parts["tens"] % 10 == 0 and parts["ordinal"] < 10
        return ("ordinal", parts["tens"] + float(parts["ordinal"])) if fits else None
    return "ordinal", float(parts.get("ordinal") or parts["number"])


BUILDERS: dict[str, Builder] = {
    "date": _date,
    "likely_date": _likely_date,
    "days": _days,
    "months": _months,
    "weekday": _weekday,
    "relative": _relative,
    "shifted": _shifted,
    "ago": _ago,
    "ahead": _ahead,
    "past": _past,
    "coming": _coming,
    "quarter": _part(3),
    "half": _part(6),
    "decade": _decade,
    "years": _years,
    "between": _between,
    "since": _since,
    "since_month": _since_month,
    "duration": _duration,
    "nothing": _nothing,
    "range": _range,
    "percent": _percent,
    "money": _money,
    "ordinal": _ordinal,
}
