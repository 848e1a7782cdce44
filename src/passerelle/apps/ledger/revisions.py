"""The number that every change of commitments raises, and the lock that keeps changes in the order of numbers."""

from passerelle.apps.ledger.models import Revision


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
    return number
