"""From files to documents: each taken once, none stopping the others."""

import pytest

from passerelle.apps.accounts.permissions import Refused
from passerelle.apps.audit.models import Event
from passerelle.apps.library.actions.jobs import Marking, cancel_job, queue_files
from passerelle.apps.library.actions.sources import add_source
from passerelle.apps.library.archive import open_bytes
from passerelle.apps.library.intake import run
from passerelle.apps.library.models import Document, Job, JobItem, JobState, SourceKind
from passerelle.apps.library.queries.jobs import jobs_seen_by, progress_of, refusal_sentence, refused_items
from passerelle.sources.model import Item, Refusal

pytestmark = pytest.mark.django_db

FRENCH = "Le Viet Nam et la France ont signé un accord sur les semi-conducteurs à Paris le 12 mai 2025."
GERMAN = (
    "Die Bundesregierung hat gestern in Berlin beschlossen, dass die Forschung an den Universitäten künftig "
    "stärker gefördert wird, und die Länder sollen sich zur Hälfte daran beteiligen."
)


@pytest.fixture
def source(officer):
    return add_source(name="Press", kind=SourceKind.FILES, tlp="amber", reliability="B", actor=officer)


def item(name: str, text: str, **given: str) -> Item:
    return Item(name, text.encode(), given=given)


def queued(items, source, actor, **options) -> Job:
    return queue_files(items, source=source, actor=actor, background=False, **options)


def states(job: Job) -> list[str]:
    return list(job.items.values_list("state", flat=True))


def test_a_file_becomes_a_document_with_its_bytes_and_marking(officer, source):
    job = queued([item("a.txt", FRENCH, published="2025-05-13")], source, officer)
    run.run_job(job.pk)
    job.refresh_from_db()
    document = Document.objects.get()
    assert (job.state, states(job)) == (JobState.DONE, ["read"])
    assert (document.organisation, document.source, document.added_by) == (
        officer.organisation,
        source,
        officer,
    )
    assert (document.tlp, document.reliability, document.language) == ("amber", "B", "fr")
    assert (document.published, document.published_how, str(document.published_on)) == (
        "2025-05-13",
        "given",
        "2025-05-13",
    )
    assert open_bytes(document.snapshot_id).decode() == FRENCH
    assert document.text == FRENCH
    assert document.readings.count() == 1
    for claim in document.claims.all():
        assert document.text[claim.start : claim.end] == claim.quote
    assert document.claims_count == document.waiting_count == document.claims.count()


def test_a_job_may_mark_otherwise_than_its_source(officer, source):
    job = queued([item("a.txt", FRENCH)], source, officer, marking=Marking("red", "E"))
    run.run_job(job.pk)
    document = Document.objects.get()
    assert (document.tlp, document.reliability) == ("red", "E")


def test_the_same_bytes_bring_nothing_new(officer, source):
    for name in ("a.txt", "b.txt"):
        run.run_job(queued([item(name, FRENCH), item("c.txt", FRENCH)], source, officer).pk)
    assert Document.objects.count() == 1
    assert list(JobItem.objects.order_by("pk").values_list("state", flat=True)) == [
        "read",
        "known",
        "known",
        "known",
    ]
    assert Event.objects.filter(verb="document.add").count() == 1


def test_another_organisation_has_its_own_copy(officer, source, second_officer):
    run.run_job(queued([item("a.txt", FRENCH)], source, officer).pk)
    theirs = add_source(name="Press", kind=SourceKind.FILES, actor=second_officer)
    job = queued([item("a.txt", FRENCH)], theirs, second_officer)
    run.run_job(job.pk)
    assert states(job) == ["read"]
    assert Document.objects.count() == 2
    assert Document.objects.values("snapshot").distinct().count() == 1


def test_a_broken_document_does_not_stop_the_others(officer, source):
    job = queued(
        [
            item("1.txt", FRENCH),
            Item("2.pdf", b"%PDF-1.7 and nothing behind it"),
            Refusal("empty", "3.txt"),
            item("4.txt", FRENCH + " Encore."),
        ],
        source,
        officer,
    )
    run.run_job(job.pk)
    assert states(job) == ["read", "refused", "refused", "read"]
    progress = progress_of(job)
    assert (progress.total, progress.read, progress.refused, progress.percent) == (4, 2, 2, 100)
    for refused in refused_items(job):
        for language in ("fr", "vi", "en"):
            assert refused.name in refusal_sentence(refused, language)


def test_an_accident_in_one_document_is_written_down_and_the_rest_goes_on(
    officer, source, monkeypatch, caplog
):
    prepare = run.prepare

    def stumble(given, digest):
        if given.name == "2.txt":
            raise ZeroDivisionError("in the reader")
        return prepare(given, digest)

    monkeypatch.setattr(run, "prepare", stumble)
    job = queued([item(f"{n}.txt", f"{FRENCH} {n}.") for n in (1, 2, 3)], source, officer)
    run.run_job(job.pk)
    assert states(job) == ["read", "refused", "read"]
    refused = refused_items(job).get()
    assert refused.refusal_code == "unreadable"
    assert "ZeroDivisionError" in refusal_sentence(refused, "en")
    assert "2.txt could not be read" in caplog.text


