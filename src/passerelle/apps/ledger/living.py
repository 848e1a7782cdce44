"""Rows of the ledger as core's life cycle knows them."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from passerelle.apps.ledger.models import Commitment, Evidence, Step
from passerelle.core.commitments import clarity, life, silence

NEVER = "9999-12-31"  # asked for this day, silence says when it will have begun


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


def turning(commitment: Commitment, heard: str | None, stage: str, condition: str) -> silence.Hush:
    """Return the silence that begins when nothing more is heard: `since` is the day on which it turns silent,
    `expected_by` the last day before it turns quiet. It is closed when nothing is listened for.
    """
    return silence.hush(
        commitment.kind, stage, condition or None, heard, commitment.promised, commitment.deadline or None, NEVER
    )


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


def next_day(day: str) -> date:
    return date.fromordinal(date.fromisoformat(day).toordinal() + 1)
