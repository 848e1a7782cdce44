"""Reads tables of actors, mandates or relations (CSV, UTF-8, one header line) line by line.

What is wrong with a line comes back in its place, and the rest goes on; a quotation mark that never closes costs its
own line, not the table.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from passerelle.core.naming.table_rows import ACTORS, MANDATES, RELATIONS, Fault, Row, row_of
from passerelle.sources.records import LONGEST, cells, delimiter_of, records

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
        found = records(enumerate(file, start=1))
        _number, header = next(found, (1, ""))
        delimiter = delimiter_of(header, _DELIMITERS)
        columns = [name.strip() for name in cells(header, delimiter) or []]
        if not any(set(columns) >= needed for needed in (ACTORS, MANDATES, RELATIONS)):
            yield Line(1, Fault("columns"))
            return
        for number, record in found:
            if record.strip():
                yield Line(number, _said(record, columns, delimiter))


def _said(record: str, columns: list[str], delimiter: str) -> Row | Fault:
    if len(record) > LONGEST:
        return Fault("too_long")
    written = cells(record, delimiter)
    if written is None or len(written) != len(columns) or "\ufffd" in record or "\x00" in record:
        return Fault("broken")
    try:
        return row_of(dict(zip(columns, written, strict=True)))
    except Fault as fault:
        return fault
