"""Activities and their figures made ready for the screen."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from passerelle.apps.ledger.amounts import part_of, written_value
from passerelle.apps.ledger.models import (
    Indicator,
    Measured,
    MeasuredKind,
    Rate,
)
from passerelle.apps.library.written import written_date, written_number

KINDS = {
    "programmes": gettext_lazy("Programmes recorded here"),
    "ours": gettext_lazy("All recorded here"),
    "files": gettext_lazy("Taken in from files"),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A baseline, target or actual in a table: `row` is None for what a file told."""

    kind: str
    label: str | Promise
    when: str
    value: str
    part: str = ""
    row: Measured | None = None


def figures(one: Indicator) -> list[Figure]:
    """Return what was told of an indicator, in time: entered by people, or told by a file."""
    if one.result.activity.ours:
        return [
            Figure(
                row.kind, row.get_kind_display(), _span(row.starts, row.ends), written_value(row.value, one),
                part_of(row.dimensions), row,
            )
            for row in one.measured.all()
        ]  # fmt: skip
    found = [
        _told(MeasuredKind.BASELINE, written_date(part.get("on") or part.get("year") or ""), part, one)
        for part in one.baselines
    ]
    for period in one.periods.all():
        when = _span(period.starts, period.ends)
        found += [_told(MeasuredKind.TARGET, when, part, one) for part in period.targets]
        found += [_told(MeasuredKind.ACTUAL, when, part, one) for part in period.actuals]
    return found


def rate_stated(row: Rate) -> str:
    """Write a rate as it was given."""
    return _("1 %(currency)s = %(value)s %(base)s") % {
        "currency": row.currency, "value": written_number(Decimal(row.value)), "base": row.base,
    }  # fmt: skip


def _told(kind: MeasuredKind, when: str, part: dict[str, Any], one: Indicator) -> Figure:
    return Figure(
        kind, kind.label, when, written_value(part.get("value"), one), part_of(part.get("dimensions", ()))
    )


def _span(starts: str, ends: str) -> str:
    return " – ".join(written_date(one) for one in dict.fromkeys((starts, ends)) if one)
