"""Word documents: paragraphs and tables in reading order, after a look at the archive around them."""

import zipfile
from collections.abc import Iterator
from importlib.metadata import version
from io import BytesIO
from typing import Any

from passerelle.sources.limits import Limits
from passerelle.sources.model import Item, Refusal
from passerelle.sources.parts import Parts

_RATIO_MATTERS_FROM = 1_000_000
_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))


def read_word(item: Item, limits: Limits) -> Parts:
    """Return the text of a DOCX, its title and author.

    Its creation date is not taken: it is most often that of an older file that was written over.
    """
    import docx

    check_archive(item, limits)
    document = docx.Document(BytesIO(item.data))
    _keep_soft_hyphens(document)
    said = document.core_properties
    return Parts(
        pages=("\n".join(_blocks(document)),),
        media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        extractor=f"docx python-docx {version('python-docx')}",
        title=said.title or "",
        author=said.author if said.author != "python-docx" else "",
    )


def _keep_soft_hyphens(document: Any) -> None:
    """Write soft hyphens as signs of the text: Word makes elements of them, and in TCVN3 they are the letter ư."""
    from docx.oxml.ns import qn

    for hyphen in list(document.element.body.iter(qn("w:softHyphen"))):
        hyphen.tag = qn("w:t")
        hyphen.text = "\u00ad"


def check_archive(item: Item, limits: Limits) -> None:
    """Raise Refusal when the archive would unpack to too much, is cut short or holds a document type.

    zipfile never unpacks more than an entry declares, so the declared sizes are bounds one can trust.
    """
    try:
        with zipfile.ZipFile(BytesIO(item.data)) as archive:
            entries = archive.infolist()
            _check_sizes(item, entries, limits)
            for entry in entries:
                if entry.flag_bits & 1:
                    raise Refusal("encrypted", item.name, kind="docx")
                if entry.filename.lower().endswith((".xml", ".rels")):
                    part = archive.read(entry)
                    if any(doctype in part for doctype in _DOCTYPES):
                        raise Refusal("xml_entities", item.name)
    except (zipfile.BadZipFile, EOFError) as error:
        raise Refusal("truncated", item.name, kind="docx") from error


def _check_sizes(item: Item, entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    total = sum(entry.file_size for entry in entries)
    swollen = any(
        entry.file_size > _RATIO_MATTERS_FROM
        and entry.file_size > limits.zip_ratio * max(entry.compress_size, 1)
        for entry in entries
    )
    if total > limits.zip_bytes or swollen or len(entries) > limits.zip_entries:
        raise Refusal("zip_bomb", item.name, size_bytes=total, limit_bytes=limits.zip_bytes)


def _blocks(container: Any) -> Iterator[str]:
    for block in container.iter_inner_content():
        if hasattr(block, "rows"):
            yield from _rows(block)
        else:
            yield block.text


def _rows(table: Any) -> Iterator[str]:
    for row in table.rows:
        seen: list[Any] = []
        cells = []
        for cell in row.cells:
            if not any(cell._tc is other for other in seen):  # a merged cell comes once for each column
                seen.append(cell._tc)
                cells.append(" ".join(" ".join(_blocks(cell)).split()))
        yield " | ".join(text for text in cells if text)
