"""Stages and conditions of a commitment, and which evidence can show them.

What others do: IATI has one status an activity (pipeline … closed, cancelled, suspended) and no evidence; OCDS
milestones are scheduled, met, partially met or not met; trackers of promises keep the last status and a link.
Here a stage is what was reached, a condition what is true beside it, and each has the evidence that carried it.
"""

from functools import cache

from passerelle.core.commitments.tables import table

STAGES = ("announced", "signed", "funded", "started", "delivered", "verified")
CONDITIONS = ("delayed", "changed", "suspended", "resumed", "cancelled", "superseded")
EVIDENCE_KINDS = ("statement", "report", "document", "minutes", "transaction", "measurement", "inspection")
ENDS = tuple(name for name in CONDITIONS if table("stages")["conditions"][name].get("closes"))


def place(stage: str) -> int:
    """Return how far along a stage is, from 0; -1 for none or for what is no stage."""
    return STAGES.index(stage) if stage in STAGES else -1


@cache
def reach(claim_type: str, claim_status: str, kind: str = "") -> str | None:
    """Return the last stage that a claim can carry for a commitment of a kind, None when it carries none."""
    special = table("stages")["kinds"].get(kind, {}).get(f"{claim_type}.{claim_status}")
    found: str | None = special or table("stages")["claims"].get(claim_type, {}).get(claim_status)
    return found


def kinds_showing(step: str) -> tuple[str, ...]:
    """Return the kinds of evidence that show a stage or condition without a claim. Raises KeyError for neither."""
    rows = table("stages")["stages"] | table("stages")["conditions"]
    return tuple(rows[step]["kinds"])


def ended_by(condition: str) -> tuple[str, ...]:
    """Return the steps that put an end to a condition."""
    return tuple(table("stages")["conditions"][condition].get("ended_by", ()))


def needed_for(condition: str) -> tuple[str, ...]:
    """Return the conditions of which one must hold for a step, none when any may."""
    return tuple(table("stages")["conditions"][condition].get("needs", ()))


def comes_after(stage: str) -> str | None:
    """Return the stage that must have been reached for this one, None when earlier ones may be skipped."""
    found: str | None = table("stages")["stages"][stage].get("after")
    return found


def must_be_independent(stage: str) -> bool:
    """Say whether somebody else than the owner must say so."""
    return bool(table("stages")["stages"].get(stage, {}).get("independent"))
