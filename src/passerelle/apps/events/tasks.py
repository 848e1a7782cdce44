"""The events' work in the background. A task only wakes: rows say what waits."""

import logging
from collections.abc import Callable

from django.db import DatabaseError
from django_tasks import task

from passerelle.apps.events.waiting import waiting_documents
from passerelle.apps.library.intake.liveness import enqueue_once
from passerelle.apps.library.models import Document

logger = logging.getLogger(__name__)

_AT_ONCE = 100


@task()
def fold_waiting() -> None:
    """Fold every document that waits, many at once. Killed at any moment, it goes on where it was."""
    # The actions send signals that wake this task in turn.
    from passerelle.apps.events.actions.fold import fold_document, fold_documents
    from passerelle.apps.events.folding import foresee

    failed: set[int] = set()
    while ids := list(waiting_documents().exclude(pk__in=failed).values_list("pk", flat=True)[:_AT_ONCE]):
        try:
            foresee(ids)
            fold_documents(ids, actor=None)
        except DatabaseError:
            raise
        except Exception:
            # One of them cannot be folded: each by itself, so that the others are.
            failed |= {pk for pk in ids if not _folded(pk, fold_document)}


def _folded(pk: int, fold_document: Callable) -> bool:
    try:
        if (document := Document.objects.filter(pk=pk).first()) is not None:
            fold_document(document, actor=None)
    except DatabaseError:
        raise
    except Exception:
        logger.exception("Document %s could not be folded.", pk)
        return False
    return True


def wake_folding() -> bool:
    """Have what waits folded by a worker, if anything does."""
    return waiting_documents().exists() and enqueue_once(fold_waiting)
