"""Commitments as lines of a list, and the facets beside it, made ready for the screen."""

from dataclasses import dataclass, replace
from typing import Any

from django.utils.functional import Promise

from passerelle.apps.ledger import labels
from passerelle.apps.ledger.queries.filters import LedgerFilters
from passerelle.apps.ledger.queries.ledger import Facet, LedgerPage, LedgerRow

# Facets that are open although nothing in them is chosen.
_OPEN = ("due", "hush", "stage")
_TONES = {
    "overdue": "bad",
    "silent": "bad",
    "soon": "warn",
    "quiet": "warn",
    "verified": "good",
    "delivered": "good",
}


@dataclass(frozen=True, slots=True)
class Tag:
    """A word about a commitment, and whether it is good or bad news."""

    label: str | Promise
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One commitment on the screen."""

    row: LedgerRow

    @property
    def pk(self) -> int:
        return self.row.commitment.pk

    @property
    def title(self) -> str:
        return self.row.commitment.title

    @property
    def language(self) -> str:
        return self.row.commitment.title_language

    @property
    def stage(self) -> Tag:
        return Tag(labels.STAGES[self.row.stage], _TONES.get(self.row.stage, ""))

    @property
    def warnings(self) -> list[Tag]:
        """What is out of the ordinary: the condition, lateness, silence."""
        found = [Tag(labels.CONDITIONS[self.row.condition], "warn")] if self.row.condition else []
        if self.row.due in ("overdue", "soon"):
            found.append(Tag(labels.DUE[self.row.due], _TONES[self.row.due]))
        if self.row.hush in ("silent", "quiet"):
            found.append(Tag(labels.HUSHES[self.row.hush], _TONES[self.row.hush]))
        return found

    @property
    def between(self) -> str:
        """Who owes it, and to whom."""
        return " → ".join(name for name in (self.row.owner, self.row.counterpart) if name)

    @property
    def clarity(self) -> int:
        return int(self.row.commitment.clarity)


def lines(page: LedgerPage) -> list[Line]:
    """Return the lines of a page."""
    return [Line(row) for row in page.rows]


def facets(found: list[Facet], filters: LedgerFilters) -> list[dict[str, Any]]:
    """Return the facets with the address that each value leads to."""
    return [_facet(one, filters) for one in found if one.values]


def _facet(facet: Facet, filters: LedgerFilters) -> dict[str, Any]:
    values = [
        {
            "label": value.label,
            "count": value.count,
            "selected": value.selected,
            "query": filters.to_query(**{facet.name: "" if value.selected else value.value}),
        }
        for value in facet.values
    ]
    chosen = any(value.selected for value in facet.values)
    return {"label": facet.label, "values": values, "more": facet.more, "open": chosen or facet.name in _OPEN}


def chosen(found: list[Facet], filters: LedgerFilters) -> list[dict[str, Any]]:
    """Return what narrows the list now, each with the address of the list without it."""
    picked = [
        {"name": facet.label, "label": value.label, "without": filters.to_query(**{facet.name: ""})}
        for facet in found
        for value in facet.values
        if value.selected
    ]
    if filters.query:
        picked.append({"name": "", "label": filters.query, "without": filters.to_query(q="")})
    return picked


def plain(filters: LedgerFilters) -> LedgerFilters:
    """Return the filters that narrow nothing, on the same day."""
    return replace(LedgerFilters(), as_of=filters.as_of)
