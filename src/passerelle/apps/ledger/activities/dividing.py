"""Shares of countries as rows keep them: country → exact decimal as text; and what a person answered about a file."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from passerelle.apps.ledger.models import Activity
from passerelle.core.commitments.country_shares import Division, fits


def shares_kept(shares: Mapping[str, Decimal]) -> dict[str, str]:
    """Return shares as a row keeps them."""
    return {code: f"{share:f}" for code, share in shares.items()}


def shares_of_row(kept: Mapping[str, str]) -> dict[str, Decimal]:
    """Return shares from what a row keeps."""
    return {code: Decimal(share) for code, share in kept.items()}


def division_kept(division: Division) -> dict[str, Any]:
    """Return an answer as the row of a file keeps it."""
    return {"way": division.way, "parts": shares_kept(division.parts)}


def division_of(kept: Mapping[str, Any]) -> Division:
    """Return an answer from what the row of a file keeps; without one, nothing is divided."""
    return Division(kept["way"], shares_of_row(kept["parts"])) if kept else Division()


def divide(row: Activity, countries: Sequence[str], division: Division) -> None:
    """Divide an activity between its countries as a person answered; else as was said of these countries before."""
    if shares := division.among(countries):
        row.shares = shares_kept(shares)
    elif not fits(shares_of_row(row.shares), countries):
        row.shares = {}
