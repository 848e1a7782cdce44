"""What the ledger tells the apps after it, inside the transaction that changes it."""

from django.dispatch import Signal

# sender: Commitment; commitments: the ids of those that changed, None when it may be any.
commitments_changed = Signal()
