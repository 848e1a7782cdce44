"""Saying who the actors of documents are, by the desk itself or when a person asks for it."""

from passerelle.apps.accounts.models import User
from passerelle.apps.audit.actions import about, action
from passerelle.apps.directory.models import Resolution
from passerelle.apps.directory.resolving import resolve
from passerelle.apps.directory.tasks import wake_resolving
from passerelle.apps.library.models import Document


@action("document.resolve", permission="actor.decide", desk=True)
def resolve_document(document: Document, *, actor: User | None) -> Document:
    """Say who the actors of a document are; decisions stand. Safe to repeat, and to interrupt."""
    document = (
        Document.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=document.pk)
    )
    states = resolve(document)
    about(document, organisation=document.organisation, **states)
    return document


@action("directory.resolve", permission="actor.decide", desk=True)
def resolve_again(*, actor: User | None) -> int:
    """Have every document looked at once more, in the background; return how many."""
    count, _of = Resolution.objects.all().delete()
    wake_resolving()
    about(None, organisation=actor.organisation if actor else None, documents=count)
    return count
