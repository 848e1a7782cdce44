"""Worth: how likely a claim that was put together holds, and how sure each of its attributes is."""

from bisect import bisect_right
from collections.abc import Iterator
from typing import TYPE_CHECKING

from passerelle.core.reading.trained.calibration import all_calibrated
from passerelle.core.reading.trained.judgement import Judgement
from passerelle.core.reading.trained.linear import Clue, spelt

if TYPE_CHECKING:
    from passerelle.core.reading.trained.claims import Proposal

_STEPS = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
_NAMES = ("date", "quantity", "technologies", "speaker", "people", "place")


def features_of(one: "Proposal") -> Iterator[str]:
    """Yield what speaks for and against a claim."""
    return spelt(clues_of(one))


def clues_of(one: "Proposal") -> Iterator[Clue]:
    """Yield the features of a claim, those that come together in groups."""
    claim, chances = one.claim, one.chances
    kind = claim.type
    for name in ("type", "sentence", "parties", "status"):
        yield _steps, kind, name, bisect_right(_STEPS, chances[name])
    for mark in one.marks:
        yield _mark, kind, mark
    filled = (claim.date, claim.quantity, claim.technologies, claim.speaker, claim.people, claim.place)
    yield _slots, kind, claim.status, min(len(claim.parties), 4), *map(bool, filled)


def _steps(kind: str, name: str, step: int) -> Iterator[str]:
    for below in range(step):
        yield f"{name}>{below}"
        yield f"{kind}&{name}>{below}"


def _mark(kind: str, mark: str) -> Iterator[str]:
    yield f"mark={mark}"
    yield f"{kind}&mark={mark}"


def _slots(kind: str, status: str, parties: int, *filled: bool) -> Iterator[str]:
    yield kind
    yield f"{kind}&parties={parties}"
    for name, yes in zip(_NAMES, filled, strict=True):
        yield f"{kind}&{name}={'yes' if yes else 'no'}"
    yield f"{kind}:{status}"


def chance(one: "Proposal", judge: Judgement) -> float:
    """Return the probability that a claim holds."""
    if judge.worth is None:
        return one.chances["type"] * (0.5 + 0.5 * one.chances["parties"])
    return judge.worth.probability(clues_of(one))


def confidences(one: "Proposal", chance: float, judge: Judgement) -> dict[str, float]:
    """Return the confidence of each attribute that has a value, calibrated on held-out documents."""
    said = {**one.claim.confidence, **one.chances, "type": chance}
    del said["sentence"]
    if not one.claim.parties:
        said.pop("parties", None)
    return all_calibrated(judge.calibration, said)
