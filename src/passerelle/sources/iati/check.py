"""Checks files of IATI 2.03: activities and organisations."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from passerelle.sources.iati.faults import Fault
from passerelle.sources.iati.stream import CHUNK, Broken, Stream
from passerelle.sources.iati.structure import Structure


def faults(chunks: Iterable[bytes]) -> Iterator[Fault]:
    """Yield what is wrong in a file, in the order of finding; nothing when it is valid. One that cannot be read
    to its end yields the reason last."""
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
        yield from structure.taken()
        yield Fault(broken.line, broken.code, details=broken.details)
        return
    yield from structure.taken()


def check_file(path: Path) -> Iterator[Fault]:
    """Yield what is wrong in the file `path`; line 0 stands for the file as a whole."""
    try:
        yield from faults(chunks_of(path))
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
