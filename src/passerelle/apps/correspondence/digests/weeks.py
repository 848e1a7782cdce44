"""Weeks as ISO 8601 numbers them, of which each begins on Monday at six in the installation's time zone."""

from datetime import datetime, timedelta

from django.utils import timezone

_MORNING = timedelta(hours=6)


def week_of(moment: datetime) -> str:
    """Return the week of a moment: 2026-W47."""
    year, week, _day = (timezone.localtime(moment).replace(tzinfo=None) - _MORNING).isocalendar()
    return f"{year}-W{week:02}"
