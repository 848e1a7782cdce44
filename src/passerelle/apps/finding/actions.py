"""What finding writes: the vectors by which documents are compared by meaning."""

from collections.abc import Mapping

from django.db import connection

from passerelle.apps.audit.actions import about, action
from passerelle.apps.finding.models import Vector
from passerelle.apps.library.models import Document

_LOCK = 0x5041_5354  # any number of our own: one writer of vectors at a time on PostgreSQL, so that ids come in order


@action("meaning.encode", permission="meaning.encode", desk=True)
def keep_vectors(encoder: str, vectors: Mapping[int, bytes], *, actor=None) -> None:
    """Keep the vectors of documents (id → signed bytes) that this encoder made, in place of earlier ones."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    Vector.objects.filter(document__in=vectors).delete()
    there = Document.objects.filter(pk__in=vectors).order_by("pk").values_list("pk", flat=True)
    Vector.objects.bulk_create(
        Vector(document_id=document, encoder=encoder, values=vectors[document]) for document in there
    )
    about(None, organisation=None, encoder=encoder, documents=len(vectors))
