from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from source_samples import FEED, PAGE

from passerelle.sources import Refusal, next_check
from passerelle.sources.feeds import parse_feed

NOW = datetime(2025, 6, 12, tzinfo=UTC)
ATOM = b"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Atom</title>
<entry><id>urn:1</id><title type="html">&lt;b&gt;Gras&lt;/b&gt;</title><link href="https://a.org/1"/>
<updated>2025-06-12T06:30:00+07:00</updated></entry></feed>"""


def refused(data):
    with pytest.raises(Refusal) as caught:
        parse_feed(data, "https://a.org/feed", "https://a.org/feed")
    return caught.value.code


def test_a_feed_gives_its_entries_with_absolute_addresses_and_local_days():
    title, (entry,) = parse_feed(FEED, "https://a.org/feed", "name")
    assert title == "Le fil"
    assert (entry.address, entry.title, entry.id) == ("https://a.org/a/1", "Un & deux", "n-1")
    assert entry.published == "2025-06-12"
    assert entry.summary == "Bref"


def test_atom_is_read_too():
    title, (entry,) = parse_feed(ATOM, "https://a.org/feed", "name")
    assert (title, entry.title, entry.id, entry.published[:10]) == ("Atom", "Gras", "urn:1", "2025-06-12")


def test_an_entry_that_leads_off_the_web_is_dropped():
    for link in (b"javascript:alert(1)", b"file:///etc/passwd"):
        assert refused(FEED.replace(b"/a/1", link)) == "feed_empty"


def test_what_is_no_feed_is_refused_with_its_reason():
    assert refused(b"") == "feed_not_a_feed"
    assert refused(PAGE.encode()) == "feed_not_a_feed"
    assert refused(b"nothing of the kind") == "feed_not_a_feed"
    assert refused(b'<rss version="2.0"><channel><title>T</title></channel></rss>') == "feed_empty"


def test_entities_are_refused_in_any_encoding():
    bomb = '<!DOCTYPE rss [<!ENTITY a "aaaa">]><rss version="2.0"><channel><title>&a;</title></channel></rss>'
    assert refused(bomb.encode()) == "xml_entities"
    assert refused(bomb.encode("utf-16")) == "xml_entities"


def test_a_name_of_a_file_is_not_opened_as_one(tmp_path):
    file = tmp_path / "feed.xml"
    file.write_bytes(FEED)
    assert refused(str(file).encode()) == "feed_not_a_feed"


def test_failures_put_the_next_look_off_by_doubling_up_to_a_day():
    hour = timedelta(hours=1)
    waits = [next_check(NOW, hour, failures) - NOW for failures in range(7)]
    assert waits == [hour, 2 * hour, 4 * hour, 8 * hour, 16 * hour, 24 * hour, 24 * hour]
    assert next_check(NOW, timedelta(days=7), 3) - NOW == timedelta(days=7)


@given(st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=400)), st.integers(-5, 10**9))
def test_the_next_look_is_always_later_and_never_lost(every, failures):
    wait = next_check(NOW, every, failures) - NOW
    assert timedelta(0) < wait <= max(every, timedelta(days=1))
    assert wait >= every or wait == timedelta(days=1)


def test_an_address_loses_what_no_database_holds():
    feed = b"<rss version='2.0'><channel><item><link>https://x.example/a&#0;b</link></item></channel></rss>"
    _title, entries = parse_feed(feed, "https://x.example/", "f")
    assert entries[0].address == "https://x.example/ab"
