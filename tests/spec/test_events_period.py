"""Events of a period: every date as precise as it was told, compared with days counted one by one."""

from datetime import date
from itertools import product

import pytest
from django.http import QueryDict
from dossiers import make_document

from passerelle.apps.events.models import Event, Telling
from passerelle.apps.events.queries.events import EventFilters, events_page
from passerelle.apps.events.queries.period import days_of

TOLD = (
    "2023", "2024", "2024-01", "2024-02", "2024-02-01", "2024-02-29", "2024-03-01", "2024-12-31", "2025-01-01",
    "2023/2024", "2023-11/2024-02", "2024-01-31/2024-02-02", "2024/2030", "2024-02-29/2024-03", "2024-02/2024-04",
)  # fmt: skip
ASKED = (
    "",
    "2023",
    "2024",
    "2024-01",
    "2024-02",
    "2024-02-01",
    "2024-02-29",
    "2024-03",
    "2024-12-31",
    "2025",
)


def spanned(told: str) -> tuple[date, date]:
    first, _, last = told.partition("/")
    return date.fromisoformat(days_of(first)[0]), date.fromisoformat(days_of(last or first)[1])


def overlap(told: str, since: str, until: str) -> bool:
    begins, ends = spanned(told)
    return (not since or ends >= spanned(since)[0]) and (not until or begins <= spanned(until)[1])


@pytest.fixture
def told(organisation):
    """Event id → what is known of its day: by its claim, or where it has none by its document."""
    known = {}
    for at, when in enumerate(TOLD):
        for dated in (True, False):
            if not dated and "/" in when:
                continue
            document = make_document(
                organisation, text=f"Signed, {at} {dated}.", title=f"{at} {dated}", tlp="clear"
            )
            document.published = "2019" if dated else when
            document.save()
            claim = document.claims.get()
            claim.date = when if dated else ""
            claim.save()
            event = Event.objects.create()
            Telling.objects.create(claim=claim, event=event, story=claim.pk)
            known[event.pk] = when
    return known


@pytest.mark.django_db
def test_what_may_have_been_within_the_period_is_listed_and_nothing_else(officer, told):
    for since, until in product(ASKED, ASKED):
        page = events_page(officer, EventFilters(since=since, until=until), page_size=100)
        expected = {event for event, when in told.items() if overlap(when, since, until)}
        assert {row.event.pk for row in page.rows} == expected, (since, until)
        assert page.total == len(expected)


@pytest.mark.parametrize(
    ("address", "since", "until"),
    [
        ("since=2024&until=2025-02", "2024", "2025-02"), ("year=2024", "2024", "2024"), ("since=2024-02-30", "", ""),
        ("since=2024-13&until=0000", "", ""), ("until=٢٠٢٤&since=2024-2-1", "", ""),
        ("year=2024&until=2025", "2024", "2025"),
    ],
)  # fmt: skip
def test_an_address_says_a_year_a_month_or_a_day(address, since, until):
    filters = EventFilters.from_query(QueryDict(address))
    assert (filters.since, filters.until) == (since, until)
