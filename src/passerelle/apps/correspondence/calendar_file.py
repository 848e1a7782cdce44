"""A calendar as RFC 5545 has it: all-day entries with stable identifiers and alarms, refreshed by whoever reads it."""

from collections.abc import Iterable
from datetime import UTC, timedelta

from django.utils.crypto import salted_hmac

from passerelle.apps.correspondence.queries.calendar import Entry
from passerelle.apps.library.models import Tlp

# At nine in the morning, a week before and the day before; a meeting only the day before.
_WEEK, _DAY = timedelta(days=-7, hours=9), timedelta(days=-1, hours=9)
_ALARMS = {"deadline": (_WEEK, _DAY), "milestone": (_DAY,), "meeting": (_DAY,)}
_CLASSES = {Tlp.CLEAR: "PUBLIC", Tlp.GREEN: "PRIVATE", Tlp.AMBER: "CONFIDENTIAL", Tlp.RED: "CONFIDENTIAL"}


def calendar_file(entries: Iterable[Entry], *, name: str, address: str) -> bytes:
    """Return an iCalendar file of the entries; `address` is where the desk is reached (https://desk.example)."""
    # Loading it takes a while, and only calendars need it.
    from icalendar import Calendar

    found = Calendar()
    found.add("prodid", "-//Passerelle//Ledger//EN")
    found.add("version", "2.0")
    found.add("calscale", "GREGORIAN")
    for field in ("name", "x-wr-calname"):
        found.add(field, name)
    found.add("refresh-interval", timedelta(hours=12), parameters={"VALUE": "DURATION"})
    found.add("x-published-ttl", "PT12H")
    desk = _installation()
    for entry in entries:
        found.add_component(_event(entry, f"{entry.key}@{desk}", address))
    return bytes(found.to_ical())


def _event(entry: Entry, uid: str, address: str):
    from icalendar import Alarm, Event

    found = Event()
    found.add("uid", uid)
    found.add("dtstamp", entry.changed.astimezone(UTC).replace(microsecond=0))
    found.add("sequence", entry.version)
    found.add("dtstart", entry.first)
    found.add("dtend", entry.last + timedelta(days=1))  # the first day after it
    found.add("summary", entry.title)
    link = f"{address}{entry.path}" if entry.path else ""
    found.add("description", "\n".join(part for part in (entry.words, link) if part))
    if link:
        found.add("url", link)
    found.add("class", _CLASSES[Tlp(entry.tlp)])
    found.add("categories", [f"TLP:{entry.tlp.upper()}"])
    found.add("transp", "OPAQUE" if entry.sort == "meeting" else "TRANSPARENT")
    for before in _ALARMS[entry.sort]:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", entry.title)
        alarm.add("trigger", before)
        found.add_component(alarm)
    return found


def _installation() -> str:
    """A name of this installation that says nothing of its host, as RFC 7986 asks of identifiers."""
    return f"{salted_hmac('passerelle.calendar', 'installation').hexdigest()[:20]}.passerelle"
