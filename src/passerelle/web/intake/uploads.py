"""From what a browser sends to the items that a job takes."""

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from passerelle.sources import Item, Limits, Refusal, open_stream
from passerelle.sources.files import JSON_LINES

ADDRESSES = 200  # in one go
PASTED_NAME = 60  # characters of a pasted text that name it when nobody did


def items_of(files: Iterable[UploadedFile], limits: Limits) -> Iterator[Item | Refusal]:
    """Yield one item a file, one a line for JSON Lines; what cannot be taken is a refusal in its place."""
    for file in files:
        name = file.name or "?"
        if not file.size:
            yield Refusal("empty", name)
        elif file.size > limits.file_bytes:
            yield Refusal("too_large", name, size_bytes=file.size, limit_bytes=limits.file_bytes)
        elif PurePosixPath(name).suffix.lower() in JSON_LINES:
            yield from open_stream(file, limits, name)
        else:
            yield Item(name, file.read(), file.content_type)


def pasted(text: str, *, title: str, published: str, limits: Limits) -> Item | Refusal:
    """Return a pasted text as an item, named by its title or its first words."""
    name = title or " ".join(text.split())[:PASTED_NAME]
    data = text.encode("utf-8", "replace")
    if len(data) > limits.file_bytes:
        return Refusal("too_large", name, size_bytes=len(data), limit_bytes=limits.file_bytes)
    given = {"title": title, "published": published}
    return Item(
        name, data, "text/plain; charset=utf-8", {key: value for key, value in given.items() if value}
    )


def bounds() -> dict[str, int]:
    """Return the limits as a screen says them beforehand."""
    return {
        "files": settings.DATA_UPLOAD_MAX_NUMBER_FILES,
        "bytes": settings.UPLOAD_BYTES,
        "megabytes": settings.UPLOAD_BYTES // 1_000_000,
        "page_megabytes": settings.FETCH_BYTES // 1_000_000,
        "addresses": ADDRESSES,
    }
