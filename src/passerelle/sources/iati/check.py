"""Checks files of IATI 2.03: activities and organisations."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from passerelle.sources.iati.faults import Fault
from passerelle.sources.iati.records import records
from passerelle.sources.iati.rules import rule_faults
from passerelle.sources.iati.stream import CHUNK, Broken, Stream
from passerelle.sources.iati.structure import Structure


def faults(chunks: Iterable[bytes], today: date | None = None) -> Iterator[Fault]:
    """Yield what is wrong in a file, in the order of finding; nothing when it is valid.

    One that cannot be read to its end yields the reason last. With `today`, records whose structure is valid are
    also held against the ruleset and the code lists, one in memory at a time.
    """
    if today is None:
        yield from _of_structure(chunks)
        return
    for record in records(chunks):
        yield from record.faults
        yield from rule_faults(record, today)


def _of_structure(chunks: Iterable[bytes]) -> Iterator[Fault]:
    structure = Structure()
    stream = Stream(structure)
    try:
        for chunk in chunks:
            stream.feed(chunk)
            yield from structure.taken()
            if structure.foreign:
                return
        stream.close()
    except Broken as broken:
        structure.settle()
        yield from structure.taken()
        yield Fault(broken.line, broken.code, details=broken.details)
        return
    yield from structure.taken()


def check_file(path: Path, today: date | None = None) -> Iterator[Fault]:
    """Yield what is wrong in the file `path`; line 0 stands for the file as a whole. `today` as in `faults`."""
    try:
        yield from faults(chunks_of(path), today)
    except FileNotFoundError:
        yield Fault(0, "absent")
    except IsADirectoryError:
        yield Fault(0, "folder")
    except OSError:
        yield Fault(0, "unreadable")


def chunks_of(path: Path) -> Iterator[bytes]:
    """Yield a file piece by piece. Raises OSError when it cannot be read."""
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk
