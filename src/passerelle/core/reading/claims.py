"""Claims: what each sentence states, from its triggers, its figures and its lists of strengths."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import regex

from passerelle.core.reading.grammar import Trigger
from passerelle.core.reading.model import STATUSES, Claim, Quantity
from passerelle.core.reading.parts import Part
from passerelle.core.reading.quantities import Measure, deadline
from passerelle.core.reading.slots import Filled, Scene, fill, measured
from passerelle.core.reading.timing import date_of, iso, still_to_come
from passerelle.core.technologies import TechnologyMention
from passerelle.core.text.model import Expression

_BRACKET = regex.compile(r"\s*\(([^()]{2,200})\)|\s*:\s([^;.]{2,200})(?=;)")
_FORWARD, _BACKWARD = 75, 90
_UNNAMED_COST = 12
_WEAK_COST = 40
_MARGIN = 40
_CLOSE = 5


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found in a sentence besides its actors."""

    measures: Sequence[Measure]
    dates: Sequence[Expression]
    technologies: Sequence[TechnologyMention]
    places: Sequence[tuple[int, str]]


@dataclass(frozen=True, slots=True)
class Stated:
    """A trigger that holds: `object` bounds the noun it needs, `cost` tells how far away that is."""

    trigger: Trigger
    status: str
    object: tuple[int, int]
    cost: float
    confidence: float


def claims_of(scene: Scene, findings: Findings) -> Iterator[Claim]:
    """Yield the claims of one sentence, in order."""
    found = [*_triggered(scene, findings), *_quantified(scene, findings), *_listed_strengths(scene, findings)]
    yield from sorted(_amounts_joined(found), key=lambda claim: claim.start)


def _triggered(scene: Scene, findings: Findings) -> Iterator[Claim]:
    clauses = scene.clauses
    asking = clauses.text[clauses.start : clauses.end].rstrip(' "').endswith("?")
    stated = [
        one
        for trigger in clauses.grammar.triggers(clauses.text, clauses.start, clauses.end)
        if (one := _holds(scene, findings, trigger)) is not None
    ]
    asked: list[tuple[int, int]] = []
    for one in sorted(
        _chosen(stated), key=lambda one: (one.trigger.rule.type != "request", one.trigger.start)
    ):
        if asking and one.trigger.rule.type not in ("agreement", "engagement"):
            continue
        request = one.trigger.rule.type == "request"
        if not request and any(low < one.trigger.start < high for low, high in asked):
            continue
        claim = _claim(scene, findings, one)
        if request and not clauses.grammar.clauses["obligation"].match(clauses.text, one.trigger.start):
            asked.append((one.trigger.start, clauses.around(one.trigger.start)[1]))
        if claim is not None:
            yield claim


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
        return (trigger.start, trigger.end), float(_WEAK_COST if rule.weak else _UNNAMED_COST)
    first, last = clauses.around(trigger.start)
    best: tuple[tuple[int, int], float] | None = None
    for start, end in _nouns(scene, findings, rule.near, first, last):
        if start >= trigger.end:
            cost = float(start - trigger.end)
            limit = _FORWARD
        elif end <= trigger.start:
            cost = (trigger.start - end) + 18.0
            limit = _BACKWARD + 18
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
            for found in clauses.grammar.lists[name].finditer(clauses.text, first, last):
                yield found.start(), found.end()


