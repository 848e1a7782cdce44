"""The list of commitments as its filters narrow it, as CSV or XLSX: what the reader may see, and no formula in it.

It is written portion by portion into a temporary file, so memory stays small; what it is marked is known at the end.
"""

import csv
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from io import TextIOWrapper
from tempfile import TemporaryFile
from typing import IO

import xlsxwriter
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from passerelle.apps.accounts.models import User
from passerelle.apps.correspondence.reports.parts import made_now
from passerelle.apps.correspondence.spreadsheets.columns import cells, headings
from passerelle.apps.directory.queries.names import open_names_only
from passerelle.apps.ledger.marking import strictest
from passerelle.apps.ledger.queries.filters import LedgerFilters
from passerelle.apps.ledger.queries.ledger import LedgerRow, ledger_page
from passerelle.apps.library.exports.csv_lines import harmless
from passerelle.apps.library.exports.export import XLSX, Export

_PORTION = 1000
_PIECE = 64 * 1024
_MOST_ROWS = 1_048_576  # of a sheet, by the format
_LONGEST = 32_767  # characters of a cell, by the format
_AS_WRITTEN = {
    "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "constant_memory": True,
}  # fmt: skip


def export_ledger(user: User, filters: LedgerFilters, form: str, *, today: date) -> Export:
    """Return the whole list, whatever its page, in the active language; `form` is one of FORMS (else KeyError)."""
    media_type, write = _WRITERS[form]
    listed = _Listed(user, filters, today)
    file = TemporaryFile()  # noqa: SIM115 - it is closed when its last piece was read
    with open_names_only():
        write(listed, file)
    file.seek(0)
    name = f"ledger-{listed.day:%Y-%m-%d}-TLP-{listed.marking.upper()}.{form}"
    return Export(name, media_type, listed.marking, _pieces(file))


class _Listed:
    """The rows of a list, portion by portion, and the strictest marking of those that were read."""

    def __init__(self, user: User, filters: LedgerFilters, today: date) -> None:
        self.user, self.filters, self.today = user, filters, today
        self.day, self.markings = min(filters.as_of or today, today), {"clear"}

    def __iter__(self) -> Iterator[LedgerRow]:
        given: set[int] = set()
        number = pages = 1
        while number <= pages:
            page = ledger_page(
                self.user, replace(self.filters, page=number), (get_language() or "en").split("-")[0],
                today=self.today, page_size=_PORTION,
            )  # fmt: skip
            for row in page.rows:
                # Where the list changed meanwhile, a row may have moved to the next portion.
                if row.commitment.pk not in given:
                    given.add(row.commitment.pk)
                    self.markings |= {row.commitment.tlp, row.agreement.tlp if row.agreement else "clear"}
                    yield row
            number, pages = number + 1, page.pages

    @property
    def marking(self) -> str:
        return strictest(self.markings)


def _write_csv(listed: _Listed, file: IO[bytes]) -> None:
    text = TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
    text.write("\ufeff")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    writer.writerow(headings())
    writer.writerows([harmless(cell) for cell in cells(row)] for row in listed)
    text.detach()


def _write_xlsx(listed: _Listed, file: IO[bytes]) -> None:
    with xlsxwriter.Workbook(file, _AS_WRITTEN) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        sheet, about = book.add_worksheet(_("Commitments")), book.add_worksheet(_("About"))
        sheet.set_landscape()
        sheet.freeze_panes(1, 2)
        sheet.set_column(1, 2, 40)
        for column, name in enumerate(headings()):
            sheet.write_string(0, column, name, bold)
        number = left_out = 0
        for row in listed:
            if number + 1 >= _MOST_ROWS:
                left_out += 1
                continue
            number += 1
            for column, cell in enumerate(cells(row)):
                if isinstance(cell, int | float):
                    sheet.write_number(number, column, cell)
                elif cell:
                    sheet.write_string(number, column, cell[:_LONGEST])
        marking = f"TLP:{listed.marking.upper()}"
        for each in (about, sheet):
            each.set_header(f"&R{marking}")
            each.set_footer(f"&L{marking}&R&P / &N")
        about.set_column(0, 0, 30)
        for line, (name, value) in enumerate(_notes(listed, marking, number, left_out)):
            about.write_string(line, 0, name, bold)
            about.write_string(line, 1, value)


def _notes(listed: _Listed, marking: str, number: int, left_out: int) -> list[tuple[str, str]]:
    notes = [
        (_("Marking of this file"), marking),
        (_("The ledger as of"), date_format(listed.day, "DATE_FORMAT")),
        (_("Made on"), made_now()),
        (_("Made for"), f"{listed.user}, {listed.user.organisation}"),
        (_("Rows"), str(number)),
    ]
    return [*notes, (_("Rows that a sheet could not hold"), str(left_out))] if left_out else notes


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while piece := file.read(_PIECE):
            yield piece


_WRITERS: dict[str, tuple[str, Callable[[_Listed, IO[bytes]], None]]] = {
    "csv": ("text/csv; charset=utf-8", _write_csv),
    "xlsx": (XLSX, _write_xlsx),
}
FORMS = tuple(_WRITERS)
