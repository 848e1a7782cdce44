"""Which marking keeps what rests on a document from those who may not see the document.

Whoever sees a commitment learns what its evidence says. So the readers of a commitment are among the readers of
each document it rests on: within one organisation it is marked as strictly as they are, and for a document that
another organisation shares with officers (GREEN) only RED leaves nobody else.
"""

from collections.abc import Iterable

from passerelle.apps.accounts.models import User
from passerelle.apps.accounts.permissions import MEMBERS, may
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


def shows(user: User, organisation_id: int, tlp: str) -> bool:
    """Say whether a marking lets a user see a row of the ledger (as `permissions` says in SQL)."""
    if not may(user, "ledger.read"):
        return False
    own, member = organisation_id == user.organisation_id, user.role in MEMBERS
    return tlp == Tlp.CLEAR or (own and (member or tlp != Tlp.RED)) or (member and tlp == Tlp.GREEN)
