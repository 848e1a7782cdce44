"""Reads tables of actors, mandates or relations (CSV, UTF-8, one header line) line by line.

What is wrong with a line comes back in its place, and the rest goes on; a quotation mark that never closes costs its
own line, not the table.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from passerelle.core.naming.table_rows import ACTORS, MANDATES, RELATIONS, Fault, Row, row_of

_LONGEST = 100_000  # characters of one record
_MOST_LINES = 50  # that one record may take
_DELIMITERS = ",;\t"


@dataclass(frozen=True, slots=True)
class Line:
    """One record: the line it begins at, and what it says or what is wrong with it."""

    number: int
    said: Row | Fault


def read_actor_table(path: Path) -> Iterator[Line]:
    """Yield every record of a table after its header. Raises OSError when the file cannot be opened.

    A table whose header is of no table is one fault, at line 1.
    """
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        records = _records(enumerate(file, start=1))
        _number, header = next(records, (1, ""))
        delimiter = max(_DELIMITERS, key=header.count)
        columns = [name.strip() for name in _cells(header, delimiter) or []]
        if not any(set(columns) >= needed for needed in (ACTORS, MANDATES, RELATIONS)):
            yield Line(1, Fault("columns"))
            return
        for number, record in records:
            if record.strip():
                yield Line(number, _said(record, columns, delimiter))


def _said(record: str, columns: list[str], delimiter: str) -> Row | Fault:
    if len(record) > _LONGEST:
        return Fault("too_long")
    cells = _cells(record, delimiter)
    if cells is None or len(cells) != len(columns) or "\ufffd" in record or "\x00" in record:
        return Fault("broken")
    try:
        return row_of(dict(zip(columns, cells, strict=True)))
    except Fault as fault:
        return fault


def _cells(record: str, delimiter: str) -> list[str] | None:
    try:
        return next(csv.reader([record], delimiter=delimiter, strict=True), None)
    except csv.Error:
        return None


def _records(lines: Iterator[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Join the lines of each record: one goes on while a quotation mark is open."""
    held: list[tuple[int, str]] = []
    waiting: list[tuple[int, str]] = []
    while True:
        line = waiting.pop(0) if waiting else next(lines, None)
        if line is not None:
            held.append(line)
        whole = "".join(text for _number, text in held)
        if held and whole.count('"') % 2 == 0:
            yield held[0][0], whole.rstrip("\r\n")
            held = []
        elif held and (line is None or len(held) > _MOST_LINES or len(whole) > _LONGEST):
            # It never closed: its first line is broken, those after it are looked at by themselves.
            yield held[0][0], held[0][1].rstrip("\r\n")
            waiting = held[1:] + waiting
            held = []
        elif line is None:
            return
