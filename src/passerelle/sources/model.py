"""The plain shapes of sources: what came in, what was extracted, and why something was refused."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Item:
    """Bytes that came from somewhere, before anything is known of them.

    `name`: what a person would call it (a file's name, the given name of a JSON line, an address).
    `media_type`: as declared by the sender, or None; the bytes decide.
    `given`: metadata that came with it (published, url, title, publisher, author, lang).
    """

    name: str
    data: bytes
    media_type: str | None = None
    given: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Extracted:
    """The text of one document, and what its metadata, its text or its address say about it.

    `published` is ISO 8601 as precise as known; `published_how` is one of given, metadata, text, address
    (None when `published` is None). `extractor` names the adapter and its version. `encoding` is the older Vietnamese
    encoding the text was found in, if any (passerelle.core.text.legacy); unless `converted`, it still is.
    """

    text: str
    media_type: str
    extractor: str
    title: str = ""
    publisher: str = ""
    author: str = ""
    url: str = ""
    published: str | None = None
    published_how: str | None = None
    language: str | None = None
    encoding: str = ""
    converted: bool = False


class Refusal(Exception):  # noqa: N818 - a refusal is an answer, not an accident
    """A document or address that cannot be taken, with its reason and remedy.

    `code` is a key of `refusals.toml`; `sentence(language)` names the thing, the reason and the remedy.
    """

    def __init__(self, code: str, name: str, **details: str | int) -> None:
        self.code, self.name, self.details = code, name, details
        super().__init__(f"{name}: {code}")

    def sentence(self, language: str) -> str:
        from passerelle.sources.refusals import sentence

        return sentence(self, language)