def test_a_full_disk_refuses_no_document_and_the_job_goes_on_later(officer, source, monkeypatch):
    def full(given, digest):
        raise OSError(28, "No space left on device")

    job = queued([item(f"{n}.txt", f"{FRENCH} {n}.") for n in (1, 2)], source, officer)
    with monkeypatch.context() as patch:
        patch.setattr(run, "prepare", full)
        with pytest.raises(OSError, match="No space left"):
            run.run_job(job.pk)
    assert states(job) == ["waiting", "waiting"]
    run.run_job(job.pk)
    assert states(job) == ["read", "read"]


def test_a_document_that_always_takes_its_worker_down_is_given_up(officer, source):
    job = queued([item("1.txt", FRENCH), item("2.txt", FRENCH + " Encore.")], source, officer)
    job.items.filter(position=0).update(attempts=run.ATTEMPTS)
    run.run_job(job.pk)
    assert states(job) == ["refused", "read"]


def test_another_language_is_kept_and_not_read(officer, source):
    job = queued([item("a.txt", GERMAN)], source, officer)
    run.run_job(job.pk)
    document = Document.objects.get()
    assert states(job) == ["not_read"]
    assert (document.state, document.language, document.claims.count()) == ("not_read", "de", 0)


def test_a_cancelled_job_stops_before_its_next_document(officer, source):
    job = queued([item(f"{n}.txt", f"{FRENCH} {n}.") for n in range(5)], source, officer)
    run.run_job(job.pk, lambda done: done.position == 1 and cancel_job(job, actor=officer))
    job.refresh_from_db()
    assert job.state == JobState.CANCELLED
    assert states(job) == ["read", "read", "waiting", "waiting", "waiting"]
    assert Document.objects.count() == 2
    run.run_job(job.pk)
    assert Document.objects.count() == 2
    with pytest.raises(Refused):
        cancel_job(job, actor=officer)


def test_what_is_read_while_the_job_is_cancelled_is_not_written(officer, source, monkeypatch):
    job = queued([item("a.txt", FRENCH)], source, officer)
    prepare = run.prepare

    def slow(given, digest):
        cancel_job(job, actor=officer)
        return prepare(given, digest)

    monkeypatch.setattr(run, "prepare", slow)
    run.run_job(job.pk)
    assert states(job) == ["waiting"]
    assert not Document.objects.exists()


def test_two_workers_at_the_same_item_write_it_once(officer, source, monkeypatch):
    job = queued([item("a.txt", FRENCH)], source, officer)
    prepare = run.prepare

    def overtaken(given, digest):
        monkeypatch.setattr(run, "prepare", prepare)
        run.run_job(job.pk)  # the other worker, while this one still reads
        return prepare(given, digest)

    monkeypatch.setattr(run, "prepare", overtaken)
    run.run_job(job.pk)
    assert states(job) == ["read"]
    assert Document.objects.count() == 1
    assert Event.objects.filter(verb="document.add").count() == 1


def test_two_jobs_with_the_same_bytes_write_them_once(officer, source, monkeypatch):
    first, second = (queued([item("a.txt", FRENCH)], source, officer) for _ in range(2))
    prepare = run.prepare

    def overtaken(given, digest):
        monkeypatch.setattr(run, "prepare", prepare)
        run.run_job(second.pk)
        return prepare(given, digest)

    monkeypatch.setattr(run, "prepare", overtaken)
    run.run_job(first.pk)
    assert (states(first), states(second)) == (["known"], ["read"])
    assert Document.objects.count() == 1


def test_who_no_longer_adds_documents_adds_none_by_an_old_job(officer, source):
    job = queued([item("a.txt", FRENCH)], source, officer)
    officer.role = "visitor"
    officer.save()
    run.run_job(job.pk)
    job.refresh_from_db()
    assert (job.state, job.error) == (JobState.FAILED, "not_allowed")
    assert not Document.objects.exists()


def test_only_officers_queue_and_only_for_their_own_sources(visitor, second_officer, source):
    with pytest.raises(Refused):
        queued([item("a.txt", FRENCH)], source, visitor)
    with pytest.raises(Refused):
        queued([item("a.txt", FRENCH)], source, second_officer)
    assert not Job.objects.exists()


def test_a_job_is_seen_and_cancelled_by_its_own_organisation_only(officer, source, visitor, second_officer):
    job = queued([item("a.txt", FRENCH)], source, officer)
    assert list(jobs_seen_by(officer)) == [job]
    assert not jobs_seen_by(visitor).exists()
    assert not jobs_seen_by(second_officer).exists()
    with pytest.raises(Refused):
        cancel_job(job, actor=second_officer)


def test_each_write_leaves_one_event(officer, source):
    run.run_job(queued([item("a.txt", FRENCH), item("b.txt", FRENCH)], source, officer).pk)
    verbs = list(Event.objects.order_by("pk").values_list("verb", "actor"))
    assert verbs == [
        ("source.add", officer.pk),
        ("job.queue", officer.pk),
        ("document.add", officer.pk),
    ]
