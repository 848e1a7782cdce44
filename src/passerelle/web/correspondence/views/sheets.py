"""A spreadsheet of agreements taken in: sent, its columns named, checked row by row, and only then written."""

import json
import tempfile
from pathlib import Path
from typing import Any

import regex
from django.conf import settings
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
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
from passerelle.sources.sheets import MOST_COLUMNS, MOST_ROWS, Sheet, SheetFault, Unusable, read_sheet

_UNFIT = regex.compile(r"[\x00\p{Cs}]")  # what no database and no page can hold
_SHOWN = 5  # rows shown beside the choice of columns
_MOST = 2_000_000  # bytes of a spreadsheet
_GRID = 4_000_000  # bytes that the page holds between two steps; a form may send five million
_WORDS = {
    "unreadable": gettext_lazy("This is no spreadsheet that can be read: save it as XLSX or CSV."),
    "too_large": gettext_lazy("It is too large: send at most %(most)d rows at a time."),
    "empty": gettext_lazy("There is no table in it: a row of heads, and rows below."),
    "merged": gettext_lazy("Cells are merged: separate them and write the value in each."),
    "formula": gettext_lazy("There is a formula: write its value instead."),
    "twice": gettext_lazy("Two columns have the same head: rename one of them."),
    "encoding": gettext_lazy("Its letters cannot be read: save it as CSV in UTF-8, or as XLSX."),
}


@require_http_methods(["GET", "HEAD", "POST"])
def take(request):
    """Send a spreadsheet; name its columns; take it in when it is confirmed."""
    require(request.user, "ledger.import")
    context: dict[str, Any] = {"tlps": Tlp.choices, "tlp": _marking(request), "most": MOST_ROWS}
    if request.method == "POST":
        try:
            sheet = _sheet(request)
        except Unusable as unusable:
            context["refused"] = [_told(fault) for fault in unusable.faults]
        else:
            context |= _step(request, sheet, context["tlp"])
    return render(request, "correspondence/sheet.html", context)


def _step(request, sheet: Sheet, tlp: str) -> dict[str, Any]:
    name = _UNFIT.sub("", request.POST.get("name", ""))[:200]
    first = "file" in request.FILES
    fields = guessed(sheet.heads) if first else _chosen(request, len(sheet.heads))
    if first:
        name = request.FILES["file"].name or ""
    grid = json.dumps([sheet.name, sheet.heads, sheet.rows], ensure_ascii=False)
    if len(grid.encode()) > _GRID:
        return {"refused": [_told(SheetFault("too_large", sheet.name))]}
    rows = mapped(sheet, fields)
    missing = [FIELDS[field] for field in NEEDED if field not in fields]
    twice = [FIELDS[field] for field in FIELDS if fields.count(field) > 1]
    wrong = [] if missing or twice else faults(rows)
    found = {
        "name": name,
        "sheet": sheet,
        "grid": grid,
        "columns": [
            {
                "at": at,
                "head": head,
                "field": fields[at],
                "cells": [cells[at] for _n, cells in sheet.rows[:_SHOWN]],
            }
            for at, head in enumerate(sheet.heads)
        ],
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


def _sheet(request) -> Sheet:
    """Read the file that was sent, or the table that the page before held."""
    if file := request.FILES.get("file"):
        if file.size > min(_MOST, settings.UPLOAD_BYTES):
            raise Unusable(SheetFault("too_large"))
        return read_sheet(file.read())
    try:
        name, heads, rows = json.loads(request.POST.get("grid", ""))
        sheet = Sheet(
            str(name),
            tuple(str(head) for head in heads),
            tuple((int(number), tuple(str(cell) for cell in cells)) for number, cells in rows),
        )
    except (TypeError, ValueError, OverflowError, RecursionError):
        raise Unusable(SheetFault("unreadable")) from None
    if len(sheet.heads) > MOST_COLUMNS or len(sheet.rows) > MOST_ROWS:
        raise Unusable(SheetFault("too_large", sheet.name))
    written = (sheet.name, *sheet.heads, *(cell for _number, cells in sheet.rows for cell in cells))
    if any(_UNFIT.search(text) for text in written):
        raise Unusable(SheetFault("unreadable"))
    numbers = [number for number, _cells in sheet.rows]
    square = all(len(cells) == len(sheet.heads) for _number, cells in sheet.rows)
    if not sheet.heads or not square or not all(0 < number <= 20 * MOST_ROWS for number in numbers):
        raise Unusable(SheetFault("unreadable"))
    return sheet


def _chosen(request, columns: int) -> list[str]:
    given = [request.POST.get(f"column-{at}", "") for at in range(columns)]
    return [field if field in FIELDS else "" for field in given]


def _marking(request) -> str:
    given = request.POST.get("tlp", "")
    return given if given in Tlp.values else str(Tlp.GREEN)


def _told(fault: SheetFault) -> tuple[str, str]:
    place = [fault.sheet] if fault.sheet else []
    place += [_("row %(number)d") % {"number": fault.row}] if fault.row else []
    place += [_("column %(letter)s") % {"letter": fault.column}] if fault.column else []
    return ", ".join(place), str(_WORDS[fault.code]) % {"most": MOST_ROWS}
