"""Work of the dead goes to the living, and is not taken from them."""

import subprocess
import sys
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from passerelle.apps.library.actions.jobs import queue_files
from passerelle.apps.library.actions.sources import add_feed, add_source
from passerelle.apps.library.intake.liveness import (
    _folder,
    enqueue_once,
    forget_old,
    lives,
    living,
    revive,
    wake_feeds,
)
from passerelle.apps.library.models import Job, JobState, Source, SourceKind
from passerelle.apps.library.tasks import check_due_feeds, read_job
from passerelle.sources.model import Item

pytestmark = pytest.mark.django_db

HOLD = """
import fcntl, sys
file = open(sys.argv[1], "w")
fcntl.lockf(file, fcntl.LOCK_EX)
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def job(officer) -> Job:
    source = add_source(name="Press", kind=SourceKind.FILES, actor=officer)
    return queue_files([Item("a.txt", b"Un texte.")], source=source, actor=officer)


@pytest.fixture
def worker():
    """A living worker in a process of its own."""
    from passerelle.apps.library.intake.liveness import _host

    name = f"{_host()}.another"
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(_folder() / name)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    process.stdout.readline()
    yield name, process
    process.kill()
    process.wait()
    process.stdin.close()
    process.stdout.close()


def take(worker: str, started=None) -> DBTaskResult:
    task = DBTaskResult.objects.get(task_path=read_job.module_path)
    task.claim(worker)
    if started:
        DBTaskResult.objects.filter(pk=task.pk).update(started_at=started)
    return task


def test_queuing_a_job_enqueues_its_task(job):
    task = DBTaskResult.objects.get(task_path=read_job.module_path)
    assert task.args_kwargs["args"] == [job.pk]
    read_job.call(job.pk)
    job.refresh_from_db()
    assert job.state == JobState.DONE


def test_a_process_lives_until_it_is_killed(worker):
    name, process = worker
    assert lives(name) is True
    process.kill()
    process.wait()
    assert lives(name) is False


def test_a_task_of_a_living_worker_is_left_alone_and_one_of_a_killed_worker_is_not(job, worker):
    name, process = worker
    task = take(name)
    assert revive("me") == 0
    process.kill()
    process.wait()
    assert revive("me") == 1
    task.refresh_from_db()
    assert task.status == TaskResultStatus.READY
    assert revive("me") == 0


def test_the_own_task_is_left_alone(job):
    with living() as me:
        take(me)
        assert revive(me) == 0


def test_a_worker_elsewhere_is_given_time(job):
    take("another-machine.1")
    assert revive("me") == 0
    DBTaskResult.objects.update(started_at=timezone.now() - timedelta(hours=1))
    Job.objects.update(beat_at=timezone.now())
    assert revive("me") == 0
    Job.objects.update(beat_at=timezone.now() - timedelta(hours=1))
    assert revive("me") == 1


def test_a_job_that_no_task_stands_for_is_given_to_a_worker(job):
    DBTaskResult.objects.all().delete()
    assert revive("me") == 0
    Job.objects.update(created_at=timezone.now() - timedelta(hours=1))
    assert revive("me") == 1
    assert revive("me") == 0
    assert DBTaskResult.objects.get().args_kwargs["args"] == [job.pk]


def test_a_job_that_ended_is_not_taken_up_again(job):
    DBTaskResult.objects.all().delete()
    Job.objects.update(created_at=timezone.now() - timedelta(hours=1), state=JobState.CANCELLED)
    assert revive("me") == 0


def test_due_feeds_are_woken_once(officer):
    assert not wake_feeds()
    add_feed(name="Press", address="http://example.org/feed", actor=officer)
    assert not wake_feeds()  # adding it enqueued its first check
    DBTaskResult.objects.all().delete()
    assert wake_feeds()
    assert not wake_feeds()
    DBTaskResult.objects.all().delete()
    Source.objects.update(next_check_at=timezone.now() + timedelta(hours=1))
    assert not wake_feeds()


def test_the_same_task_waits_once():
    assert enqueue_once(check_due_feeds)
    assert not enqueue_once(check_due_feeds)
    assert enqueue_once(read_job, 1)
    assert enqueue_once(read_job, 2)


def test_old_tasks_are_forgotten(job):
    with living() as me:
        long_ago = timezone.now() - timedelta(days=30)
        DBTaskResult.objects.update(status=TaskResultStatus.SUCCESSFUL, finished_at=long_ago)
        enqueue_once(check_due_feeds)
        forget_old(me)
        assert [task.task_path for task in DBTaskResult.objects.all()] == [check_due_feeds.module_path]
        assert (settings.HOME / "workers" / me).exists()
