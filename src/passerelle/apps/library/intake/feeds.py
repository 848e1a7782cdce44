"""Asking feeds what is new. Their health is bookkeeping; the jobs they lead to are actions like any other."""

import logging
from datetime import UTC, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from passerelle.apps.library.actions.jobs import Address, queue_addresses
from passerelle.apps.library.intake.bounds import limits
from passerelle.apps.library.intake.published import first_day
from passerelle.apps.library.models import JobItem, Source
from passerelle.apps.library.queries.sources import due_feeds
from passerelle.sources import FeedEntry, FeedResult, Refusal, next_check, read_feed

logger = logging.getLogger(__name__)

# A worker that is killed while it checks a feed leaves it alone for as long.
LEASE = timedelta(minutes=10)


def check_due() -> int:
    """Check every feed whose time has come; return how many were checked."""
    checked = 0
    for feed in due_feeds(timezone.now()):
        if _take(feed):
            check(feed)
            checked += 1
    return checked


def check(feed: Source) -> None:
    """Visit one feed, queue what is new, and note its health, whatever is wrong with it."""
    try:
        result = read_feed(feed.address, limits(), feed.etag, feed.modified)
    except Refusal as refusal:
        _note_failure(feed, refusal)
    except Exception as error:
        logger.exception("Feed %s could not be checked.", feed.address)
        _note_failure(feed, Refusal("unreadable", feed.address, kind="xml", failure=type(error).__name__))
    else:
        _note_success(feed, result)


def _take(feed: Source) -> bool:
    """Reserve a due feed for this worker; False when another was faster."""
    due = Source.objects.filter(pk=feed.pk, next_check_at=feed.next_check_at)
    return bool(due.update(next_check_at=timezone.now() + LEASE))


@transaction.atomic
def _note_success(feed: Source, result: FeedResult) -> None:
    feed = Source.objects.select_for_update().get(pk=feed.pk)
    if fresh := _fresh(feed, result.entries):
        queue_addresses([Address(entry.address, _given(entry)) for entry in fresh], source=feed, actor=None)
    now = timezone.now()
    stated = [moment for entry in result.entries if (moment := _moment(entry)) and moment <= now]
    latest = max(stated, default=now if fresh else None)
    if latest and (feed.latest_entry_at is None or latest > feed.latest_entry_at):
        feed.latest_entry_at = latest
    feed.etag, feed.modified = result.etag[:300], result.modified[:100]
    feed.checked_at = feed.succeeded_at = now
    feed.failures, feed.error_code, feed.error_details = 0, "", {}
    _schedule(feed, now)


@transaction.atomic
def _note_failure(feed: Source, refusal: Refusal) -> None:
    feed = Source.objects.select_for_update().get(pk=feed.pk)
    now = timezone.now()
    feed.checked_at = feed.failed_at = now
    feed.failures += 1
    feed.error_code, feed.error_details = refusal.code, refusal.details
    _schedule(feed, now)


def _schedule(feed: Source, now: datetime) -> None:
    every = timedelta(minutes=max(1, feed.every_minutes))
    feed.next_check_at = next_check(now, every, feed.failures) if feed.active else None
    feed.save()


def _fresh(feed: Source, entries: tuple[FeedEntry, ...]) -> list[FeedEntry]:
    """Return the entries whose address this feed never queued, each once."""
    announced = {entry.address: entry for entry in reversed(entries)}
    queued = JobItem.objects.filter(job__source=feed, address__in=announced)
    known = set(queued.values_list("address", flat=True))
    return [entry for entry in announced.values() if entry.address not in known]


def _given(entry: FeedEntry) -> dict[str, str]:
    given = {"title": entry.title, "published": (entry.published or "")[:10]}
    return {name: value for name, value in given.items() if value}


def _moment(entry: FeedEntry) -> datetime | None:
    stated = entry.published or ""
    try:
        day = first_day(stated[:10])
        moment = datetime.fromisoformat(stated) if len(stated) > 10 else day and datetime.combine(day, time())
    except ValueError:
        return None
    return moment if moment is None or moment.tzinfo else moment.replace(tzinfo=UTC)
