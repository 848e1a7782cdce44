"""What the directory does when the library changes, in the same transaction."""

from django.dispatch import receiver

from passerelle.apps.directory.involvements import involve, names_in, standing
from passerelle.apps.directory.models import Actor, Mention
from passerelle.apps.directory.signals import actors_changed
from passerelle.apps.directory.tasks import wake_comparing, wake_resolving
from passerelle.apps.directory.waiting import reopen
from passerelle.apps.library.models import Claim, Document
from passerelle.apps.library.signals import claims_decided, document_read


@receiver(document_read, sender=Document)
def let_wait(document: Document, **_rest) -> None:
    """A new reading names actors anew."""
    reopen([document.pk])
    involve([document.pk])
    wake_resolving()


@receiver(claims_decided, sender=Claim)
def involve_again(document: Document, **_rest) -> None:
    """A corrected claim may name others; somebody nobody named before has to be looked up."""
    involve([document.pk])
    known = set(Mention.objects.filter(document=document, found=True).values_list("local", flat=True))
    named = {
        local for claim in standing([document.pk]) for role, local in names_in(claim) if role != "speaker"
    }
    if named - known:
        reopen([document.pk])
        wake_resolving()


@receiver(actors_changed, sender=Actor)
def compare_again(**_rest) -> None:
    """Whoever changed may be somebody else of the directory."""
    wake_comparing()
