"""Draws how many commitments were promised, delivered and overdue through time; a table says the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from passerelle.apps.ledger.queries.progress import Moment, Progress

WIDTH, HEIGHT = 640, 220
_LEFT, _RIGHT, _TOP, _BOTTOM = 44, 120, 12, 26
_MOST_TICKS = 7
_APART = 15  # between the names at the ends of lines
_NAMES = ("promised", "delivered", "overdue")


@dataclass(frozen=True, slots=True)
class Curve:
    """One line: its name, its points as SVG writes them, where it ends, and where its name stands."""

    name: str
    points: str
    ends: tuple[int, int]
    named_at: int
    last: int


@dataclass(frozen=True, slots=True)
class Plot:
    """The drawing, in the units of its own view box, and the moments behind it. `curves` is empty for one moment."""

    width: int
    height: int
    left: int
    right: int
    bottom: int
    years: list[tuple[str, int]]
    levels: list[tuple[int, int]]
    curves: list[Curve]
    moments: tuple[Moment, ...]


def plotted(progress: Progress) -> Plot | None:
    """Draw progress; None when nothing was promised."""
    moments = progress.moments
    if not moments:
        return None
    top = _level(max(moment.promised for moment in moments))
    right, bottom = WIDTH - _RIGHT, HEIGHT - _BOTTOM

    def x(at: int) -> int:
        return _LEFT + round(at * (right - _LEFT) / max(1, len(moments) - 1))

    def y(number: int) -> int:
        return bottom - round(number * (bottom - _TOP) / top)

    every = -(-len(moments) // _MOST_TICKS)
    levels = [(top * part // 4, y(top * part // 4)) for part in range(5)]
    curves = []
    if len(moments) > 1:
        values = {name: [getattr(moment, name) for moment in moments] for name in _NAMES}
        heights = _spread([y(values[name][-1]) for name in _NAMES])
        curves = [
            Curve(
                name,
                " ".join(f"{x(at)},{y(number)}" for at, number in enumerate(values[name])),
                (x(len(moments) - 1), y(values[name][-1])),
                height,
                values[name][-1],
            )
            for name, height in zip(_NAMES, heights, strict=True)
        ]
    return Plot(
        WIDTH, HEIGHT, _LEFT, right, bottom,
        [(_short(moment.period), x(at)) for at, moment in enumerate(moments) if not at % every],
        levels, curves, moments,
    )  # fmt: skip


def _level(most: int) -> int:
    """Return the height of the drawing: a round number that four steps divide."""
    step = 1
    while True:
        for times in (1, 2, 5):
            if 4 * step * times >= most:
                return 4 * step * times
        step *= 10


def _spread(heights: Sequence[int]) -> list[int]:
    """Move the names at the ends of lines apart, in the order of the lines, within the drawing."""
    order = sorted(range(len(heights)), key=lambda at: (heights[at], at))
    moved = list(heights)
    for above, below in pairwise(order):
        moved[below] = max(moved[below], moved[above] + _APART)
    overflow = max(0, max(moved) - (HEIGHT - _BOTTOM))
    return [height - overflow for height in moved]


def _short(period: str) -> str:
    """Write a month as 3/2026, a year as it is."""
    year, _dash, month = period.partition("-")
    return f"{int(month)}/{year}" if month else year
