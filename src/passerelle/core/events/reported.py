"""From a reading to its reports."""

from collections.abc import Callable, Mapping

from passerelle.core.events.report import Party, Report
from passerelle.core.events.words import words_of
from passerelle.core.reading.model import Actor, Claim, Reading

Known = Callable[[Actor], Party]


def own_party(actor: Actor) -> Party:
    """Return an actor as its document knows it, which no directory has resolved."""
    return Party(actor.id, actor.kind, actor.country or "", actor.names)


def report_of(
    claim: Claim,
    *,
    key: str,
    document: str,
    text: str,
    language: str,
    published: str | None,
    actors: Mapping[str, Party],
) -> Report:
    """Return what a claim reports.

    `actors` gives the party for each local id; one that is not there stands for itself.
    """
    parties = {
        party.actor: party for id in claim.parties if (party := actors.get(id, Party(id))).kind != "person"
    }
    return Report(
        key=key,
        document=document,
        type=claim.type,
        status=claim.status,
        parties=tuple(sorted(parties.values())),
        people=frozenset(actors.get(id, Party(id)).actor for id in claim.people),
        technologies=frozenset(claim.technologies),
        date=claim.date,
        published=published,
        place=claim.place,
        quantity=claim.quantity,
        instrument=claim.instrument,
        words=words_of(text, claim.sentence_start, claim.sentence_end, language, published),
    )


def reports_of(
    reading: Reading, document: str, text: str, known: Known = own_party
) -> list[tuple[Claim, Report]]:
    """Return the claims of a reading with their reports; `known` resolves an actor."""
    actors = {actor.id: known(actor) for actor in reading.actors}
    return [
        (
            claim,
            report_of(
                claim,
                key=f"{document}:{number:04}",
                document=document,
                text=text,
                language=reading.language,
                published=reading.published,
                actors=actors,
            ),
        )
        for number, claim in enumerate(reading.claims)
    ]
