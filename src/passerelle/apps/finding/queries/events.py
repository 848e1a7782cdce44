"""Events that the claims found tell, in the order of these claims."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from passerelle.apps.events.queries.events import documents_telling, events_of_claims
from passerelle.apps.finding.queries.claims import ClaimRow, Said
from passerelle.apps.finding.queries.scope import Scope


@dataclass(frozen=True, slots=True)
class EventFoundRow:
    """An event (its id), the claim found that says it best, and how many documents that the reader may see tell it."""

    event: int
    row: ClaimRow
    documents: int


@dataclass(frozen=True, slots=True)
class EventsFound:
    """One page of `total` events; `more` says that further documents were not looked into."""

    rows: list[EventFoundRow]
    total: int
    more: bool


def told_by(scope: Scope, said: Sequence[Said]) -> dict[int, Said]:
    """Return event id → the first of these claims that tells it."""
    told = events_of_claims(scope.user, [one.claim for one in said])
    first: dict[int, Said] = {}
    for one in said:
        if one.claim in told:
            first.setdefault(told[one.claim], one)
    return first


def events_found(
    scope: Scope, told: Mapping[int, Said], rows: dict[int, ClaimRow], total: int, more: bool
) -> EventsFound:
    """Return a page of these events."""
    documents = documents_telling(scope.user, list(told))
    return EventsFound(
        [
            EventFoundRow(event, rows[one.claim], documents.get(event, 0))
            for event, one in told.items()
            if one.claim in rows
        ],
        total,
        more,
    )
