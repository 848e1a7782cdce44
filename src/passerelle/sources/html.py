"""Web pages: the article without the page around it, and what the page says of itself."""

from datetime import date
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import regex
from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from passerelle.sources.encodings import unify_tree
from passerelle.sources.limits import Limits
from passerelle.sources.model import Item, Refusal
from passerelle.sources.parts import Parts
from passerelle.sources.plain import decode

_META_CHARSET = regex.compile(rb"(?i)<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([a-z0-9_:.-]{2,40})")
_HEADER_CHARSET = regex.compile(r"(?i)charset\s*=\s*[\"']?([a-z0-9_:.-]{2,40})")
_XML_DECLARATION = regex.compile(r"\A\s*<\?xml[^>]*>")
_NEVER_READ = ("script", "style", "noscript", "template", "iframe", "object", "embed", "svg")
# Fixed bounds: with "today" as the upper one, the same bytes would read differently tomorrow.
_DATES = {
    "extensive_search": False,
    "original_date": True,
    "outputformat": "%Y-%m-%d",
    "min_date": date(1990, 1, 1).isoformat(),
    "max_date": date(2100, 1, 1).isoformat(),
}


def read_html(item: Item, limits: Limits) -> Parts:
    """Return the article of a page with its title, author, publisher and date."""
    import trafilatura

    if len(item.data) > limits.html_bytes:
        raise Refusal("too_large", item.name, size_bytes=len(item.data), limit_bytes=limits.html_bytes)
    tree = _tree(item, _characters(item), limits)
    older = unify_tree(tree)
    address = item.given.get("url") or None
    page: Any = trafilatura.bare_extraction(
        tree, url=address, with_metadata=True, include_comments=False, date_extraction_params=dict(_DATES)
    )
    said = page or SimpleNamespace(text="", title="", author="", sitename="", date=None, url="")
    return Parts(
        pages=(said.text or _whole(item, limits),),
        media_type="text/html",
        extractor=f"html trafilatura {trafilatura.__version__}",
        title=said.title or "",
        author=said.author or "",
        publisher=said.sitename if said.sitename and said.sitename != urlsplit(address or "").netloc else "",
        published=said.date or None,
        url=address or said.url or "",
        encoding=older.encoding if older else "",
        converted=older is not None and older.sure,
    )


def _whole(item: Item, limits: Limits) -> str:
    """The text of the whole page, from a new tree: the first one was taken apart."""
    tree = _tree(item, _characters(item), limits)
    unify_tree(tree)
    return _all_text(tree)


def _characters(item: Item) -> str:
    header = _HEADER_CHARSET.search(item.media_type or "")
    meta = _META_CHARSET.search(item.data[:4096])
    declared = header[1] if header else meta[1].decode("ascii") if meta else None
    return str(_XML_DECLARATION.sub("", decode(item, declared)))


def _tree(item: Item, text: str, limits: Limits) -> HtmlElement:
    # The depth is measured here, so libxml2's own bound, which cuts silently, is off.
    parser = HTMLParser(
        encoding="utf-8", huge_tree=True, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        tree = document_fromstring(text.replace("\x00", "").encode("utf-8", "replace"), parser=parser)
    except etree.ParserError as error:  # lxml's word for a page without any element
        raise Refusal("no_text", item.name) from error
    _check_shape(item, tree, limits)
    for element in list(tree.iter(*_NEVER_READ)):
        if isinstance(element, HtmlElement) and element.getparent() is not None:
            element.drop_tree()  # unlike remove(), keeps the words after it
    return tree


def _check_shape(item: Item, tree: HtmlElement, limits: Limits) -> None:
    depth = elements = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        if event == "start":
            depth, elements = depth + 1, elements + 1
            if depth > limits.html_depth:
                raise Refusal("too_deep", item.name, limit=limits.html_depth)
            if elements > limits.html_elements:
                raise Refusal("too_many_elements", item.name, limit=limits.html_elements)
        else:
            depth -= 1


def _all_text(tree: HtmlElement) -> str:
    lines = (" ".join(piece.split()) for piece in tree.xpath("//body//text()"))
    return "\n".join(line for line in lines if line)
