"""A spreadsheet of agreements taken in: sent, its columns named, checked row by row, and only then written."""

import tempfile
from pathlib import Path
from typing import Any

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from passerelle.apps.accounts.permissions import require
from passerelle.apps.correspondence.spreadsheets.mapping import (
    FIELDS,
    NEEDED,
    RowFault,
    as_lines,
    faults,
    guessed,
    mapped,
    strangers,
)
from passerelle.apps.ledger.actions.refusals import InvalidEntry
from passerelle.apps.ledger.actions.tables import import_agreements
from passerelle.apps.ledger.labels import fault_said
from passerelle.apps.library.models import Tlp
from passerelle.sources.sheets import MOST_ROWS, Sheet, Unusable
from passerelle.web.correspondence.sheet_forms import (
    chosen_fields,
    columns_of,
    grid_of,
    marking_of,
    name_of,
    sent_sheet,
    sheet_fault_said,
)


@require_http_methods(["GET", "HEAD", "POST"])
def take(request):
    """Send a spreadsheet; name its columns; take it in when it is confirmed."""
    require(request.user, "ledger.import")
    context: dict[str, Any] = {"tlps": Tlp.choices, "tlp": marking_of(request), "most": MOST_ROWS}
    if request.method == "POST":
        try:
            sheet = sent_sheet(request)
            context |= _step(request, sheet, context["tlp"])
        except Unusable as unusable:
            context["refused"] = [sheet_fault_said(fault) for fault in unusable.faults]
    return render(request, "correspondence/sheet.html", context)


def _step(request, sheet: Sheet, tlp: str) -> dict[str, Any]:
    name, first = name_of(request), "file" in request.FILES
    fields = guessed(sheet.heads) if first else chosen_fields(request, len(sheet.heads), FIELDS)
    rows = mapped(sheet, fields)
    missing = [FIELDS[field] for field in NEEDED if field not in fields]
    twice = [FIELDS[field] for field in FIELDS if fields.count(field) > 1]
    wrong = [] if missing or twice else faults(rows)
    found = {
        "name": name,
        "sheet": sheet,
        "grid": grid_of(sheet),
        "columns": columns_of(sheet, fields),
        "fields": FIELDS.items(),
        "missing": missing,
        "twice": twice,
        "wrong": _said(wrong),
        "strangers": _said([] if missing or twice else strangers(rows)),
        "wrong_count": len(wrong),
        "good_count": len(rows) - len(wrong),
    }
    if request.POST.get("do") == "take" and not missing and not twice:
        found |= _taken(request, name, as_lines(rows), tlp)
    return found


def _said(found: list[RowFault]) -> list[tuple[int, str]]:
    return [(fault.row, fault_said(fault.code, fault.details)) for fault in found[:100]]


def _taken(request, name: str, lines: str, tlp: str) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "table.jsonl"
        file.write_text(lines, encoding="utf-8")
        try:
            table = import_agreements(file, actor=request.user, tlp=tlp, name=name or _("Spreadsheet"))
        except InvalidEntry as invalid:
            return {"refused": [("", str(invalid.message))]}
    said = [(fault["line"], fault_said(fault["code"], fault["details"])) for fault in table.faults[:100]]
    return {"table": table, "said": said}
