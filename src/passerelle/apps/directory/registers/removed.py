"""What people took from the directory, so that no register brings it again."""

from collections.abc import Iterable

from passerelle.apps.directory.models import FactKind, Removal


def removed_names(actors: Iterable[int]) -> set[tuple[int, str, str]]:
    """Return (actor, text, language) of names that were taken from these actors."""
    return {
        (one.actor_id, one.fact["text"], one.fact["language"]) for one in _standing(FactKind.NAME, actors)
    }


def removed_mandates(people: Iterable[int]) -> set[tuple[int, int, str, str]]:
    """Return (person, organisation, office, since) of mandates that were taken from these people."""
    found = _standing(FactKind.MANDATE, people)
    return {(one.actor_id, one.other_id, one.fact["office"], one.fact["since"]) for one in found}


def removed_relations(actors: Iterable[int]) -> set[tuple[int, str, int, str]]:
    """Return (actor, kind, other, since) of relations that were taken from these actors."""
    found = _standing(FactKind.RELATION, actors)
    return {(one.actor_id, one.fact["kind"], one.other_id, one.fact["since"]) for one in found}


def _standing(kind: FactKind, actors: Iterable[int]) -> list[Removal]:
    return list(Removal.objects.filter(kind=kind, actor__in=list(actors), undone_at__isnull=True))
