"""What the evidence of commitments states in figures: money that was paid, how much was reached, and milestones."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from passerelle.apps.ledger.living import evidence
from passerelle.apps.ledger.models import Commitment, Evidence, Milestone
from passerelle.core.commitments import achievements
from passerelle.core.commitments.refusals import shows
from passerelle.core.commitments.reporting import Payment
from passerelle.sources.iati.tables import codes


@dataclass(slots=True)
class Evident:
    """The figures of one commitment."""

    paid: list[Payment] = field(default_factory=list)
    measured: list[achievements.Measurement] = field(default_factory=list)
    milestones: list[achievements.Milestone] = field(default_factory=list)


def evident_of(commitments: Iterable[Commitment]) -> dict[int, Evident]:
    """Return commitment → its figures, as claims that stand state them: a payment is one that a person called a
    transaction and no mere announcement; reached is what a claim says was reached.
    """
    known = {one.pk: one for one in commitments}
    found = {pk: Evident() for pk in known}
    live = Evidence.objects.filter(
        commitment__in=known, withdrawn_on__isnull=True, claim__quantity_value__gt=0
    ).exclude(claim__quantity_unit="")
    for row in live.select_related("claim").order_by("on", "pk"):
        if row.claim is None or not row.claim.standing:
            continue
        commitment, told, claimed = known[row.commitment_id], found[row.commitment_id], evidence(row)
        figure, unit = decimal_text(row.claim.quantity_value or 0), row.claim.quantity_unit
        if unit in codes()["Currency"][1]:
            if row.kind == "transaction" and shows(claimed, "started", commitment.kind):
                told.paid.append(Payment(row.on, Decimal(figure), unit))
        elif unit == commitment.quantity_unit and shows(claimed, "delivered", commitment.kind):
            told.measured.append(achievements.Measurement(row.on, figure))
    for one in Milestone.objects.filter(commitment__in=known).order_by("due", "pk"):
        found[one.commitment_id].milestones.append(achievements.Milestone(one.title, one.due, one.reached))
    return found


def decimal_text(value: float) -> str:
    """Return a figure as a decimal, without the noise of its last binary places and without an exponent."""
    return f"{Decimal(f'{value:.15g}'):f}"
