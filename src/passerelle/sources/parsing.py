"""Which parser reads which kind, and one parse with every failure turned into a refusal."""

from collections.abc import Callable

from passerelle.sources.files import ALREADY_TEXT
from passerelle.sources.html import read_html
from passerelle.sources.limits import Limits
from passerelle.sources.model import Item, Refusal
from passerelle.sources.parts import Parts
from passerelle.sources.pdf import read_pdf
from passerelle.sources.pictures import read_picture
from passerelle.sources.plain import decode
from passerelle.sources.word import read_word
from passerelle.sources.xml import read_xml


def read_text(item: Item, limits: Limits) -> Parts:
    """Return plain text as it stands."""
    text = item.data.decode("utf-8") if item.media_type == ALREADY_TEXT else decode(item)
    return Parts((text,), "text/plain", "text 1")


PARSERS: dict[str, Callable[[Item, Limits], Parts]] = {
    "text": read_text,
    "html": read_html,
    "xml": read_xml,
    "pdf": read_pdf,
    "docx": read_word,
    "image": read_picture,
}


def parse(kind: str, item: Item, limits: Limits) -> Parts:
    """Parse `item` as `kind` in this very process. Raises Refusal, and nothing else."""
    try:
        return PARSERS[kind](item, limits)
    except Refusal:
        raise
    except Exception as error:  # whatever a library trips over is a trait of the document, not of the desk
        raise Refusal("unreadable", item.name, kind=kind, failure=type(error).__name__) from error
