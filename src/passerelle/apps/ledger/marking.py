"""Raising the marking of commitments when a document that they rest on is marked more strictly."""

from django.db.models import Q

from passerelle.apps.ledger.markings import STRICTNESS, least_marking, strictest
from passerelle.apps.ledger.models import Commitment
from passerelle.apps.ledger.revisions import lock, raised
from passerelle.apps.library.models import Document, Tlp


def mark_as_strictly(document: Document) -> int:
    """Mark what rests on a document at least as strictly as it is; return how many commitments that changed.

    What another organisation may not see at all is left to its officers (RED): the evidence itself they see no more.
    """
    lock()
    resting = Commitment.objects.filter(
        Q(evidence__document=document) | Q(born_of__document=document)
    ).distinct()
    open_ = []
    for row in resting:
        needed = least_marking(row.organisation_id, document) or str(Tlp.RED)
        if STRICTNESS[needed] > STRICTNESS[row.tlp]:
            row.tlp = strictest([needed, row.tlp])
            open_.append(row)
    if open_:
        number = raised()
        for row in open_:
            row.revision = number
            row.version += 1
        Commitment.objects.bulk_update(open_, ["tlp", "revision", "version"], batch_size=200)
    return len(open_)
