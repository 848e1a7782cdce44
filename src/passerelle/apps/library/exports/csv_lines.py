"""CSV as spreadsheets read it: UTF-8 with its mark, every cell quoted, and no cell that a spreadsheet would run."""

import csv
from collections.abc import Iterator
from io import StringIO

import regex

from passerelle.apps.library.exports.columns import Cell, headings, table_rows
from passerelle.apps.library.exports.contents import Contents

_STARTS = r"[=+\-@＝＋－＠]"
_FORMULA = regex.compile(rf"^[\"'\s]*{_STARTS}")
# Where a semicolon separates lists (French, Vietnamese settings), a spreadsheet cuts this file's cells there.
_AFTER_SEPARATOR = regex.compile(rf"([;|][\"\s]*)(?={_STARTS})")
_UNSEEN = regex.compile(r"[\p{Cc}\p{Zl}\p{Zp}\s\u200b\ufeff]+")
_FLUSH = 200  # lines


def harmless(cell: Cell) -> str:
    """Return a cell as text that no spreadsheet takes for a formula; line breaks and tabs become spaces.

    A text that begins like a formula gets an apostrophe before it. Numbers are ours and stay numbers.
    """
    if cell is None:
        return ""
    if isinstance(cell, int | float):
        return f"{cell:.0f}" if float(cell).is_integer() and abs(cell) < 1e15 else repr(cell)
    text = _UNSEEN.sub(" ", cell).strip()
    text = _AFTER_SEPARATOR.sub(r"\1'", text)
    return f"'{text}" if _FORMULA.match(text) else text


def csv_lines(contents: Contents) -> Iterator[bytes]:
    """Yield the file in pieces of some hundred lines."""
    buffer = StringIO()
    writer = csv.writer(buffer, quoting=csv.QUOTE_ALL)
    buffer.write("\ufeff")
    writer.writerow(headings())
    for number, row in enumerate(table_rows(contents), start=1):
        writer.writerow([harmless(cell) for cell in row])
        if number % _FLUSH == 0:
            yield buffer.getvalue().encode()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode()
