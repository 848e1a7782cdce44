"""What bytes are, by the bytes themselves; what a name's ending promises; whether the two agree."""

import zipfile
from io import BytesIO
from pathlib import PurePosixPath

import regex

from passerelle.sources.model import Item, Refusal

READABLE = frozenset({"text", "html", "xml", "pdf", "docx", "image"})

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"GIF87a", "other_image"),
    (b"GIF89a", "other_image"),
    (b"{\\rtf", "rtf"),
    (b"\x1f\x8b\x08", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"Rar!\x1a\x07", "archive"),
    (b"BZh", "archive"),
    (b"\xfd7zXZ\x00", "archive"),
    (b"\x7fELF", "program"),
    (b"MZ\x90\x00", "program"),
    (b"ID3\x03", "media"),
    (b"OggS\x00", "media"),
    (b"\x1aE\xdf\xa3", "media"),
)
_PROMISES = {
    "txt": "text", "text": "text", "md": "text", "csv": "text",
    "html": "html", "htm": "html", "xhtml": "html",
    "xml": "xml", "rss": "xml", "atom": "xml",
    "pdf": "pdf", "docx": "docx", "doc": "doc", "xlsx": "xlsx", "pptx": "pptx", "odt": "odt", "rtf": "rtf",
    "png": "image", "jpg": "image", "jpeg": "image", "tif": "image", "tiff": "image", "webp": "image",
    "zip": "zip", "gif": "other_image", "mp3": "media", "mp4": "media", "exe": "program",
}  # fmt: skip
_ALSO = {"html": {"xml"}, "xml": {"html"}}  # XHTML is both
_OFFICE = (("word/document.xml", "docx"), ("xl/workbook.xml", "xlsx"), ("ppt/presentation.xml", "pptx"))
_ENTRY, _MOST_ENTRIES = b"PK\x01\x02", 10_000
_PREAMBLE = regex.compile(r"(?s)\A(?:[\s\ufeff]++|<!--.*?-->|<\?.*?\?>)*+")
_HTML = regex.compile(r"(?i)\A<(?:!doctype\s+html\b(?![^>]*\[)|(?:html|head|body)[\s>])")
_XML = regex.compile(r"\A(?:<!DOCTYPE\b|<!ENTITY\b|<(?:rss|feed|rdf:RDF)[\s>])")
_TAG = regex.compile(
    r"(?i)</?(?:html|head|body|title|meta|div|p|a|b|i|h[1-6]|span|table|ul|ol|article|main|section|br)[\s/>]"
)


def kind_of(data: bytes) -> str:
    """Return what `data` is: one of READABLE, or the name of something that is not read."""
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return {"zip": _zip_kind, "ole": _ole_kind}[kind](data) if kind in ("zip", "ole") else kind
    if data[:4] == b"RIFF":
        return "image" if data[8:12] == b"WEBP" else "media"
    if data[4:8] == b"ftyp":
        return "media"
    if _is_pdf(data):
        return "pdf"
    return _markup_kind(data)


def check_extension(item: Item, kind: str) -> None:
    """Raise Refusal `wrong_extension` when the ending of the item's name promises another kind.

    Addresses promise nothing: what a server sends is its own affair.
    """
    if item.name.startswith(("http://", "https://")):
        return
    extension = PurePosixPath(item.name.replace("\\", "/")).suffix[1:].lower()
    promised = _PROMISES.get(extension, kind)
    if promised == kind or kind in _ALSO.get(promised, ()):
        return
    if promised == "text" and kind == "binary":
        raise Refusal("binary", item.name)
    if promised == "html" and kind == "text" and _TAG.search(_head(item.data, 200_000)):
        return  # a fragment of a page is still a page
    raise Refusal("wrong_extension", item.name, extension=extension, kind=kind)


def _head(data: bytes, size: int) -> str:
    encoding = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}.get(data[:2])
    if encoding is None:
        encoding = {b"<\x00": "utf-16-le", b"\x00<": "utf-16-be"}.get(data[:2], "utf-8")
    return data[:size].decode(encoding, errors="replace")


def _is_pdf(data: bytes) -> bool:
    """Readers allow up to 1024 bytes before the mark; a text that merely mentions it holds no objects."""
    return data.startswith(b"%PDF-") or (b"%PDF-" in data[:1024] and b"endobj" in data)


def _markup_kind(data: bytes) -> str:
    head = _head(data, 65_536)
    preamble = _PREAMBLE.match(head)
    start = head[preamble.end() if preamble else 0 :]
    if _HTML.match(start):
        return "html"
    if _XML.match(start) or head.lstrip("\ufeff \t\r\n").startswith("<?xml"):
        return "xml"
    return "text"


def _zip_kind(data: bytes) -> str:
    if data.count(_ENTRY) > _MOST_ENTRIES:
        return "zip"  # listing them would take minutes, and no office document has as many
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
    except Exception:  # the list of contents stands at the end, where a cut is felt first
        return "docx" if b"word/" in data else "zip"
    for name, kind in _OFFICE:
        if name in names:
            return kind
    return "odt" if "content.xml" in names and "mimetype" in names else "zip"


def _ole_kind(data: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "encrypted_office"
    return "doc"
