"""What the directory tells the apps after it, inside the transaction that changes it."""

from django.dispatch import Signal

# sender: Document; document: who its mentions are, and who takes part in its claims, is known anew.
document_resolved = Signal()
# sender: Actor; no more said: actors, names or who is whom changed; `editions.edition()` is another one now.
actors_changed = Signal()
