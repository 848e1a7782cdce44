"""From an item to its text: the bytes decide which parser reads it, and every failure is a refusal."""

from dataclasses import replace
from urllib.parse import urlsplit

from passerelle.core.text import detect
from passerelle.sources.encodings import unified
from passerelle.sources.files import ALREADY_TEXT
from passerelle.sources.heading import heading
from passerelle.sources.isolation import PARSER
from passerelle.sources.kinds import READABLE, check_extension, kind_of
from passerelle.sources.limits import Limits
from passerelle.sources.model import Extracted, Item, Refusal
from passerelle.sources.parsing import parse
from passerelle.sources.parts import Parts
from passerelle.sources.plain import clean, is_text, kept
from passerelle.sources.published import find_published
from passerelle.sources.recognition import recognise

_ONE_LINE = 300


def extract(item: Item, *, limits: Limits, language_hint: str | None = None) -> Extracted:
    """Return the text of `item` and what is known of it. The same bytes always give the same text.

    `language_hint` (ISO 639-1) helps the recognition of scans and the reading of dates.
    Raises Refusal, and nothing else.
    """
    if len(item.data) > limits.file_bytes:
        raise Refusal("too_large", item.name, size_bytes=len(item.data), limit_bytes=limits.file_bytes)
    if not item.data.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        raise Refusal("empty", item.name)
    kind = _kind(item)
    hint = language_hint or item.given.get("lang")
    # Plain text needs no parser that could hang or fall.
    parts = unified(parse(kind, item, limits) if kind == "text" else PARSER.parse(kind, item, limits))
    parts, language = _recognised(item, parts, limits, hint)
    text = kept(item, "\n\n".join(str(page) for page in parts.pages).strip("\n"), limits)
    return _complete(item, parts, text, hint, language)


def _kind(item: Item) -> str:
    if item.media_type == ALREADY_TEXT:
        return "text"
    kind = kind_of(item.data)
    if kind == "text" and not is_text(item.data):
        kind = "binary"
    if kind == "encrypted_office":  # the lock hides which kind of document it is
        raise Refusal("encrypted", item.name, kind="docx")
    check_extension(item, kind)
    if kind == "binary":
        raise Refusal("binary", item.name)
    if kind not in READABLE:
        raise Refusal("unsupported", item.name, kind=kind)
    return kind


def _recognised(
    item: Item, parts: Parts, limits: Limits, language_hint: str | None
) -> tuple[Parts, str | None]:
    """Return `parts` with its pictures read, and the language that they were read in.

    Where other pages do have text, a page that cannot be recognised is left out instead of refusing them all.
    """
    pictures = [page for page in parts.pages if isinstance(page, bytes)]
    if not pictures:
        return parts, None
    texts = [page for page in parts.pages if isinstance(page, str) and page.strip()]
    hint = language_hint or (detect("\n".join(texts)).language if texts else None)
    try:
        found = recognise(pictures, item.name, limits, hint)
    except Refusal:
        if not texts:
            raise
        return replace(parts, pages=tuple(texts)), None
    read = iter(found.pages)
    pages = tuple(page if isinstance(page, str) else next(read) for page in parts.pages)
    extractor = f"{parts.extractor} + tesseract {found.version}"
    return replace(parts, pages=pages, extractor=extractor), None if texts else found.language


def _complete(item: Item, parts: Parts, text: str, hint: str | None, language: str | None) -> Extracted:
    given = item.given
    url = given.get("url") or (item.name if item.name.startswith(("http://", "https://")) else parts.url)
    published = find_published(
        given=given.get("published"),
        metadata=parts.published,
        address=url,
        text=text,
        created=parts.created,
        language=hint or detect(text).language,
    )
    return Extracted(
        text=text,
        media_type=parts.media_type,
        extractor=parts.extractor,
        title=_one_line(given.get("title") or parts.title or heading(text)),
        publisher=_one_line(given.get("publisher") or parts.publisher or _host(url)),
        author=_one_line(given.get("author") or parts.author),
        url=url,
        published=published.value if published else None,
        published_how=published.how if published else None,
        language=given.get("lang") or language,
        encoding=parts.encoding,
        converted=parts.converted,
    )


def _one_line(value: str) -> str:
    return " ".join(clean(value).split())[:_ONE_LINE]


def _host(url: str) -> str:
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")
