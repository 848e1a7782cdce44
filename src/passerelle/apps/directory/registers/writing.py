"""Writing rows of a register into the directory: what is new is added, what is there is left as it stands.

An actor is known again by an identifier, or else by its key; a key that a register gives to an actor known under
another one leads there from then on. Writing the same rows twice changes nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from passerelle.apps.directory.models import Actor, ActorState, Identifier, Mandate, Name, Relation
from passerelle.apps.directory.registers.removed import removed_mandates, removed_names, removed_relations
from passerelle.core.naming.table_rows import ActorRow, DatedName, MandateRow, RelationRow
from passerelle.core.text.folding import fold

_BATCH = 500


@dataclass(slots=True)
class Written:
    """What writing did: how many actors are new, how many had something added, and which rows were at fault.

    `faults` maps the place of a row among those given to a code and its details.
    """

    added: int = 0
    changed: set[int] = field(default_factory=set)
    faults: dict[int, tuple[str, dict[str, str]]] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)  # folded, new in the directory


def write_actors(rows: Sequence[ActorRow]) -> Written:
    """Add actors with their names and identifiers."""
    written = Written()
    known = _Known(rows)
    fresh: list[tuple[Actor, ActorRow]] = []
    met: list[tuple[Actor, ActorRow]] = []
    for row in rows:
        actor = known.actor(row)
        if actor is None:
            actor = _new(row)
            fresh.append((actor, row))
            known.note(actor, row)
        else:
            met.append((actor, row))
    Actor.objects.bulk_create([actor for actor, _row in fresh], batch_size=_BATCH)
    written.added = len(fresh)
    changed = [actor for actor, row in met if _complete(actor, row)]
    Actor.objects.bulk_update(changed, ["country", "city", "website", "source"], batch_size=_BATCH)
    written.changed.update(actor.pk for actor in changed)
    both = [*fresh, *met]
    _write_keys(met, known, written)
    _write_names(both, written)
    _write_identifiers(both, written)
    written.changed -= {actor.pk for actor, _row in fresh}
    return written


def write_mandates(rows: Sequence[MandateRow]) -> Written:
    """Add mandates; persons that are not known are added with their names, organisations must be known."""
    holders = {
        row.person: ActorRow(row.person, "person", names=row.names, source=row.source)
        for row in rows
        if row.names
    }
    written = write_actors(list(holders.values()))
    actors = by_key([key for row in rows for key in (row.person, row.organisation)])
    fresh = []
    people = {actor.pk for actor in actors.values()}
    there = removed_mandates(people) | set(
        Mandate.objects.filter(person__in=people).values_list(
            "person_id", "organisation_id", "office", "since"
        )
    )
    for place, row in enumerate(rows):
        if missing := next((key for key in (row.person, row.organisation) if key not in actors), None):
            written.faults[place] = ("unknown_actor", {"value": missing})
            continue
        person, organisation = actors[row.person], actors[row.organisation]
        fact = (person.pk, organisation.pk, row.offices["en"], row.since)
        if fact not in there:
            there.add(fact)
            written.changed.add(person.pk)
            fresh.append(
                Mandate(
                    person=person, organisation=organisation, office=row.offices["en"],
                    office_fr=row.offices["fr"], office_vi=row.offices["vi"], since=row.since, until=row.until,
                    source=row.source,
                )
            )  # fmt: skip
    Mandate.objects.bulk_create(fresh, batch_size=_BATCH)
    return written


def write_relations(rows: Sequence[RelationRow]) -> Written:
    """Add relations between actors that are known."""
    written = Written()
    actors = by_key([key for row in rows for key in (row.actor, row.other)])
    pks = {actor.pk for actor in actors.values()}
    there = removed_relations(pks) | set(
        Relation.objects.filter(actor__in=pks).values_list("actor_id", "kind", "other_id", "since")
    )
    fresh = []
    for place, row in enumerate(rows):
        if missing := next((key for key in (row.actor, row.other) if key not in actors), None):
            written.faults[place] = ("unknown_actor", {"value": missing})
            continue
        actor, other = actors[row.actor], actors[row.other]
        fact = (actor.pk, row.kind, other.pk, row.since)
        if fact not in there and actor.pk != other.pk:
            there.add(fact)
            written.changed.add(actor.pk)
            fresh.append(
                Relation(
                    actor=actor,
                    kind=row.kind,
                    other=other,
                    since=row.since,
                    until=row.until,
                    source=row.source,
                )
            )
    Relation.objects.bulk_create(fresh, batch_size=_BATCH)
    return written


def parents(row: ActorRow) -> list[RelationRow]:
    """Return what an actor's row says of whom it is part of."""
    return [
        RelationRow(row.key, "part_of", other, "", "", row.source)
        for other in row.parents
        if other != row.key
    ]


