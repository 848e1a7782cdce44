"""The readers there are, by name and version, so that readings can be compared and repeated."""

from collections.abc import Callable, Mapping
from typing import Protocol

from passerelle.core.naming.gazetteer import Gazetteer
from passerelle.core.reading.model import Reading
from passerelle.core.reading.reader import Reader
from passerelle.core.reading.recogniser import Recogniser
from passerelle.core.reading.trained.reader import TrainedReader


class AnyReader(Protocol):
    """What every registered reader is: a name, a version, and a way to read one text."""

    @property
    def name(self) -> str: ...

    @property
    def version(self) -> str: ...

    def read(self, text: str, *, language: str | None = None, published: str | None = None) -> Reading:
        """Return what `text` says; `published` (ISO 8601) resolves relative dates."""
        ...


class UnknownReader(LookupError):  # noqa: N818 - an answer to a person
    """Nobody registered this reader; `known` lists those there are, as `name@version`."""

    def __init__(self, reference: str) -> None:
        self.reference, self.known = reference, tuple(f"{name}@{version}" for name, version in READERS)
        super().__init__(f"There is no reader {reference!r}; there are: {', '.join(self.known)}.")


# In the order of their making: a name alone means its last version, and the last of all reads by default.
READERS: dict[tuple[str, str], Callable[[Gazetteer, Mapping[str, Recogniser]], AnyReader]] = {
    (Reader.name, Reader.version): Reader,
    (TrainedReader.name, TrainedReader.version): TrainedReader,
}
LATEST = next(reversed(READERS))


def named(reference: str) -> tuple[str, str]:
    """Return name and version of the reader meant by `name` or `name@version`. Raises UnknownReader."""
    name, at, version = reference.partition("@")
    found = [reader for reader in READERS if reader[0] == name and (not at or reader[1] == version)]
    if not found:
        raise UnknownReader(reference)
    return found[-1]


def open_reader(
    gazetteer: Gazetteer,
    recognisers: Mapping[str, Recogniser] | None = None,
    *,
    name: str = LATEST[0],
    version: str = LATEST[1],
) -> AnyReader:
    """Return the reader `name` in `version`. Raises UnknownReader when there is none."""
    try:
        reader = READERS[name, version]
    except KeyError:
        raise UnknownReader(f"{name}@{version}") from None
    return reader(gazetteer, recognisers or {})
