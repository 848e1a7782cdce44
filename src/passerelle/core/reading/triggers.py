"""Triggers: which of the words that may state a claim do, and which deny, doubt, demand or lack what they need."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from passerelle.core.reading.findings import Findings
from passerelle.core.reading.grammar import Trigger
from passerelle.core.reading.slots import Scene

_FORWARD, _BACKWARD = 75, 90
_BEHIND = 18
_UNNAMED_COST = 12
_WEAK_COST = 40
_CLOSE = 5


@dataclass(frozen=True, slots=True)
class Stated:
    """A trigger that holds: `object` bounds the noun it needs, `cost` tells how far away that is."""

    trigger: Trigger
    status: str
    object: tuple[int, int]
    cost: float
    confidence: float


def stated_in(scene: Scene, findings: Findings) -> list[Stated]:
    """Return the triggers of a sentence that hold, requests first, so that what they ask for is not told as done."""
    clauses = scene.clauses
    holding = [
        one
        for trigger in clauses.stating
        if not _inside_a_name(scene, trigger) and (one := _holds(scene, findings, trigger)) is not None
    ]
    return sorted(_chosen(holding), key=lambda one: (one.trigger.rule.type != "request", one.trigger.start))


def _inside_a_name(scene: Scene, trigger: Trigger) -> bool:
    return any(part.start <= trigger.start < part.end for part in scene.parts if part.certain)


def _chosen(stated: list[Stated]) -> list[Stated]:
    """Of triggers that share words, keep the one whose object is nearest."""
    chosen: list[Stated] = []
    for one in sorted(stated, key=lambda one: (one.cost, one.trigger.start - one.trigger.end)):
        if not any(
            one.trigger.start < other.trigger.end and other.trigger.start < one.trigger.end
            for other in chosen
        ):
            chosen.append(one)
    return chosen


def _holds(scene: Scene, findings: Findings, trigger: Trigger) -> Stated | None:
    """Return what a trigger states, or None when its object is missing or the words deny, doubt or demand it."""
    clauses, rule = scene.clauses, trigger.rule
    wanted = _object(scene, findings, trigger)
    if wanted is None:
        return None
    (start, end), cost = wanted
    if clauses.just_before("negation", trigger.start, 16) or clauses.within(
        "negation", trigger.start, trigger.end
    ):
        return None
    if clauses.within("negation", trigger.end, trigger.end + _CLOSE):
        return None
    if rule.type != "request":
        if clauses.just_before("obligation", trigger.start, 25):
            return None
        if clauses.just_before("hypothetical", trigger.start, 18):
            return None
    confidence = 0.45 if rule.weak else 0.65 if rule.near else 0.75
    status = rule.status
    if rule.type not in ("request", "strength"):
        if clauses.just_before("wished", trigger.start, 2):
            if rule.wished is None:
                return None
            status, confidence = rule.wished, confidence - 0.15
        elif clauses.near("future", trigger.start, trigger.end):
            status = rule.future or status
    return Stated(trigger, status, (start, end), cost, confidence)


def _object(scene: Scene, findings: Findings, trigger: Trigger) -> tuple[tuple[int, int], float] | None:
    """Return the nearest noun that the rule asks for, with its distance; a noun after the trigger is nearer."""
    clauses, rule = scene.clauses, trigger.rule
    if not rule.near:
        return (trigger.start, trigger.end), 0.0 if rule.joins else float(
            _WEAK_COST if rule.weak else _UNNAMED_COST
        )
    first, last = clauses.around(trigger.start)
    best: tuple[tuple[int, int], float] | None = None
    for start, end in _nouns(scene, findings, rule.near, first, last):
        if start >= trigger.end:
            cost = float(start - trigger.end)
            limit = _FORWARD
        elif end <= trigger.start:
            cost = (trigger.start - end) + _BEHIND
            limit = _BACKWARD + _BEHIND
        else:
            continue
        if rule.type == "strength":
            limit, cost = 120, 5.0
        if cost <= limit and (best is None or cost < best[1]):
            best = (start, end), cost
    return best


def _nouns(
    scene: Scene, findings: Findings, near: Sequence[str], first: int, last: int
) -> Iterator[tuple[int, int]]:
    clauses = scene.clauses
    for name in near:
        if name == "money":
            yield from (
                (one.start, one.end)
                for one in findings.measures
                if one.is_money and first <= one.start < last
            )
        elif name == "technology":
            yield from (
                (one.start, one.end)
                for one in findings.technologies
                if clauses.start <= one.start < clauses.end
            )
        else:
            for found in clauses.matches(clauses.grammar.lists[name], first, last):
                yield found.start(), found.end()
