"""What the library tells the apps after it, inside the transaction that changes it."""

from django.dispatch import Signal

# sender: Document; document, reading: a reading was recorded, claims are up to date but not yet indexed.
document_read = Signal()
# sender: Claim; document: a person confirmed, corrected, rejected, added or undid claims of it.
claims_decided = Signal()
# sender: Document; document: a person marked it otherwise.
document_marked = Signal()
