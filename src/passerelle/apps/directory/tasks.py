"""The directory's work in the background. A task only wakes: rows say what waits."""

import logging

from django.db import DatabaseError
from django_tasks import task

from passerelle.apps.directory.waiting import waiting_documents
from passerelle.apps.library.intake.liveness import enqueue_once
from passerelle.apps.library.models import Document

logger = logging.getLogger(__name__)

_AT_ONCE = 100


@task()
def resolve_waiting() -> None:
    """Resolve every document that waits. Killed at any moment, it goes on where it was."""
    # The action wakes this task in turn.
    from passerelle.apps.directory.actions.resolve import resolve_document

    failed: set[int] = set()
    while ids := list(waiting_documents().exclude(pk__in=failed).values_list("pk", flat=True)[:_AT_ONCE]):
        for pk in ids:
            document = Document.objects.filter(pk=pk).first()
            try:
                if document is not None:
                    resolve_document(document, actor=None)
            except DatabaseError:
                raise
            except Exception:
                logger.exception("Document %s could not be resolved.", pk)
                failed.add(pk)


def wake_resolving() -> bool:
    """Have what waits resolved by a worker, if anything does."""
    return waiting_documents().exists() and enqueue_once(resolve_waiting)
