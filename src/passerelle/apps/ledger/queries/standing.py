"""How commitments stand on a day: one in the words of the list's facets, many as the database can choose them."""

from datetime import date, timedelta

from django.db.models import Q

from passerelle.apps.ledger.models import Commitment
from passerelle.apps.ledger.queries.counting import SOON
from passerelle.core.commitments.stages import ENDS, place

DONE = Q(stage__in=("delivered", "verified")) | Q(condition__in=ENDS)


def due_on(commitment: Commitment, stage: str, condition: str, day: date) -> str:
    """Return overdue, soon, later, none, or done when nothing is left to wait for."""
    if place(stage) >= place("delivered") or condition in ENDS:
        return "done"
    if commitment.deadline_last is None:
        return "none"
    left = (commitment.deadline_last - day).days
    return "overdue" if left < 0 else "soon" if left <= SOON else "later"


def overdue(today: date) -> Q:
    """What is not done although the last day of its deadline has passed."""
    return Q(deadline_last__lt=today) & ~DONE


def due_soon(today: date) -> Q:
    """What is not done and due within a month."""
    return Q(deadline_last__gte=today, deadline_last__lte=today + timedelta(days=SOON)) & ~DONE


def silent(today: date) -> Q:
    """What nothing independent has been heard of for too long."""
    return Q(silent_from__lte=today)


def quiet(today: date) -> Q:
    """What nothing independent has been heard of for long, but not yet too long."""
    return Q(quiet_from__lte=today, silent_from__gt=today)
