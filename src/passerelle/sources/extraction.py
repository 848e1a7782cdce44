"""From an item to its text: the bytes decide which parser reads it, and every failure is a refusal."""

from collections.abc import Callable
from urllib.parse import urlsplit

from passerelle.sources.files import ALREADY_TEXT
from passerelle.sources.html import read_html
from passerelle.sources.kinds import READABLE, check_extension, kind_of
from passerelle.sources.limits import Limits
from passerelle.sources.model import Extracted, Item, Refusal
from passerelle.sources.parts import Parts
from passerelle.sources.plain import clean, decode, is_binary, kept

_TITLE = 300
Parser = Callable[[Item, Limits, str | None], Parts]


def _text(item: Item, limits: Limits, language_hint: str | None) -> Parts:
    return Parts(decode(item), "text/plain", "text 1")


def _html(item: Item, limits: Limits, language_hint: str | None) -> Parts:
    return read_html(item, limits)


PARSERS: dict[str, Parser] = {"text": _text, "html": _html}


def extract(item: Item, *, limits: Limits, language_hint: str | None = None) -> Extracted:
    """Return the text of `item` and what is known of it. The same bytes always give the same text.

    `language_hint` (ISO 639-1) only helps the recognition of scans. Raises Refusal, and nothing else.
    """
    if len(item.data) > limits.file_bytes:
        raise Refusal("too_large", item.name, size_bytes=len(item.data), limit_bytes=limits.file_bytes)
    if not item.data.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        raise Refusal("empty", item.name)
    kind = "text" if item.media_type == ALREADY_TEXT else _kind(item)
    try:
        parts = PARSERS[kind](item, limits, language_hint or item.given.get("lang"))
    except Refusal:
        raise
    except Exception as error:
        raise Refusal("unreadable", item.name, kind=kind, failure=type(error).__name__) from error
    return _complete(item, parts, kept(item, parts.text, limits))


def _kind(item: Item) -> str:
    kind = kind_of(item.data)
    if kind == "text" and is_binary(item.data) and not _unicode(item):
        kind = "binary"
    check_extension(item, kind)
    if kind == "binary":
        raise Refusal("binary", item.name)
    if kind == "encrypted_office":
        raise Refusal("encrypted", item.name, kind=kind)
    if kind not in READABLE:
        raise Refusal("unsupported", item.name, kind=kind)
    return kind


def _unicode(item: Item) -> bool:
    try:
        decode(item)
    except Refusal as refusal:
        return refusal.code != "binary"
    return True


def _complete(item: Item, parts: Parts, text: str) -> Extracted:
    given = item.given
    url = given.get("url") or (item.name if item.name.startswith(("http://", "https://")) else parts.url)
    return Extracted(
        text=text,
        media_type=parts.media_type,
        extractor=parts.extractor,
        title=_one_line(given.get("title") or parts.title),
        publisher=_one_line(given.get("publisher") or parts.publisher or _host(url)),
        author=_one_line(given.get("author") or parts.author),
        url=url,
        published=given.get("published") or parts.published,
        published_how="given" if given.get("published") else "metadata" if parts.published else None,
        language=given.get("lang") or parts.language,
    )


def _one_line(value: str) -> str:
    return " ".join(clean(value).split())[:_TITLE]


def _host(url: str) -> str:
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")
