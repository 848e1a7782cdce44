"""The directory an installation begins with: known actors, countries, mandates and relations, from compact tables.

`starter/actors` says by which names a reader knows an actor; `starter/directory` says more of it, under the same id.
"""

import csv
import gzip
import io
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from importlib.resources import files

from passerelle.core.naming.table_rows import ActorRow, DatedName, MandateRow, RelationRow, Row, row_of
from passerelle.starter.countries import country_names

_FOLDERS = ("directory", "actors")  # who stands in both is described by the first


@cache
def directory_actors() -> tuple[ActorRow, ...]:
    """Return every actor of the starter pack, once."""
    rows: dict[str, ActorRow] = {}
    for row in (*_rows_of(ActorRow), *_countries(), *_people()):
        rows[row.key] = rows[row.key].joined(row) if row.key in rows else row
    return tuple(rows.values())


@cache
def directory_mandates() -> tuple[MandateRow, ...]:
    """Return every mandate of the starter pack."""
    return tuple(_rows_of(MandateRow))


@cache
def directory_relations() -> tuple[RelationRow, ...]:
    """Return every relation of the starter pack, those that rows of actors imply left aside."""
    return tuple(_rows_of(RelationRow))


@cache
def directory_digest() -> str:
    """Return what changes when a table or the names of countries do."""
    digest = sha256(repr(country_names()).encode())
    for name, data in _tables():
        digest.update(name.encode() + data)
    return digest.hexdigest()


def _rows_of(kind: type) -> Iterator:
    return (row for row in _rows() if isinstance(row, kind))


@cache
def _rows() -> tuple[Row, ...]:
    return tuple(
        row_of(cells)
        for _name, data in _tables()
        for cells in csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    )


@cache
def _tables() -> tuple[tuple[str, bytes], ...]:
    found = []
    for folder in _FOLDERS:
        entries = sorted(files(__package__).joinpath(folder).iterdir(), key=lambda entry: entry.name)
        for entry in entries:
            if entry.name.endswith((".csv", ".csv.gz")):
                data = entry.read_bytes()
                found.append((entry.name, gzip.decompress(data) if entry.name.endswith(".gz") else data))
    return tuple(found)


def _countries() -> Iterator[ActorRow]:
    names: dict[str, list[DatedName]] = {}
    for known in country_names():
        if known.kind == "country":
            written = names.setdefault(known.country or "", [])
            first = known.name_kind == "label" and known.language not in {one.language for one in written}
            kind = "acronym" if known.name_kind == "acronym" else "label" if first else "alias"
            if known.name not in {one.text for one in written if one.language == known.language}:
                written.append(DatedName(known.name, known.language, kind))
    for code, written in names.items():
        source = "Unicode CLDR; ISO 3166-1"
        yield ActorRow(code.lower(), "country", code, "", tuple(written), {"iso3166": code}, source=source)


def _people() -> Iterator[ActorRow]:
    for mandate in directory_mandates():
        if mandate.names:
            yield ActorRow(mandate.person, "person", names=mandate.names, source=mandate.source)
