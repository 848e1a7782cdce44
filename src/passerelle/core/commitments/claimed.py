"""When what a claim tells was or will be, and how much it tells of."""

from passerelle.core.commitments.days import surely_before
from passerelle.core.commitments.told import Open
from passerelle.core.events.agreement import comparable
from passerelle.core.events.report import Report
from passerelle.core.events.spans import days
from passerelle.core.reading.model import Quantity


def happened(report: Report) -> str | None:
    """Return when what a claim tells happened, at the latest when it was published; None when neither is known.

    What is dated after its publication has not happened: see `to_come`.
    """
    return None if to_come(report) else report.date or report.published


def to_come(report: Report) -> str | None:
    """Return the day that a claim gives for what has still to happen, None when it gives none."""
    by = report.quantity.by if report.quantity else None
    stated = report.date if report.published and report.date and days(report.date) else None
    if stated and report.published and surely_before(report.published, stated):
        return stated
    return by if by and days(by) else None


def measure(told: Quantity | None, opened: Open) -> Quantity | None:
    """Return what a told amount is to be held against: the budget where that counts the same, else the quantity."""
    budget = opened.budget
    if (
        told
        and budget
        and comparable(told, budget)
        and not (opened.quantity and comparable(told, opened.quantity))
    ):
        return budget
    return opened.quantity


def amount(quantity: Quantity) -> str:
    """Return an amount as text, its digits in full: "250000000 EUR"."""
    return f"{quantity.value:.12g} {quantity.unit}"
