"""What the events tell the apps after them, inside the transaction that changes them."""

from django.dispatch import Signal

# sender: Event; claims: the ids of claims whose event, or whose fellow tellings, changed.
events_folded = Signal()
