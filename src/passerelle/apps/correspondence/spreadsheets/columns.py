"""A commitment as a row of a spreadsheet: plain cells, in the words of the reader's language."""

from collections.abc import Callable

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from passerelle.apps.ledger import labels
from passerelle.apps.ledger.models import Commitment
from passerelle.apps.ledger.queries.ledger import LedgerRow
from passerelle.apps.library.labels import TECHNOLOGIES

Cell = str | float | int | None


def _label(words: dict[str, Promise]) -> Callable[[str], str]:
    return lambda value: str(words.get(value, value)) if value else ""


_STAGE, _CONDITION, _HUSH = _label(labels.STAGES), _label(labels.CONDITIONS), _label(labels.HUSHES)
_DUE, _KIND = _label(labels.DUE), _label(labels.KINDS)
# Heading, or the column of a commitment whose name it is, and what stands in the cell. Dates are ISO 8601: a
# spreadsheet sorts them, and they say no more than is known.
_COLUMNS: tuple[tuple[str | Promise, Callable[[LedgerRow], Cell]], ...] = (
    (_("Number"), lambda row: row.commitment.pk),
    ("title", lambda row: row.commitment.title),
    (_("Agreement"), lambda row: row.agreement.title if row.agreement else ""),
    ("owner", lambda row: row.owner),
    ("counterpart", lambda row: row.counterpart),
    ("kind", lambda row: _KIND(row.commitment.kind)),
    (_("Stage"), lambda row: str(labels.STAGES[row.stage])),
    (_("Condition"), lambda row: _CONDITION(row.condition)),
    (_("Silence"), lambda row: _HUSH(row.hush)),
    (_("Against the deadline"), lambda row: _DUE(row.due)),
    ("promised", lambda row: row.commitment.promised),
    ("deadline", lambda row: row.deadline),
    ("person", lambda row: row.commitment.person),
    ("deliverable", lambda row: row.commitment.deliverable),
    ("outcome", lambda row: row.commitment.outcome),
    ("authority", lambda row: row.commitment.authority),
    ("quantity_value", lambda row: row.commitment.quantity_value),
    ("quantity_unit", lambda row: row.commitment.quantity_unit),
    ("budget_amount", lambda row: _money(row.commitment)),
    ("budget_currency", lambda row: row.commitment.budget_currency),
    ("technologies", lambda row: _technologies(row.commitment)),
    (_("Clarities held of six"), lambda row: row.commitment.clarity),
    (_("Last independent word"), lambda row: row.commitment.last_heard),
    (_("Organisation"), lambda row: str(row.commitment.organisation)),
    (_("Marking"), lambda row: f"TLP:{row.commitment.tlp.upper()}"),
)


def headings() -> list[str]:
    """Return the headings, in the active language."""
    return [_heading(name) for name, _cell in _COLUMNS]


def cells(row: LedgerRow) -> list[Cell]:
    """Return the cells of one commitment, in the active language."""
    return [cell(row) for _name, cell in _COLUMNS]


def _heading(name: str | Promise) -> str:
    known = isinstance(name, str)
    return str(capfirst(str(Commitment._meta.get_field(name).verbose_name))) if known else str(name)


def _money(one: Commitment) -> float | None:
    return None if one.budget_amount is None else float(one.budget_amount)


def _technologies(one: Commitment) -> str:
    return " | ".join(str(TECHNOLOGIES.get(code, code)) for code in one.technologies)
