"""The heavy part of taking a document in: fetch, extract, read. Touches no row, holds no transaction."""

from dataclasses import dataclass
from hashlib import sha256

from passerelle.apps.library import archive
from passerelle.apps.library.intake.bounds import limits
from passerelle.apps.library.intake.reader import read_text
from passerelle.apps.library.models import Document, JobItem, Snapshot
from passerelle.core.reading.model import Reading
from passerelle.sources import Extracted, Item, extract, fetch


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document ready to be written. `text` is the snapshot's when these bytes were extracted before."""

    name: str
    digest: str
    size: int
    text: str
    extracted: Extracted
    published: str
    reading: Reading
    models_used: list[str]


@dataclass(frozen=True, slots=True)
class Reread:
    """A new reading of a document, ready to be written."""

    document: Document
    reading: Reading
    models_used: list[str]


def obtain(item: JobItem) -> tuple[Item, str]:
    """Return the bytes of a job's item and their digest, fetching an address. Raises Refusal."""
    if item.digest:
        data = archive.open_bytes(item.digest)
        return Item(item.name, data, item.media_type or None, dict(item.given)), item.digest
    fetched = fetch(item.address, limits())
    given = {**fetched.given, **item.given}
    return Item(fetched.name, fetched.data, fetched.media_type, given), sha256(fetched.data).hexdigest()


def prepare(item: Item, digest: str) -> Prepared:
    """Extract and read. Raises Refusal."""
    extracted = extract(item, limits=limits())
    kept = Snapshot.objects.filter(pk=digest).values_list("text", flat=True).first()
    text = extracted.text if kept is None else kept
    published = (extracted.published or "")[:10]
    reading, models_used = read_text(text, language=item.given.get("lang"), published=published or None)
    archive.keep(item.data)
    return Prepared(item.name, digest, len(item.data), text, extracted, published, reading, models_used)


def prepare_rereading(document: Document) -> Reread:
    """Read a kept document again."""
    reading, models_used = read_text(
        document.text, language=document.language or None, published=document.published or None
    )
    return Reread(document, reading, models_used)
