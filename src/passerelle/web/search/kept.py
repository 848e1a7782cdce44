"""What the ledger answers beside documents, claims, events and actors: made ready for the page of results."""

from datetime import date
from typing import Any

from django.utils.translation import pgettext

from passerelle.apps.accounts.models import User
from passerelle.apps.finding.queries.filters import SearchFilters
from passerelle.apps.finding.queries.find import FEW, PAGE_SIZE, Found
from passerelle.apps.ledger.queries.found import KINDS, FoundRows, found_in_ledger
from passerelle.web.ledger.lines import Line

LABELS = {
    "commitments": lambda: pgettext("results", "Commitments"),
    "agreements": lambda: pgettext("results", "Agreements"),
    "activities": lambda: pgettext("results", "Programmes and activities"),
    "meetings": lambda: pgettext("results", "Meetings"),
}
_ALL = {
    "commitments": lambda: pgettext("results", "All commitments"),
    "agreements": lambda: pgettext("results", "All agreements"),
    "activities": lambda: pgettext("results", "All programmes and activities"),
    "meetings": lambda: pgettext("results", "All meetings"),
}


def kept(
    user: User, filters: SearchFilters, found: Found, language: str, *, today: date
) -> dict[str, FoundRows]:
    """Return kind → the first few rows of the ledger that answer, or a page of the one kind that is shown.

    What narrows documents does not narrow the ledger: then it is left aside.
    """
    if filters.narrowed or (filters.show and filters.show not in KINDS):
        return {}
    offset, limit = ((filters.page - 1) * PAGE_SIZE, PAGE_SIZE) if filters.show else (0, FEW)
    return {
        kind: found_in_ledger(user, found.widened, kind, language, today=today, offset=offset, limit=limit)
        for kind in ([filters.show] if filters.show else KINDS)
    }


def sections(answered: dict[str, FoundRows], filters: SearchFilters) -> list[dict[str, Any]]:
    """Return the parts of the page, without those that are empty."""
    return [
        {
            "kind": kind,
            "label": LABELS[kind](),
            "total": part.total,
            "rows": [Line(row) for row in part.rows] if kind == "commitments" else part.rows,
            "all": _ALL[kind]() if not filters.show and part.total > FEW else "",
            "query": filters.showing(kind).to_query(),
        }
        for kind, part in answered.items()
        if part.total
    ]
