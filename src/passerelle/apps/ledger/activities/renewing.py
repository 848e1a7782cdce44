"""What a later file says anew of a record: rows that say the same stand, the others are withdrawn, new ones added."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.db.models import Model, QuerySet

from passerelle.apps.accounts.models import User
from passerelle.apps.ledger.models.known import Known
from passerelle.core.commitments.country_shares import Division

Row = TypeVar("Row", bound=Known)
Told = TypeVar("Told")
_AT_ONCE = 500
_TIMES = frozenset(one.name for one in Known._meta.get_fields())


@dataclass(frozen=True, slots=True)
class Taking:
    """Who takes a file in, on which day, and what they answered of countries without shares."""

    by: User
    day: date
    division: Division


def renew(there: QuerySet[Row], told: Sequence[Row], taking: Taking) -> None:
    """Withdraw those of some rows that are not told any more, and write those told that are new."""
    standing = [(row.pk, said(row)) for row in there.known()]
    write(withdraw_others(there.model, standing, told, said, taking), taking)


def withdraw_others(
    model: type[Known],
    standing: Iterable[tuple[int, Hashable]],
    told: Sequence[Told],
    says: Callable[[Told], Hashable],
    taking: Taking,
) -> list[Told]:
    """Withdraw the standing rows (number, what it says) that nothing told says too; return what is told anew."""
    alike: dict[Hashable, list[int]] = defaultdict(list)
    for pk, what in sorted(standing, key=lambda one: -one[0]):
        alike[what].append(pk)
    fresh = []
    for one in told:
        if alike and (same := alike[says(one)]):
            same.pop()
        else:
            fresh.append(one)
    gone = [pk for some in alike.values() for pk in some]
    for at in range(0, len(gone), _AT_ONCE):
        some = model._default_manager.filter(pk__in=gone[at : at + _AT_ONCE])
        some.update(withdrawn_on=taking.day, withdrawn_by=taking.by)
    return fresh


def write(rows: Sequence[Row], taking: Taking) -> None:
    """Write rows that are known from this day on."""
    for row in rows:
        row.known_on, row.added_by = taking.day, taking.by
    if rows:
        type(rows[0])._default_manager.bulk_create(rows, batch_size=_AT_ONCE)


def said(row: Model, *, without: str = "") -> Hashable:
    """Return all that a row says, without its number, the days on which it was known and one more column."""
    columns = [one for one in row._meta.concrete_fields if not one.primary_key and one.name not in _TIMES]
    return tuple(_frozen(getattr(row, one.attname)) for one in columns if one.name != without)


def _frozen(value: Any) -> Hashable:
    if isinstance(value, dict):
        return tuple(sorted((name, _frozen(one)) for name, one in value.items()))
    return tuple(map(_frozen, value)) if isinstance(value, list | tuple) else value
