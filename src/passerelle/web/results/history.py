"""What people changed of an activity, in words."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from passerelle.apps.ledger import labels
from passerelle.apps.ledger.activities.wording import STATUSES
from passerelle.apps.ledger.models import Activity, Edit, MeasuredKind
from passerelle.apps.library.labels import TECHNOLOGIES
from passerelle.apps.library.written import written_date

_DONE = {
    "budget": gettext_lazy("Budget added"),
    "budget_corrected": gettext_lazy("Budget corrected"),
    "budget_removed": gettext_lazy("Budget removed"),
    "transaction": gettext_lazy("Transaction added"),
    "transaction_corrected": gettext_lazy("Transaction corrected"),
    "transaction_removed": gettext_lazy("Transaction removed"),
    "indicator": gettext_lazy("Indicator added"),
    "indicator_removed": gettext_lazy("Indicator removed"),
    "measured_withdrawn": gettext_lazy("Figure withdrawn"),
    **{str(kind): kind.label for kind in MeasuredKind},
}


def history(edits: Iterable[Edit]) -> list[dict[str, Any]]:
    """Return what people changed, the latest first: who, when, and each column."""
    return [
        {
            "edit": one,
            "lines": [written_change(name, one.before.get(name), after) for name, after in one.after.items()],
        }
        for one in edits
    ]


def written_change(name: str, before: Any, after: Any) -> str:
    """Write one change: of a column from what to what, or what was added and taken away."""
    if name in _DONE:
        return _("%(what)s: %(value)s") % {"what": _DONE[name], "value": after}
    if name == "participants":
        return _("Who takes part was changed")
    if name in ("parent", "agreement", "commitment"):
        change = f"{_number(before)} → {_number(after)}"
    else:
        change = f"{_value(name, before)} → {_value(name, after)}"
    return _("%(what)s: %(value)s") % {"what": _column(name), "value": change}


def _number(value: Any) -> str:
    return f"#{getattr(value, 'pk', value)}" if value is not None else "–"


def _column(name: str) -> str:
    if name == "tlp":
        return "TLP"
    known = {one.name for one in Activity._meta.concrete_fields}
    return labels.column_named(Activity, name) if name in known else name


def _value(name: str, value: Any) -> str:
    if value in (None, "", [], {}):
        return "–"
    if name == "tlp":
        return f"TLP:{str(value).upper()}"
    if name == "status":
        return str(STATUSES.get(value, value))
    if name in ("starts", "ends"):
        return written_date(value)
    if name == "technologies":
        return ", ".join(str(TECHNOLOGIES.get(code, code)) for code in value)
    if isinstance(value, dict):
        return ", ".join(f"{code} {share}" for code, share in value.items())
    return ", ".join(value) if isinstance(value, list) else str(value)
