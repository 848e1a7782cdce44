"""RSS and Atom as publishers really write them: what is new, what is wrong, and when to look again."""

from calendar import timegm
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

import regex

from passerelle.sources.addresses import Resolver
from passerelle.sources.fetching import visit
from passerelle.sources.limits import Limits
from passerelle.sources.model import Refusal
from passerelle.sources.plain import clean
from passerelle.sources.published import normal_date

_LONGEST_WAIT = timedelta(days=1)
_MOST_DOUBLINGS = 16  # a minute doubled as often is longer than a day
_SHORTEST_WAIT = timedelta(minutes=1)
_GONE = frozenset({404, 410})
_ENTITY = regex.compile(rb"(?i)<\0?!\0?E\0?N\0?T\0?I\0?T\0?Y")
_TAG = regex.compile(r"<[^>]*>")
_SUMMARY = 2_000
_TITLE = 300
_MOST_ENTRIES = 1_000


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One announced article. `published` is ISO 8601 or None; `id` is the publisher's, else the address."""

    address: str
    title: str
    published: str | None
    summary: str
    id: str


@dataclass(frozen=True, slots=True)
class FeedResult:
    """A feed as it stands. When `unchanged`, nothing was sent and `entries` is empty.

    `etag` and `modified` are to be handed back at the next visit.
    """

    entries: tuple[FeedEntry, ...]
    etag: str
    modified: str
    unchanged: bool
    title: str


def read_feed(
    address: str, limits: Limits, etag: str = "", modified: str = "", *, resolver: Resolver | None = None
) -> FeedResult:
    """Return what the feed at `address` announces, newest as the publisher orders it.

    Raises Refusal `feed_not_found`, `feed_server_error`, `feed_not_a_feed`, `feed_empty`, `xml_entities`, or
    the `address_*` of a visit.
    """
    conditions = {"If-None-Match": etag, "If-Modified-Since": modified}
    sent = {
        name: value for name, value in conditions.items() if value and value.isascii() and value.isprintable()
    }
    accepted = "application/rss+xml, application/atom+xml, application/xml;q=0.9, */*;q=0.5"
    bounded = replace(limits, fetch_bytes=min(limits.fetch_bytes, limits.feed_bytes))
    answer = visit(address, bounded, headers={"Accept": accepted, **sent}, resolver=resolver)
    if answer.status == 304:
        return FeedResult((), etag, modified, True, "")
    if answer.status in _GONE:
        raise Refusal("feed_not_found", address, status=answer.status)
    if answer.status >= 500:
        raise Refusal("feed_server_error", address, status=answer.status)
    if answer.status != 200:
        raise Refusal("address_status", address, status=answer.status)
    title, entries = parse_feed(answer.data, answer.address, address, answer.headers.get("content-type", ""))
    return FeedResult(
        entries, answer.headers.get("etag", ""), answer.headers.get("last-modified", ""), False, title
    )


def parse_feed(data: bytes, base: str, name: str, media_type: str = "") -> tuple[str, tuple[FeedEntry, ...]]:
    """Return the title and entries of a feed. Raises Refusal, and nothing else.

    `base` is where the feed was found: relative links start there. `name` is how refusals call it.
    """
    import feedparser

    if not data.strip():
        raise Refusal("feed_not_a_feed", name)
    if _ENTITY.search(data):
        raise Refusal("xml_entities", name)
    try:
        # A stream, never the bytes themselves: feedparser would take those for a file's name first.
        parsed: Any = feedparser.parse(
            BytesIO(data), response_headers={"content-location": base, "content-type": media_type}
        )
        if not parsed.get("version"):
            raise Refusal("feed_not_a_feed", name)
        entries = tuple(entry for entry in map(_entry, parsed.entries[:_MOST_ENTRIES]) if entry is not None)
        title = _line(parsed.feed.get("title", ""), _TITLE)
    except Refusal:
        raise
    except Exception as error:
        raise Refusal("unreadable", name, kind="xml", failure=type(error).__name__) from error
    if not entries:
        raise Refusal("feed_empty", name)
    return title, entries


def next_check(now: datetime, every: timedelta, failures: int) -> datetime:
    """Return when to look at a feed again: `every` in good times, twice as long after each failure.

    The wait grows to a day at most, or to `every` where that is longer.
    """
    every = max(every, _SHORTEST_WAIT)
    longest = max(every, _LONGEST_WAIT)
    doublings = min(max(failures, 0), _MOST_DOUBLINGS)
    wait: timedelta = min(every * 2**doublings, longest)
    return now + wait


def _entry(raw: Any) -> FeedEntry | None:
    address = clean(str(raw.get("link") or "")).strip()
    if not address.lower().startswith(("http://", "https://")):
        return None
    return FeedEntry(
        address=address,
        title=_line(raw.get("title", ""), _TITLE),
        published=_moment(raw),
        summary=_line(raw.get("summary", ""), _SUMMARY),
        id=_line(raw.get("id", ""), 2_000) or address,
    )


def _moment(raw: Any) -> str | None:
    """Return the moment of an entry with its own offset: in another zone it may be another day."""
    for key in ("published", "updated"):
        stated = normal_date(str(raw.get(key) or ""))
        if stated:
            return stated
        parts = raw.get(f"{key}_parsed")
        if parts:
            try:
                return datetime.fromtimestamp(timegm(parts), UTC).isoformat()
            except (ValueError, OverflowError, OSError, TypeError):
                continue
    return None


def _line(value: Any, longest: int) -> str:
    return " ".join(clean(_TAG.sub(" ", str(value))).split())[:longest]
