"""What a later reading says otherwise: noted for review while the reading is recorded.

Undecided claims have taken the new values, decided ones stand; here is kept what they were, so that a person can see
the difference and go back. What nobody has looked at yet is carried over: the next reading is laid beside what a
person last could see, not beside what an unread reading said.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import F, Q

from passerelle.apps.library.models import Claim, Difference, DifferenceKind, Document, Reading, ReviewState
from passerelle.apps.library.proposals import UNDECIDED, columns_of, stated
from passerelle.core.reading.comparison import changes

# Nobody has decided about the claim since the reading.
OPEN = Q(claim__decided_at__isnull=True) | Q(claim__decided_at__lt=F("reading__read_at"))

Columns = dict[str, Any]


class Former:
    """What stood in a document before a reading. Made before claims change, `note` when they have."""

    def __init__(self, document: Document, known: Iterable[Claim]) -> None:
        self.document = document
        self.previous = document.readings.first()
        self.stood = {
            claim.pk: ({} if claim.state == ReviewState.WITHDRAWN else columns_of(claim)) for claim in known
        }
        self.proposed = {claim.pk: claim.proposed for claim in known}
        self.by_previous = {
            claim.pk for claim in known if self.previous and claim.found_in_id == self.previous.pk
        }
        self.unseen = list(Difference.objects.filter(OPEN, claim__document=document))
        self.carried = {difference.claim_id: difference.before for difference in self.unseen}

    def note(self, reading: Reading, known: Iterable[Claim], fresh: Iterable[Claim]) -> None:
        """Keep the differences between what stood and what `reading` says. A first reading has none."""
        if self.previous is None:
            return
        Difference.objects.filter(pk__in=[difference.pk for difference in self.unseen]).delete()
        noted = []
        for claim in (*known, *fresh):
            found = claim.found_in_id == reading.pk
            undecided = claim.state in UNDECIDED
            kind, before, after = (self._of_undecided if undecided else self._of_decided)(claim, found)
            if kind:
                noted.append(Difference(reading=reading, claim=claim, kind=kind, before=before, after=after))
        Difference.objects.bulk_create(noted, batch_size=200)

    def _of_undecided(self, claim: Claim, found: bool) -> tuple[str, Columns, Columns]:
        before = self.carried.get(claim.pk, self.stood.get(claim.pk, {}))
        after = claim.proposed if found else {}
        if before and after:
            return (DifferenceKind.CHANGED if _differ(before, after) else ""), before, after
        if after:
            return DifferenceKind.GAINED, {}, after
        return (DifferenceKind.WITHDRAWN if before else ""), before, {}

    def _of_decided(self, claim: Claim, found: bool) -> tuple[str, Columns, Columns]:
        """A decision stands; only what no reading said before it is worth another look."""
        stands, after = self.stood[claim.pk], (claim.proposed if found else {})
        unseen = claim.pk in self.carried
        if after:
            said = self.proposed[claim.pk]
            news = _differ(stands, after) and (unseen or not said or _differ(said, after))
        else:
            news = claim.state != ReviewState.REJECTED and (unseen or claim.pk in self.by_previous)
        return (DifferenceKind.OTHERWISE if news else ""), stands, after


def _differ(one: Columns, other: Columns) -> bool:
    return bool(changes(stated(one), stated(other)))
