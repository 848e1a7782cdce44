"""Reads a release of the Research Organization Registry (ROR, CC0) as a register: every record with all its names.

A release is one JSON array in schema 2 (`v2.x-YYYY-MM-DD-ror-data.json`), plain, gzipped or in the archive it is
published in (.zip); or the same records one a line with short keys. It is read as a stream, record by record. What
is broken comes back as a fault with its line, and the rest goes on.
"""

import gzip
import io
import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from json import JSONDecodeError, JSONDecoder
from pathlib import Path
from typing import Any, TextIO

import regex

from passerelle.core.naming.register import Entry, Written

GONE = "withdrawn"
_CHUNK = 1 << 20
_LONGEST = 8 << 20  # no record is longer: a brace that never closes does not fill the memory
_ID = regex.compile(r"https?://ror\.org/(0[a-z0-9]{8})")
_NEXT_RECORD = regex.compile(r"\n {0,4}\{")
_KINDS = (
    ("education", "university"),
    ("company", "company"),
    ("government", "government"),
    ("facility", "institute"),
    ("healthcare", "institute"),
    ("archive", "institute"),
    ("nonprofit", "association"),
    ("funder", "association"),
)


@dataclass(frozen=True, slots=True)
class Fault:
    """A record that could not be read. `line` counts from 1; `reason` is json, record or end."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Registered:
    """An organisation of the release, the line its record begins at, and what an entry has no place for."""

    line: int
    entry: Entry
    status: str
    website: str = ""
    relations: tuple[tuple[str, str], ...] = ()


def read_register(path: Path) -> Iterator[Registered | Fault]:
    """Yield every record of a release in its order, withdrawn ones too. Raises OSError when it cannot be opened."""
    with _opened(path) as text:
        for line, record in _records(text):
            yield Fault(line, record) if isinstance(record, str) else _registered(line, record)


def entries_of(path: Path) -> Iterator[Entry]:
    """Yield the entries of a release that may be linked to: what was withdrawn or is broken is left out."""
    for one in read_register(path):
        if isinstance(one, Registered) and one.status != GONE:
            yield one.entry


@contextmanager
def _opened(path: Path) -> Iterator[TextIO]:
    with path.open("rb") as file:
        magic = file.read(2)
        file.seek(0)
        if magic == b"\x1f\x8b":
            with gzip.open(file, "rt", encoding="utf-8", errors="replace") as text:
                yield text
        elif magic == b"PK":
            with zipfile.ZipFile(file) as archive:
                names = sorted(name for name in archive.namelist() if name.endswith(".json"))
                # A release holds the records in schema 1 and 2, the second named so.
                chosen = next((name for name in names if "schema_v2" in name), names[-1] if names else "")
                if not chosen:
                    raise OSError(f"{path.name}: no .json inside")
                with archive.open(chosen) as member:
                    yield io.TextIOWrapper(member, encoding="utf-8", errors="replace")
        else:
            yield io.TextIOWrapper(file, encoding="utf-8-sig", errors="replace")


def _records(text: TextIO) -> Iterator[tuple[int, dict[str, Any] | str]]:
    beginning = text.read(_CHUNK)
    if beginning.lstrip()[:1] == "[":
        yield from _array(text, beginning)
        return
    beginning += text.readline()
    lines = io.StringIO(beginning)
    for line, written in enumerate(_chained(lines, text), start=1):
        if written.strip():
            try:
                yield line, json.loads(written)
            except ValueError:
                yield line, "json"


def _chained(*texts: TextIO) -> Iterator[str]:
    for text in texts:
        yield from text


def _array(text: TextIO, buffer: str) -> Iterator[tuple[int, dict[str, Any] | str]]:
    """Yield the records of an array without holding it whole; after a broken one, go on at the next that begins."""
    decode = JSONDecoder().raw_decode
    at, line = buffer.index("[") + 1, 1 + buffer[: buffer.index("[")].count("\n")
    ended = False
    while True:
        while at < len(buffer) and buffer[at] in " \t\r\n,":
            line += buffer[at] == "\n"
            at += 1
        if at < len(buffer):
            if buffer[at] == "]":
                return
            try:
                record, after = decode(buffer, at)
            except JSONDecodeError:
                if ended or len(buffer) - at > _LONGEST:
                    yield line, "json"
                    found = _NEXT_RECORD.search(buffer, at + 1)
                    if found is None:
                        return
                    line += buffer.count("\n", at, found.start())
                    at = found.start()
                    continue
            else:
                yield line, record
                line += buffer.count("\n", at, after)
                at = after
                continue
        if ended:
            yield line, "end"
            return
        more = text.read(_CHUNK)
        ended = not more
        buffer, at = buffer[at:] + more, 0


def _registered(line: int, record: object) -> Registered | Fault:
    try:
        return _read(line, record)  # type: ignore[arg-type]
    except (AttributeError, KeyError, IndexError, TypeError, ValueError):
        return Fault(line, "record")


def _read(line: int, record: dict[str, Any]) -> Registered | Fault:
    address = _ID.fullmatch(record["id"])
    names = tuple(dict.fromkeys(_names(record)))
    if address is None or not names:
        return Fault(line, "record")
    places = record.get("locations") or [{}]
    place = places[0].get("geonames_details", {})
    relations = tuple(_relations(record))
    types = [type_.lower() for type_ in record.get("types", ())]
    entry = Entry(
        record["id"],
        next((kind for type_, kind in _KINDS if type_ in types), "institute"),
        record.get("country") or place.get("country_code") or "",
        record.get("city") or place.get("name") or "",
        names,
        {"ror": record["id"], **_identifiers(record)},
        tuple(other for kind, other in relations if kind == "parent"),
    )
    return Registered(line, entry, record.get("status", "active"), _website(record), relations)


def _names(record: dict[str, Any]) -> Iterator[Written]:
    for one in record["names"]:
        text, language, kinds = (
            (one["value"], one.get("lang"), one.get("types", ())) if isinstance(one, dict) else one
        )
        if text.strip():
            kind = "acronym" if "acronym" in kinds else "alias"
            kind = "label" if "label" in kinds or "ror_display" in kinds else kind
            yield Written(text.strip(), language or "", kind)


def _relations(record: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for one in record.get("relationships", record.get("rel", ())):
        yield (one["type"], one["id"]) if isinstance(one, dict) else (one[0], one[1])


def _identifiers(record: dict[str, Any]) -> dict[str, str]:
    if "ext" in record:
        return {scheme: str(value) for scheme, value in record["ext"].items() if value}
    found = {}
    for one in record.get("external_ids", ()):
        if value := one.get("preferred") or next(iter(one.get("all", ())), None):
            found[one["type"]] = str(value)
    return found


def _website(record: dict[str, Any]) -> str:
    for one in record.get("links", ()):
        if isinstance(one, str):
            return one
        if one.get("type") == "website":
            return str(one["value"])
    return ""
