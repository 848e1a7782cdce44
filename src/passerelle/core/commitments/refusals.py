"""Why a step cannot be accepted: what is missing, of the wrong kind, or impossible in time."""

from collections.abc import Iterable
from dataclasses import dataclass

from passerelle.core.commitments.days import surely_before
from passerelle.core.commitments.life import Evidence, Standing, Step
from passerelle.core.commitments.stages import (
    CONDITIONS,
    ENDS,
    STAGES,
    comes_after,
    kinds_showing,
    must_be_independent,
    needed_for,
    place,
    reach,
)
from passerelle.core.events.spans import days

REFUSALS = (
    "unknown_step", "nobody", "no_date", "in_the_future", "no_evidence", "unknown_evidence", "not_known_then",
    "closed", "already", "needs_stage", "needs_condition", "before_earlier_stage", "after_later_stage",
    "wrong_kind", "claim_says_less", "not_independent",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a step is refused: a code of REFUSALS, and what it is about (a stage, a kind, a key, a date)."""

    code: str
    detail: str = ""


def refusal_of(
    step: Step, standing: Standing, evidence: Iterable[Evidence], *, kind: str = ""
) -> Refusal | None:
    """Return why a step cannot be accepted where a commitment stands, None when it can.

    `standing` is that of the day on which the step is accepted; `evidence` what the commitment has; `kind` the
    kind of commitment, by which some claims say more. Earlier stages may be recorded later, and skipped.
    """
    given = {one.key: one for one in evidence}
    used = [given[key] for key in step.evidence if key in given]
    return (
        _as_such(step)
        or misplaced(step.to, step.on, standing)
        or _by_life(step, standing)
        or _by_having(step, given)
        or _by_showing(step, used, kind)
    )


def shows(evidence: Evidence, to: str, kind: str = "") -> bool:
    """Say whether one piece of evidence can carry a step: by what its claim says, or by its kind."""
    if to in STAGES and evidence.claim_type:
        claimed = reach(evidence.claim_type, evidence.claim_status, kind)
        return claimed is not None and place(min(to, "delivered", key=place)) <= place(claimed)
    return evidence.kind in kinds_showing(to)


def misplaced(to: str, on: str, standing: Standing) -> Refusal | None:
    """Return why a date of a stage lies surely on the wrong side of a stage that is dated, None when it may fit."""
    if to not in STAGES:
        return None
    for stage, dated in standing.ladder:
        if dated and place(stage) < place(to) and surely_before(on, dated):
            return Refusal("before_earlier_stage", stage)
        if dated and place(stage) > place(to) and surely_before(dated, on):
            return Refusal("after_later_stage", stage)
    return None


def _as_such(step: Step) -> Refusal | None:
    if step.to not in STAGES + CONDITIONS:
        return Refusal("unknown_step", step.to)
    if not step.accepted_by:
        return Refusal("nobody")
    if days(step.on) is None:
        return Refusal("no_date", step.on)
    if surely_before(step.known, step.on):
        return Refusal("in_the_future", step.on)
    return None


def _by_life(step: Step, standing: Standing) -> Refusal | None:
    if standing.closed and standing.condition:
        since = standing.condition_since
        if step.to in ENDS or since is None or not surely_before(step.on, since):
            return Refusal("closed", standing.condition)
    if standing.reached(step.to) or (step.to == standing.condition):
        return Refusal("already", step.to)
    if step.to in STAGES:
        earlier = comes_after(step.to)
        return Refusal("needs_stage", earlier) if earlier and not standing.reached(earlier) else None
    needed = needed_for(step.to)
    return Refusal("needs_condition", needed[0]) if needed and standing.condition not in needed else None


def _by_having(step: Step, given: dict[str, Evidence]) -> Refusal | None:
    if not step.evidence:
        return Refusal("no_evidence")
    for key in step.evidence:
        if key not in given:
            return Refusal("unknown_evidence", key)
        if surely_before(step.known, given[key].known):
            return Refusal("not_known_then", key)
    return None


def _by_showing(step: Step, used: list[Evidence], kind: str) -> Refusal | None:
    showing = [one for one in used if shows(one, step.to, kind)]
    if not showing:
        claimed = [one for one in used if one.claim_type]
        if claimed and step.to in STAGES:
            return Refusal("claim_says_less", f"{claimed[0].claim_type}.{claimed[0].claim_status}")
        return Refusal("wrong_kind", used[0].kind)
    if must_be_independent(step.to) and not any(one.independent for one in showing):
        return Refusal("not_independent", showing[0].key)
    return None
