"""Reads one table out of a spreadsheet that a person made: XLSX or CSV, its first row with words as the heads.

What would have to be guessed is refused with its place: merged cells, formulas, heads that are twice there.
"""

import csv
import io
import warnings
import zipfile
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import regex

from passerelle.sources.records import delimiter_of

MOST_ROWS, MOST_COLUMNS = 5_000, 60
_UNPACKED = 10_000_000  # bytes that a workbook may unpack to
_CELLS = MOST_ROWS * MOST_COLUMNS  # cells of a workbook, empty ones too: each takes a while to read
_CELL = regex.compile(rb"<(?:[\w.-]+:)?c[\s/>]")
_MERGE = regex.compile(
    rb"mergeCell\b[^>]*?\bref\s*=\s*[\"']\s*\$?([A-Za-z]{1,3})\$?([0-9]{1,7}):\$?([A-Za-z]{1,3})\$?([0-9]{1,7})"
)


@dataclass(frozen=True, slots=True)
class SheetFault:
    """What is wrong, and where: `row` counts from 1, `column` is a letter or a range; "" and 0 for the whole file."""

    code: str  # unreadable, too_large, empty, merged, formula, twice, encoding
    sheet: str = ""
    row: int = 0
    column: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: its name, its heads, and its rows that are not empty, each with its number in the spreadsheet."""

    name: str
    heads: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


_Read = tuple[str, list[tuple[int, list[str]]], list[SheetFault]]  # its name, its lines, its formulas


class Unusable(Exception):  # noqa: N818 - an answer to a person
    """A spreadsheet that cannot be taken as it is; `faults` say why, all of them up to fifty.

    `sheet` is the table where only formulas are wrong with it, so that the faults of its other rows can be told too.
    """

    def __init__(self, *faults: SheetFault, sheet: Sheet | None = None) -> None:
        self.faults = faults[:50]
        self.sheet = sheet
        super().__init__(", ".join(fault.code for fault in self.faults))


def read_sheet(data: bytes) -> Sheet:
    """Return the first table of a spreadsheet. Raises Unusable."""
    name, lines, formulas = _workbook(data) if data[:2] == b"PK" else _text(data)
    try:
        sheet = _table(name, lines)
    except Unusable as unusable:
        raise Unusable(*(formulas or unusable.faults)) from None
    if formulas:
        raise Unusable(*formulas, sheet=sheet)
    return sheet


def _table(name: str, lines: list[tuple[int, list[str]]]) -> Sheet:
    filled = [(number, cells) for number, cells in lines if any(cells)]
    if len(filled) < 2:
        raise Unusable(SheetFault("empty", name))
    number, heads = filled[0]
    while heads and not heads[-1]:
        heads = heads[:-1]
    named = [head.casefold() for head in heads if head]
    twice = [at for at, head in enumerate(heads) if head and named.count(head.casefold()) > 1]
    if twice:
        raise Unusable(*(SheetFault("twice", name, number, letter_of(at)) for at in twice))
    if len(filled) > MOST_ROWS or len(heads) > MOST_COLUMNS:
        raise Unusable(SheetFault("too_large", name))
    width = len(heads)
    rows = tuple((at, (*cells[:width], *[""] * (width - len(cells)))) for at, cells in filled[1:])
    return Sheet(name, tuple(heads), rows)


def _workbook(data: bytes) -> _Read:
    # Loading it takes a while, and few tables are workbooks.
    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(one.file_size for one in packed.infolist()) > _UNPACKED or _cells(packed) > _CELLS:
                raise Unusable(SheetFault("too_large"))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what it does not know and we do not need
            book = load_workbook(io.BytesIO(data))
    except Unusable:
        raise
    except Exception:
        # A damaged workbook fails in as many ways as there are parts in it.
        raise Unusable(SheetFault("unreadable")) from None
    sheets = [one for one in book.worksheets if one.sheet_state == "visible" and one.max_row > 1]
    if not sheets:
        raise Unusable(SheetFault("empty"))
    sheet = sheets[0]
    if sheet.max_row * sheet.max_column > _CELLS:
        raise Unusable(SheetFault("too_large", sheet.title))
    merged = [SheetFault("merged", sheet.title, one.min_row, one.coord) for one in sheet.merged_cells.ranges]
    lines, faults = [], []
    for row in sheet.iter_rows():
        cells = []
        for cell in row:
            if cell.data_type == "f":
                faults.append(SheetFault("formula", sheet.title, cell.row, cell.column_letter))
            cells.append(_written(cell.value))
        lines.append((row[0].row, cells))
    if merged:
        raise Unusable(*merged, *faults)
    return sheet.title, lines, faults


def _cells(packed: zipfile.ZipFile) -> int:
    """Return how many cells there are and how many are merged away: openpyxl makes an object of each before anybody
    can refuse it.
    """
    found = 0
    for one in packed.infolist():
        if one.filename.lower().endswith(".xml"):
            content = packed.read(one)
            found += sum(1 for _cell in _CELL.finditer(content))
            for left, top, right, bottom in _MERGE.findall(content):
                found += (abs(int(bottom) - int(top)) + 1) * (abs(_number(right) - _number(left)) + 1)
    return found


def _number(letters: bytes) -> int:
    """Return the number of a column: A is 1."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number


def _text(data: bytes) -> _Read:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unusable(SheetFault("encoding")) from None
    if "\x00" in text:
        raise Unusable(SheetFault("unreadable"))
    lines: list[tuple[int, list[str]]] = []
    delimiter = delimiter_of(text.split("\n", 1)[0])
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for record in reader:
            lines.append((len(lines) + 1, [" ".join(cell.split()) for cell in record]))
    except csv.Error:
        raise Unusable(SheetFault("unreadable", row=len(lines) + 1)) from None
    faults = [
        SheetFault("formula", row=number, column=letter_of(at))
        for number, cells in lines
        for at, cell in enumerate(cells)
        if cell.startswith(("=", "@"))
    ]
    return "", lines, faults


def _written(value: Any) -> str:
    if isinstance(value, datetime | date):
        return value.date().isoformat() if isinstance(value, datetime) else value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else " ".join(str(value).split())


def letter_of(at: int) -> str:
    """Return what spreadsheets call a column; 0 is A."""
    letters, number = "", at + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