def _claim(scene: Scene, findings: Findings, one: Stated) -> Claim | None:
    trigger, rule = one.trigger, one.trigger.rule
    filled = fill(scene, trigger)
    sides = len(filled.parts) if rule.type == "request" else len(filled.parties)
    if not filled.parties or sides < max(rule.needs, 2 if rule.type in ("agreement", "request") else 1):
        return None
    low, high = min(trigger.start, one.object[0]), max(trigger.end, one.object[1])
    found = date_of(scene.clauses, low, high, findings.dates, _deadlines(scene))
    date = _dated(scene, found, one.status) if found else None
    if rule.type in ("request", "strength"):
        date = None
    if rule.type == "engagement" and len(filled.parties) < 2 and date is None and not findings.places:
        return None
    claim = _built(scene, findings, rule.type, one.status, low, high, filled, one.confidence)
    instrument = _instrument(scene, one) if rule.type == "agreement" else None
    if rule.type == "strength" and not claim.technologies:
        return None
    confidence = dict(claim.confidence)
    if date:
        confidence["date"] = 0.7
    if instrument:
        confidence["instrument"] = 0.75
    return replace(claim, date=date, instrument=instrument, confidence=confidence)


def _dated(scene: Scene, found: Expression, status: str) -> str:
    value = iso(found)
    if status not in ("planned", "proposed"):
        return value
    return still_to_come(value, scene.clauses.text[found.start : found.end], scene.published)


def _deadlines(scene: Scene) -> list[tuple[int, int]]:
    """Where the sentence says by when something is to be reached: no date of what it tells besides."""
    clauses = scene.clauses
    cues = clauses.grammar.clauses["target"].finditer(clauses.text, clauses.start, clauses.end)
    return [(cue.start(), cue.end()) for cue in cues if cue.group()[-2:].isdigit()]


def _instrument(scene: Scene, one: Stated) -> str:
    if one.trigger.rule.instrument:
        return one.trigger.rule.instrument
    clauses = scene.clauses
    low, high = min(one.trigger.start, one.object[0]), max(one.trigger.end, one.object[1])
    for kind, pattern in clauses.grammar.instruments.items():
        if pattern.search(clauses.text, low, high):
            return kind
    return "other"


def _built(
    scene: Scene, findings: Findings, kind: str, status: str, low: int, high: int, filled: Filled, sure: float
) -> Claim:
    clauses = scene.clauses
    start, end = _span(scene, low, high, filled)
    first, last = clauses.around(low)
    inside = [one.group for one in findings.technologies if first <= one.start < max(last, high)]
    technologies = inside or [
        one.group for one in findings.technologies if clauses.start <= one.start < clauses.end
    ]
    place = _place(findings, low, filled)
    speaker = _speaker(scene, low, filled)
    confidence = {"type": round(sure, 2), "status": round(sure - 0.05, 2)}
    if filled.parties:
        confidence["parties"] = filled.confidence
    for name, value, probability in (
        ("people", filled.people, 0.7),
        ("technologies", technologies, 0.65 if inside else 0.45),
        ("place", place, 0.6),
        ("speaker", speaker, 0.7),
    ):
        if value:
            confidence[name] = probability
    return Claim(
        kind, status, start, end, clauses.start, clauses.end, filled.parties, filled.people,
        tuple(dict.fromkeys(technologies)), None, place, None, None, speaker, confidence,
    )  # fmt: skip


def _span(scene: Scene, low: int, high: int, filled: Filled) -> tuple[int, int]:
    """Return the trigger with its object and the actors right beside it."""
    clauses = scene.clauses
    start, end = low, high
    for part in filled.parts:
        if part.end <= part.start or not clauses.start <= part.start < clauses.end:
            continue
        if part.end <= low and low - part.end <= _MARGIN:
            start = min(start, part.start)
        elif part.start >= high and part.start - high <= _MARGIN:
            end = max(end, part.end)
    return start, min(max(end, start + 1), clauses.end)


def _place(findings: Findings, at: int, filled: Filled) -> str | None:
    if not findings.places:
        return None
    return min(findings.places, key=lambda place: abs(place[0] - at))[1]


def _speaker(scene: Scene, at: int, filled: Filled) -> str | None:
    speech = scene.speech
    if speech is None or not speech.start <= at < speech.end:
        return None
    return speech.id


