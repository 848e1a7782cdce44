"""Meetings: the list with its facets, and those with somebody."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlencode

import regex
from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Value, When

from passerelle.apps.accounts.models import User
from passerelle.apps.accounts.permissions import rows
from passerelle.apps.directory.models import Actor
from passerelle.apps.directory.queries.names import names_shown
from passerelle.apps.ledger import labels
from passerelle.apps.ledger.models import Meeting, MeetingDecision, Participant
from passerelle.apps.ledger.queries.ledger import visible_commitments
from passerelle.core.text.folding import fold

PAGE_SIZE = 25
_COUNTRY, _NUMBER = regex.compile("[A-Z]{2}"), regex.compile("[1-9][0-9]{0,5}")
_CLOSED = {"when": labels.WHENS, "sort": labels.MEETINGS}


@dataclass(frozen=True, slots=True)
class MeetingFilters:
    """What narrows the list of meetings; what is empty does not."""

    query: str = ""
    when: str = ""
    sort: str = ""
    country: str = ""
    page: int = 1

    @classmethod
    def from_query(cls, given: Mapping[str, str]) -> "MeetingFilters":
        """Read an address; what means nothing is passed over."""
        country, page = given.get("country", ""), given.get("page", "")
        closed = {name: given.get(name, "") for name in _CLOSED}
        return cls(
            query=" ".join(given.get("q", "").replace("\x00", " ").split())[:200],
            country=country if _COUNTRY.fullmatch(country) else "",
            page=int(page) if _NUMBER.fullmatch(page) else 1,
            **{name: value if value in _CLOSED[name] else "" for name, value in closed.items()},
        )

    def to_query(self, **other: str | int) -> str:
        """Return the query string of an address, some of its parts replaced; the first page unless said."""
        parts = {"q": self.query, "when": self.when, "sort": self.sort, "country": self.country, "page": ""}
        return urlencode({name: value for name, value in (parts | other).items() if value})


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting in a list: who takes part, how many decisions stand, and how many of them are followed."""

    meeting: Meeting
    participants: list[str]
    decisions: int
    followed: int


@dataclass(frozen=True, slots=True)
class MeetingsPage:
    """One page of the list. `total` is exact; `facets` are facet → value → how many with all other filters."""

    rows: list[MeetingRow]
    total: int
    number: int
    pages: int
    facets: dict[str, dict[str, int]] = field(default_factory=dict)

    @property
    def previous(self) -> int | None:
        return self.number - 1 if self.number > 1 else None

    @property
    def next(self) -> int | None:
        return self.number + 1 if self.number < self.pages else None


def visible_meetings(user: User) -> QuerySet[Meeting]:
    """Return the meetings that the markings let a user see."""
    return rows(user, "ledger.read", Meeting.objects.all())


def meetings_page(
    user: User, filters: MeetingFilters, language: str, *, today: date, page_size: int = PAGE_SIZE
) -> MeetingsPage:
    """Return the page of the list that `filters` name: those to come, the next first, then the past, the latest first.

    A page beyond the last is the last.
    """
    base = visible_meetings(user)
    for word in fold(filters.query).split():
        base = base.filter(folded__contains=word)
    chosen = _chosen(filters, today)
    found = base.filter(*chosen.values())
    total = found.count()
    pages = max(1, -(-total // page_size))
    number = min(filters.page, pages)
    shown = _ordered(found, today)[(number - 1) * page_size : number * page_size]
    facets = {
        name: _counted(name, base.filter(*(one for other, one in chosen.items() if other != name)), today)
        for name in chosen
    }
    return MeetingsPage(meeting_rows(user, list(shown), language), total, number, pages, facets)


def meetings_with(
    user: User,
    actors: QuerySet[Actor] | list[Actor],
    language: str,
    *,
    limit: int,
    before: date | None = None,
) -> list[MeetingRow]:
    """Return the meetings in which any of these take part and that the user may see, the latest first."""
    found = visible_meetings(user).filter(called_off=False)
    theirs = Participant.objects.filter(Q(actor__in=actors) | Q(actor__merged_into__in=actors))
    found = found.filter(pk__in=theirs.values("meeting"))
    if before is not None:
        found = found.filter(last_day__lt=before)
    return meeting_rows(user, list(found.order_by("-first_day", "-pk")[:limit]), language)


def meeting_rows(user: User, shown: list[Meeting], language: str) -> list[MeetingRow]:
    """Return visible meetings as lines, in the order given."""
    people: dict[int, list[Participant]] = {one.pk: [] for one in shown}
    for one in Participant.objects.filter(meeting__in=shown).select_related("actor").order_by("pk"):
        people[one.meeting_id].append(one)
    actors = {one.actor_id: one.actor for some in people.values() for one in some if one.actor}
    names = names_shown(user, actors.values(), language)
    standing = MeetingDecision.objects.filter(meeting__in=shown, withdrawn_on__isnull=True).order_by()
    seen = visible_commitments(user).order_by()
    decisions = {
        meeting: (number, followed)
        for meeting, number, followed in standing.values_list("meeting").annotate(
            number=Count("pk"), followed=Count("commitment", filter=Q(commitment__in=seen))
        )
    }
    return [
        MeetingRow(
            one,
            list(dict.fromkeys(row.person or names[row.actor_id] for row in people[one.pk])),
            *decisions.get(one.pk, (0, 0)),
        )
        for one in shown
    ]


def _whens(today: date) -> dict[str, Q]:
    return {
        "coming": Q(last_day__gte=today, called_off=False),
        "past": Q(last_day__lt=today, called_off=False),
        "called_off": Q(called_off=True),
    }


def _chosen(filters: MeetingFilters, today: date) -> dict[str, Q]:
    """Return facet → what it asks for; nothing where nothing is chosen."""
    there = Participant.objects.filter(country=filters.country).values("meeting")
    return {
        "when": _whens(today)[filters.when] if filters.when else Q(),
        "sort": Q(visit=filters.sort == "visit") if filters.sort else Q(),
        "country": Q(pk__in=there) if filters.country else Q(),
    }


def _ordered(found: QuerySet[Meeting], today: date) -> QuerySet[Meeting]:
    coming = _whens(today)["coming"]
    rank = Case(When(coming, then=Value(0)), default=Value(1), output_field=IntegerField())
    next_ = Case(When(coming, then=F("first_day")))
    return found.annotate(rank=rank, coming_on=next_).order_by("rank", "coming_on", "-first_day", "-pk")


def _counted(name: str, found: QuerySet[Meeting], today: date) -> dict[str, int]:
    if name == "country":
        theirs = Participant.objects.filter(meeting__in=found.order_by()).exclude(country="").order_by()
        return dict(theirs.values_list("country").annotate(number=Count("meeting", distinct=True)))
    ways = _whens(today) if name == "when" else {"visit": Q(visit=True), "meeting": Q(visit=False)}
    counts = found.aggregate(**{f"number_{value}": Count("pk", filter=way) for value, way in ways.items()})
    return {value: number for value in ways if (number := counts[f"number_{value}"])}
