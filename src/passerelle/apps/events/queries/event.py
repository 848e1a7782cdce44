"""One event whole: who tells it, what they agree and dispute, what each new report changed, what people
decided.
"""

from dataclasses import dataclass

from django.db.models import Q

from passerelle.apps.accounts.models import User
from passerelle.apps.accounts.permissions import may, rows
from passerelle.apps.events.models import Change, Correction, Doubt, Event, Happened
from passerelle.apps.events.queries.events import EventRow, best, event_rows
from passerelle.apps.events.queries.tellings import (
    claims_telling,
    origins_of,
    summarise_claims,
    token,
    visible_events,
    visible_tellings,
)
from passerelle.apps.events.reports import reports_of
from passerelle.apps.library.models import Claim, Document
from passerelle.core.events import changes as core
from passerelle.core.events.summary import Summary

DOUBTS_AT_ONCE = 50
_RELATED = 12


@dataclass(frozen=True, slots=True)
class Step:
    """What one document changed when it came, or that it left. Worked out from what the reader may see."""

    change: Change
    document: Document
    changes: list[core.Change]


@dataclass(frozen=True, slots=True)
class Doubtful:
    """Two events that may be one, with the two claims that are most alike."""

    doubt: Doubt
    left: Claim
    right: Claim
    left_event: Event
    right_event: Event


@dataclass(frozen=True, slots=True)
class EventPage:
    """An event with all that may be seen of it. `by_claim` maps a report's key in the summary to its claim."""

    event: Event
    claim: Claim
    summary: Summary
    claims: list[Claim]
    by_claim: dict[str, Claim]
    steps: list[Step]
    related: list[EventRow]
    doubts: list[Doubtful]
    corrections: list[Correction]
    token: str


def event_for(user: User, pk: int) -> Event:
    """Return an event, or the one it was folded into; Event.DoesNotExist when the user may see nothing of it."""
    event = Event.objects.filter(pk=pk).first()
    met: set[int] = set()
    while event is not None and event.folded_into_id and event.pk not in met:
        met.add(event.pk)
        event = Event.objects.filter(pk=event.folded_into_id).first()
    return visible_events(user).get(pk=event.pk if event else pk)


def event_page(user: User, pk: int) -> EventPage:
    """Return the page of an event; Event.DoesNotExist when absent or not to be seen."""
    event = event_for(user, pk)
    claims = claims_telling(user, [event.pk])[event.pk]
    reports = reports_of(claims)
    known = origins_of({claim.document_id for claim in claims})
    return EventPage(
        event=event,
        claim=best(claims),
        summary=summarise_claims(claims, reports, known),
        claims=claims,
        by_claim={str(claim.pk): claim for claim in claims},
        steps=_steps(user, event, claims, reports, known),
        related=_related(user, event),
        doubts=doubts_for(user, of=event),
        corrections=corrections_of(user, claims),
        token=token(user, event),
    )


def doubts_for(
    user: User, *, of: Event | None = None, start: int = 0, limit: int = DOUBTS_AT_ONCE
) -> list[Doubtful]:
    """Return pairs of events that a person should look at, the likeliest first from `start` on.

    There are none for who may not decide.
    """
    if not may(user, "doubt.read"):
        return []
    found = rows(user, "doubt.read", Doubt.objects.all())
    if of is not None:
        found = found.filter(Q(left__telling__event=of) | Q(right__telling__event=of))
    chosen = found.select_related(
        "left__document__snapshot",
        "right__document__snapshot",
        "left__telling__event",
        "right__telling__event",
    ).order_by("-value", "pk")[start : start + limit]
    return [
        Doubtful(one, one.left, one.right, one.left.telling.event, one.right.telling.event) for one in chosen
    ]


def doubts_count(user: User) -> int:
    """Return how many pairs wait for this person."""
    return rows(user, "doubt.read", Doubt.objects.all()).count()


def corrections_of(user: User, claims: list[Claim]) -> list[Correction]:
    """Return what people decided about these claims, where the user may see every claim it is about."""
    ids = [claim.pk for claim in claims]
    touching = Correction.objects.filter(Q(ones__in=ids) | Q(others__in=ids)).distinct()
    seen = set(
        visible_tellings(user)
        .filter(Q(claim__in=touching.values("ones")) | Q(claim__in=touching.values("others")))
        .values_list("claim", flat=True)
    )
    found = touching.select_related("by", "undone_by").prefetch_related("ones", "others").order_by("-pk")
    return [
        one
        for one in found
        if {claim.pk for claim in one.ones.all()} | {claim.pk for claim in one.others.all()} <= seen
    ]


def _steps(user: User, event: Event, claims: list[Claim], reports: dict, known: dict) -> list[Step]:
    """Tell the event's history document by document: what the next one changed about what was known before."""
    told: dict[int, list[Claim]] = {}
    for claim in claims:
        told.setdefault(claim.document_id, []).append(claim)
    documents = {claim.document_id: claim.document for claim in claims}
    changes = list(Change.objects.filter(event=event, document__in=documents).order_by("pk"))
    arrived = {change.document_id: change.pk for change in changes if change.what == Happened.TOLD}
    steps: list[Step] = []
    so_far: list[Claim] = []
    before: Summary | None = None
    for change in changes:
        if arrived.get(change.document_id) != change.pk:
            continue
        so_far = [*so_far, *told[change.document_id]]
        after = summarise_claims(so_far, reports, known)
        steps.append(Step(change, documents[change.document_id], core.what_changed(before, after)))
        before = after
    return steps


def _related(user: User, event: Event) -> list[EventRow]:
    """Return the other events of its story: earlier and later stages, other acts of the same parties."""
    story = visible_tellings(user).filter(event=event).values("story")
    others = visible_tellings(user).filter(story__in=story).exclude(event=event)
    ids = list(others.order_by("-event").values_list("event", flat=True).distinct()[:_RELATED])
    return event_rows(user, ids)
