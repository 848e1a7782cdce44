"""Folding the claims of documents into events, by the desk itself or when a person asks for it."""

from collections.abc import Iterable

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
    claims = refold([document.pk])
    Folding.objects.update_or_create(document=document)
    events_folded.send(Event, claims=claims)
    about(document, organisation=document.organisation, claims=len(claims))
    return document


@action("document.fold_many", permission="event.correct", desk=True)
def fold_documents(documents: Iterable[int], *, actor: User | None) -> int:
    """Fold the claims of several documents (ids) at once; return how many there were. As safe as folding one."""
    lock()
    found = list(Document.objects.filter(pk__in=list(documents)).select_related("snapshot").order_by("pk"))
    for document in found:
        trace(document)
    claims = refold(document.pk for document in found)
    for document in found:
        Folding.objects.update_or_create(document=document)
    events_folded.send(Event, claims=claims)
    about(None, organisation=actor.organisation if actor else None, documents=len(found), claims=len(claims))
    return len(found)


@action("event.fold", permission="event.correct", desk=True)
def fold_again(*, actor: User | None) -> int:
    """Have every document folded once more, in the background; return how many. What people decided stands."""
    count, _of = Folding.objects.all().delete()
    wake_folding()
    about(None, organisation=actor.organisation if actor else None, documents=count)
    return count
