"""Folding: reports of the same happening become one group, whatever order they come in.

Reports that share a block are compared; those alike enough form a *story*. Within a story groups grow from
the surest pair down, and two groups join only when no report of one conflicts with a report of the other. So
a story depends on nothing outside it: folding it alone gives what folding everything gives. What conflicts is
never joined: when it is likely all the same, the pair is doubtful and waits for a person, whose word is
stronger than any weight.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from passerelle.core.events.blocks import keys
from passerelle.core.events.likeness import Likeness, Reason, likeness
from passerelle.core.events.report import Report
from passerelle.core.events.tables import table
from passerelle.core.events.weighing import Pair, Weighed, Weighing

BY_HAND = Likeness(1.0, (Reason("by_hand", 0.0),), ())


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two reports that may tell one event, of two groups; `left` < `right`, keys of reports."""

    left: str
    right: str
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class Folding:
    """What was folded: groups and stories (keys of reports, in order), and the pairs a person should look at."""

    groups: tuple[tuple[str, ...], ...]
    stories: tuple[tuple[str, ...], ...]
    doubts: tuple[Doubt, ...]


def fold(
    reports: Sequence[Report],
    together: Iterable[Pair] = (),
    apart: Iterable[Pair] = (),
    weighed: Weighed | None = None,
) -> Folding:
    """Fold reports into groups, one an event. `together` and `apart` are what people decided, pairs of keys.

    Where the two contradict each other `apart` holds. Deterministic, and the same for every order of `reports`.
    `weighed` remembers pairs from one folding to the next.
    """
    known = {report.key: report for report in sorted(reports, key=lambda report: report.key)}
    joined = sorted({_ordered(pair) for pair in together if pair[0] in known and pair[1] in known})
    parted = {_ordered(pair) for pair in apart}
    weighing = Weighing(known, weighed)
    links = {pair: value for pair in candidates(known.values()) if related(value := weighing.of(*pair).value)}
    stories = _components(known, [*links, *joined])
    groups: list[tuple[str, ...]] = []
    doubts: list[Doubt] = []
    for story in stories:
        told, doubtful = _fold_story({key: known[key] for key in story}, links, weighing, joined, parted)
        groups += told
        doubts += doubtful
    return Folding(tuple(sorted(groups)), tuple(stories), tuple(doubts))


def related(value: float) -> bool:
    """Say whether two reports so alike belong to one story: they may be one event, or be doubted."""
    return value >= float(table("weights")["limits"]["doubtful"])


def candidates(reports: Iterable[Report]) -> list[Pair]:
    """Return the pairs of reports that share a block, each once, in order."""
    blocks: dict[str, list[str]] = defaultdict(list)
    for report in sorted(reports, key=lambda report: report.key):
        for key in keys(report):
            blocks[key].append(report.key)
    found: set[Pair] = set()
    for members in set(map(tuple, blocks.values())):
        found.update(combinations(members, 2))
    return sorted(found)


def _fold_story(
    by_key: Mapping[str, Report],
    links: Mapping[Pair, float],
    weighing: Weighing,
    joined: Sequence[Pair],
    parted: set[Pair],
) -> tuple[list[tuple[str, ...]], list[Doubt]]:
    limits: dict[str, float] = table("weights")["limits"]
    # A group is what people and likeness put together; its kernels, what likeness alone would. A report that fits one
    # kernel joins the group, however little it has to do with what a person added to it.
    group, kernel = _Parts(by_key), _Parts(by_key)
    for left, right in joined:
        if left in by_key and right in by_key and not _parted(group.of(left), group.of(right), parted):
            group.join(left, right)
    own = [pair for pair in combinations(sorted(by_key), 2) if pair in links]
    # A document that tells two things apart is not asked whether they are one.
    across = [pair for pair in own if by_key[pair[0]].document != by_key[pair[1]].document]
    within = [pair for pair in own if by_key[pair[0]].document == by_key[pair[1]].document]
    # What a document says twice joins last: a headline must not keep its own body from what others say.
    for left, right in [*_surest(across, links), *_surest(within, links)]:
        one, other = kernel.of(left), kernel.of(right)
        if one is other or links[left, right] < limits["same"]:
            continue
        if weighing.conflict(one, other) or weighing.mean(one, other) < limits["together"]:
            continue
        if not _parted(group.of(left), group.of(right), parted):
            kernel.join(left, right)
            group.join(left, right)
    doubts = _doubts(across, links, group, parted)
    return group.all(), [Doubt(*pair, likeness(by_key[pair[0]], by_key[pair[1]])) for pair in doubts]


def _surest(pairs: Iterable[Pair], links: Mapping[Pair, float]) -> list[Pair]:
    return sorted(pairs, key=lambda pair: (-links[pair], pair))


def _doubts(
    pairs: Sequence[Pair], links: Mapping[Pair, float], group: "_Parts", parted: set[Pair]
) -> list[Pair]:
    """Return the likeliest pair between any two groups that were not joined, unless a person parted them."""
    best: dict[Pair, Pair] = {}
    for left, right in _surest(pairs, links):
        one, other = group.of(left), group.of(right)
        if one is not other and not _parted(one, other, parted):
            best.setdefault(_ordered((min(one), min(other))), (left, right))
    return list(best.values())


class _Parts:
    """Keys in disjoint parts, which grow together."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._part = {key: [key] for key in keys}

    def of(self, key: str) -> list[str]:
        return self._part[key]

    def join(self, left: str, right: str) -> None:
        one, other = self._part[left], self._part[right]
        if one is not other:
            if len(one) < len(other):
                one, other = other, one
            one.extend(other)
            self._part.update(dict.fromkeys(other, one))

    def all(self) -> list[tuple[str, ...]]:
        return sorted({id(part): tuple(sorted(part)) for part in self._part.values()}.values())


def _components(known: Iterable[str], links: Iterable[Pair]) -> list[tuple[str, ...]]:
    parts = _Parts(known)
    for left, right in links:
        parts.join(left, right)
    return parts.all()


def _parted(one: Sequence[str], other: Sequence[str], parted: set[Pair]) -> bool:
    return bool(parted) and any(_ordered((left, right)) in parted for left in one for right in other)


def _ordered(pair: Pair) -> Pair:
    left, right = pair
    return (left, right) if left <= right else (right, left)
