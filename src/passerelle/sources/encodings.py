"""Texts in the Vietnamese encodings before Unicode: led to Unicode once, before anything else is done with them."""

from dataclasses import replace

import regex
from lxml.html import HtmlElement

from passerelle.core.text.legacy import Legacy, convert, recognise, suits
from passerelle.sources.parts import Parts

# What people call them.
NAMES = {"tcvn3": "TCVN3 (ABC)", "vni": "VNI-Windows", "cp1258": "Windows-1258"}

_TAG = regex.compile(r"<[^<>]{0,2000}>")
_SAID_IN = ("content", "alt", "title")  # attributes in which a page says something of itself


def western(data: bytes) -> tuple[str, Legacy | None]:
    """Return bytes as a Western program shows them, and the Vietnamese encoding these signs are; tags do not count."""
    try:
        shown = data.decode("cp1252")
    except UnicodeDecodeError:
        return "", None
    return shown, recognise(_TAG.sub(" ", shown))


def unified(parts: Parts) -> Parts:
    """Return `parts` in Unicode where they are in an older encoding for sure; where it only seems so, named."""
    texts = [page for page in parts.pages if isinstance(page, str)]
    found = None if parts.encoding else recognise("\n\n".join(texts))
    if found is None:
        return parts
    if not found.sure:
        return replace(parts, encoding=found.encoding)

    def led(text: str) -> str:
        return convert(text, found.encoding) if suits(text, found.encoding) else text

    return replace(
        parts,
        pages=tuple(convert(page, found.encoding) if isinstance(page, str) else page for page in parts.pages),
        title=led(parts.title),
        author=led(parts.author),
        publisher=led(parts.publisher),
        encoding=found.encoding,
        converted=True,
    )


def unify_tree(tree: HtmlElement) -> Legacy | None:
    """Lead the texts of a page to Unicode in place, and return what they were in.

    In the tree, because what comes after it drops the soft hyphen, which is a letter of TCVN3.
    """
    found = recognise("\n".join(tree.itertext()))
    if found is None or not found.sure:
        return found
    for element in tree.iter():
        if element.text:
            element.text = convert(element.text, found.encoding)
        if element.tail:
            element.tail = convert(element.tail, found.encoding)
        for name in _SAID_IN:
            if suits(value := element.get(name) or "", found.encoding):
                element.set(name, convert(value, found.encoding))
    return found
