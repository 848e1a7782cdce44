"""The audit trail as its readers may see it: of the own organisation only, newest first, page by page."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode

import regex
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone

from passerelle.apps.accounts.models import User
from passerelle.apps.accounts.permissions import rows
from passerelle.apps.audit.models import Event

PAGE_SIZE = 50
_VERB = regex.compile(r"[a-z_]+\.[a-z_]+")


@dataclass(frozen=True, slots=True)
class EventFilters:
    """What narrows the trail. `before` is the id of the last event of the page before; days are whole, inclusive."""

    verb: str = ""
    actor: int | None = None
    target_type: str = ""
    target_id: str = ""
    first_day: date | None = None
    last_day: date | None = None
    before: int | None = None

    @classmethod
    def from_query(cls, given: QueryDict) -> "EventFilters":
        """Read an address; what means nothing is passed over."""
        verb, target = given.get("verb", ""), given.get("target", "")
        target_type, _dot, target_id = target.partition(".")
        known = bool(regex.fullmatch(r"[a-z]{1,40}\.[0-9a-f]{1,64}", target))
        return cls(
            verb=verb if _VERB.fullmatch(verb) else "",
            actor=_number(given.get("actor")),
            target_type=target_type if known else "",
            target_id=target_id if known else "",
            first_day=_day(given.get("from")),
            last_day=_day(given.get("to")),
            before=_number(given.get("before")),
        )

    def to_query(self) -> str:
        """Return the query string of an address; `from_query` reads the same filters back."""
        target = f"{self.target_type}.{self.target_id}" if self.target_type else ""
        pairs = {
            "verb": self.verb, "actor": self.actor, "target": target, "from": self.first_day, "to": self.last_day,
            "before": self.before,
        }  # fmt: skip
        return urlencode({name: value for name, value in pairs.items() if value})

    def older_than(self, event_id: int) -> "EventFilters":
        return replace(self, before=event_id)


@dataclass(frozen=True, slots=True)
class EventPage:
    """One page of the trail; `following` are the filters of the next (older) page, None on the last."""

    events: list[Event]
    following: EventFilters | None
    verbs: list[str] = field(default_factory=list)


def visible_events(user: User) -> QuerySet[Event]:
    """Return the events of the user's organisation; none without the permission."""
    return rows(user, "audit.read", Event.objects.all())


def events_for(user: User, filters: EventFilters, *, page_size: int = PAGE_SIZE) -> EventPage:
    """Return a page of the trail, newest first, and the verbs that occur in it at all."""
    visible = visible_events(user)
    found = visible.select_related("actor").order_by("-pk")
    if filters.verb:
        found = found.filter(verb=filters.verb)
    if filters.actor is not None:
        found = found.filter(actor_id=filters.actor)
    if filters.target_type:
        found = found.filter(target_type=filters.target_type, target_id=filters.target_id)
    if filters.first_day is not None:
        found = found.filter(at__gte=_midnight(filters.first_day))
    if filters.last_day is not None:
        found = found.filter(at__lt=_midnight(filters.last_day + timedelta(days=1)))
    if filters.before is not None:
        found = found.filter(pk__lt=filters.before)
    events = list(found[: page_size + 1])
    more = len(events) > page_size
    events = events[:page_size]
    verbs = sorted(visible.order_by().values_list("verb", flat=True).distinct())
    return EventPage(events, filters.older_than(events[-1].pk) if more else None, verbs)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _day(given: str | None) -> date | None:
    try:
        day = date.fromisoformat(given or "")
    except ValueError:
        return None
    return day if date(1970, 1, 1) <= day <= date(9000, 1, 1) else None


def _number(given: str | None) -> int | None:
    return int(given) if given and regex.fullmatch(r"[1-9]\d{0,17}", given, regex.ASCII) else None
