"""Which records of a file are new, changed or known already, and what is to be said of the rest.

A record that is there and says the same is left as it stands; one that says something else replaces it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Generic, TypeVar

from passerelle.apps.ledger.markings import STRICTNESS
from passerelle.apps.ledger.models import Activity, IatiImport, OrganisationReport
from passerelle.core.commitments import activities as shapes
from passerelle.core.commitments.organisations import Report
from passerelle.sources.iati.faults import Fault, number_of

LONGEST = 500  # letters of an identifier

Row = TypeVar("Row", Activity, OrganisationReport)
Told = TypeVar("Told", shapes.Activity, Report)


@dataclass(frozen=True, slots=True)
class Line:
    """A record of a file: where it begins, what it tells, its text, or what is wrong with it."""

    number: int
    told: shapes.Activity | Report | None = None
    text: str = ""
    faults: tuple[Fault, ...] = ()


@dataclass(slots=True)
class Written:
    """What writing did: records added, changed and met again, and what is to be said of them."""

    added: int = 0
    changed: int = 0
    known: int = 0
    faults: list[dict[str, Any]] = field(default_factory=list)  # one that is `taken` is a remark
    faults_count: int = 0

    def tell(self, line: int, code: str, **details: str) -> None:
        self.faults.append({"line": line, "code": code, "element": "", "details": details})
        self.faults_count += 1

    def remark(self, line: int, code: str, **details: str) -> None:
        """Say something of a record that is no fault."""
        self.faults.append({"line": line, "code": code, "element": "", "details": details, "taken": True})

    def tell_of(self, line: Line) -> None:
        """Say what is wrong with a record."""
        self.faults += [
            {"line": one.line, "code": one.code, "element": one.element, "details": one.details}
            for one in line.faults
        ]
        self.faults_count += number_of(line.faults)


@dataclass(slots=True)
class Settled(Generic[Row, Told]):
    """Rows to be written, each with what it says; `stricter` are those whose marking alone changes."""

    fresh: list[tuple[Row, Told]] = field(default_factory=list)
    changed: list[tuple[Row, Told]] = field(default_factory=list)
    stricter: list[Row] = field(default_factory=list)


def settle(
    told: Sequence[tuple[Line, Told]],
    there: Callable[[set[str], list[str]], Sequence[Row]],
    fill: Callable[[Row | None, Told, Line, str], Row],
    source: IatiImport,
    written: Written,
) -> Settled[Row, Told]:
    """Sort records by what is there. `there` finds rows by identifiers or, where one has none, digests; `fill` makes
    a row, or changes it, of what is told, its text and digest.
    """
    named = [(line, one) for line, one in told if _named(line, one, written)]
    digests = [sha256(line.text.encode()).hexdigest() for line, _one in named]
    rows: dict[tuple[str, str], Row] = {
        key_of_record(row.reporter, row.identifier, row.digest): row
        for row in there({one.identifier for _line, one in named if one.identifier}, digests)
    }
    settled: Settled[Row, Told] = Settled()
    for (line, one), digest in zip(named, digests, strict=True):
        key = key_of_record(one.reporting.ref, one.identifier, digest)
        row = rows.get(key)
        if row is not None and row.digest == digest:
            written.known += 1
            if STRICTNESS[source.tlp] > STRICTNESS[row.tlp]:
                row.tlp = source.tlp
                settled.stricter.append(row)
        elif row is not None and row.source_id == source.pk:
            written.tell(line.number, "again", value=one.identifier)
        else:
            rows[key] = fill(row, one, line, digest)
            (settled.fresh if row is None else settled.changed).append((rows[key], one))
    written.added += len(settled.fresh)
    written.changed += len(settled.changed)
    return settled


def text_of(narratives: Sequence[shapes.Narrative]) -> str:
    """Return the first of some texts, "" where there is none."""
    return narratives[0].text.strip() if narratives else ""


def _named(line: Line, one: shapes.Activity | Report, written: Written) -> bool:
    """Say whether a record can be told apart; tell why not."""
    short = max(len(one.identifier), len(one.reporting.ref)) <= LONGEST
    if not short:
        written.tell(line.number, "long_identifier")
    return short


def key_of_record(reporter: str, identifier: str, digest: str) -> tuple[str, str]:
    """Return what a record is told apart by: its own text where it has no identifier."""
    return (reporter, identifier) if identifier else ("", digest)
