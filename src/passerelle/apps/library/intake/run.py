"""Working through a job, one item after another, so that it can die anywhere and be taken up again."""

import logging
from collections.abc import Callable

from django.db import DatabaseError, DataError, IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from passerelle.apps.accounts.permissions import Refused
from passerelle.apps.library.actions.intake import Outdated
from passerelle.apps.library.intake.prepare import obtain, prepare, prepare_rereading
from passerelle.apps.library.intake.reader import reader
from passerelle.apps.library.intake.settle import refuse, settle, settle_known
from passerelle.apps.library.models import Document, Job, JobItem, JobState
from passerelle.sources.model import Refusal

logger = logging.getLogger(__name__)

# A document that a worker began this often without an end takes its worker down each time.
ATTEMPTS = 5


def run_job(pk: int, progress: Callable[[JobItem], None] | None = None) -> None:
    """Settle every waiting item of a job. `progress` is told of each item that was dealt with.

    Safe to call twice at once, or again after a crash: each item is settled once.
    """
    reader()  # one that does not load is no fault of the documents
    while item := _next(pk):
        try:
            _take(item)
        except Refused:
            logger.warning("Job %s: its creator no longer adds documents.", pk)
            _end(pk, JobState.FAILED, "not_allowed")
            return
        if progress:
            progress(item)
    _end(pk, JobState.DONE)


@transaction.atomic
def _next(pk: int) -> JobItem | None:
    """Return the next item to deal with, noting that the job is alive; None when nothing is left to do."""
    job = Job.objects.select_for_update().filter(pk=pk).first()
    if job is None or job.state not in (JobState.WAITING, JobState.RUNNING):
        return None
    now = timezone.now()
    job.state, job.beat_at, job.started_at = JobState.RUNNING, now, job.started_at or now
    job.save(update_fields=["state", "beat_at", "started_at"])
    item = job.items.filter(state=JobItem.State.WAITING).order_by("position").first()
    if item:
        item.attempts += 1
        item.save(update_fields=["attempts"])
        item.job = job
    return item


def _take(item: JobItem) -> None:
    """Deal with one item. What goes wrong with one document is written down and never stops the others."""
    try:
        if item.attempts > ATTEMPTS:
            raise Refusal("unreadable", item.name, kind="text", failure="WorkerDied")
        _settle(item)
    except Refusal as refusal:
        refuse(item, refusal)
    except (Outdated, IntegrityError):
        # Somebody else wrote the same bytes at the same moment: the next round finds them there.
        logger.info("Job %s: %s was written elsewhere meanwhile.", item.job_id, item.name)
    except DataError as error:
        _unreadable(item, error)
    except (DatabaseError, OSError, Refused):
        raise  # a database that does not answer or a full disk is no fault of the document
    except Exception as error:
        _unreadable(item, error)


def _settle(item: JobItem) -> None:
    if item.document_id:
        settle(item, prepare_rereading(item.document))
        return
    source, digest = obtain(item)
    known = Document.objects.filter(organisation=item.job.organisation_id, snapshot=digest).first()
    if known:
        settle_known(item, known)
    else:
        settle(item, prepare(source, digest))


def _unreadable(item: JobItem, error: Exception) -> None:
    logger.exception("Job %s: %s could not be read.", item.job_id, item.name)
    refuse(item, Refusal("unreadable", item.name, kind="text", failure=type(error).__name__))


def _end(pk: int, state: JobState, error: str = "") -> None:
    unfinished = Q(pk=pk, state=JobState.RUNNING)
    if state == JobState.DONE:
        unfinished &= ~Q(items__state=JobItem.State.WAITING)
    Job.objects.filter(unfinished).update(state=state, error=error, finished_at=timezone.now())
