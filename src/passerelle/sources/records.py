"""The records of a table as text (CSV and its kin): lines joined where a cell spans several, and their cells."""

import csv
from collections.abc import Iterator

LONGEST = 100_000  # characters of one record
_MOST_LINES = 50  # that one record may take
_DELIMITERS = ",;\t|"


def delimiter_of(header: str, among: str = _DELIMITERS) -> str:
    """Return what parts the cells of a header."""
    return max(among, key=header.count)


def cells(record: str, delimiter: str) -> list[str] | None:
    """Return the cells of a record, None when it is broken."""
    try:
        return next(csv.reader([record], delimiter=delimiter, strict=True), None)
    except csv.Error:
        return None


def records(lines: Iterator[tuple[int, str]]) -> Iterator[tuple[int, str]]:
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
        elif held and (line is None or len(held) > _MOST_LINES or len(whole) > LONGEST):
            # It never closed: its first line is broken, those after it are looked at by themselves.
            yield held[0][0], held[0][1].rstrip("\r\n")
            waiting = held[1:] + waiting
            held = []
        elif line is None:
            return
