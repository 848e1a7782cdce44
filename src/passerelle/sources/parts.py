"""What a parser hands back before it is cleaned and completed."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Parts:
    """The pages of one document and what the document says of itself.

    A page is its text, or the PNG of a page that is still to be recognised. `published` was stated by the
    document; `created` is only when the file was made, which is asked last. `encoding` is the older Vietnamese
    encoding that the text shows, if any, and `converted` whether it was led to Unicode.
    """

    pages: tuple[str | bytes, ...]
    media_type: str
    extractor: str
    title: str = ""
    publisher: str = ""
    author: str = ""
    url: str = ""
    published: str | None = None
    created: str | None = None
    encoding: str = ""
    converted: bool = False
