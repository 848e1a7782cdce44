"""Which workers live, and giving the work of dead ones to the living.

A worker holds a lock on a file of its own as long as its process lives: the system lets go of it at the
moment of a kill. Work of a worker on another machine is taken over when nobody has seen a sign of it for
half an hour; if it lived after all, nothing is done twice, because each item is settled once.
"""

import contextlib
import fcntl
import secrets
import socket
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from passerelle.apps.library import archive
from passerelle.apps.library.models import Job, JobState
from passerelle.apps.library.queries.sources import due_feeds
from passerelle.apps.library.tasks import check_due_feeds, read_job

ELSEWHERE = timedelta(minutes=30)  # silence after which a worker on another machine counts as dead
FOREGROUND = timedelta(minutes=5)  # silence after which a job that nobody was given is given to a worker
KEPT = timedelta(days=14)  # how long the rows of finished tasks stay


@contextlib.contextmanager
def living() -> Iterator[str]:
    """Be known as a living worker inside the block; yields the worker's name."""
    name = f"{_host()}.{secrets.token_hex(8)}"
    path = _folder() / name
    with path.open("w") as file:
        fcntl.lockf(file, fcntl.LOCK_EX)
        try:
            yield name
        finally:
            path.unlink(missing_ok=True)


def lives(worker: str) -> bool | None:
    """Say whether a worker's process lives; None when its machine is not this one.

    Never ask for a worker of the own process: closing the file would let go of its lock.
    """
    try:
        with (_folder() / worker).open("r+") as file:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False if worker.rpartition(".")[0] == _host() else None
    except OSError:
        return True
    return False


def revive(me: str) -> int:
    """Give the tasks of dead workers, and jobs that no task stands for, to the living; return how many."""
    given = 0
    for task in DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING):
        worker = task.worker_ids[-1] if task.worker_ids else ""
        if worker != me and _dead(worker, task):
            given += DBTaskResult.objects.filter(
                pk=task.pk, status=TaskResultStatus.RUNNING, started_at=task.started_at
            ).update(status=TaskResultStatus.READY)
    return given + sum(_enqueue_lost(job) for job in _unfinished())


def enqueue_once(task, *args) -> bool:
    """Enqueue a task unless the same one is waiting already."""
    waiting = DBTaskResult.objects.filter(task_path=task.module_path, status=TaskResultStatus.READY)
    if any(row.args_kwargs["args"] == list(args) for row in waiting):
        return False
    task.enqueue(*args)
    return True


def forget_old(me: str) -> None:
    """Remove what is left of tasks that ended long ago, of workers that are gone, and of unfinished files."""
    archive.forget_unfinished()
    before = timezone.now() - KEPT
    DBTaskResult.objects.finished().filter(finished_at__lt=before).delete()
    for path in _folder().iterdir():
        if path.name != me and path.stat().st_mtime < before.timestamp() and lives(path.name) is False:
            path.unlink(missing_ok=True)


def _dead(worker: str, task: DBTaskResult) -> bool:
    alive = lives(worker) if worker else False
    if alive is None:
        return _last_sign(task) < timezone.now() - ELSEWHERE
    return not alive


def _last_sign(task: DBTaskResult):
    signs = [task.started_at or task.enqueued_at]
    if task.task_path == read_job.module_path:
        beat = Job.objects.filter(pk=task.args_kwargs["args"][0]).values_list("beat_at", flat=True).first()
        signs.append(beat or signs[0])
    return max(signs)


def _unfinished() -> list[Job]:
    """Jobs that were never given to a worker (a command ran them itself), or whose task failed."""
    return list(Job.objects.filter(state__in=[JobState.WAITING, JobState.RUNNING]))


@transaction.atomic
def _enqueue_lost(job: Job) -> bool:
    job = Job.objects.select_for_update().get(pk=job.pk)
    if job.state not in (JobState.WAITING, JobState.RUNNING):
        return False
    if (job.beat_at or job.created_at) > timezone.now() - FOREGROUND:
        return False
    standing = DBTaskResult.objects.filter(
        task_path=read_job.module_path, status__in=[TaskResultStatus.READY, TaskResultStatus.RUNNING]
    )
    if any(row.args_kwargs["args"] == [job.pk] for row in standing):
        return False
    read_job.enqueue(job.pk)
    return True


def wake_feeds() -> bool:
    """Have the due feeds checked by a worker."""
    return due_feeds(timezone.now()).exists() and enqueue_once(check_due_feeds)


def _host() -> str:
    return socket.gethostname()[:40].replace("/", "-")


def _folder() -> Path:
    folder = Path(settings.HOME) / "workers"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder
