"""An indicator of a board made ready for the screen: in words, a drawing, and the table behind it."""

from dataclasses import dataclass
from typing import Any

from passerelle.apps.ledger.queries.boards import Board, Tracked
from passerelle.apps.ledger.results_said import Row, facts_said, figures_said, targets_said, verdict_said
from passerelle.web.results.drawing import Drawing, drawn


@dataclass(frozen=True, slots=True)
class Card:
    """One indicator on a board."""

    tracked: Tracked
    drawing: Drawing | None
    facts: list[tuple[str, str]]
    targets: list[dict[str, Any]]
    rows: list[Row]
    tone: str
    verdict: str


def shown_indicator(one: Tracked, found: Board) -> Card:
    """Return an indicator with its facts in words, its drawing and the table behind."""
    tone, verdict = verdict_said(one)
    return Card(
        one, drawn(one, found.day), facts_said(one, found.day), targets_said(one), figures_said(one), tone, verdict
    )  # fmt: skip
