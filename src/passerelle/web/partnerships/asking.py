"""What addresses of this room ask for: the day, the page."""

from datetime import date

from passerelle.apps.ledger.queries.filters import LedgerFilters


def day_asked(request) -> date | None:
    """Return the day as of which a page is asked for, None for today or for what is no day."""
    return LedgerFilters.from_query(request.GET).as_of


def page_asked(request) -> int:
    """Return the number of the page that is asked for, the first for what is none."""
    return LedgerFilters.from_query(request.GET).page
