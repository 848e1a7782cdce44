"""The sample dossier."""

import pytest

from passerelle.apps.library.actions.starter import dossier, load_starter
from passerelle.apps.library.models import Document, Job, Source

pytestmark = pytest.mark.django_db


def test_the_dossier_is_read_once(administrator):
    told: list[tuple[int, int]] = []
    job = load_starter(actor=administrator, progress=lambda done, total: told.append((done, total)))
    total = len(dossier())
    assert total >= 18
    assert told == [(done, total) for done in range(total + 1)]
    assert set(job.items.values_list("state", flat=True)) == {"read"}
    documents = Document.objects.all()
    assert documents.count() == total
    assert set(documents.values_list("tlp", "source__kind", "publisher")) == {
        ("clear", "starter", "Passerelle")
    }
    assert {document.language for document in documents} == {"fr", "vi", "en"}
    assert all(document.title for document in documents)
    dated = [document for document in documents if document.published_on]
    assert len(dated) == total
    assert {document.published_how for document in dated} == {"text"}

    assert load_starter(actor=administrator, progress=lambda *_: pytest.fail("nothing is to be done")) is None
    assert (Document.objects.count(), Job.objects.count(), Source.objects.count()) == (total, 1, 1)


def test_what_is_missing_of_the_dossier_is_read_alone(administrator):
    load_starter(actor=administrator)
    gone = Document.objects.first()
    gone.claims.all().delete()
    gone.delete()
    job = load_starter(actor=administrator)
    assert [item.name for item in job.items.all()] == [gone.name]
