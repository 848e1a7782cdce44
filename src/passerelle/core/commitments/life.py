"""The life of a commitment in two times: when things happened, and when the desk knew.

A step is never changed, only added or withdrawn, so where a commitment stood can be asked for any day as any other
day knew it ("valid time" and "transaction time": R. Snodgrass, Developing Time-Oriented Database Applications in
SQL, 1999). Where it stands is worked out from its steps, in whatever order they came.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from passerelle.core.commitments.days import day, span
from passerelle.core.commitments.stages import CONDITIONS, ENDS, STAGES, ended_by, place


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing that shows what became of a commitment.

    `kind` is one of EVIDENCE_KINDS; `supports` the step it is for, "" for none in particular; `on` when what it
    shows happened (ISO 8601, as precise as known), `known` the day on which the desk knew; `origin` where it comes
    from, the same for copies of one text, "" when unknown; `independent` that this is not the owner. `claim_type`
    and `claim_status` are those of the claim it rests on, "" for none.
    """

    key: str
    kind: str
    supports: str
    on: str
    known: str
    origin: str
    independent: bool
    claim_type: str = ""
    claim_status: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """That a commitment reached a stage, or that a condition began, as somebody accepted it.

    `to` is one of STAGES or CONDITIONS; `on` when it happened, as precise as known; `known` the day on which it
    was accepted; `evidence` keys; `withdrawn` the day on which it was taken back, None when it stands.
    """

    to: str
    on: str
    known: str
    accepted_by: str
    evidence: tuple[str, ...] = ()
    withdrawn: str | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a commitment stands: the farthest stage reached ("" for none) and since when, a condition or None.

    `ladder` has every stage in order with the date of its step, None for those nobody showed.
    """

    stage: str
    since: str | None
    condition: str | None
    condition_since: str | None
    ladder: tuple[tuple[str, str | None], ...]

    @property
    def closed(self) -> bool:
        """Whether nothing follows: cancelled or superseded."""
        return self.condition in ENDS

    def reached(self, stage: str) -> str | None:
        """Return the date of a stage's own step, None when nobody showed it."""
        return dict(self.ladder).get(stage)


NOWHERE = Standing("", None, None, None, tuple((stage, None) for stage in STAGES))


def standing(steps: Iterable[Step], as_of: str, known_by: str | None = None) -> Standing:
    """Return where a commitment stood on the day `as_of`, from what was known on the day `known_by`.

    Without `known_by` the two are one day. A step counts when it surely had happened: on the last day that its
    date may mean, or on the day it was accepted, whichever is first. The order of steps changes nothing. Raises
    ValueError for a date that is none.
    """
    until, knew = day(as_of), day(known_by or as_of)
    counted = sorted((step for step in steps if _counts(step, until, knew)), key=_order)
    ladder = {stage: next((step.on for step in counted if step.to == stage), None) for stage in STAGES}
    stage = max((step.to for step in counted if step.to in STAGES), key=place, default="")
    condition = _condition(counted)
    return Standing(
        stage,
        ladder.get(stage),
        condition.to if condition else None,
        condition.on if condition else None,
        tuple(ladder.items()),
    )


def known_evidence(evidence: Iterable[Evidence], as_of: str, known_by: str | None = None) -> list[Evidence]:
    """Return the evidence that the desk had on the day `known_by`, of what surely had happened on `as_of`."""
    until, knew = day(as_of), day(known_by or as_of)
    return [one for one in evidence if day(one.known) <= knew and _happened(one.on, one.known) <= until]


def _counts(step: Step, until: int, knew: int) -> bool:
    if day(step.known) > knew or (step.withdrawn and day(step.withdrawn) <= knew):
        return False
    return _happened(step.on, step.known) <= until


def _happened(on: str, known: str) -> int:
    """Return the day from which something surely has happened."""
    found = span(on)
    return max(found.first, min(found.last, day(known)))


def _order(step: Step) -> tuple[int, int, int, str, str]:
    rank = CONDITIONS.index(step.to) if step.to in CONDITIONS else place(step.to) - len(STAGES)
    return _happened(step.on, step.known), rank, span(step.on).length, step.on, step.known


def _condition(steps: list[Step]) -> Step | None:
    """Return what is true beside the stage: the end if there is one, or the last condition that nothing ended."""
    closing = [step for step in steps if step.to in ENDS]
    if closing:
        return closing[0]
    lasting: list[Step] = []
    for step in steps:
        lasting = [one for one in lasting if step.to not in ended_by(one.to)]
        if step.to in CONDITIONS and step.to != "resumed" and all(one.to != step.to for one in lasting):
            lasting.append(step)
    return lasting[-1] if lasting else None
