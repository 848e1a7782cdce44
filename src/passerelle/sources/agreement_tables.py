"""Reads tables of agreements and of their milestones: CSV (commas, semicolons, tabs or bars) or JSON Lines.

What is wrong with a line comes back in its place, and the rest goes on. The columns are described in
docs/reference/agreement-tables.md.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import regex

from passerelle.core.commitments.silence import kinds
from passerelle.core.events.spans import days
from passerelle.core.reading.model import INSTRUMENTS
from passerelle.core.technologies.names import technologies
from passerelle.sources.records import LONGEST, cells, delimiter_of, records

# What a table may say of how far an agreement has come.
STATUSES = (
    "announced", "signed", "funded", "open_call", "implementation", "operational", "suspended", "superseded",
    "cancelled",
)  # fmt: skip
_DATE = regex.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")
_ADDRESS = regex.compile(r"https?://[^\s<>\"']{1,1990}", regex.IGNORECASE)
_UNSEEN = regex.compile(r"[\p{Cc}\p{Co}\p{Cn}\p{Cs}]")
_CHIPS = frozenset({"semiconductors", "fabrication", "packaging", "design"})
_NAMES = {
    "reference": ("id", "reference"),
    "title": ("title",),
    "signed": ("date", "signed"),
    "parties": ("participants", "parties"),
    "kind": ("type", "kind"),
    "status": ("status",),
    "amount": ("funding", "amount"),
    "address": ("source_url", "address", "url"),
    "last_verified": ("last_verified",),
    "in_force": ("in_force",),
    "ends": ("ends",),
    "instrument": ("instrument",),
    "technologies": ("technologies",),
    "scope": ("scope",),
    "themes": ("stages", "themes"),
    "note": ("note",),
    "milestones": ("milestones",),
}


class Fault(Exception):  # noqa: N818 - an answer about a line
    """A line that says nothing usable: `code` names the fault, `details` the column and value."""

    def __init__(self, code: str, **details: str) -> None:
        self.code, self.details = code, {name: value[:80] for name, value in details.items()}
        super().__init__(code)


@dataclass(frozen=True, slots=True)
class MilestoneRow:
    """A point on the way of an agreement, known by what its table calls it."""

    reference: str
    on: str
    text: str


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """One agreement of a table. `parties` are names as written; dates ISO 8601, as precise as given, or ""."""

    reference: str
    title: str
    parties: tuple[str, ...]
    signed: str
    kind: str = "other"
    status: str = "signed"
    amount: str = ""
    address: str = ""
    last_verified: str = ""
    in_force: str = ""
    ends: str = ""
    instrument: str = ""
    technologies: tuple[str, ...] = ()
    note: str = ""
    milestones: tuple[MilestoneRow, ...] = ()


Row = AgreementRow | MilestoneRow


@dataclass(frozen=True, slots=True)
class Line:
    """One record: the line it begins at, and what it says or what is wrong with it."""

    number: int
    row: Row | None = None
    fault: str = ""
    details: dict[str, str] = field(default_factory=dict)


def read_agreement_table(path: Path) -> Iterator[Line]:
    """Yield every record of a table. Raises OSError when the file cannot be opened.

    A file whose first line is an object holds JSON Lines. A table whose header is of no table is one fault, at line 1.
    """
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        lines = enumerate(file, start=1)
        number, first = next(lines, (1, ""))
        while first and not first.strip():
            number, first = next(lines, (number + 1, ""))
        if first.lstrip().startswith("{"):
            yield _said(number, _object(first))
            for at, line in lines:
                if line.strip():
                    yield _said(at, _object(line))
            return
        delimiter = delimiter_of(first)
        columns = [name.strip().lower() for name in cells(first.rstrip("\r\n"), delimiter) or []]
        if not _is_table(columns):
            yield Line(1, fault="columns")
            return
        for at, record in records(lines):
            if record.strip():
                yield _said(at, _record(record, columns, delimiter))


def row_of(given: Mapping[str, Any]) -> Row:
    """Return what the values of a record say. Raises Fault."""
    values = {name: value for name, value in given.items() if name}
    if "milestone" in values:
        return _milestone(_text(values, "id", "no_reference"), values)
    said = {name: _first(values, columns) for name, columns in _NAMES.items()}
    title = _words(said["title"], 500, "no_title", "title")
    signed = _date(said["signed"])
    if not signed:
        raise Fault("no_date")
    reference = _words(said["reference"], 200, "", "no_reference") or f"{signed} {title}"[:200]
    parties = tuple(
        dict.fromkeys(" ".join(name.split()) for name in _several(said["parties"]) if name.strip())
    )
    if not parties:
        raise Fault("no_parties")
    kind = _one(said["kind"], (*kinds(), "other"), "kind") or "other"
    return AgreementRow(
        reference=reference,
        title=title,
        parties=parties,
        signed=signed,
        kind=kind,
        status=_one(said["status"], STATUSES, "status") or "signed",
        amount=_words(said["amount"], 500, "", "too_long"),
        address=_address(said["address"]),
        last_verified=_date(said["last_verified"]),
        in_force=_date(said["in_force"]),
        ends=_date(said["ends"]),
        instrument=_one(said["instrument"], INSTRUMENTS, "kind"),
        technologies=_technologies(said),
        note=_words(said["note"], 2000, "", "too_long"),
        milestones=tuple(
            _milestone(reference, one) for one in (said["milestones"] or []) if isinstance(one, Mapping)
        ),
    )


def _is_table(columns: list[str]) -> bool:
    held = set(columns)
    agreements = all(held & set(_NAMES[name]) for name in ("title", "signed", "parties"))
    return agreements or held >= {"id", "date", "milestone"}


def _said(number: int, found: Row | Fault) -> Line:
    if isinstance(found, Fault):
        return Line(number, fault=found.code, details=found.details)
    return Line(number, found)


def _object(line: str) -> Row | Fault:
    if len(line) > LONGEST:
        return Fault("too_long")
    try:
        given = json.loads(line)
    except (ValueError, RecursionError):
        return Fault("broken")
    return _row(given) if isinstance(given, dict) else Fault("broken")


def _record(record: str, columns: list[str], delimiter: str) -> Row | Fault:
    if len(record) > LONGEST:
        return Fault("too_long")
    written = cells(record, delimiter)
    if written is None or len(written) != len(columns) or "\ufffd" in record or "\x00" in record:
        return Fault("broken")
    given = dict(zip(columns, written, strict=True))
    for name, value in given.items():
        if value.lstrip().startswith(("=", "@")):
            return Fault("formula", column=name, value=value)
    return _row(given)


def _row(given: dict[str, Any]) -> Row | Fault:
    try:
        return row_of(given)
    except Fault as fault:
        return fault


def _milestone(reference: str, given: Mapping[str, Any]) -> MilestoneRow:
    on = _date(given.get("date"))
    if not on:
        raise Fault("no_date")
    return MilestoneRow(reference, on, _words(given.get("milestone"), 500, "no_title", "title"))


def _first(values: Mapping[str, Any], columns: tuple[str, ...]) -> Any:
    return next((values[name] for name in columns if values.get(name) not in (None, "")), None)


def _text(values: Mapping[str, Any], name: str, missing: str) -> str:
    return _words(values.get(name), 200, missing, missing)


def _words(given: Any, longest: int, missing: str, wrong: str) -> str:
    text = " ".join(str(given).split()) if isinstance(given, str | int | float) else ""
    if not text and missing:
        raise Fault(missing)
    if len(text) > longest or _UNSEEN.search(text):
        raise Fault(wrong, value=text)
    return text


def _date(given: Any) -> str:
    text = given.strip() if isinstance(given, str) else "" if given is None else str(given)
    if text and (not _DATE.fullmatch(text) or days(text) is None or not "1900" <= text[:4] <= "2200"):
        raise Fault("date", value=text)
    return text


def _address(given: Any) -> str:
    text = given.strip() if isinstance(given, str) else ""
    if text and not _ADDRESS.fullmatch(text):
        raise Fault("address", value=text)
    return text


def _one(given: Any, choices: tuple[str, ...], fault: str) -> str:
    text = given.strip().lower().replace(" ", "_") if isinstance(given, str) else ""
    if text and text not in choices:
        raise Fault(fault, value=text)
    return text


def _several(given: Any) -> list[str]:
    """Return the values of a list, or of a cell that parts them by bars or semicolons."""
    if isinstance(given, list):
        return [str(one) for one in given if isinstance(one, str | int)]
    if not isinstance(given, str):
        return []
    return given.split("|" if "|" in given else ";")


def _technologies(said: Mapping[str, Any]) -> tuple[str, ...]:
    """Return groups of the taxonomy: those that are named, or chips where scope or themes say so."""
    named = [one.strip().lower() for one in _several(said["technologies"]) if one.strip()]
    groups = {one.group for one in technologies()}
    found = [one for one in named if one in groups]
    scope = said["scope"] if isinstance(said["scope"], str) else ""
    themes = {one.strip() for one in _several(said["themes"])}
    if "semiconductor" in scope or themes & _CHIPS:
        found.append("chips")
    return tuple(dict.fromkeys(found))
