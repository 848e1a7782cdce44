"""What a parser hands back before it is cleaned and completed."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Parts:
    """The raw text of one document and what the document says of itself.

    `published` was stated by the document; `created` is only when the file was made, which is asked last.
    """

    text: str
    media_type: str
    extractor: str
    title: str = ""
    publisher: str = ""
    author: str = ""
    url: str = ""
    published: str | None = None
    created: str | None = None
    language: str | None = None
