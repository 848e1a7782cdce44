"""What is told of an actor or a country, made ready for the screen."""

from collections import Counter
from dataclasses import dataclass, replace

from django.utils.translation import get_language

from passerelle.apps.accounts.models import User
from passerelle.apps.directory.queries.deeds import Partner
from passerelle.apps.directory.queries.mentions import names_of_each
from passerelle.apps.directory.queries.names import names_shown
from passerelle.apps.directory.queries.profiles import Deeds
from passerelle.apps.events.queries.events import events_of_claims
from passerelle.apps.library.labels import TECHNOLOGIES, TYPES
from passerelle.apps.library.models import Claim
from passerelle.web.directory.network import Network, drawn
from passerelle.web.library.cards import Card, actor_names_of_each, card


@dataclass(frozen=True)
class Told:
    """One claim on a time line: its card, its whole sentence around the words that state it, and its day."""

    card: Card
    before: str
    after: str
    day: str
    event: int | None = None
    others: int = 0  # further claims here that tell the same event


def deeds_shown(user: User, deeds: Deeds) -> dict:
    """Return what the templates of a page about deeds use."""
    documents = {claim.document for claim in (*deeds.claims, *deeds.commitments)}
    known = names_of_each(user, documents, language())
    names = {pk: told | known.get(pk, {}) for pk, told in actor_names_of_each(documents).items()}
    partners = names_shown(user, [partner.actor for partner in deeds.partners], language())
    network: Network | None = drawn(deeds.partners, deeds.ties, partners)
    return {
        "deeds": deeds,
        "told": _by_event(user, [_told(claim, names[claim.document_id]) for claim in deeds.claims]),
        "commitments": [_told(claim, names[claim.document_id]) for claim in deeds.commitments],
        "network": network,
        "partners": named(deeds.partners, partners),
        "technologies": [(TECHNOLOGIES.get(code, code), number) for code, number in deeds.technologies],
        "types": [(TYPES.get(code, code), code, number) for code, number in deeds.types],
        "unshown": deeds.total - len(deeds.claims),
        "unshown_documents": deeds.documents_total - len(deeds.documents),
    }


def _by_event(user: User, told: list[Told]) -> list[Told]:
    """Keep one claim an event, the first, and note how many more tell it."""
    events = events_of_claims(user, [one.card.claim.pk for one in told])
    times = Counter(events.get(one.card.claim.pk) for one in told)
    kept: list[Told] = []
    seen: set[int] = set()
    for one in told:
        event = events.get(one.card.claim.pk)
        if event is None or event not in seen:
            kept.append(replace(one, event=event, others=times[event] - 1 if event else 0))
        if event is not None:
            seen.add(event)
    return kept


def named(partners: list[Partner], names: dict[int, str]) -> list[dict]:
    """Return partners with the names they have on this screen."""
    return [{"actor": one.actor, "name": names[one.actor.pk], "claims": one.claims} for one in partners]


def language() -> str:
    """Return the language of the screen (ISO 639-1)."""
    return (get_language() or "en")[:2]


def _told(claim: Claim, names: dict[str, str]) -> Told:
    text = claim.document.text
    start, end = min(claim.sentence_start, claim.start), max(claim.sentence_end, claim.end)
    return Told(
        card(claim, names),
        text[start : claim.start],
        text[claim.end : end],
        claim.date or claim.document.published,
    )
