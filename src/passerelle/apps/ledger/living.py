"""Rows of the ledger as core's life cycle knows them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from passerelle.apps.ledger.models import Commitment, Evidence, Step
from passerelle.core.commitments import clarity, life, silence

_NEVER = "9999-12-31"  # asked for this day, silence says when it will have begun


def steps_of(commitments: Iterable[int]) -> dict[int, list[life.Step]]:
    """Return commitment → its steps, withdrawn ones too."""
    found: dict[int, list[life.Step]] = defaultdict(list)
    for row in Step.objects.filter(commitment__in=list(commitments)).order_by("pk"):
        found[row.commitment_id].append(step(row))
    return found


def step(row: Step, evidence: Iterable[int] = ()) -> life.Step:
    """Return a row as a step; `evidence` are the ids it rests on."""
    return life.Step(
        row.to,
        row.on,
        row.known_on.isoformat(),
        str(row.accepted_by_id or "desk"),
        tuple(str(pk) for pk in evidence),
        row.withdrawn_on.isoformat() if row.withdrawn_on else None,
    )


def evidence(row: Evidence) -> life.Evidence:
    """Return a row as evidence."""
    return life.Evidence(
        str(row.pk),
        row.kind,
        row.supports,
        row.on,
        row.known_on.isoformat(),
        row.origin,
        row.independent,
        row.claim_type,
        row.claim_status,
    )


@dataclass(frozen=True, slots=True)
class Turning:
    """The days on which a commitment turns quiet and silent when nothing more is heard, None when nothing is
    listened for, and the reason.
    """

    quiet_from: date | None
    silent_from: date | None
    reason: str


@lru_cache(maxsize=20_000)
def turning(kind: str, stage: str, condition: str, heard: str, promised: str, deadline: str) -> Turning:
    """Return when a commitment turns quiet and silent: what core says once all days have passed."""
    said = silence.hush(kind, stage, condition or None, heard or None, promised, deadline or None, _NEVER)
    if said.state == "closed" or said.since is None or said.expected_by is None:
        return Turning(None, None, said.reason)
    quiet = date.fromisoformat(said.expected_by) + timedelta(days=1)
    return Turning(quiet, date.fromisoformat(said.since), said.reason)


def promise_of(commitment: Commitment) -> clarity.Promise:
    """Return what a commitment says of itself, for the six clarities."""
    owner = commitment.owner
    return clarity.Promise(
        person=commitment.person,
        deliverable=commitment.deliverable,
        owner=owner.key if owner else "",
        owner_kind=owner.kind if owner else "",
        deadline=commitment.deadline or None,
        authority=commitment.authority,
        outcome=commitment.outcome,
        quantity=commitment.quantity_value,
        unit=commitment.quantity_unit,
    )
