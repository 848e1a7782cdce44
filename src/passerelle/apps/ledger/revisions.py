"""The number that every change of commitments raises, and the lock that keeps changes in the order of numbers."""

import threading

from django.db import connection, transaction

from passerelle.apps.ledger.models import Revision

_here = threading.local()


def lock() -> None:
    """Let one writer at a time change the ledger, until the end of the transaction."""
    Revision.objects.select_for_update().get_or_create(pk=1)


def revision() -> int:
    """Return the number of the latest change."""
    return Revision.objects.filter(pk=1).values_list("number", flat=True).first() or 0


def raised() -> int:
    """Return a new number, in the transaction that changes something and under the lock."""
    lock()
    number = revision() + 1
    Revision.objects.filter(pk=1).update(number=number)
    _here.raised = True
    transaction.on_commit(_settled)
    return number


def unsettled() -> bool:
    """Say whether the open transaction may have changed the ledger: what it reads may yet be taken back, and its
    number given to another change.
    """
    if not connection.in_atomic_block:
        _settled()
    return getattr(_here, "raised", False)


def _settled() -> None:
    _here.raised = False
