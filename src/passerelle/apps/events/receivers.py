"""What the events do when the directory or the library changes, in the same transaction."""

from django.dispatch import receiver

from passerelle.apps.directory.signals import document_resolved
from passerelle.apps.events.tasks import wake_folding
from passerelle.apps.events.waiting import reopen
from passerelle.apps.library.models import Claim, Document
from passerelle.apps.library.signals import claims_decided


@receiver(document_resolved, sender=Document)
def fold_resolved(document: Document, **_rest) -> None:
    """Who takes part is known anew."""
    reopen([document.pk])
    wake_folding()


@receiver(claims_decided, sender=Claim)
def fold_decided(document: Document, **_rest) -> None:
    """A claim was rejected, corrected or added."""
    reopen([document.pk])
    wake_folding()
