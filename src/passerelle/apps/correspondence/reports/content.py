"""What a report is before it is Word or PDF: headings, lines, facts and tables of plain text, with one marking."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heading:
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Lines of a label and what it says; those that say nothing are left out by whoever makes them."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a row of headings. `widths` are shares of the page's width, one a column."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]


Part = Heading | Paragraph | Facts | Table


@dataclass(frozen=True, slots=True)
class Report:
    """A report in one language. `marking` is the strictest of all that is inside and stands on every page."""

    name: str  # of the file, without its ending
    title: str
    language: str
    marking: str
    parts: tuple[Part, ...]
