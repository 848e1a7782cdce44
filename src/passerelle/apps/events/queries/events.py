"""The list of events, for what a person may see of them."""

from dataclasses import dataclass

import regex
from django.db.models import Count, Max, QuerySet, TextField
from django.db.models.functions import Cast
from django.http import QueryDict

from passerelle.apps.accounts.models import User
from passerelle.apps.accounts.prepared import Among, Prepared
from passerelle.apps.directory.models import Actor
from passerelle.apps.events.models import Event, Telling
from passerelle.apps.events.queries.period import days_of, within
from passerelle.apps.events.queries.tellings import claims_telling, summaries, visible_tellings
from passerelle.apps.library import labels
from passerelle.apps.library.models import Claim
from passerelle.core.events.summary import Summary

PAGE_SIZE = 25
ORDERS = ("latest", "most_told")
_COUNTRY, _KEY = regex.compile(r"[A-Z]{2}"), regex.compile(r"[\w-]{1,120}")


@dataclass(frozen=True, slots=True)
class EventFilters:
    """What narrows and orders the list; what is empty does not. `actor` is an actor's key.

    `since` and `until` are a year, a month or a day (ISO 8601); an address may say `year` for both.
    """

    type: str = ""
    technology: str = ""
    actor: str = ""
    country: str = ""
    since: str = ""
    until: str = ""
    several: bool = False  # told by two documents or more
    order: str = "latest"
    page: int = 1

    @classmethod
    def from_query(cls, given: QueryDict) -> "EventFilters":
        """Read an address; what means nothing is passed over."""
        page, year = given.get("page", ""), given.get("year", "")
        return cls(
            type=given.get("type", "") if given.get("type") in labels.TYPES else "",
            technology=given.get("technology", "") if given.get("technology") in labels.TECHNOLOGIES else "",
            actor=found[0] if (found := _KEY.fullmatch(given.get("actor", ""))) else "",
            country=found[0] if (found := _COUNTRY.fullmatch(given.get("country", ""))) else "",
            since=since if days_of(since := given.get("since", year)) else "",
            until=until if days_of(until := given.get("until", year)) else "",
            several=given.get("several") == "1",
            order=given.get("order", "") if given.get("order") in ORDERS else "latest",
            page=int(page) if page.isdecimal() and 0 < len(page) < 7 and int(page) else 1,
        )


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event in a list: the claim that says it best stands for it."""

    event: Event
    claim: Claim
    summary: Summary


@dataclass(frozen=True, slots=True)
class EventsPage:
    """One page of the list. `total` counts the events that the user may see and that pass the filters."""

    rows: list[EventRow]
    total: int
    number: int
    pages: int

    @property
    def previous(self) -> int | None:
        return self.number - 1 if self.number > 1 else None

    @property
    def next(self) -> int | None:
        return self.number + 1 if self.number < self.pages else None


def events_page(user: User, filters: EventFilters, *, page_size: int = PAGE_SIZE) -> EventsPage:
    """Return the page of the list that `filters` name; a page beyond the last is the last."""
    listed = _listed(user, filters)
    total = listed.count()
    pages = max(1, -(-total // page_size))
    number = min(filters.page, pages)
    first = (number - 1) * page_size
    ids = [row["event"] for row in listed[first : first + page_size]]
    return EventsPage(event_rows(user, ids), total, number, pages)


def events_of_actor(user: User, actor: Actor, *, limit: int = 60) -> list[EventRow]:
    """Return the events an actor takes part in, the latest first, as far as the user may see them."""
    found = _grouped(visible_tellings(user).filter(claim__involvements__actor=actor))
    return event_rows(user, [row["event"] for row in found.order_by("-seen", "-event")[:limit]])


def events_of_claims(user: User, claims: list[int]) -> dict[int, int]:
    """Return claim id → the event it tells, for those that the user may see."""
    return dict(_TOLD.rows(user, claims=claims))


def documents_telling(user: User, events: list[int]) -> dict[int, int]:
    """Return event id → how many documents that the user may see tell it."""
    return dict(_TELLING.rows(user, events=events))


_TOLD = Prepared(
    lambda user: (
        visible_tellings(user).filter(Among("claim", "claims")).order_by().values_list("claim", "event")
    )
)
_TELLING = Prepared(
    lambda user: (
        visible_tellings(user)
        .filter(Among("event", "events"))
        .order_by()
        .values_list("event")
        .annotate(number=Count("claim__document", distinct=True))
    )
)


def event_rows(user: User, ids: list[int]) -> list[EventRow]:
    """Return events in this order, those left out of which the user sees nothing."""
    told = claims_telling(user, ids)
    said = summaries(told)
    events = Event.objects.in_bulk(list(told))
    return [EventRow(events[pk], best(told[pk]), said[pk]) for pk in ids if pk in told]


def best(claims: list[Claim]) -> Claim:
    """Return the claim that stands for an event: decided by a person, then the surest, then the first."""
    return min(claims, key=lambda claim: (claim.decided_at is None, -round(claim.certainty, 2), claim.pk))


def _listed(user: User, filters: EventFilters) -> QuerySet:
    tellings = visible_tellings(user)
    if filters.type:
        tellings = tellings.filter(claim__type=filters.type)
    if filters.technology:
        named = Cast("claim__technologies", TextField())
        tellings = tellings.annotate(named=named).filter(named__contains=f'"{filters.technology}"')
    if filters.actor:
        tellings = tellings.filter(claim__involvements__actor__key=filters.actor)
    if filters.country:
        tellings = tellings.filter(claim__involvements__actor__country=filters.country)
    if filters.since or filters.until:
        tellings = within(tellings, filters.since, filters.until)
    found = _grouped(tellings)
    if filters.several:
        # Counted over all that the user sees of the event, not only over what passed the filters.
        several = _grouped(visible_tellings(user)).filter(documents__gt=1).values("event")
        found = _grouped(tellings.filter(event__in=several))
    return found.order_by(
        *(("-documents", "-seen") if filters.order == "most_told" else ("-seen",)), "-event"
    )


def _grouped(tellings: QuerySet[Telling]) -> QuerySet:
    return (
        tellings.order_by()
        .values("event")
        .annotate(
            seen=Max("claim__document__published_on"), documents=Count("claim__document", distinct=True)
        )
    )
