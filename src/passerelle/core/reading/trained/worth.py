"""Worth: how likely a claim that was put together holds, and how sure each of its attributes is."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from passerelle.core.reading.trained.calibration import all_calibrated
from passerelle.core.reading.trained.judgement import Judgement

if TYPE_CHECKING:
    from passerelle.core.reading.trained.claims import Proposal

_STEPS = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)


def features_of(one: "Proposal") -> Iterator[str]:
    """Yield what speaks for and against a claim."""
    claim, chances = one.claim, one.chances
    kind = claim.type
    yield kind
    for name in ("type", "sentence", "parties", "status"):
        step = sum(chances[name] >= limit for limit in _STEPS)
        for below in range(step):
            yield f"{name}>{below}"
            yield f"{kind}&{name}>{below}"
    yield f"{kind}&parties={min(len(claim.parties), 4)}"
    for mark in one.marks:
        yield f"mark={mark}"
        yield f"{kind}&mark={mark}"
    for name, value in (
        ("date", claim.date), ("quantity", claim.quantity), ("technologies", claim.technologies),
        ("speaker", claim.speaker), ("people", claim.people), ("place", claim.place),
    ):  # fmt: skip
        yield f"{kind}&{name}={'yes' if value else 'no'}"
    yield f"{kind}:{claim.status}"


def chance(one: "Proposal", judge: Judgement) -> float:
    """Return the probability that a claim holds."""
    if judge.worth is None:
        return one.chances["type"] * (0.5 + 0.5 * one.chances["parties"])
    return judge.worth.probability(features_of(one))


def confidences(one: "Proposal", chance: float, judge: Judgement) -> dict[str, float]:
    """Return the confidence of each attribute that has a value, calibrated on held-out documents."""
    said = {**one.claim.confidence, **one.chances, "type": chance}
    del said["sentence"]
    if not one.claim.parties:
        said.pop("parties", None)
    return all_calibrated(judge.calibration, said)
