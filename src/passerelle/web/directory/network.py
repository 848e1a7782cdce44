"""Draws with whom somebody acts: the actor at the left, partners in rows, arcs where partners are named together.

Rows rather than a cloud: names stay readable on a telephone and on paper, and the same data give the same drawing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from passerelle.apps.directory.queries.deeds import Partner, Tie

WIDTH = 360
_ROW, _TOP = 26, 18
_START, _ROWS_AT, _LABEL_AT, _ARCS_AT = 14, 96, 108, 318
_LONGEST = 30
_THINNEST, _THICKEST = 1.5, 9.0
_MOST_TIES = 12


@dataclass(frozen=True, slots=True)
class Node:
    """A partner: where its row stands, how it is written, and the line that leads to it."""

    key: str
    name: str
    written: str
    claims: int
    y: int
    path: str
    thickness: float


@dataclass(frozen=True, slots=True)
class Arc:
    """Two partners named together: both names, in how many claims, and the line between their rows."""

    one: str
    other: str
    claims: int
    path: str
    thickness: float


@dataclass(frozen=True, slots=True)
class Network:
    """The drawing: its size in the units of its own view box, and everything in it."""

    width: int
    height: int
    middle: int
    start: int
    rows_at: int
    label_at: int
    nodes: list[Node]
    arcs: list[Arc]


def drawn(partners: Sequence[Partner], ties: Sequence[Tie], names: Mapping[int, str]) -> Network | None:
    """Lay partners out, the most frequent first; None when there are none."""
    if not partners:
        return None
    height = 2 * _TOP + _ROW * (len(partners) - 1)
    middle = height // 2
    most = max(partner.claims for partner in partners)
    rows = {partner.actor.pk: _TOP + _ROW * at for at, partner in enumerate(partners)}
    nodes = [
        Node(
            partner.actor.key,
            names[partner.actor.pk],
            _short(names[partner.actor.pk]),
            partner.claims,
            rows[partner.actor.pk],
            f"M{_START},{middle} C{_ROWS_AT // 2 + 10},{middle} {_ROWS_AT // 2},{rows[partner.actor.pk]}"
            f" {_ROWS_AT},{rows[partner.actor.pk]}",
            _thickness(partner.claims, most),
        )
        for partner in partners
    ]
    arcs = [_arc(tie, rows, names, most) for tie in ties[:_MOST_TIES]]
    return Network(WIDTH, height, middle, _START, _ROWS_AT, _LABEL_AT, nodes, arcs)


def _arc(tie: Tie, rows: Mapping[int, int], names: Mapping[int, str], most: int) -> Arc:
    top, bottom = sorted((rows[tie.one], rows[tie.other]))
    reach = min(_ARCS_AT + 12 + (bottom - top) // 5, WIDTH - 2)
    path = f"M{_ARCS_AT},{top} C{reach},{top} {reach},{bottom} {_ARCS_AT},{bottom}"
    return Arc(names[tie.one], names[tie.other], tie.claims, path, _thickness(tie.claims, most) / 2)


def _thickness(claims: int, most: int) -> float:
    return round(_THINNEST + (_THICKEST - _THINNEST) * (claims / most) ** 0.5, 1)


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST else name[: _LONGEST - 1].rstrip() + "…"
