"""The directory's work in the background. A task only wakes: rows say what waits."""

import logging

from django.db import DatabaseError
from django_tasks import task

from passerelle.apps.directory.comparing import compare_some
from passerelle.apps.directory.editions import edition
from passerelle.apps.directory.waiting import waiting_documents
from passerelle.apps.library.intake.liveness import enqueue_once
from passerelle.apps.library.models import Document

logger = logging.getLogger(__name__)

_AT_ONCE = 100
_LAST = -10  # readers do not wait for what can wait
_settled = ""  # the edition of the directory in which this process found nobody who waits to be compared


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


@task(priority=_LAST)
def compare_waiting() -> None:
    """Compare some of the actors that changed with the others, and let other tasks go before the next ones."""
    # The actions wake these tasks in turn.
    from passerelle.apps.directory.actions.compare import note_likenesses

    global _settled
    before = edition()
    compared = compare_some()
    if compared is None:
        _settled = before
        return
    note_likenesses(compared, actor=None)
    enqueue_once(compare_waiting)


def wake_comparing() -> bool:
    """Have the actors compared that changed, if any did since this process last looked."""
    return edition() != _settled and enqueue_once(compare_waiting)
