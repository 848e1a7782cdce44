"""What the directory knows about the names of one document, asked of the database at once."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import uuid4

from passerelle.apps.directory.involvements import names_in, standing
from passerelle.apps.directory.linking import link
from passerelle.apps.directory.models import Actor, ActorState, Decision, Name, Spelling, Verb
from passerelle.apps.directory.offices import holders
from passerelle.apps.directory.recognising import Answer, Known, Named
from passerelle.apps.library.models import Document, Reading
from passerelle.apps.library.queries.claims import actors_of

_MOST = 5000  # names of one document that are asked for
_LONGEST = 300  # a longer "name" is no name


def named_in(document: Document) -> tuple[Reading | None, list[Named]]:
    """Return the newest reading and everybody it or a standing claim names; people may add whom it missed."""
    reading = document.readings.order_by("-read_at", "-pk").first()
    found = {actor["id"]: actor for actor in (reading.actors if reading else [])}
    claimed = {
        local for claim in standing([document.pk]) for role, local in names_in(claim) if role != "speaker"
    }
    if missing := claimed - found.keys():
        before = actors_of(document)
        for local in sorted(missing):
            by_hand = {"id": local, "kind": "", "country": "", "names": [local.replace("-", " ")]}
            found[local] = before.get(local, by_hand)
    return reading, [
        Named(
            str(actor["id"])[:250],
            actor["kind"] or "",
            (actor["country"] or "")[:2],
            tuple(name for name in actor["names"] if name.strip() and len(name) <= _LONGEST),
        )
        for actor in found.values()
    ]


class Gathered:
    """The directory as it concerns one document."""

    def __init__(self, named: list[Named], document: Document) -> None:
        self.document = document
        self.day = document.published or f"{document.added_at:%Y-%m-%d}"
        self._folded = sorted({name for one in named for name in one.folded})[:_MOST]
        self._finals: dict[int, Actor] = {}
        self._actors: dict[int, Actor] = {}
        self.by_key: dict[str, Known] = {}
        for actor in Actor.objects.filter(key__in=[one.local for one in named], open=True):
            if (final := self.final(actor)).open:
                self.by_key[actor.key] = self._known(final)
        self._carriers = self._read_carriers()
        self._groups = self._read_groups()
        self._apart = self._read_apart()

    def names_of(self, pk: int) -> list[str]:
        return list(Name.objects.filter(actor=pk).values_list("text", flat=True))

    def carriers(self, named: Named) -> list[tuple[Known, str]]:
        """Return the actors of the directory that carry one of the names, with the name as they write it."""
        return [carrier for name in named.folded for carrier in self._carriers.get(name, ())]

    def group(self, named: Named) -> Actor | None:
        """Return the candidate that the bearers of this name, kind and country are counted to."""
        return next((self._groups[key] for key in named.groups if key in self._groups), None)

    def apart(self, group: Actor | None) -> frozenset[int]:
        """Return whom people said the candidate is not."""
        return frozenset(self._apart.get(group.pk, ())) if group else frozenset()

    def holders(self, named: Named) -> list[tuple[Known, str]]:
        if named.kind != "person":
            return []
        found = [tenure for name in named.names for tenure in holders(name, self.day, country=named.country)]
        return [(self._known(self.actor(tenure.person)), tenure.office) for tenure in found]

    def linked(self, named: Named, apart: frozenset[int]) -> Answer | None:
        """Return whom the linker takes it for."""
        return link(named, apart)

    def new_candidate(self, named: Named) -> Actor:
        """Add a candidate, to which alike strangers of this and other documents will be counted."""
        country = "" if named.kind == "person" else named.country
        actor = Actor.objects.create(key=f"candidate-{uuid4().hex}", kind=named.kind, country=country)
        actor.key = f"candidate-{actor.pk}"
        actor.save(update_fields=["key"])
        self._groups |= dict.fromkeys(named.groups, actor)
        return actor

    def actor(self, pk: int) -> Actor:
        if pk not in self._actors:
            self._actors[pk] = self.final(Actor.objects.get(pk=pk))
        return self._actors[pk]

    def final(self, actor: Actor) -> Actor:
        """Return the actor that one was merged into, at the end of the chain."""
        while actor.state == ActorState.MERGED:
            into = actor.merged_into_id
            if into not in self._finals:
                self._finals[into] = Actor.objects.get(pk=into)
            actor = self._finals[into]
        return actor

    def _known(self, actor: Actor) -> Known:
        self._actors[actor.pk] = actor
        return Known(actor.pk, actor.key, actor.kind, actor.country)

    def _read_carriers(self) -> dict[str, list[tuple[Known, str]]]:
        found: dict[str, list[tuple[Known, str]]] = defaultdict(list)
        names = Name.objects.filter(folded__in=self._folded, actor__state=ActorState.ACCEPTED)
        for name in names.select_related("actor").order_by("pk"):
            found[name.folded].append((self._known(name.actor), name.text))
        return found

    def _read_groups(self) -> dict[tuple[str, str, str], Actor]:
        spelt = Spelling.objects.filter(folded__in=self._folded, mention__candidate__isnull=False)
        columns = ("folded", "mention__kind", "mention__country", "mention__candidate_id")
        rows = list(spelt.order_by("mention__candidate_id").values_list(*columns).distinct())
        candidates = Actor.objects.in_bulk({row[3] for row in rows})
        groups: dict[tuple[str, str, str], Actor] = {}
        for folded, kind, country, candidate in rows:
            groups.setdefault((folded, kind, "" if kind == "person" else country), candidates[candidate])
        return groups

    def _read_apart(self) -> dict[int, set[int]]:
        groups = {actor.pk for actor in self._groups.values()}
        return pairs_apart(groups)


def pairs_apart(actors: Iterable[int]) -> dict[int, set[int]]:
    """Return for each of these actors whom people said it is not, while they stand by it."""
    wanted = set(actors)
    found: dict[int, set[int]] = defaultdict(set)
    standing_ones = Decision.objects.filter(verb=Verb.APART, undone_at__isnull=True)
    pairs = standing_ones.filter(actor__in=wanted) | standing_ones.filter(other__in=wanted)
    for one, other in pairs.values_list("actor_id", "other_id"):
        found[one].add(other)
        found[other].add(one)
    return found
