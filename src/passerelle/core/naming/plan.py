"""Who of a register is whom: block, compare, cluster. A plan says how; an engine runs it, here or on many machines.

*Block*: entries that share a key are worth comparing (a function of the entry alone, so that a register may be
cut anywhere). *Compare*: each such pair gets a score with its reasons; from the threshold on it is a match.
*Cluster*: matches are joined, the surest first, unless that brought together two who are surely not one.

Every engine groups entries by key and calls `compare_block` on each group; `matches` does it in the plainest way and
is what they are held to.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from passerelle.core.naming.register import Entry
from passerelle.core.naming.scoring import Reason, Score
from passerelle.core.text.folding import fold

CROWD = 64


@dataclass(frozen=True, slots=True)
class Plan:
    """How to find who is whom. Functions are importable by name, so that other processes and machines can call them.

    `block`: the keys of an entry; none, and it is compared with nobody. `compare`: always called with the lesser
    actor first. `apart`: whether two entries are surely not one, compared or not.

    A key that more than `crowd` entries have says little: by such a key alone an entry meets only those that stand
    within half a crowd of it in the order of their names (sorted neighbourhoods, Hernández & Stolfo 1995). So an
    entry is compared with no more others than in the largest whole block, times its keys.
    """

    block: Callable[[Entry], Iterable[str]]
    compare: Callable[[Entry, Entry], Score]
    threshold: float
    apart: Callable[[Entry, Entry], bool] | None = None
    crowd: int = CROWD


class Match(NamedTuple):
    """Two actors that are alike enough, `left` < `right`, how sure it is (0 to 1), and why."""

    left: str
    right: str
    score: float
    reasons: tuple[Reason, ...]


class Member(NamedTuple):
    """An entry in a block; `keys`: all it is listed under that are no crowds."""

    entry: Entry
    keys: frozenset[str]


def matches(plan: Plan, entries: Iterable[Entry]) -> list[Match]:
    """Return who may be whom, the surest first, in one process. Raises ValueError when two entries are one actor's."""
    blocks = blocks_of(plan, ((entry, keys_of(plan, entry)) for entry in distinct(entries)))
    return ordered(match for key, block in blocks.items() for match in compare_block(plan, key, block))


def keys_of(plan: Plan, entry: Entry) -> frozenset[str]:
    """Return the keys that an entry is listed under."""
    return frozenset(plan.block(entry))


def blocks_of(plan: Plan, keyed: Iterable[tuple[Entry, frozenset[str]]]) -> dict[str, list[Member]]:
    """Return the blocks of two or more entries, given with their keys."""
    listed = list(keyed)
    sizes = Counter(key for _, keys in listed for key in keys)
    crowds = {key for key, size in sizes.items() if size > plan.crowd}
    blocks: dict[str, list[Member]] = defaultdict(list)
    for entry, keys in listed:
        member = Member(entry, keys - crowds)
        for key in keys:
            if sizes[key] > 1:
                blocks[key].append(member)
    return blocks


def compare_block(plan: Plan, key: str, members: Collection[Member]) -> list[Match]:
    """Return the matches of one block.

    A pair of several whole blocks is compared in the first of them only; one that meets in none but crowds may be
    found in several.
    """
    found = []
    for one, other in _pairs(plan, key, members):
        left, right = sorted((one.entry, other.entry), key=_actor)
        score = plan.compare(left, right)
        if score.value >= plan.threshold:
            found.append(Match(left.actor, right.actor, score.value, score.reasons))
    return found


def ordered(found: Iterable[Match]) -> list[Match]:
    """Return matches, each pair once, the surest first."""
    return sorted({match[:2]: match for match in found}.values(), key=lambda one: (-one.score, one[:2]))


def cluster(
    plan: Plan,
    entries: Iterable[Entry],
    found: Iterable[Match],
    decided_apart: Iterable[tuple[str, str]] = (),
) -> list[tuple[str, ...]]:
    """Return the clusters of two or more actors, in order.

    They are connected by matches, and no two of a cluster are apart: by the plan, or by what people decided. What the
    surer matches joined stands; a match that would bring two together who are apart is passed over.
    """
    best = ordered(found)
    known = {entry.actor: entry for entry in entries}
    decided = {pair for left, right in decided_apart for pair in ((left, right), (right, left))}
    part = {actor: [actor] for match in best for actor in match[:2]}
    for match in best:
        one, other = sorted((part[match.left], part[match.right]), key=len)
        if one is not other and not _apart(plan, known, decided, one, other):
            other.extend(one)
            part.update(dict.fromkeys(one, other))
    return sorted({id(actors): tuple(sorted(actors)) for actors in part.values() if len(actors) > 1}.values())


def distinct(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Yield entries; raise ValueError at one whose actor came before."""
    seen: set[str] = set()
    for entry in entries:
        if entry.actor in seen:
            raise ValueError(f"Two entries are called {entry.actor!r}: give each actor its own id.")
        seen.add(entry.actor)
        yield entry


def _pairs(plan: Plan, key: str, members: Collection[Member]) -> Iterator[tuple[Member, Member]]:
    line = sorted(members, key=lambda member: (fold(member.entry.label), member.entry.actor))
    crowded = len(line) > plan.crowd
    reach = plan.crowd // 2 if crowded else len(line)
    for at, one in enumerate(line):
        for other in line[at + 1 : at + 1 + reach]:
            shared = one.keys & other.keys
            if (not shared) if crowded else min(shared) == key:
                yield one, other


def _apart(
    plan: Plan,
    known: dict[str, Entry],
    decided: set[tuple[str, str]],
    some: Sequence[str],
    others: Sequence[str],
) -> bool:
    return any(
        (one, other) in decided or (plan.apart is not None and plan.apart(known[one], known[other]))
        for one in some
        for other in others
    )


def _actor(entry: Entry) -> str:
    return entry.actor
