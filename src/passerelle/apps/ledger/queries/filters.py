"""What narrows and orders the list of commitments, as addresses carry it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

import regex

from passerelle.apps.ledger import labels
from passerelle.apps.library.labels import TECHNOLOGIES

_LONGEST = 200
_COUNTRY = regex.compile("[A-Z]{2}")
_NUMBER = regex.compile("[1-9][0-9]{0,17}")
_CLOSED = {
    "stage": {"none", *labels.STAGES} - {""}, "condition": {"none", *labels.CONDITIONS}, "hush": set(labels.HUSHES),
    "due": set(labels.DUE), "kind": set(labels.KINDS), "technology": set(TECHNOLOGIES),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class LedgerFilters:
    """What is empty does not narrow. `owner` is an actor's id, `as_of` the day as of which the ledger is shown."""

    query: str = ""
    stage: str = ""
    condition: str = ""
    hush: str = ""
    due: str = ""
    kind: str = ""
    owner: int | None = None
    country: str = ""
    technology: str = ""
    as_of: date | None = None
    order: str = "urgent"
    page: int = 1

    @classmethod
    def from_query(cls, given: Mapping[str, str]) -> "LedgerFilters":
        """Read an address; what means nothing is passed over."""
        closed = {name: given.get(name, "") for name in _CLOSED}
        owner, page, country = given.get("owner", ""), given.get("page", ""), given.get("country", "")
        return cls(
            query=" ".join(given.get("q", "").replace("\x00", " ").split())[:_LONGEST],
            owner=int(owner) if _NUMBER.fullmatch(owner) else None,
            country=country if _COUNTRY.fullmatch(country) else "",
            as_of=_day(given.get("as_of", "")),
            order=given.get("order", "") if given.get("order") in labels.ORDERS else "urgent",
            page=int(page) if _NUMBER.fullmatch(page) and len(page) < 7 else 1,
            **{name: value if value in _CLOSED[name] else "" for name, value in closed.items()},
        )

    def to_query(self, **other: str | int | date | None) -> str:
        """Return the query string of an address, some of its parts replaced; the first page unless said."""
        parts = {
            "q": self.query, "stage": self.stage, "condition": self.condition, "hush": self.hush, "due": self.due,
            "kind": self.kind, "owner": self.owner, "country": self.country, "technology": self.technology,
            "as_of": self.as_of, "order": "" if self.order == "urgent" else self.order, "page": "",
        }  # fmt: skip
        return urlencode({name: value for name, value in (parts | other).items() if value})


def _day(given: str) -> date | None:
    try:
        day = date.fromisoformat(given)
    except ValueError:
        return None
    return day if date(1900, 1, 1) <= day <= date(2200, 1, 1) else None
