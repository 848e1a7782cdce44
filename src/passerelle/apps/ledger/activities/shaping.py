"""From rows to the shapes of IATI: what the desk lets leave."""

from decimal import Decimal
from typing import Any

from passerelle.core.commitments import activities as shapes


def budget_shape(row: Any) -> shapes.Budget:
    """Return a row of a budget as a shape."""
    value = shapes.Value(Decimal(row.amount), row.currency, row.value_date)
    return shapes.Budget(row.starts, row.ends, value, row.type, row.status)


def transaction_shape(row: Any) -> shapes.Transaction:
    """Return a row of a transaction as a shape, its organisations as they were named."""
    value = shapes.Value(Decimal(row.amount), row.currency, row.value_date or row.on)
    return shapes.Transaction(
        row.type, row.on, value, row.ref,
        provider=_party(row.provider_ref, row.provider_name, row.provider_activity),
        receiver=_party(row.receiver_ref, row.receiver_name, row.receiver_activity),
    )  # fmt: skip


def _party(ref: str, name: str, activity: str) -> shapes.Organisation | None:
    names = (shapes.Narrative(name),) if name else ()
    return shapes.Organisation(ref, names=names, activity=activity) if ref or name or activity else None
