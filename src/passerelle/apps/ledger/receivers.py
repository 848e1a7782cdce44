"""What the ledger does when events, documents or its own commitments change, in the same transaction."""

from django.dispatch import receiver

from passerelle.apps.events.models import Event
from passerelle.apps.events.signals import events_folded
from passerelle.apps.ledger.marking import mark_as_strictly
from passerelle.apps.ledger.models import Commitment
from passerelle.apps.ledger.signals import commitments_changed
from passerelle.apps.ledger.tasks import wake_considering
from passerelle.apps.ledger.waiting import reopen, reopen_waiting_on
from passerelle.apps.library.models import Claim, Document
from passerelle.apps.library.signals import claims_decided, document_marked


@receiver(events_folded, sender=Event)
def consider_folded(claims, **_rest) -> None:
    """Who tells which event is known anew."""
    reopen(Claim.objects.filter(pk__in=list(claims)).values_list("document", flat=True).distinct())
    wake_considering()


@receiver(commitments_changed, sender=Commitment)
def consider_again_for(commitments, **_rest) -> None:
    """What was proposed may not hold any more."""
    reopen_waiting_on(commitments)
    wake_considering()


@receiver(claims_decided, sender=Claim)
def consider_decided(document: Document, **_rest) -> None:
    """A claim was rejected, corrected or added; the document is folded, and then looked at, anew."""
    reopen([document.pk])


@receiver(document_marked, sender=Document)
def mark_what_rests_on_it(document: Document, **_rest) -> None:
    """Who may see a commitment may see what it rests on, also when that was marked afterwards."""
    mark_as_strictly(document)
    reopen([document.pk])
    wake_considering()
