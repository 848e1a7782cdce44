"""XML that is neither a page nor a feed to follow: the text of its elements, and nothing from outside."""

import regex
from lxml import etree

from passerelle.sources.limits import Limits
from passerelle.sources.model import Item, Refusal
from passerelle.sources.parts import Parts
from passerelle.sources.plain import decode

_DECLARED = regex.compile(rb"^[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_.:-]{2,40})")
_DECLARATION = regex.compile(r"\A\s*<\?xml[^>]*>")
_DOCUMENT_TYPE = regex.compile(r"<!(?:DOCTYPE|ENTITY)\b")


def read_xml(item: Item, limits: Limits) -> Parts:
    """Return the text of an XML document, one element a line. One with a document type is refused."""
    declared = _DECLARED.match(item.data[:400])
    text = decode(item, declared[1].decode("ascii") if declared else None)
    if _DOCUMENT_TYPE.search(text):
        raise Refusal("xml_entities", item.name)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True, encoding="utf-8",
    )  # fmt: skip
    try:
        root = etree.fromstring(_DECLARATION.sub("", text).encode("utf-8"), parser=parser)
    except etree.XMLSyntaxError as error:
        if "depth" in str(error).lower():
            raise Refusal("too_deep", item.name, limit=limits.html_depth) from error
        raise
    pieces = (" ".join(str(piece).split()) for piece in root.itertext())
    return Parts(
        ("\n".join(piece for piece in pieces if piece),), "application/xml", f"xml lxml {etree.__version__}"
    )
