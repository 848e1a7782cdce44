"""Which actors of the directory are perhaps held twice: found in the background, some actors at a time.

What waits is told by rows: an actor whose entry is not the one it was last compared as. Some at a time are compared
with all that wait no more, so that every pair is met, whenever the work is broken off.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import blake2b

from passerelle.apps.directory.models import Actor, ActorState, Comparison
from passerelle.apps.directory.queries.entries import known_entries
from passerelle.core.naming.plan import Match, blocks_of, compare_block, keys_of
from passerelle.core.naming.register import Entry
from passerelle.core.naming.sameness import SAME_ACTOR
from passerelle.core.naming.scoring import Score, nothing

AT_ONCE = 500
_REASONS = 8


@dataclass(frozen=True, slots=True)
class Pair:
    """Two actors (ids, the lesser first) that are perhaps one."""

    left: int
    right: int
    value: float
    reasons: list[dict]


@dataclass(frozen=True, slots=True)
class Compared:
    """What comparing some actors brought: their ids → digest and keys, and the pairs found.

    `gone` were compared once and are in the directory no more; `waiting` is how many are left.
    """

    actors: dict[int, tuple[str, list[str]]]
    pairs: list[Pair]
    gone: list[int]
    waiting: int


def compare_some() -> Compared | None:
    """Compare some of the actors that wait; None when nobody does. Nothing is written."""
    accepted = dict(Actor.objects.filter(state=ActorState.ACCEPTED).values_list("key", "pk"))
    entries = {accepted[entry.actor]: entry for entry in known_entries() if entry.actor in accepted}
    before = {
        pk: (digest, keys) for pk, digest, keys in Comparison.objects.values_list("actor", "digest", "keys")
    }
    digests = {pk: _digest(entry) for pk, entry in entries.items()}
    waiting = [pk for pk, digest in digests.items() if pk not in before or before[pk][0] != digest]
    gone = sorted(before.keys() - entries.keys())
    if not waiting and not gone:
        return None
    some = waiting[:AT_ONCE]
    keys = {pk: keys_of(SAME_ACTOR, entries[pk]) for pk in some}
    settled = entries.keys() - set(waiting)
    listed = keys | {pk: frozenset(before[pk][1]) for pk in settled}
    pairs = [
        Pair(*sorted((accepted[match.left], accepted[match.right])), match.score, _reasons(match))
        for match in _matches(entries, listed, {entries[pk].actor for pk in some})
    ]
    return Compared(
        {pk: (digests[pk], sorted(keys[pk])) for pk in some}, pairs, gone, len(waiting) - len(some)
    )


def _matches(
    entries: Mapping[int, Entry], keys: Mapping[int, frozenset[str]], new: Collection[str]
) -> Iterator[Match]:
    """Yield the matches of which one at least is new."""

    def compare(one: Entry, other: Entry) -> Score:
        return SAME_ACTOR.compare(one, other) if one.actor in new or other.actor in new else nothing("known")

    plan = replace(SAME_ACTOR, compare=compare)
    asked = {key for pk, listed in keys.items() if entries[pk].actor in new for key in listed}
    blocks = blocks_of(plan, ((entries[pk], listed) for pk, listed in keys.items()))
    found = (
        match for key in sorted(asked & blocks.keys()) for match in compare_block(plan, key, blocks[key])
    )
    return iter({match[:2]: match for match in found}.values())


def _reasons(match: Match) -> list[dict]:
    told = [reason for reason in match.reasons if abs(reason.weight) >= 0.05]
    return [
        {"rule": one.rule, "weight": round(one.weight, 2), "detail": one.detail[:200]}
        for one in told[:_REASONS]
    ]


def _digest(entry: Entry) -> str:
    said = (
        entry.kind,
        entry.country,
        entry.city,
        entry.names,
        sorted(entry.identifiers.items()),
        entry.parents,
    )
    return blake2b(repr(said).encode(), digest_size=16).hexdigest()
