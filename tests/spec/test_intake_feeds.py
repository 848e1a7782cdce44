"""Feeds: what is new comes in once, and health shows."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from publishers import open_publisher  # noqa: F401 - a fixture

from passerelle.apps.accounts.permissions import Refused
from passerelle.apps.audit.models import Event
from passerelle.apps.library.actions.sources import (
    add_feed,
    change_source,
    check_feed_now,
    deactivate_source,
    remove_source,
)
from passerelle.apps.library.intake import feeds
from passerelle.apps.library.intake.feeds import check_due
from passerelle.apps.library.intake.run import run_job
from passerelle.apps.library.models import Document, Job, JobItem, Source
from passerelle.apps.library.queries.jobs import feed_sentence
from passerelle.apps.library.queries.sources import due_feeds, feeds_in_trouble
from passerelle.sources import FeedEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def feed(publisher, officer) -> Source:
    return add_feed(
        name="Press", address=f"{publisher.base}/feed", every_minutes=30, tlp="clear", actor=officer
    )


def make_due(feed: Source) -> None:
    Source.objects.filter(pk=feed.pk).update(next_check_at=timezone.now() - timedelta(minutes=1))


def test_new_entries_become_documents_of_the_feed(publisher, feed):
    assert check_due() == 1
    job = Job.objects.get()
    assert (job.source, job.created_by, job.tlp, job.title) == (feed, None, "clear", "Press")
    run_job(job.pk)
    assert sorted(Document.objects.values_list("url", "published", "tlp", "source")) == [
        (f"{publisher.base}/article/1", "2025-07-01", "clear", feed.pk),
        (f"{publisher.base}/article/2", "2025-07-02", "clear", feed.pk),
    ]
    feed.refresh_from_db()
    assert (feed.failures, feed.error_code) == (0, "")
    assert feed.succeeded_at is not None
    assert feed.latest_entry_at.date().isoformat() == "2025-07-02"
    assert timedelta(minutes=29) < feed.next_check_at - timezone.now() <= timedelta(minutes=30)


def test_only_what_is_new_is_queued_and_the_condition_is_sent_back(publisher, feed):
    check_due()
    make_due(feed)
    check_due()
    assert publisher.asked == [("/feed", None), ("/feed", '"(1, 2)"')]
    assert Job.objects.count() == 1
    publisher.articles = (1, 2, 3)
    make_due(feed)
    check_due()
    assert [item.address.rpartition("/")[2] for item in JobItem.objects.order_by("pk")] == ["2", "1", "3"]


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ((404, "text/html", "gone"), "feed_not_found"),
        ((500, "text/html", "broken"), "feed_server_error"),
        ((200, "text/html", "<!doctype html><html><body>Welcome</body></html>"), "feed_not_a_feed"),
        ((200, "application/rss+xml", ""), "feed_not_a_feed"),
        ((200, "application/rss+xml", "<rss version='2.0'><channel></channel></rss>"), "feed_empty"),
    ],
)
def test_a_failing_feed_is_marked_and_asked_ever_later(publisher, feed, officer, answer, code):
    publisher.answer = answer
    waits = []
    for _ in range(3):
        make_due(feed)
        check_due()
        feed.refresh_from_db()
        waits.append(round((feed.next_check_at - timezone.now()).total_seconds() / 60))
    assert waits == [60, 120, 240]
    assert (feed.failures, feed.error_code, feed.succeeded_at) == (3, code, None)
    assert feed.failed_at is not None
    assert list(feeds_in_trouble(officer)) == [feed]
    assert publisher.base in feed_sentence(feed, "vi")
    assert not Job.objects.exists()

    publisher.answer = None
    make_due(feed)
    check_due()
    feed.refresh_from_db()
    assert (feed.failures, feed.error_code, feed_sentence(feed, "fr")) == (0, "", "")
    assert not feeds_in_trouble(officer).exists()


def test_a_feed_is_checked_by_one_worker_only(publisher, feed):
    first, second = due_feeds(timezone.now()).get(), due_feeds(timezone.now()).get()
    assert feeds._take(first)
    assert not feeds._take(second)
    assert check_due() == 0


def test_a_feed_on_a_private_address_is_refused(feed, settings):
    settings.FETCH_ALLOWED_HOSTS = []
    check_due()
    feed.refresh_from_db()
    assert feed.error_code == "address_private"


def test_an_inactive_feed_is_left_alone_until_it_is_switched_on(publisher, feed, officer):
    deactivate_source(feed, actor=officer)
    make_due(feed)
    assert check_due() == 0
    change_source(feed, active=True, actor=officer)
    assert check_due() == 1


def test_a_feed_may_be_checked_at_once(publisher, feed, officer):
    check_due()
    assert check_due() == 0
    check_feed_now(feed, actor=officer)
    assert DBTaskResult.objects.filter(task_path__endswith="check_due_feeds").count() == 2
    assert check_due() == 1


def test_a_feed_that_brought_something_stays_and_another_goes(publisher, feed, officer):
    check_due()
    with pytest.raises(Refused):
        remove_source(feed, actor=officer)
    unused = add_feed(name="Unused", address=f"{publisher.base}/other", actor=officer)
    remove_source(unused, actor=officer)
    assert not Source.objects.filter(name="Unused").exists()
    assert Event.objects.filter(verb="source.remove", target_label="Unused").exists()


def test_a_feed_needs_a_web_address_and_a_name_of_its_own(feed, officer):
    for address in ("", "not an address", "file:///etc/passwd"):
        with pytest.raises(ValidationError):
            add_feed(name="Other", address=address, actor=officer)
    with pytest.raises(ValidationError):
        add_feed(name="Press", address="https://example.org/feed", actor=officer)
    assert Source.objects.count() == 1


def test_only_the_owning_organisation_manages_a_feed(feed, second_officer, visitor):
    for stranger in (second_officer, visitor):
        for verb in (deactivate_source, check_feed_now, remove_source):
            with pytest.raises(Refused):
                verb(feed, actor=stranger)


@pytest.mark.parametrize(
    ("published", "moment"),
    [
        (None, None),
        ("2025", "2025-01-01T00:00:00+00:00"),
        ("2025-05", "2025-05-01T00:00:00+00:00"),
        ("2025-05-13", "2025-05-13T00:00:00+00:00"),
        ("2025-05-13T08:00:00+07:00", "2025-05-13T08:00:00+07:00"),
        ("2025-05-13T08:00", "2025-05-13T08:00:00+00:00"),
        ("2025-05-13T99:00", None),
    ],
)
def test_an_entry_may_be_dated_as_precisely_as_its_publisher_likes(published, moment):
    found = feeds._moment(FeedEntry("http://a", "", published, "", "a"))
    assert (found and found.isoformat()) == moment
