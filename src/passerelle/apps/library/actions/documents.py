"""What people say about a document as a whole."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from passerelle.apps.accounts.models import User
from passerelle.apps.accounts.permissions import require_rows
from passerelle.apps.audit.actions import about, action
from passerelle.apps.library.actions.jobs import reread_documents
from passerelle.apps.library.index import index_document
from passerelle.apps.library.intake.published import first_day
from passerelle.apps.library.models import Document
from passerelle.apps.library.signals import document_marked

MARKS = ("tlp", "reliability", "publisher", "author", "title", "published")


@action("document.mark", permission="document.mark")
def mark_document(document: Document, *, actor: User, **marks: str) -> Document:
    """Set marking, reliability, publisher, author, title or publication date by hand. Raises ValidationError.

    Dates in the text are relative to the publication date, so another date queues a new reading.
    """
    if unknown := marks.keys() - set(MARKS):
        raise TypeError(f"Not to be marked: {', '.join(sorted(unknown))}")
    require_rows(actor, "document.mark", [document])
    document = Document.objects.select_for_update().get(pk=document.pk)
    before = {name: getattr(document, name) for name in marks}
    redated = marks.get("published", document.published) != document.published
    for name, value in marks.items():
        setattr(document, name, value)
    if redated:
        document.published_on = _day(document.published)
        document.published_how = "given" if document.published else ""
    document.full_clean(exclude=["added_by"])
    document.save()
    index_document(document)
    document_marked.send(Document, document=document)
    about(document, organisation=document.organisation, before=before, after=marks)
    if redated:
        reread_documents([document], actor=actor)
    return document


def _day(published: str) -> date | None:
    try:
        return first_day(published)
    except ValueError:
        raise ValidationError({"published": _("Give the date as 2025, 2025-05 or 2025-05-13.")}) from None
