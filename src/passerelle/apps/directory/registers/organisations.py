"""Organisations of the Research Organization Registry among the actors of the directory: which keys, which ties."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from passerelle.apps.directory.models import Actor, ActorState, Identifier, Name, Scheme
from passerelle.apps.directory.registers.writing import final
from passerelle.core.naming.table_rows import ActorRow, RelationRow
from passerelle.core.text.folding import fold

_SOURCE = "https://ror.org/{}"


def with_keys(rows: Sequence[ActorRow]) -> list[ActorRow]:
    """Return the rows under the keys of the actors they are, or under keys that nobody has.

    An actor is the organisation when it has its ROR id, or has none and alone bears its label in its country.
    """
    keys = _keys_of([row.identifiers["ror"] for row in rows])
    namesakes = _namesakes(rows)
    wanted = {key for row in rows for key in _possible(row)}
    taken = set(Actor.objects.filter(key__in=wanted).values_list("key", flat=True))
    found = []
    for row in rows:
        key = keys.get(row.identifiers["ror"])
        if key is None and len(alike := namesakes.get((fold(row.label), row.country), [])) == 1:
            key = alike.pop()
        if key is None:
            key = next(one for one in _possible(row) if one not in taken)
        taken.add(key)
        found.append(replace(row, key=key))
    return found


def ties_between(rows: Sequence[tuple[ActorRow, tuple[tuple[str, str], ...]]]) -> list[RelationRow]:
    """Return the relations of organisations as those of actors; whom the directory does not have is left out."""
    rors = {row.identifiers["ror"] for row, _ties in rows} | {
        other for _row, ties in rows for _kind, other in ties
    }
    keys = _keys_of(sorted(rors))
    found = []
    for row, ties in rows:
        own = keys.get(row.identifiers["ror"])
        for kind, ror in ties:
            other = keys.get(ror)
            if own is None or other is None or own == other:
                continue
            source = _SOURCE.format(row.identifiers["ror"])
            if kind == "parent":
                part = "subsidiary_of" if row.kind == "company" else "part_of"
                found.append(RelationRow(own, part, other, "", "", source))
            elif kind == "predecessor":
                found.append(RelationRow(own, "successor_of", other, "", "", source))
            elif kind == "successor":
                found.append(RelationRow(other, "successor_of", own, "", "", source))
    return found


def _possible(row: ActorRow) -> list[str]:
    ror = row.identifiers["ror"]
    return [row.key, f"{row.key}-{row.country.lower()}".strip("-"), f"{row.key}-{ror}"]


def _keys_of(rors: Sequence[str]) -> dict[str, str]:
    found = Identifier.objects.filter(scheme=Scheme.ROR, value__in=rors).select_related("actor")
    return {one.value: final(one.actor).key for one in found}


def _namesakes(rows: Sequence[ActorRow]) -> dict[tuple[str, str], list[str]]:
    labels = {fold(row.label) for row in rows}
    named = Name.objects.filter(folded__in=labels, actor__state=ActorState.ACCEPTED)
    bodies = named.exclude(actor__kind__in=["person", "country", "place"])
    without = bodies.exclude(actor__identifiers__scheme=Scheme.ROR)
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for folded, country, key in without.values_list("folded", "actor__country", "actor__key"):
        found[folded, country].add(key)
    return {fact: sorted(keys) for fact, keys in found.items()}
