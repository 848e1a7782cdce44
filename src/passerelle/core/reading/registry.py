"""The readers there are, by name and version, so that readings can be compared and repeated."""

from collections.abc import Mapping

from passerelle.core.naming.gazetteer import Gazetteer
from passerelle.core.reading.reader import Reader
from passerelle.core.reading.recogniser import Recogniser

READERS: dict[tuple[str, str], type[Reader]] = {(Reader.name, Reader.version): Reader}
LATEST = (Reader.name, Reader.version)


def open_reader(
    gazetteer: Gazetteer,
    recognisers: Mapping[str, Recogniser] | None = None,
    *,
    name: str = LATEST[0],
    version: str = LATEST[1],
) -> Reader:
    """Return the reader `name` in `version`. Raises LookupError when there is none."""
    try:
        reader = READERS[name, version]
    except KeyError:
        raise LookupError(f"There is no reader {name!r} in version {version!r}.") from None
    return reader(gazetteer, recognisers or {})
