"""Which marking keeps what rests on a document from those who may not see the document.

Whoever sees a commitment learns what its evidence says. So the readers of a commitment are among the readers of
each document it rests on: within one organisation it is marked as strictly as they are, and for a document that
another organisation shares with officers (GREEN) only RED leaves nobody else.
"""

from collections.abc import Iterable

from passerelle.apps.library.models import Document, Tlp

STRICTNESS = {str(tlp): place for place, tlp in enumerate((Tlp.CLEAR, Tlp.GREEN, Tlp.AMBER, Tlp.RED))}


def least_marking(organisation_id: int, document: Document) -> str | None:
    """Return the least strict marking for what an organisation builds on a document; None: it may not at all."""
    if document.tlp == Tlp.CLEAR or document.organisation_id == organisation_id:
        return str(document.tlp)
    return str(Tlp.RED) if document.tlp == Tlp.GREEN else None


def strictest(markings: Iterable[str]) -> str:
    """Return the strictest of some markings; CLEAR of none."""
    return max((str(one) for one in markings), key=STRICTNESS.__getitem__, default=str(Tlp.CLEAR))