def _quantified(scene: Scene, findings: Findings) -> Iterator[Claim]:
    """Yield one claim a figure: money that is put somewhere, a goal, or a fact."""
    for measure in findings.measures:
        kind = _kind_of_figure(scene, measure)
        status = STATUSES[kind][0]
        if kind == "investment":
            status = "announced"
        filled = measured(scene, measure.start, measure.end)
        claim = _built(scene, findings, kind, status, measure.start, measure.end, filled, 0.6)
        quantity = measure.quantity
        if kind == "target":
            quantity = replace(quantity, by=deadline(scene.clauses, measure))
        date = None
        if kind != "target":
            found = date_of(scene.clauses, measure.start, measure.end, findings.dates, _deadlines(scene))
            date = iso(found) if found else None
        confidence = {**claim.confidence, "quantity": 0.75} | ({"date": 0.5} if date else {})
        yield replace(claim, quantity=quantity, date=date, confidence=confidence)


def _kind_of_figure(scene: Scene, measure: Measure) -> str:
    clauses = scene.clauses
    first, last = clauses.around(measure.start)
    if measure.is_money and clauses.within(
        "investing", max(first, measure.start - 90), min(last, measure.end + 60)
    ):
        return "investment"
    goals = [
        cue.end()
        for cue in clauses.grammar.clauses["aim"].finditer(clauses.text, clauses.start, measure.start)
    ]
    if goals and not clauses.within("done", goals[-1], measure.start):
        return "target"
    if deadline(clauses, measure) is not None and not clauses.within(
        "reached", max(first, measure.start - 40), measure.start
    ):
        return "target"
    ahead = max(first, measure.start - 80)
    aimed = [
        cue.end() for cue in clauses.grammar.clauses["target"].finditer(clauses.text, ahead, measure.start)
    ]
    done = [
        cue.end() for cue in clauses.grammar.clauses["reached"].finditer(clauses.text, ahead, measure.start)
    ]
    if aimed and (not done or aimed[-1] >= done[-1]):
        return "target"
    return "result"


def _amounts_joined(claims: list[Claim]) -> list[Claim]:
    """Put the amounts of a sentence on the investments that it states, one each; the rest stand alone."""
    plain = [claim for claim in claims if claim.type == "investment" and claim.quantity is None]
    joined: list[Claim] = []
    used: set[int] = set()
    for claim in claims:
        if claim.type == "investment" and claim.quantity is not None:
            host = next((one for one in plain if id(one) not in used and _fit(one, claim)), None)
            if host is not None:
                used.add(id(host))
                joined.append(
                    replace(
                        host,
                        start=min(host.start, claim.start),
                        end=max(host.end, claim.end),
                        quantity=claim.quantity,
                        confidence={**host.confidence, "quantity": 0.75},
                    )
                )
                continue
        joined.append(claim)
    return [claim for claim in joined if id(claim) not in used]


def _fit(host: Claim, amount: Claim) -> bool:
    return abs(host.start - amount.start) < 160


def _listed_strengths(scene: Scene, findings: Findings) -> Iterator[Claim]:
    """Yield the strengths of a list such as "Japan (5G, robots), France (space, nuclear)"."""
    clauses = scene.clauses
    for part in scene.parts:
        bracket = _BRACKET.match(clauses.text, part.end, clauses.end)
        if bracket is None or part.people or not part.parties:
            continue
        groups = [one.group for one in findings.technologies if bracket.start() <= one.start < bracket.end()]
        if len(groups) < 2:
            continue
        claim = _built(
            scene, findings, "strength", "stated", part.start, bracket.end(), Filled([part], 0.9), 0.75
        )
        yield replace(claim, technologies=tuple(dict.fromkeys(groups)), start=part.start, end=bracket.end())


def place_of(parts: Sequence[Part]) -> list[tuple[int, str]]:
    """Return where countries that merely locate something stand, with their codes."""
    return [
        (part.start, part.country)
        for part in parts
        if part.marker == "in" and part.country and part.kinds == {"country"}
    ]


__all__ = ["Findings", "Quantity", "claims_of", "place_of"]
