"""Who takes part in which claims, and in which technologies: derived from mentions and claims.

It is kept true in the transaction that changes them.
"""

from collections import defaultdict
from collections.abc import Iterable

from passerelle.apps.directory.models import ActorTechnology, Involvement, Mention, Role
from passerelle.apps.library.models import Claim, ReviewState
from passerelle.core.text.folding import fold

_AT_ONCE = 200
_TECHNOLOGY = ("actor_id", "technology", "document_id")


def involve(documents: Iterable[int]) -> None:
    """Write anew who takes part in the claims of these documents, by id."""
    ids = sorted(set(documents))
    for first in range(0, len(ids), _AT_ONCE):
        _involve(ids[first : first + _AT_ONCE])


def names_in(claim: Claim) -> list[tuple[str, str]]:
    """Return (role, local id) of everybody a claim names; the speaker may be a name as written."""
    named = [(Role.PARTY, local) for local in claim.parties]
    named += [(Role.PERSON, local) for local in claim.people]
    return [*named, (Role.SPEAKER, claim.speaker)] if claim.speaker else named


def standing(documents: Iterable[int]) -> list[Claim]:
    """Return the claims of these documents that are neither rejected nor withdrawn."""
    gone = [ReviewState.REJECTED, ReviewState.WITHDRAWN]
    found = Claim.objects.filter(document__in=list(documents)).exclude(state__in=gone)
    return list(found.only("document_id", "parties", "people", "speaker", "technologies").order_by("pk"))


def _involve(ids: list[int]) -> None:
    actors = _actors(ids)
    found = [
        (claim, actor, str(role))
        for claim in standing(ids)
        for role, local in names_in(claim)
        if (actor := actors[claim.document_id].get(local) or actors[claim.document_id].get(fold(local)))
    ]
    _write_technologies(ids, found)
    wanted = {(claim.pk, actor, role) for claim, actor, role in found}
    stale = []
    kept = Involvement.objects.filter(claim__document__in=ids)
    for pk, *fact in kept.values_list("pk", "claim_id", "actor_id", "role"):
        if (key := tuple(fact)) in wanted:
            wanted.discard(key)
        else:
            stale.append(pk)
    Involvement.objects.filter(pk__in=stale).delete()
    Involvement.objects.bulk_create(
        [Involvement(claim_id=claim, actor_id=actor, role=role) for claim, actor, role in sorted(wanted)],
        batch_size=_AT_ONCE,
    )


def _write_technologies(ids: list[int], found: list[tuple[Claim, int, str]]) -> None:
    """Write in which technologies documents name whom."""
    wanted = {
        (actor, code, claim.document_id) for claim, actor, _role in found for code in claim.technologies
    }
    kept = ActorTechnology.objects.filter(document__in=ids)
    there = {fact: pk for pk, *columns in kept.values_list("pk", *_TECHNOLOGY) for fact in [tuple(columns)]}
    ActorTechnology.objects.filter(pk__in=[pk for fact, pk in there.items() if fact not in wanted]).delete()
    ActorTechnology.objects.bulk_create(
        [
            ActorTechnology(actor_id=actor, technology=code, document_id=document)
            for actor, code, document in sorted(wanted - there.keys())
        ],
        batch_size=_AT_ONCE,
    )


def _actors(ids: list[int]) -> dict[int, dict[str, int]]:
    """Return document → local id or folded name → actor. A name two mentions share names neither."""
    actors: dict[int, dict[str, int]] = defaultdict(dict)
    spelt: dict[tuple[int, str], set[int]] = defaultdict(set)
    mentions = Mention.objects.filter(document__in=ids, actor__isnull=False)
    for document, local, names, actor in mentions.values_list("document_id", "local", "names", "actor_id"):
        actors[document][local] = actor
        for name in names:
            spelt[document, fold(name)].add(actor)
    for (document, name), known in spelt.items():
        if len(known) == 1:
            actors[document].setdefault(name, *known)
    return actors


def documents_of(actors: Iterable[int]) -> set[int]:
    """Return the ids of the documents that name one of these actors."""
    return set(Mention.objects.filter(actor__in=list(actors)).values_list("document_id", flat=True))
