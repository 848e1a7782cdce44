"""Claims: what each sentence states, from its triggers, its figures and its lists of strengths."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import regex

from passerelle.core.reading.drafts import drafted
from passerelle.core.reading.figures import amounts_joined, asked_for, quantified
from passerelle.core.reading.fillers import fill
from passerelle.core.reading.findings import Findings, deadlines
from passerelle.core.reading.model import Claim
from passerelle.core.reading.slots import Filled, Scene
from passerelle.core.reading.timing import date_of, iso, told
from passerelle.core.reading.triggers import Stated, stated_in
from passerelle.core.text.model import Expression

_COMING = frozenset(("planned", "proposed"))
_DONE = frozenset(("signed", "held", "operating", "adopted", "reached"))
_BRACKET = regex.compile(r"\s*\(([^()]{2,200})\)|\s*:\s([^;.]{2,200})(?=;)")


def claims_of(scene: Scene, findings: Findings, stated: Sequence[Stated] | None = None) -> Iterator[Claim]:
    """Yield the claims of one sentence, in order; `stated` are the triggers that hold, where they are known."""
    stated = stated_in(scene, findings) if stated is None else stated
    found = [
        *_triggered(scene, findings, stated),
        *quantified(scene, findings),
        *listed_strengths(scene, findings),
    ]
    yield from sorted(asked_for(amounts_joined(found)), key=lambda claim: claim.start)


def _triggered(scene: Scene, findings: Findings, stated: Sequence[Stated]) -> Iterator[Claim]:
    clauses = scene.clauses
    asking = clauses.text[clauses.start : clauses.end].rstrip(' "').endswith("?")
    asked: list[tuple[int, int]] = []
    for one in stated:
        if asking and one.trigger.rule.type not in ("agreement", "engagement"):
            continue
        request = one.trigger.rule.type == "request"
        if not request and any(low < one.trigger.start < high for low, high in asked):
            continue
        claim = _claim(scene, findings, one)
        if (
            request
            and one.status == "made"
            and not clauses.grammar.clauses["obligation"].match(clauses.text, one.trigger.start)
        ):
            asked.append((one.trigger.start, clauses.around(one.trigger.start)[1]))
        if claim is not None:
            yield claim


def _claim(scene: Scene, findings: Findings, one: Stated) -> Claim | None:
    trigger, rule = one.trigger, one.trigger.rule
    filled = fill(scene, trigger)
    sides = len(filled.parts) if rule.type == "request" else len(filled.parties)
    if not filled.parties or sides < max(rule.needs, 2 if rule.type in ("agreement", "request") else 1):
        return None
    low, high = min(trigger.start, one.object[0]), max(trigger.end, one.object[1])
    found = date_of(scene.clauses, low, high, findings.dates, deadlines(scene.clauses))
    date = dated(scene, found, one.status) if found else None
    if rule.type in ("request", "strength"):
        date = None
    if rule.type == "engagement" and len(filled.parties) < 2 and date is None and not findings.places:
        return None
    claim = drafted(scene, findings, rule.type, one.status, low, high, filled, one.confidence)
    instrument = _instrument(scene, one) if rule.type == "agreement" else None
    if rule.type == "strength" and not claim.technologies:
        return None
    confidence = dict(claim.confidence)
    if date:
        confidence["date"] = 0.7
    if instrument:
        confidence["instrument"] = 0.75
    return replace(claim, date=date, instrument=instrument, confidence=confidence)


def dated(scene: Scene, found: Expression, status: str) -> str:
    """Return the date of a claim; without a year, what is planned lies ahead and what was done lies behind."""
    value = iso(found)
    if status not in _COMING and status not in _DONE:
        return value
    written = scene.clauses.text[found.start : found.end]
    return told(value, written, scene.published, coming=status in _COMING)


def _instrument(scene: Scene, one: Stated) -> str:
    if one.trigger.rule.instrument:
        return one.trigger.rule.instrument
    low, high = min(one.trigger.start, one.object[0]), max(one.trigger.end, one.object[1])
    return instrument_between(scene, low, high)


def instrument_between(scene: Scene, low: int, high: int) -> str:
    """Return the kind of instrument that text[low:high] names, "other" when it names none."""
    for kind, pattern in scene.clauses.grammar.instruments.items():
        if pattern.search(scene.clauses.text, low, high):
            return kind
    return "other"


def listed_strengths(scene: Scene, findings: Findings) -> Iterator[Claim]:
    """Yield the strengths of a list such as "Japan (5G, robots), France (space, nuclear)"."""
    clauses = scene.clauses
    for part in scene.parts:
        bracket = _BRACKET.match(clauses.text, part.end, clauses.end)
        if bracket is None or part.people or not part.parties:
            continue
        groups = [one.group for one in findings.technologies if bracket.start() <= one.start < bracket.end()]
        if len(groups) < 2:
            continue
        claim = drafted(
            scene, findings, "strength", "stated", part.start, bracket.end(), Filled([part], 0.9), 0.75
        )
        yield replace(claim, technologies=tuple(dict.fromkeys(groups)), start=part.start, end=bracket.end())
