"""The ledger's work in the background. A task only wakes: rows say what waits."""

import logging

from django.db import DatabaseError
from django.utils import timezone
from django_tasks import task

from passerelle.apps.ledger.models import Commitment, Revision
from passerelle.apps.ledger.waiting import waiting_documents
from passerelle.apps.library.intake.liveness import enqueue_once

logger = logging.getLogger(__name__)

_AT_ONCE = 20


@task()
def consider_waiting() -> None:
    """Look at every document that waits, some at once. Killed at any moment, it goes on where it was."""
    # The actions send signals that wake this task in turn.
    from passerelle.apps.ledger.actions.consider import consider_documents

    failed: set[int] = set()
    while ids := list(waiting_documents().exclude(pk__in=failed).values_list("pk", flat=True)[:_AT_ONCE]):
        for some in (ids, *([pk] for pk in ids)) if len(ids) > 1 else (ids,):
            try:
                consider_documents(some, actor=None, today=timezone.localdate())
            except DatabaseError:
                raise
            except Exception:
                # One of them cannot be looked at: each by itself, so that the others are.
                if len(some) == 1:
                    logger.exception("Document %s could not be looked at for the ledger.", some[0])
                    failed.add(some[0])
            else:
                if some is ids:
                    break


@task()
def listen() -> None:
    """Look which commitments turned quiet or silent by today."""
    from passerelle.apps.ledger.actions.silence import reconsider_silence

    reconsider_silence(actor=None, today=timezone.localdate())


def wake_listening() -> bool:
    """Have silence looked at by a worker, once a day."""
    today = Revision.objects.filter(listened_on__gte=timezone.localdate()).exists()
    return not today and Commitment.objects.exists() and enqueue_once(listen)


def wake_considering() -> bool:
    """Have what waits looked at by a worker, if anything does."""
    return waiting_documents().exists() and enqueue_once(consider_waiting)
