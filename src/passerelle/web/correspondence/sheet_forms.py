"""What the screens of spreadsheets share: the file or the table that the page before held, its columns, its faults."""

import json
from collections.abc import Collection, Sequence
from typing import Any

import regex
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from passerelle.apps.library.models import Tlp
from passerelle.sources.sheets import (
    MOST_COLUMNS,
    MOST_ROWS,
    Sheet,
    SheetFault,
    Unusable,
    letter_of,
    read_sheet,
)

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


def sent_sheet(request) -> Sheet:
    """Read the file that was sent, or the table that the page before held. Raises Unusable."""
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


def grid_of(sheet: Sheet) -> str:
    """Return the table as the page holds it between two steps. Raises Unusable."""
    grid = json.dumps([sheet.name, sheet.heads, sheet.rows], ensure_ascii=False)
    if len(grid.encode()) > _GRID:
        raise Unusable(SheetFault("too_large", sheet.name))
    return grid


def chosen_fields(request, columns: int, fields: Collection[str]) -> list[str]:
    """Return what the person says that each column holds, "" for one that is left out."""
    given = [request.POST.get(f"column-{at}", "") for at in range(columns)]
    return [field if field in fields else "" for field in given]


def columns_of(sheet: Sheet, chosen: Sequence[str]) -> list[dict[str, Any]]:
    """Return the columns as the page asks about them: head, what it holds, first values."""
    return [
        {
            "at": at,
            "head": head,
            "field": chosen[at],
            "cells": [cells[at] for _number, cells in sheet.rows[:_SHOWN]],
        }
        for at, head in enumerate(sheet.heads)
    ]


def name_of(request) -> str:
    """Return what the file is called, also where the page before held it."""
    file = request.FILES.get("file")
    return _UNFIT.sub("", (file.name or "") if file else request.POST.get("name", ""))[:200]


def marking_of(request) -> str:
    """Return the marking that was chosen, GREEN without one."""
    given = request.POST.get("tlp", "")
    return given if given in Tlp.values else str(Tlp.GREEN)


def sheet_fault_said(fault: SheetFault, most: int = MOST_ROWS) -> tuple[str, str]:
    """Return where a fault of a spreadsheet is, and what to do about it."""
    return placed(fault.sheet, fault.row, fault.column), str(_WORDS[fault.code]) % {"most": most}


def placed(sheet: str, row: int, column: str) -> str:
    """Return a place in words: sheet, row and column, as far as known."""
    place = [sheet] if sheet else []
    place += [_("row %(number)d") % {"number": row}] if row else []
    place += [_("column %(letter)s") % {"letter": column}] if column else []
    return ", ".join(place)


def column_of(field: str, chosen: Sequence[str]) -> str:
    """Return the letter of the column that holds a field, "" where none does."""
    return letter_of(chosen.index(field)) if field in chosen else ""
