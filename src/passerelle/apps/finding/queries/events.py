"""Events that the claims found tell, in the order of these claims."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count

from passerelle.apps.events.queries.events import events_of_claims
from passerelle.apps.events.queries.tellings import visible_tellings
from passerelle.apps.finding.queries.claims import ClaimRow, Said, claim_rows
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


def events_found(scope: Scope, said: Sequence[Said], more: bool, offset: int, limit: int) -> EventsFound:
    """Return a page of the events that these claims tell."""
    told = events_of_claims(scope.user, [one.claim for one in said])
    first: dict[int, Said] = {}
    for one in said:
        if one.claim in told:
            first.setdefault(told[one.claim], one)
    shown = list(first.items())[offset : offset + limit]
    rows = {row.claim.pk: row for row in claim_rows(scope, [one for _, one in shown])}
    tellings = visible_tellings(scope.user).filter(event__in=[event for event, _ in shown])
    documents = dict(
        tellings.order_by().values_list("event").annotate(number=Count("claim__document", distinct=True))
    )
    return EventsFound(
        [
            EventFoundRow(event, rows[one.claim], documents.get(event, 0))
            for event, one in shown
            if one.claim in rows
        ],
        len(first),
        more,
    )
