"""Documents are encoded in the background, once each, and the nearest of those that a reader may see are found."""

import subprocess
import sys
from pathlib import Path

import numpy
import pytest
from django.http import QueryDict
from dossiers import make_document

from passerelle.apps.audit.models import Event
from passerelle.apps.finding import encoding, meaning, tasks
from passerelle.apps.finding.models import Vector
from passerelle.apps.finding.queries.filters import SearchFilters
from passerelle.apps.finding.queries.find import find
from passerelle.apps.library.index import index_claims
from passerelle.apps.library.models import Document

ROOT = Path(__file__).resolve().parents[2]
SUBJECTS = ("sea", "moon", "bread")


class Subjects:
    """An encoder whose vectors are the words of a subject: small enough to work out by hand."""

    name, size = "subjects", len(SUBJECTS) + 1

    def queries(self, texts, languages):
        return self.texts(texts, languages)

    def texts(self, texts, languages):
        lines = numpy.array([[text.count(one) for one in SUBJECTS] + [0.1] for text in texts], numpy.float32)
        return lines / numpy.linalg.norm(lines, axis=1, keepdims=True)


@pytest.fixture
def encoder(monkeypatch, db):
    model = Subjects()
    monkeypatch.setattr(encoding, "available", lambda: True)
    monkeypatch.setattr(tasks, "available", lambda: True)
    monkeypatch.setattr(encoding, "open_encoder", lambda: model)
    meaning._held.clear()
    return model


@pytest.fixture
def library(organisation):
    texts = {"one": "About the sea and the sea.", "two": "The moon and the sea.", "three": "Bread is bread."}
    return {
        name: make_document(organisation, text=text, title=name, language="en", claims=0)
        for name, text in texts.items()
    }


def near(user, query):
    found = find(user, SearchFilters.from_query(QueryDict(f"q={query}")), "en").documents
    return [row.document.title for row in found.near]


def test_every_document_is_encoded_once_newest_first_and_each_batch_is_audited(encoder, library, monkeypatch):
    monkeypatch.setattr(encoding, "BATCH", 2)
    assert encoding.waiting(encoder.name, 2) == [library["three"].pk, library["two"].pk]
    assert encoding.encode_some() == 3
    assert encoding.encode_some() == 0
    assert set(Vector.objects.values_list("document", flat=True)) == {one.pk for one in library.values()}
    kept = [event.detail["documents"] for event in Event.objects.filter(verb="meaning.encode").order_by("pk")]
    assert kept == [2, 1]


def test_a_task_does_a_bounded_part_and_wakes_the_next(encoder, library, monkeypatch):
    from django_tasks_db.models import DBTaskResult

    monkeypatch.setattr(encoding, "MOST", 2)
    assert encoding.encode_some(2) == 2
    assert tasks.wake_encoding()
    assert not tasks.wake_encoding(), "the same task is waiting already"
    assert DBTaskResult.objects.filter(task_path__endswith="encode_waiting").count() == 1
    encoding.encode_some()
    DBTaskResult.objects.all().delete()
    assert not tasks.wake_encoding()


def test_a_batch_that_fails_is_kept_whole_or_not_at_all_and_goes_on_afterwards(encoder, library, monkeypatch):
    def broken(texts, languages):
        raise RuntimeError("killed")

    monkeypatch.setattr(encoder, "texts", broken, raising=False)
    with pytest.raises(RuntimeError):
        encoding.encode_some()
    assert not Vector.objects.exists()
    monkeypatch.undo()
    assert encoding.waiting(encoder.name, 10)


def test_documents_near_in_meaning_follow_those_that_hold_the_words(encoder, officer, library):
    encoding.encode_some()
    assert near(officer, "sea") == []
    assert near(officer, "seaside") == ["one", "two"]
    assert near(officer, "breadth") == ["three"]


def test_a_document_encoded_later_is_found_at_the_next_question(encoder, officer, organisation, library):
    encoding.encode_some()
    assert near(officer, "moonlight") == ["two"]
    make_document(organisation, text="The moon, the moon.", title="four", language="en", claims=0)
    encoding.encode_some()
    assert near(officer, "moonlight") == ["four", "two"]


def test_what_a_marking_hides_is_near_to_nothing(encoder, officer, second_officer, organisation, library):
    encoding.encode_some()
    Document.objects.filter(pk=library["one"].pk).update(tlp="red")
    index_claims(Document.objects.get(pk=library["one"].pk))
    assert near(officer, "seaside") == ["one", "two"]
    assert near(second_officer, "seaside") == ["two"]


def test_a_vector_keeps_its_direction_in_bytes():
    lines = numpy.random.default_rng(1).standard_normal((50, 384)).astype(numpy.float32)
    lines /= numpy.linalg.norm(lines, axis=1, keepdims=True)
    kept = numpy.array([numpy.frombuffer(line, numpy.int8) for line in encoding.pack(lines)], numpy.float32)
    kept /= numpy.linalg.norm(kept, axis=1, keepdims=True)
    assert ((kept * lines).sum(axis=1) > 0.999).all()


def test_without_the_encoder_nothing_is_near_and_nothing_waits(officer, library, settings):
    assert settings.MEANING is False
    assert encoding.encode_some() == 0
    assert meaning.nearest("sea", 2**60 - 1, 5) == []
    assert not tasks.wake_encoding()


def test_the_real_encoder_brings_translations_together():
    """In a process of its own, as it is loaded once for all; passes over where the package is not installed."""
    code = (
        "from passerelle.engine import open_encoder\n"
        "m = open_encoder()\n"
        "if m:\n"
        "    t = m.texts(['Việt Nam và Úc hợp tác về đất hiếm.', 'La recette du pain de campagne.'], ['vi', 'fr'])\n"
        "    q = m.queries(['rare earth cooperation'], ['en'])[0]\n"
        "    assert t.shape == (2, m.size) and t[0] @ q > 0.25 > t[1] @ q, t @ q\n"
        "    assert m.texts([], []).shape == (0, m.size)\n"
        "    assert m.queries(['', '\\x00', 'x' * 9000], ['', 'xx', 'en']).shape == (3, m.size)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=120,
        env={"PYTHONPATH": "src", "PATH": ""}, cwd=ROOT,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
