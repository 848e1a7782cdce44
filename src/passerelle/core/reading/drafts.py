"""Drafts: a claim with the attributes that every type fills in the same way."""

from passerelle.core.reading.findings import Findings
from passerelle.core.reading.model import Claim
from passerelle.core.reading.slots import Filled, Scene

_MARGIN = 40


def drafted(
    scene: Scene, findings: Findings, kind: str, status: str, low: int, high: int, filled: Filled, sure: float
) -> Claim:
    """Return a claim of type `kind` whose trigger and object stand at text[low:high]; `sure` is the rule's worth."""
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
