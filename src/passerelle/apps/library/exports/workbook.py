"""XLSX: every text is written as a text, whatever it looks like; the marking is on the first sheet and on paper."""

from collections.abc import Iterator
from tempfile import TemporaryFile
from typing import IO

import xlsxwriter
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from passerelle.apps.library.exports.columns import headings, table_rows
from passerelle.apps.library.exports.contents import Contents
from passerelle.apps.library.models import Tlp

_MOST_ROWS = 1_048_576  # of a sheet, by the format
_LONGEST = 32_767  # characters of a cell, by the format
_PIECE = 64 * 1024
_AS_WRITTEN = {
    "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "constant_memory": True,
}  # fmt: skip


def workbook_pieces(contents: Contents) -> Iterator[bytes]:
    """Yield the workbook. It is written row by row into a temporary file: memory stays small, whatever the size."""
    with TemporaryFile() as file:
        _write(contents, file)
        file.seek(0)
        while piece := file.read(_PIECE):
            yield piece


def _write(contents: Contents, file: IO[bytes]) -> None:
    marking = str(Tlp(contents.marking).label)
    with xlsxwriter.Workbook(file, _AS_WRITTEN) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        about = book.add_worksheet(_("About"))
        sheet = book.add_worksheet(_("Claims"))
        for each in (about, sheet):
            each.set_header(f"&R{marking}")
            each.set_footer(f"&L{marking}&R&P / &N")
        sheet.set_landscape()
        sheet.freeze_panes(1, 2)
        sheet.set_column(1, 1, 40)
        for column, name in enumerate(headings()):
            sheet.write_string(0, column, name, bold)
        number = left_out = 0
        for row in table_rows(contents):
            if number + 1 >= _MOST_ROWS:
                left_out += 1
                continue
            number += 1
            for column, cell in enumerate(row):
                if isinstance(cell, int | float):
                    sheet.write_number(number, column, cell)
                elif cell:
                    sheet.write_string(number, column, cell[:_LONGEST])
        about.set_column(0, 0, 30)
        notes = [
            (_("Marking of this file"), marking),
            (_("Made on"), date_format(timezone.localtime(), "DATETIME_FORMAT")),
            (_("Made for"), f"{contents.user}, {contents.user.organisation}"),
            (_("Documents"), str(len(contents.ids))),
            (_("Rows"), str(number)),
        ]
        if left_out:
            notes.append((_("Rows that a sheet could not hold"), str(left_out)))
        for line, (name, value) in enumerate(notes):
            about.write_string(line, 0, name, bold)
            about.write_string(line, 1, value)
