"""Draws commitments as bars along time: from the promise to the deadline, with the day that is shown.

One row a commitment, so that names stay readable on a telephone and on paper. The list is the table behind it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from passerelle.core.events.spans import days
from passerelle.web.ledger.lines import Line

WIDTH = 900
_ROW, _TOP, _BAR = 32, 28, 8
_EDGE = 16
_MOST_YEARS = 8  # more years than these get a tick every few


@dataclass(frozen=True, slots=True)
class Bar:
    """A commitment: where its row stands, its bar from the promise to the deadline, and its stage's mark.

    `open` when it has no deadline: the bar fades at the day that is shown. `tone` is good, warn, bad or "".
    """

    line: Line
    y: int
    x: int
    length: int
    open: bool
    mark: int | None
    tone: str

    @property
    def right(self) -> bool:
        """Whether the name ends where the bar ends, because it would not fit where the bar begins."""
        return self.x > WIDTH * 0.4

    @property
    def named_at(self) -> int:
        return min(self.x + self.length, WIDTH - _EDGE) if self.right else self.x


@dataclass(frozen=True, slots=True)
class Timeline:
    """The drawing, in the units of its own view box: years as ticks, the day shown, a bar a commitment."""

    width: int
    height: int
    ticks: list[tuple[int, int]]
    today: int
    bars: list[Bar]


def drawn(shown: Sequence[Line], day: date) -> Timeline | None:
    """Lay commitments out along time; None when none of them is dated."""
    spans = [(line, *_span(line, day)) for line in shown]
    dated = [(line, first, last, closed) for line, first, last, closed in spans if first is not None]
    if not dated:
        return None
    start = date(date.fromordinal(min(first for _l, first, _e, _c in dated)).year, 1, 1).toordinal()
    latest = max(day.toordinal(), *(last for _l, _f, last, _c in dated))
    end = date(date.fromordinal(latest).year + 1, 1, 1).toordinal()

    def place(ordinal: int) -> int:
        return _EDGE + round((ordinal - start) * (WIDTH - 2 * _EDGE) / (end - start))

    bars = []
    for at, (line, first, last, closed) in enumerate(dated):
        since = days(line.row.commitment.stage_since) if line.row.stage else None
        bars.append(
            Bar(
                line,
                _TOP + _ROW * at + _ROW - _BAR,
                place(first),
                max(_BAR, place(last) - place(first)),
                not closed,
                place(min(since.last, latest)) if since and since.last >= start else None,
                next((one.tone for one in line.warnings if one.tone), line.stage.tone),
            )
        )
    years = range(date.fromordinal(start).year, date.fromordinal(end).year + 1)
    every = -(-len(years) // _MOST_YEARS)
    ticks = [(year, place(date(year, 1, 1).toordinal())) for year in years if not (year - years[0]) % every]
    return Timeline(WIDTH, _TOP + _ROW * len(bars) + _BAR, ticks, place(day.toordinal()), bars)


def _span(line: Line, day: date) -> tuple[int | None, int, bool]:
    """Return the first and last day of a bar, and whether a deadline closes it."""
    commitment = line.row.commitment
    promised, deadline = days(commitment.promised), days(line.row.deadline)
    first = promised.first if promised else deadline.first if deadline else None
    if first is None:
        return None, 0, False
    last = deadline.last if deadline else day.toordinal()
    return first, max(first, last), deadline is not None
