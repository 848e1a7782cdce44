"""How one commitment stands to its deadline, in the words of the list's facets."""

from datetime import date

from passerelle.apps.ledger.models import Commitment
from passerelle.apps.ledger.queries.counting import SOON
from passerelle.core.commitments.stages import ENDS, place


def due_on(commitment: Commitment, stage: str, condition: str, day: date) -> str:
    """Return overdue, soon, later, none, or done when nothing is left to wait for."""
    if place(stage) >= place("delivered") or condition in ENDS:
        return "done"
    if commitment.deadline_last is None:
        return "none"
    left = (commitment.deadline_last - day).days
    return "overdue" if left < 0 else "soon" if left <= SOON else "later"
