"""Deadlines: what is due, overdue or kept, by dates that may be imprecise."""

from dataclasses import dataclass

from passerelle.core.commitments.days import before, day, span
from passerelle.core.commitments.life import Standing
from passerelle.core.commitments.stages import place

DUES = ("none", "later", "soon", "overdue", "kept", "perhaps_late", "late", "closed")


@dataclass(frozen=True, slots=True)
class Due:
    """How a commitment stands to its deadline: a state of DUES, and the days to its last possible day.

    `days` is negative when that day has passed; None without a deadline, or when there is nothing left to wait for.
    """

    state: str
    days: int | None


def due(deadline: str | None, standing: Standing, as_of: str, soon: int = 30) -> Due:
    """Say how a commitment stands to its deadline on a day. "2026-03" is overdue on 1 April, not before.

    What was delivered is kept, late, or perhaps late when the two dates are too imprecise to tell.
    """
    delivered = next((on for stage, on in standing.ladder if place(stage) >= place("delivered") and on), None)
    if deadline is None:
        return Due("none", None)
    if delivered:
        in_time = kept_in_time(delivered, deadline)
        return Due("perhaps_late" if in_time is None else "kept" if in_time else "late", None)
    if standing.closed:
        return Due("closed", None)
    left = span(deadline).last - day(as_of)
    return Due("overdue" if left < 0 else "soon" if left <= soon else "later", left)


def kept_in_time(delivered: str, deadline: str) -> bool | None:
    """Say whether something was delivered by its deadline; None when the dates do not tell.

    A deadline is kept on its last day: "by March" holds on the 31st.
    """
    if span(delivered).last <= span(deadline).last:
        return True
    return False if before(deadline, delivered) else None
