"""A worker that is killed at any moment loses nothing and doubles nothing."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from passerelle.apps.audit.models import Event
from passerelle.apps.library.actions.jobs import queue_files
from passerelle.apps.library.actions.sources import add_source
from passerelle.apps.library.archive import open_bytes
from passerelle.apps.library.intake.liveness import revive
from passerelle.apps.library.intake.reader import reader
from passerelle.apps.library.models import Claim, Document, Job, JobItem, Reading, Snapshot, SourceKind
from passerelle.sources import Item, Limits, open_stream

pytestmark = [pytest.mark.crash, pytest.mark.django_db(transaction=True)]

SEED = 20251121
KILLS = 20
DOCUMENTS = 200
COPIES = 10  # of the 200, so many repeat an earlier text
BROKEN = 5  # and so many lines are no documents

PARTIES = [
    "la France",
    "le Japon",
    "l’Inde",
    "le Brésil",
    "le Sénégal",
    "l’Australie",
    "le Canada",
    "le Maroc",
]
FIELDS = [
    "les semi-conducteurs",
    "l’intelligence artificielle",
    "l’hydrogène",
    "la cybersécurité",
    "le spatial",
]
PATIENCE = 240.0  # seconds: only a failure waits so long


def lines(draw: random.Random) -> list[str]:
    """Return 200 JSON Lines: short generated texts, some twice, some broken."""
    texts: list[str] = []
    for number in range(DOCUMENTS - COPIES - BROKEN):
        other, field = draw.choice(PARTIES), draw.choice(FIELDS)
        texts.append(
            f"Accord numéro {number}\n\nLe Viet Nam et {other} ont signé à Hanoï un accord de coopération sur "
            f"{field}. Les deux pays veulent former {1000 + number} ingénieurs d’ici à 2030. "
            f"Le ministre des Affaires étrangères s’est rendu à Paris le {1 + number % 28} mars 2025."
        )
    texts.extend(draw.sample(texts, COPIES))
    draw.shuffle(texts)
    found = [
        json.dumps({"doc": f"{n}.txt", "text": text, "published": "2025-04-01", "lang": "fr"})
        for n, text in enumerate(texts)
    ]
    for _ in range(BROKEN):
        found.insert(draw.randrange(len(found)), '{"doc": "broken"')
    return found


@pytest.fixture
def start_worker():
    """Start a worker as the command does; what still runs at the end of the test is killed."""
    started: list[subprocess.Popen] = []

    def start(*options: str) -> subprocess.Popen:
        started.append(_worker(*options))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()


def _worker(*options: str) -> subprocess.Popen:
    name = connection.settings_dict["NAME"]
    address = (
        f"sqlite:///{name}"
        if connection.vendor == "sqlite"
        else urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
    )
    command = [sys.executable, "-m", "passerelle.cli", "worker", *options]
    return subprocess.Popen(command, env={**os.environ, "DATABASE_URL": address})


def settled() -> int:
    return JobItem.objects.exclude(state=JobItem.State.WAITING).count()


def kill_after(process: subprocess.Popen, items: int, moment: float) -> None:
    """Kill the worker a moment after it settled so many items, wherever it then is."""
    goal, deadline = settled() + items, time.monotonic() + PATIENCE
    while items and settled() < goal:
        assert process.poll() is None, "the worker ended by itself"
        assert time.monotonic() < deadline, "the worker does not get on"
        time.sleep(0.01)
    time.sleep(moment)
    process.send_signal(signal.SIGKILL)
    process.wait()


def test_twenty_kills_lose_nothing_and_double_nothing(officer, start_worker):
    draw = random.Random(SEED)
    source = add_source(name="Wire", kind=SourceKind.STREAM, actor=officer)
    items = list(open_stream(lines(draw), Limits(), "wire.jsonl"))
    job = queue_files(items, source=source, actor=officer)
    assert job.items.count() == DOCUMENTS

    for kill in range(KILLS):
        # Every fourth dies before it settles anything: while it starts, or takes over from the one before.
        items_before = 0 if kill % 4 == 3 else draw.randint(1, 9)
        kill_after(start_worker("--batch"), items_before, draw.uniform(0, 1.5 if items_before == 0 else 0.04))
    assert Job.objects.get().state != "done", "the kills came too late to test anything"

    last = start_worker("--batch")
    assert last.wait(PATIENCE) == 0

    job.refresh_from_db()
    assert (job.state, job.error) == ("done", "")
    states = Counter(job.items.values_list("state", flat=True))
    originals = DOCUMENTS - COPIES - BROKEN
    assert states == {"read": originals, "known": COPIES, "refused": BROKEN}
    assert set(job.items.filter(state="refused").values_list("refusal_code", flat=True)) == {
        "json_line_broken"
    }

    assert Document.objects.count() == Snapshot.objects.count() == Reading.objects.count() == originals
    assert Event.objects.filter(verb="document.add").count() == originals
    targets = Event.objects.filter(verb="document.add").values_list("target_id", flat=True)
    assert set(targets) == {str(pk) for pk in Document.objects.values_list("pk", flat=True)}
    assert Event.objects.filter(verb="job.queue").count() == 1

    total = 0
    for document in Document.objects.select_related("snapshot"):
        assert open_bytes(document.snapshot_id).decode() == document.text
        expected = reader().read(document.text, language="fr", published="2025-04-01").claims
        found = [(claim.type, claim.start, claim.end) for claim in document.claims.all()]
        assert sorted(found) == sorted((claim.type, claim.start, claim.end) for claim in expected)
        assert document.claims_count == document.waiting_count == len(found)
        total += len(found)
    assert total == Claim.objects.count() >= originals, "texts without claims would prove little"
    assert not DBTaskResult.objects.exclude(status=TaskResultStatus.SUCCESSFUL).exists()


def test_two_workers_share_jobs_that_overlap_and_write_each_document_once(officer, start_worker):
    draw = random.Random(SEED)
    items = list(open_stream(lines(draw)[:80], Limits(), "wire.jsonl"))
    source = add_source(name="Wire", kind=SourceKind.STREAM, actor=officer)
    jobs = [
        queue_files(part, source=source, actor=officer) for part in (items, items[::-1], items[20:60], items)
    ]
    workers = [start_worker("--batch") for _ in range(2)]
    assert [process.wait(PATIENCE) for process in workers] == [0, 0]

    texts = {item.data for item in items if isinstance(item, Item)}
    assert {job.state for job in Job.objects.all()} == {"done"}
    assert Document.objects.count() == Reading.objects.count() == len(texts)
    assert Event.objects.filter(verb="document.add").count() == len(texts)
    states = Counter(JobItem.objects.values_list("state", flat=True))
    broken = sum(job.items.filter(refusal_code="json_line_broken").count() for job in jobs)
    assert (states["read"], states["refused"], states["waiting"]) == (len(texts), broken, 0)


def test_a_worker_that_is_asked_to_stop_stops_at_once_and_its_work_is_taken_over(officer, start_worker):
    draw = random.Random(SEED)
    source = add_source(name="Wire", kind=SourceKind.STREAM, actor=officer)
    items = list(open_stream(lines(draw), Limits(), "wire.jsonl"))
    job = queue_files(items, source=source, actor=officer)
    process = start_worker()
    deadline = time.monotonic() + PATIENCE
    while settled() < BROKEN + 3:
        assert time.monotonic() < deadline, "the worker does not get on"
        time.sleep(0.01)
    process.terminate()
    assert process.wait(10) == 0
    assert 0 < job.items.filter(state="waiting").count() < DOCUMENTS
    reading = DBTaskResult.objects.get(task_path__endswith=".read_job")
    assert reading.status == TaskResultStatus.RUNNING
    assert revive("me") == 1