def by_key(keys: Iterable[str]) -> dict[str, Actor]:
    """Return key → the actor it leads to; merged ones lead to the one that is left."""
    return {actor.key: final(actor) for actor in Actor.objects.filter(key__in=set(keys), open=True)}


def final(actor: Actor) -> Actor:
    while actor.state == ActorState.MERGED and actor.merged_into is not None:
        actor = actor.merged_into
    return actor


class _Known:
    """Who of the rows is there already, by identifier or key."""

    def __init__(self, rows: Sequence[ActorRow]) -> None:
        self.by_key = by_key([row.key for row in rows])
        values = {value for row in rows for value in row.identifiers.values()}
        found = Identifier.objects.filter(value__in=values).select_related("actor")
        self.by_identifier = {(one.scheme, one.value): final(one.actor) for one in found}

    def actor(self, row: ActorRow) -> Actor | None:
        found = (self.by_identifier.get(pair) for pair in row.identifiers.items())
        return next(filter(None, found), None) or self.by_key.get(row.key)

    def note(self, actor: Actor, row: ActorRow) -> None:
        self.by_key[row.key] = actor
        self.by_identifier |= dict.fromkeys(row.identifiers.items(), actor)


def _new(row: ActorRow) -> Actor:
    return Actor(
        key=row.key, kind=row.kind, country=row.country, city=row.city, label=row.label, website=row.website,
        source=row.source, state=ActorState.ACCEPTED, open=True,
    )  # fmt: skip


def _complete(actor: Actor, row: ActorRow) -> bool:
    """Fill what was empty; what stands is not replaced."""
    before = (actor.country, actor.city, actor.website)
    actor.country = actor.country or row.country
    actor.city, actor.website = actor.city or row.city, actor.website or row.website
    actor.source = actor.source or row.source
    return before != (actor.country, actor.city, actor.website)


def _write_keys(met: list[tuple[Actor, ActorRow]], known: _Known, written: Written) -> None:
    """Let further keys of an actor lead to it."""
    others = {
        row.key: Actor(
            key=row.key, kind=row.kind, country=row.country, label=row.label, source=row.source,
            state=ActorState.MERGED, merged_into=actor, open=True,
        )
        for actor, row in met
        if row.key not in known.by_key
    }  # fmt: skip
    Actor.objects.bulk_create(others.values(), batch_size=_BATCH)
    written.changed.update(actor.pk for actor, row in met if row.key in others)


def _write_names(both: list[tuple[Actor, ActorRow]], written: Written) -> None:
    there: dict[int, set[tuple[str, str, str]]] = defaultdict(set)
    names = Name.objects.filter(actor__in={actor.pk for actor, _row in both})
    for actor, *name in names.values_list("actor_id", "text", "language", "kind"):
        there[actor].add((name[0], name[1], name[2]))
    gone = removed_names({actor.pk for actor, _row in both})
    fresh = []
    for actor, row in both:
        for one in row.names:
            if (actor.pk, one.text, one.language) in gone:
                continue
            if (name := _name(one, there[actor.pk])) is not None:
                there[actor.pk].add((name.text, name.language, name.kind))
                name.actor, name.source = actor, row.source
                fresh.append(name)
                written.changed.add(actor.pk)
    Name.objects.bulk_create(fresh, batch_size=_BATCH)
    written.names.update(name.folded for name in fresh)


def _name(one: DatedName, there: set[tuple[str, str, str]]) -> Name | None:
    """Return a name to add; a second label of a language is an alias, and a name is not said twice."""
    if any(
        (one.text, language, kind) in there
        for language in {one.language, ""}
        for kind in ("label", "alias", one.kind)
    ):
        return None
    labelled = any(language == one.language and kind == "label" for _text, language, kind in there)
    kind = "alias" if one.kind == "label" and labelled else one.kind
    return Name(
        text=one.text,
        folded=fold(one.text)[:400],
        language=one.language,
        kind=kind,
        since=one.since,
        until=one.until,
    )


def _write_identifiers(both: list[tuple[Actor, ActorRow]], written: Written) -> None:
    wanted = {
        (scheme, value): place
        for place, (_actor, row) in enumerate(both)
        for scheme, value in row.identifiers.items()
    }
    there = {
        (one.scheme, one.value)
        for one in Identifier.objects.filter(value__in={value for _scheme, value in wanted})
    }
    fresh = []
    for (scheme, value), place in wanted.items():
        if (scheme, value) not in there:
            fresh.append(Identifier(actor=both[place][0], scheme=scheme, value=value))
            written.changed.add(both[place][0].pk)
    Identifier.objects.bulk_create(fresh, batch_size=_BATCH)
