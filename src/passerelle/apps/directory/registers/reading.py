"""Registers as lines: what each says, in one form whatever the register."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import regex

from passerelle.apps.directory.models import RegisterKind
from passerelle.core.naming.register import Entry
from passerelle.core.naming.slugs import slug
from passerelle.core.naming.table_rows import ActorRow, DatedName, Row
from passerelle.core.naming.table_rows import Fault as TableFault
from passerelle.core.text.folding import fold
from passerelle.sources.actor_tables import read_actor_table
from passerelle.sources.ror_register import GONE, Fault, Registered, read_register

_WIKIDATA = regex.compile(r"Q[1-9]\d{0,11}")
_UNSEEN = regex.compile(r"[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}]")
_SITE = regex.compile(r"https?://[^\s<>\"']{1,490}")
_LONGEST = 300
_CODES = {"json": "broken", "record": "record", "end": "cut_off"}


@dataclass(frozen=True, slots=True)
class Said:
    """One line of a register: a row, or a fault with its details.

    `registered`: an organisation of ROR, known by its id whatever its key; `ties` are (kind, ROR id) of others.
    """

    number: int
    row: Row | None = None
    fault: str = ""
    details: dict[str, str] = field(default_factory=dict)
    registered: bool = False
    ties: tuple[tuple[str, str], ...] = ()


def read_table(path: Path) -> Iterator[Said]:
    """Yield the lines of a table of actors, mandates or relations."""
    for line in read_actor_table(path):
        if isinstance(line.said, TableFault):
            yield Said(line.number, fault=line.said.code, details=line.said.details)
        else:
            yield Said(line.number, line.said)


def read_ror(path: Path) -> Iterator[Said]:
    """Yield the records of a release of the Research Organization Registry; withdrawn ones say nothing."""
    for one in read_register(path):
        if isinstance(one, Fault):
            yield Said(one.line, fault=_CODES.get(one.reason, "broken"))
        elif one.status == GONE:
            yield Said(one.line)
        else:
            yield _organisation(one)


READERS: dict[str, Callable[[Path], Iterator[Said]]] = {
    RegisterKind.TABLE: read_table,
    RegisterKind.ROR: read_ror,
}


def _organisation(one: Registered) -> Said:
    entry = one.entry
    names = tuple(_names(entry))
    ror = entry.identifiers.get("ror", "").rsplit("/", 1)[-1]
    if not names or not ror:
        return Said(one.line, fault="record")
    identifiers = {"ror": ror}
    if _WIKIDATA.fullmatch(wikidata := entry.identifiers.get("wikidata", "")):
        identifiers["wikidata"] = wikidata
    website = one.website if _SITE.fullmatch(one.website) else ""
    country = entry.country if regex.fullmatch("[A-Z]{2}", entry.country) else ""
    row = ActorRow(
        slug(entry.label)[:200].strip("-"), entry.kind, country, entry.city[:120], names, identifiers, (), website,
        f"https://ror.org/{ror}",
    )  # fmt: skip
    ties = tuple((kind, other.rsplit("/", 1)[-1]) for kind, other in one.relations)
    return Said(one.line, row, registered=True, ties=ties)


def _names(entry: Entry) -> Iterator[DatedName]:
    labelled: set[str] = set()
    for written in entry.names:
        text = " ".join(written.text.split())
        if not text or len(text) > _LONGEST or _UNSEEN.search(text) or not fold(text).strip():
            continue
        kind = "alias" if written.kind == "label" and written.language in labelled else written.kind
        labelled |= {written.language} if kind == "label" else set()
        yield DatedName(text, written.language[:8], kind)
