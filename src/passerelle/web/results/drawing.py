"""Draws an indicator along time, and money as bars. The table behind each says the same in figures."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from passerelle.apps.ledger.activities import wording
from passerelle.apps.ledger.amounts import rounded_money, written_money, written_value
from passerelle.apps.ledger.queries.boards import Tracked
from passerelle.apps.ledger.queries.totals import Totals
from passerelle.core.commitments import forecasting
from passerelle.core.commitments.days import span

WIDTH, HEIGHT = 640, 260
_RIGHT, _TOP, _BOTTOM = 18, 28, 26
_LETTER = 10  # width of a digit on a telephone
_LEVELS, _MOST_YEARS = 4, 8
_BAR, _ROW = 16, 48


@dataclass(frozen=True, slots=True)
class Mark:
    """A point of the drawing, and what stands beside it."""

    x: int
    y: int
    said: str = ""
    right: bool = False


@dataclass(frozen=True, slots=True)
class Drawing:
    """An indicator in the units of its own view box: lines are lists of "x,y" as SVG wants them."""

    ticks: list[Mark]
    levels: list[Mark]
    path: str
    actual: str
    points: list[Mark]
    targets: list[Mark]
    band: str
    expected: Mark | None
    today: int
    width: int = WIDTH
    height: int = HEIGHT
    left: int = 0
    end: int = WIDTH - _RIGHT
    foot: int = HEIGHT - _BOTTOM


@dataclass(frozen=True, slots=True)
class MoneyBar:
    """A sum as a bar."""

    label: str | Promise
    said: str
    y: int
    length: int
    tone: str


@dataclass(frozen=True, slots=True)
class MoneyDrawing:
    """Planned, committed and spent, one under the other."""

    bars: list[MoneyBar]
    height: int
    width: int = WIDTH
    bar: int = field(default=_BAR)


def drawn(one: Tracked, day: date) -> Drawing | None:
    """Lay an indicator out along time; None when nothing of it has a value."""
    course = one.course
    stated = ([course.baseline] if course.baseline else []) + list(course.targets)
    anchors = sorted((span(point.on).last, point.value) for point in stated)
    actual = [(span(reached.on).last, reached.value) for reached in one.measured]
    if not anchors and not actual:
        return None
    ahead = one.forecast if isinstance(one.forecast, forecasting.Forecast) else None
    horizon = span(ahead.on).last if ahead else day.toordinal()
    days = [at for at, _value in (*anchors, *actual)] + [day.toordinal(), horizon]
    values = [value for _at, value in (*anchors, *actual)]
    values += [ahead.middle, ahead.low, ahead.high] if ahead else []
    start = date(date.fromordinal(min(days)).year, 1, 1).toordinal()
    end = date(date.fromordinal(max(days)).year, 12, 31).toordinal()
    low, high, step = _scale(min(values), max(values))
    levels = [low + step * number for number in range(int((high - low) / step) + 1)]
    said = [written_value(value, one.indicator) for value in levels]
    left = 16 + _LETTER * max(map(len, said))

    def at(moment: int, value: Decimal) -> tuple[int, int]:
        x = left + round((moment - start) * (WIDTH - left - _RIGHT) / (end - start))
        share = float((value - low) / (high - low))
        return x, round(HEIGHT - _BOTTOM - share * (HEIGHT - _TOP - _BOTTOM))

    def mark(moment: int, value: Decimal, *, round_off: bool = False) -> Mark:
        x, y = at(moment, value)
        return Mark(x, y, written_value(value, one.indicator, round_off=round_off), x > WIDTH * 0.8)

    band, expected = "", None
    if ahead and actual:
        corners = [actual[-1], (horizon, ahead.high), (horizon, ahead.low)]
        band, expected = _line(at(*corner) for corner in corners), mark(horizon, ahead.middle, round_off=True)
    years = range(date.fromordinal(start).year, date.fromordinal(end).year + 1)
    every = -(-len(years) // _MOST_YEARS)
    return Drawing(
        ticks=[
            Mark(at(date(year, 1, 1).toordinal(), low)[0], HEIGHT - 8, str(year))
            for year in years if not (year - years[0]) % every
        ],
        levels=[Mark(left, at(start, value)[1], text) for value, text in zip(levels, said, strict=True)],
        path=_line(at(moment, value) for moment, value in anchors) if len(anchors) > 1 else "",
        actual=_line(at(moment, value) for moment, value in actual),
        points=[mark(moment, value) for moment, value in actual],
        targets=[mark(span(point.on).last, point.value) for point in course.targets],
        band=band,
        expected=expected,
        left=left,
        today=at(day.toordinal(), low)[0],
    )  # fmt: skip


def money_drawn(money: Totals) -> MoneyDrawing | None:
    """Draw what is planned, committed and spent in one currency; None when nothing has a sum in it."""
    sums = [
        (wording.MONEY["budget"], money.of("budget"), money.without_rate("budget"), ""),
        (wording.MONEY["commitment"], money.of("commitment"), money.without_rate("commitment"), "warn"),
        (wording.SPENT, money.spent, money.without_rate("disbursement", "expenditure"), "good"),
    ]
    known = [
        (label, amount or Decimal(0), *more) for label, amount, *more in sums if amount is not None or more[0]
    ]
    most = max((amount for _label, amount, *_more in known), default=Decimal(0))
    if most <= 0:
        return None
    bars = [
        MoneyBar(
            label, _with_rest(amount, money.currency, rest), _ROW * number + 24,
            max(1, round(float(max(amount, Decimal(0)) / most) * (WIDTH - 2))), tone,
        )
        for number, (label, amount, rest, tone) in enumerate(known)
    ]  # fmt: skip
    return MoneyDrawing(bars, _ROW * len(bars))


def _with_rest(amount: Decimal, currency: str, rest: dict[str, Decimal]) -> str:
    """Write a sum with what has no rate to be in it."""
    said = rounded_money(amount, currency)
    for code, more in sorted(rest.items()):
        said = _("%(sum)s + %(more)s without a rate") % {"sum": said, "more": written_money(more, code)}
    return said


def _line(points) -> str:
    return " ".join(f"{x},{y}" for x, y in points)


def _scale(least: Decimal, most: Decimal) -> tuple[Decimal, Decimal, Decimal]:
    """Return the ends and the step of a scale that holds both values, from nothing where that is near."""
    if least >= 0 and (least == most or least <= (most - least) * 2):
        least = Decimal(0)
    width = (most - least) or max(abs(most), Decimal(1))
    rough = width / _LEVELS
    power = Decimal(10) ** rough.adjusted()
    step = next(
        one * power for one in (Decimal(1), Decimal(2), Decimal(5), Decimal(10)) if one * power >= rough
    )
    low = (least / step).to_integral_value("ROUND_FLOOR") * step
    high = (most / step).to_integral_value("ROUND_CEILING") * step
    return low, high if high > low else low + step, step
