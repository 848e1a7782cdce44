"""Which documents were read by whom."""

from django.db.models import Exists, OuterRef, QuerySet

from passerelle.apps.accounts.models import User
from passerelle.apps.accounts.permissions import rows
from passerelle.apps.library.models import Document, Reading


def own_documents(user: User) -> QuerySet[Document]:
    """Documents that the user may have read again."""
    return rows(user, "document.mark", Document.objects.all())


def read_by_another(user: User, reader: str, version: str) -> QuerySet[Document]:
    """Own documents that this version of this reader has not read."""
    read = Reading.objects.filter(document=OuterRef("pk"), reader=reader, version=version)
    return own_documents(user).filter(~Exists(read))
