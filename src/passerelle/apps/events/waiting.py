"""Which documents wait to be folded: resolved ones without a row that says they are."""

from collections.abc import Iterable

from django.db.models import QuerySet

from passerelle.apps.events.models import Folding
from passerelle.apps.library.models import Document


def waiting_documents() -> QuerySet[Document]:
    """Return the documents whose claims are not folded as they stand, oldest first."""
    return Document.objects.filter(resolution__isnull=False, folding__isnull=True).order_by("pk")


def reopen(documents: Iterable[int]) -> None:
    """Let documents wait again."""
    Folding.objects.filter(document__in=list(documents)).delete()
