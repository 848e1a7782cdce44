"""The directory as a register, for linking and for search."""

from collections import defaultdict

from passerelle.apps.directory.editions import edition
from passerelle.apps.directory.models import Actor, ActorState, Identifier, Name, Relation, RelationKind
from passerelle.core.naming.register import Entry, Written

_kept: tuple[str, tuple[Entry, ...]] | None = None


def known_entries() -> tuple[Entry, ...]:
    """Return every actor in the directory, as the linker wants them; they are open to every account.

    A process keeps them as long as the directory stays the same (`editions.edition`).
    """
    global _kept
    now = edition()
    if _kept is None or _kept[0] != now:
        _kept = (now, tuple(_read()))
    return _kept[1]


def _read() -> list[Entry]:
    names: dict[int, list[Written]] = defaultdict(list)
    for actor, text, language, kind in Name.objects.order_by("pk").values_list(
        "actor_id", "text", "language", "kind"
    ):
        names[actor].append(Written(text, language, kind))
    identifiers: dict[int, dict[str, str]] = defaultdict(dict)
    for actor, scheme, value in Identifier.objects.values_list("actor_id", "scheme", "value"):
        identifiers[actor][scheme] = value
    parents: dict[int, list[str]] = defaultdict(list)
    belonging = Relation.objects.filter(kind__in=[RelationKind.PART_OF, RelationKind.SUBSIDIARY_OF])
    for actor, parent in belonging.order_by("pk").values_list("actor_id", "other__key"):
        parents[actor].append(parent)
    found = Actor.objects.filter(state=ActorState.ACCEPTED).order_by("pk")
    return [
        Entry(key, kind, country, city, tuple(names[pk]), identifiers.get(pk, {}), tuple(parents.get(pk, ())))
        for pk, key, kind, country, city in found.values_list("pk", "key", "kind", "country", "city")
        if names[pk]
    ]
