"""Calibration: of the claims said to be 80 % sure, are about 80 % right? Tables, errors and a plot of it.

A claim is right when the scoring of the annotation guide pairs it with an annotated one. An attribute of a paired
claim is right when it says what the annotation says. The expected calibration error is the distance between mean
confidence and share of right ones, averaged over bins of equal width, each weighing as much as it holds.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import ModuleType
from typing import Any, NamedTuple

BINS = 10
WHOLE = "claims"
BAR = 0.08
Said = tuple[float, bool]


class Bin(NamedTuple):
    """What was said with a confidence in one tenth: how many, their mean confidence, the share of right ones."""

    lower: float
    count: int
    said: float
    right: float


def bins_of(pairs: Iterable[Said]) -> list[Bin]:
    """Return the bins that hold something, in order; a confidence of 1 belongs to the last."""
    held: defaultdict[int, list[Said]] = defaultdict(list)
    for said, right in pairs:
        held[min(int(said * BINS + 1e-9), BINS - 1)].append((said, right))
    return [
        Bin(
            number / BINS,
            len(found),
            sum(said for said, _ in found) / len(found),
            sum(right for _, right in found) / len(found),
        )
        for number, found in sorted(held.items())
    ]


def error_of(bins: Sequence[Bin]) -> float:
    """Return the expected calibration error; nothing said is nothing wrong."""
    total = sum(one.count for one in bins)
    return sum(one.count * abs(one.right - one.said) for one in bins) / total if total else 0.0


def said_of(
    gold: Mapping[str, dict[str, Any]], found: Mapping[str, dict[str, Any]], scoring: ModuleType
) -> dict[str, list[Said]]:
    """Return, for claims as a whole and by attribute of those paired, each confidence and whether it was right."""
    said: dict[str, list[Said]] = {WHOLE: []}
    for doc, record in gold.items():
        got = found[doc]
        same = scoring.align(record, got)
        paired = {id(theirs): ours for ours, theirs in scoring.matched(record, got, same)}
        for claim in got["claims"]:
            ours = paired.get(id(claim))
            said[WHOLE].append((claim["confidence"]["type"], ours is not None))
            if ours is not None:
                for name, right in _agreeing(ours, claim, same, scoring):
                    if name in claim["confidence"]:
                        said.setdefault(name, []).append((claim["confidence"][name], right))
    return said


def _agreeing(
    ours: dict[str, Any], theirs: dict[str, Any], same: Mapping[str, str], scoring: ModuleType
) -> Iterator[tuple[str, bool]]:
    """Yield each attribute of a paired claim with whether it says what the annotation says."""

    def ids(name: str) -> set[str]:
        return {same.get(one, one) for one in theirs[name]}

    yield "status", ours["status"] == theirs["status"]
    yield "date", scoring.date_agrees(ours, theirs)
    yield "parties", set(ours["parties"]) == ids("parties")
    yield "people", set(ours["people"]) == ids("people")
    yield "technologies", set(ours["technologies"]) == set(theirs["technologies"])
    yield "quantity", scoring.quantity(ours) == scoring.quantity(theirs)
    yield "instrument", ours["instrument"] == theirs["instrument"]
    yield "place", ours["place"] == theirs["place"]
    speaker = theirs["speaker"]
    yield "speaker", ours["speaker"] == (speaker and same.get(speaker, speaker))


def table(pairs: Sequence[Said]) -> str:
    """Return the reliability table as Markdown."""
    rows = ["| said | claims | mean confidence | right |", "| --- | --- | --- | --- |"]
    for one in bins_of(pairs):
        upper = one.lower + 1 / BINS
        rows.append(f"| {one.lower:.1f}–{upper:.1f} | {one.count} | {one.said:.3f} | {one.right:.3f} |")
    return "\n".join(rows)


def errors(said: Mapping[str, Sequence[Said]]) -> str:
    """Return the calibration errors as Markdown, claims first."""
    rows = ["| of | said | mean confidence | right | error |", "| --- | --- | --- | --- | --- |"]
    for name, pairs in said.items():
        if pairs:
            mean = sum(one for one, _ in pairs) / len(pairs)
            share = sum(right for _, right in pairs) / len(pairs)
            error = error_of(bins_of(pairs))
            rows.append(f"| {name} | {len(pairs)} | {mean:.3f} | {share:.3f} | {error:.3f} |")
    return "\n".join(rows)


_SIDE, _LEFT, _TOP = 400, 70, 30
_HUES = ("#1f6f8b", "#b3541e", "#5b7f2b")  # each at least 3 to 1 on white and on near-black
_SHAPES = ("circle", "square", "triangle")


def plot(said: Mapping[str, Sequence[Said]]) -> str:
    """Return a reliability plot (SVG) with one series a name, told apart by shape as well as by colour.

    The area of a mark grows with the number of claims behind it; the diagonal is a reader that knows itself.
    """
    series = {name: bins_of(pairs) for name, pairs in said.items()}
    most = max((one.count for bins in series.values() for one in bins), default=1)
    told = "; ".join(f"{name}: error {error_of(bins):.3f}" for name, bins in series.items())
    drawn = [*_frame(), *_legend(series)]
    for number, bins in enumerate(series.values()):
        hue, shape = _HUES[number % len(_HUES)], _SHAPES[number % len(_SHAPES)]
        points = " ".join(f"{_x(one.said):.1f},{_y(one.right):.1f}" for one in bins)
        drawn.append(f'<polyline points="{points}" fill="none" stroke="{hue}" stroke-width="1.5"/>')
        drawn += [
            _mark(shape, hue, _x(one.said), _y(one.right), 3 + 8 * (one.count / most) ** 0.5) for one in bins
        ]
    body = "\n  ".join(drawn)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_LEFT + _SIDE + 30} {_TOP + _SIDE + 70}" role="img"'
        ' aria-labelledby="t d" font-family="system-ui, \'Segoe UI\', \'DejaVu Sans\', sans-serif" font-size="13">\n'
        '  <title id="t">Confidence said, and share of claims that are right</title>\n'
        f'  <desc id="d">Reliability on the own test set. {told}.</desc>\n'
        "  <style>\n"
        "    .paper { fill: #ffffff } .ink { fill: #1d2730 } .line { stroke: #47525d }\n"
        "    @media (prefers-color-scheme: dark) {\n"
        "      .paper { fill: #14191e } .ink { fill: #e8ecef } .line { stroke: #9aa7b2 }\n"
        "    }\n"
        f"  </style>\n  {body}\n</svg>\n"
    )


def _x(share: float) -> float:
    return _LEFT + share * _SIDE


def _y(share: float) -> float:
    return _TOP + (1 - share) * _SIDE


def _frame() -> Iterator[str]:
    yield f'<rect class="paper" width="{_LEFT + _SIDE + 30}" height="{_TOP + _SIDE + 70}"/>'
    yield f'<rect class="line" x="{_LEFT}" y="{_TOP}" width="{_SIDE}" height="{_SIDE}" fill="none"/>'
    yield (f'<line class="line" x1="{_x(0)}" y1="{_y(0)}" x2="{_x(1)}" y2="{_y(1)}" stroke-dasharray="5 5"/>')
    for step in range(0, 11, 2):
        share = step / 10
        yield (
            f'<text class="ink" x="{_x(share)}" y="{_TOP + _SIDE + 20}" text-anchor="middle">{share:.1f}</text>'
        )
        yield f'<text class="ink" x="{_LEFT - 8}" y="{_y(share) + 4}" text-anchor="end">{share:.1f}</text>'
    middle = _LEFT + _SIDE / 2
    yield f'<text class="ink" x="{middle}" y="{_TOP + _SIDE + 48}" text-anchor="middle">confidence said</text>'
    across = _TOP + _SIDE / 2
    yield (
        f'<text class="ink" x="20" y="{across}" text-anchor="middle" transform="rotate(-90 20 {across})">'
        "share that is right</text>"
    )


def _legend(series: Mapping[str, Sequence[Bin]]) -> Iterator[str]:
    for number, (name, bins) in enumerate(series.items()):
        height = _TOP + 24 + 22 * number
        yield _mark(_SHAPES[number % len(_SHAPES)], _HUES[number % len(_HUES)], _LEFT + 18, height - 4, 6)
        count = sum(one.count for one in bins)
        yield (
            f'<text class="ink" x="{_LEFT + 32}" y="{height}">{name}: {count} claims, '
            f"error {error_of(bins):.3f}</text>"
        )


def _mark(shape: str, hue: str, x: float, y: float, size: float) -> str:
    if shape == "circle":
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size:.1f}" fill="{hue}" fill-opacity=".8"/>'
    if shape == "square":
        side = size * 1.8
        return (
            f'<rect x="{x - side / 2:.1f}" y="{y - side / 2:.1f}" width="{side:.1f}" height="{side:.1f}" '
            f'fill="{hue}" fill-opacity=".8"/>'
        )
    tip = size * 1.2
    corners = f"{x:.1f},{y - tip:.1f} {x - tip:.1f},{y + tip * 0.8:.1f} {x + tip:.1f},{y + tip * 0.8:.1f}"
    return f'<polygon points="{corners}" fill="{hue}" fill-opacity=".8"/>'
