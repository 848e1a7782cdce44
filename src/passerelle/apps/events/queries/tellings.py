"""Who tells which event, as far as a person may see it: every other question about events begins here."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import QuerySet

from passerelle.apps.accounts.models import User
from passerelle.apps.accounts.permissions import rows
from passerelle.apps.events.models import Event, Origin, Telling
from passerelle.apps.events.permissions import GONE
from passerelle.apps.events.reports import reports_of
from passerelle.apps.library.models import Claim
from passerelle.core.events import origins as core
from passerelle.core.events.summary import Summary, summarise


def visible_events(user: User) -> QuerySet[Event]:
    """Return the events of which the user may see a claim that stands."""
    return rows(user, "event.read", Event.objects.all())


def visible_tellings(user: User) -> QuerySet[Telling]:
    """Return the tellings by claims that stand and that the user may see."""
    return rows(user, "telling.read", Telling.objects.all()).exclude(claim__state__in=GONE)


def claims_telling(user: User, events: Iterable[int]) -> dict[int, list[Claim]]:
    """Return event id → the visible claims that tell it, in the order of publication; with one query."""
    found = (
        visible_tellings(user)
        .filter(event__in=list(events))
        .select_related(
            "claim__document__snapshot",
            "claim__document__organisation",
            "claim__decided_by",
            "claim__reading",
        )
    )
    told: dict[int, list[Claim]] = defaultdict(list)
    for telling in found.order_by("claim__document__published_on", "claim"):
        told[telling.event_id].append(telling.claim)
    return told


def summaries(claims: dict[int, list[Claim]]) -> dict[int, Summary]:
    """Return event id → what its claims say together. The keys of reports and documents are ids, as text."""
    every = [claim for told in claims.values() for claim in told]
    reports, known = reports_of(every), origins_of({claim.document_id for claim in every})
    return {event: summarise_claims(told, reports, known) for event, told in claims.items()}


def summarise_claims(told: Iterable[Claim], reports: dict, known: dict[str, core.Origin]) -> Summary:
    """Sum up some claims; `reports` by claim id, `known` origins by document id as text."""
    from dataclasses import replace

    given = [replace(reports[claim.pk], key=str(claim.pk)) for claim in told]
    return summarise(given, [known[name] for name in {report.document for report in given} if name in known])


def origins_of(documents: Iterable[int]) -> dict[str, core.Origin]:
    """Return document id, as text → where it comes from."""
    found = Origin.objects.filter(document__in=list(documents)).select_related("document")
    return {
        str(one.document_id): core.Origin(
            str(one.document_id), str(one.number), frozenset(one.agencies), one.document.publisher
        )
        for one in found
    }


def token(user: User, event: Event) -> str:
    """What a screen showed of an event: sent back with a correction, it reveals that the event changed since."""
    told = visible_tellings(user).filter(event=event).order_by("claim").values_list("claim", flat=True)
    return f"{event.pk}." + "-".join(map(str, told))
