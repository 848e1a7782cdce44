"""Which deadline commitments had on which day: the edits tell it. Whoever moves a deadline does not move the past."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from django.utils import timezone

from passerelle.apps.ledger.models import Edit

Moved = tuple[date, str]
"""The day on which a deadline was changed, and what it was until then."""


def moved_deadlines(commitments: Iterable[int], today: date) -> dict[int, list[Moved]]:
    """Return commitment → what became of its deadline, in order; a commitment whose deadline stands is not there."""
    found: dict[int, list[Moved]] = defaultdict(list)
    edits = Edit.objects.filter(commitment__in=list(commitments), before__has_key="deadline").order_by("pk")
    for commitment, before, at in edits.values_list("commitment", "before", "at"):
        found[commitment].append((min(timezone.localdate(at), today), before["deadline"] or ""))
    return dict(found)


def deadline_on(day: date, moved: Sequence[Moved], now: str) -> str:
    """Return the deadline as it stood on a day."""
    return next((before for changed, before in moved if changed > day), now)
