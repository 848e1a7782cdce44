"""Taking hold of a row that a person changes: locked, theirs, and as they saw it; and keeping what they did."""

from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from django.db.models import Model

from passerelle.apps.accounts.models import User
from passerelle.apps.accounts.permissions import require_rows
from passerelle.apps.ledger.actions.refusals import Conflict
from passerelle.apps.ledger.models import Activity, Agreement, Commitment, Edit, Meeting
from passerelle.apps.ledger.models.edited import Edited
from passerelle.apps.ledger.revisions import lock

Row = TypeVar("Row", Activity, Agreement, Commitment, Meeting)


def held(row: Row, actor: User, seen: int | None) -> Row:
    """Return the row as it is now, locked until the end of the transaction.

    Raises Refused when it is not the person's to change, Conflict when it is not the version they saw.
    """
    require_rows(actor, "ledger.write", [row])
    lock()
    row = type(row).objects.select_for_update().get(pk=row.pk)
    if seen is not None and row.version != seen:
        edits = list(edits_of(row).filter(version__gt=seen).select_related("by").order_by("pk"))
        changes: dict[str, tuple[Any, Any]] = {}
        for edit in edits:
            for field, value in edit.after.items():
                first = changes[field][0] if field in changes else edit.before.get(field)
                changes[field] = (first, value)
        latest = edits[-1] if edits else None
        raise Conflict(latest.by if latest else None, latest.at if latest else None, changes)
    return row


def note_edit(row: Edited, actor: User, before: dict[str, Any], after: dict[str, Any]) -> None:
    """Keep what a person changed, under the next version. The caller saves the row."""
    row.version += 1
    Edit.objects.create(**_of(row), version=row.version, before=plain(before), after=plain(after), by=actor)


def edits_of(row: Edited) -> Any:
    """Return what people changed of a row, oldest first."""
    return Edit.objects.filter(**_of(row))


def plain(values: dict[str, Any]) -> dict[str, Any]:
    """Return values as JSON holds them: rows by their id, amounts and days as text."""
    return {name: _plain(value) for name, value in values.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, Model):
        return value.pk
    return str(value) if isinstance(value, Decimal | date) else value


def _of(row: Edited) -> dict[str, Any]:
    return {row._meta.model_name: row}
