"""Folding the claims of documents into events, by the desk itself or when a person asks for it."""

from passerelle.apps.accounts.models import User
from passerelle.apps.audit.actions import about, action
from passerelle.apps.directory.editions import lock
from passerelle.apps.events.copying import trace
from passerelle.apps.events.folding import refold
from passerelle.apps.events.models import Event, Folding
from passerelle.apps.events.signals import events_folded
from passerelle.apps.events.tasks import wake_folding
from passerelle.apps.library.models import Document


@action("document.fold", permission="event.correct", desk=True)
def fold_document(document: Document, *, actor: User | None) -> Document:
    """Fold the claims of a document as they stand; corrections hold. Safe to repeat, and to interrupt."""
    lock()
    document = Document.objects.select_related("snapshot", "organisation").get(pk=document.pk)
    trace(document)
    claims = refold(document.pk)
    Folding.objects.update_or_create(document=document)
    events_folded.send(Event, claims=claims)
    about(document, organisation=document.organisation, claims=len(claims))
    return document


@action("event.fold", permission="event.correct", desk=True)
def fold_again(*, actor: User | None) -> int:
    """Have every document folded once more, in the background; return how many. What people decided stands."""
    count, _of = Folding.objects.all().delete()
    wake_folding()
    about(None, organisation=actor.organisation if actor else None, documents=count)
    return count
