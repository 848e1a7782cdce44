"""Boards of results: of a programme with its parts, of an organisation, a partner, a country, or a technology."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Prefetch

from passerelle.apps.accounts.models import User
from passerelle.apps.ledger.activities.coursing import Told, course_of_file, course_of_rows
from passerelle.apps.ledger.models import Activity, Indicator, Measured, Period
from passerelle.apps.ledger.queries.behind import standing_on, visible_documents
from passerelle.apps.ledger.queries.board_scopes import in_scope
from passerelle.apps.ledger.queries.totals import Totals, totals_at
from passerelle.core.commitments import forecasting
from passerelle.core.commitments import results as core
from passerelle.core.commitments.days import span

MOST = 2000  # activities that a board adds up; a wider one says so
LISTED = 200  # of them that a board has by name
PAGE_SIZE = 12  # indicators on a page
_YEARS = 1  # ahead of the day, where no target says how far to look


@dataclass(frozen=True, slots=True)
class Tracked:
    """An indicator on a day: its course, where it should be, where it is, where it is heading, how its targets went.

    `told` are the rows behind the points, by the source of a point.
    """

    indicator: Indicator
    activity: Activity
    course: core.Course
    path: Decimal | None
    measured: tuple[core.Reached, ...]
    forecast: forecasting.Forecast | forecasting.NoForecast
    kept: tuple[core.Kept, ...]
    told: dict[str, Told]

    @property
    def reached(self) -> core.Reached | None:
        """What was measured last."""
        return self.measured[-1] if self.measured else None


@dataclass(frozen=True, slots=True)
class Board:
    """Results and money of the activities of a scope, as of a day; `activities` are the first of them,
    `markings` those of all that is added up, `documents` those behind figures that the reader may see."""

    scope: str
    key: str
    activities: list[Activity]
    markings: tuple[str, ...]
    total: int
    tracked: list[Tracked]
    indicators: int
    number: int
    pages: int
    money: Totals
    day: date
    documents: frozenset[int]


def board(
    user: User, scope: str, key: str, *, day: date, today: date, currency: str = "", number: int = 1
) -> Board:
    """Return the board of a scope, one of SCOPES in `board_scopes`. Raises Activity.DoesNotExist for what there is
    nothing of."""
    as_of = day if day < today else None
    known = as_of.toordinal() if as_of else 0
    once = in_scope(user, scope, key, MOST, known)
    if not once:
        raise Activity.DoesNotExist
    counted = once[:MOST]
    rows = Activity.objects.filter(pk__in=[one.pk for one in counted[:LISTED]]).order_by("pk")
    activities = list(rows.select_related("organisation").defer("record"))
    indicators = [row.pk for one in counted for row in one.indicators if row.stands(known)]
    many = len(indicators)
    pages = max(1, -(-many // PAGE_SIZE))
    at = min(max(1, number), pages)
    shown = indicators[(at - 1) * PAGE_SIZE : at * PAGE_SIZE]
    money = totals_at(user, [one.pk for one in counted], currency, day.isoformat(), as_of)
    tracked = _tracked(shown, day, today)
    behind = [told.row for one in tracked for told in one.told.values() if told.row]
    documents = visible_documents(user, behind)
    markings = tuple(sorted({one.tlp for one in counted}))
    return Board(scope, key, activities, markings, len(once), tracked, many, at, pages, money, day, documents)


def _tracked(shown: list[int], day: date, today: date) -> list[Tracked]:
    measured = standing_on(Measured.objects.all(), day, today).select_related("document", "claim")
    found = Indicator.objects.filter(pk__in=shown).order_by("result__activity", "result", "pk")
    whole = found.select_related("result__activity").defer("result__activity__record")
    listed = whole.prefetch_related(
        Prefetch("measured", measured.order_by("ends", "pk")),
        Prefetch("periods", Period.objects.order_by("starts", "pk")),
    )
    return [_followed(one, day) for one in listed]


def _followed(one: Indicator, day: date) -> Tracked:
    course, told = course_of_rows(one) if one.result.activity.ours else course_of_file(one)
    on = day.isoformat()
    course = core.known_by(course, on)
    ahead = [target.on for target in course.targets if span(target.on).last > day.toordinal()]
    horizon = max(ahead, key=lambda one: span(one).last, default=_later(day))
    return Tracked(
        one, one.result.activity, course, core.path(course, on), core.measured(course, on),
        _expected(course, day, horizon), core.kept(course, on), told,
    )  # fmt: skip


def _expected(course: core.Course, day: date, horizon: str) -> forecasting.Forecast | forecasting.NoForecast:
    """Return what is expected on the day asked for, or on the last one that can be forecast when that lies ahead."""
    found = forecasting.forecast(course, day.isoformat(), horizon)
    if isinstance(found, forecasting.TooFar) and span(found.until).last > day.toordinal():
        return forecasting.forecast(course, day.isoformat(), found.until)
    return found


def _later(day: date) -> str:
    return f"{day.year + _YEARS}-{day.month:02}-{min(day.day, 28):02}"
