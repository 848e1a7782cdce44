"""What the times of two reports say of their being one event."""

from passerelle.core.events.report import Report
from passerelle.core.events.spans import days, gap
from passerelle.core.events.tables import table

Found = list[tuple[str, float, str]]
SOON = 4  # days of a date that is a day, or a meeting's days
_LONG = 62  # days
_APART = (("told_at_once", SOON), ("told_later", 31), ("told_long_after", 200))
_PRECISE = ((_LONG, 1.0), (366, 0.5))


def by_time(one: Report, other: Report, found: Found, conflicts: list[str]) -> None:
    """Compare when two reports say that it happened, or when they were told; days too far apart conflict.

    In one document nothing is told at once because it stands there: its headline tells its news, its other sentences
    seldom tell an act twice.
    """
    first, second = one.day, other.day
    inside = one.document == other.document
    headline = one.words.headline != other.words.headline
    if inside and not headline and one.words.sentence != other.words.sentence:
        found.append(("said_besides", 1.0, ""))
    told, retold = days(one.published), days(other.published)
    if first and second:
        apart = gap(first, second)
        if apart > table("weights")["limits"]["dispute_days"]:
            conflicts.append("date")
        elif apart:
            found.append(("near_day", 1.0, f"{apart} d"))
        else:
            longest = max(first.length, second.length)
            rule = "same_day" if longest <= SOON else "same_period"
            found.append((rule, _precise(longest), min(one.date or "", other.date or "")))
        return
    said = _said(one) & _said(other)
    if said:
        found.append(("said_day", 1.0, ""))
    elif not first and not second:
        found.append(("undated", 1.0, ""))
    if inside:
        if headline:
            found.append(("headline", 1.0, ""))
        return
    known = [span for span in (first or told, second or retold) if span]
    if len(known) < 2:
        return
    apart = gap(known[0], known[1])
    rule = next((name for name, most in _APART if apart <= most), "told_years_after")
    found.append((rule, 1.0 if apart else _precise(max(span.length for span in known)), f"{apart} d"))
    if told and retold and gap(told, retold) > _LONG:
        found.append(("published_apart", 1.0, f"{gap(told, retold)} d"))


def _said(report: Report) -> frozenset[int]:
    """Return the days that a report or, where it gives none, its sentence says."""
    day = report.day
    if day:
        return frozenset(range(day.first, day.last + 1)) if day.length <= SOON else frozenset()
    return report.words.days


def _precise(days: int) -> float:
    """Return how far it counts that two dates meet, the longer of which has so many days."""
    return next((share for most, share in _PRECISE if days <= most), 0.0)
