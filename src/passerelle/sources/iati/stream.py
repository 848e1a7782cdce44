"""An XML file as a stream of starts, texts and ends, each with its line; nothing from outside, nothing expanded.

Expat reads it: lines are exact in a file of any length, and memory does not grow with it. A document type is
refused where it begins, so that no entity is ever declared.
"""

from typing import Protocol
from xml.parsers import expat

import regex

CHUNK = 65_536
_DEEPEST = 200
_LONGEST = 2_000_000  # bytes of a start tag: it is held whole, and its attributes many times over
_TAG = regex.compile(rb"<[^!?/]")
_ENTITY, _ENCODING, _NO_XML = 11, {18, 19}, {2, 3, 4, 5, 6}
_SYNTAX = {
    3: "unfinished", 4: "stray_character", 5: "unfinished", 6: "unfinished", 7: "mismatched_tag",
    8: "repeated_attribute", 9: "after_the_end", 20: "unfinished", 27: "unbound_prefix",
}  # fmt: skip


class Broken(Exception):  # noqa: N818 - says what the file is, not what went wrong in us
    """The file cannot be read on from here: `code` is a key of faults.toml."""

    def __init__(self, code: str, line: int, **details: str) -> None:
        self.code, self.line, self.details = code, line, details
        super().__init__(f"line {line}: {code}")


class Listener(Protocol):
    """Who is told what the file holds. Names of a namespace are written {namespace}name."""

    def start(self, name: str, attributes: dict[str, str], line: int) -> None: ...

    def text(self, text: str, line: int) -> None: ...

    def end(self, line: int) -> None: ...


class Stream:
    """Feeds a file to its listeners, piece by piece.

    The line of an element is the one where its start tag ends, as the field's validators count it: it is known
    only when the next thing begins, so a start waits for that.
    """

    def __init__(self, *listeners: Listener) -> None:
        self._listeners = listeners
        self._parser = expat.ParserCreate(namespace_separator="}")
        self._parser.buffer_text = False
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.CommentHandler = self._settle
        self._parser.ProcessingInstructionHandler = self._settle
        self._parser.StartCdataSectionHandler = self._settle
        self._parser.StartNamespaceDeclHandler = self._namespace
        self._waiting: tuple[str, dict[str, str]] | None = None
        self._depth = self._bytes = 0
        self._begun = self._tag = False
        self._tag_at = (0, 0)  # the byte and the line where the start tag that waits begins
        self._piece = b""
        self.namespaces: dict[str, str] = {}

    def feed(self, data: bytes) -> None:
        """Take the next piece of the file. Raise Broken when it is not XML, or holds what is not let in."""
        self._piece = data
        self._parse(data, last=False)
        begun = self._parser.CurrentByteIndex  # of what the parser waits to see the end of
        if begun >= self._bytes:
            at = begun - self._bytes
            self._tag = _TAG.match(data, at) is not None
        self._bytes += len(data)
        if self._tag:
            self._bounded(self._bytes - begun, self._parser.CurrentLineNumber)

    def _bounded(self, length: int, line: int) -> None:
        """Raise Broken when a start tag is longer than what is held of one."""
        if length > _LONGEST:
            raise Broken("long_tag", line, limit=str(_LONGEST // 1_000_000))

    def close(self) -> None:
        """Say that the file ends here. Raise Broken when it should not."""
        self._piece = b""
        self._parse(b"", last=True)

    def _parse(self, data: bytes, last: bool) -> None:
        try:
            self._parser.Parse(data, last)
        except expat.ExpatError as error:
            self._settle()
            raise self._broken(error) from error
        except (
            ValueError,
            LookupError,
        ) as error:  # an encoding that Python has not, or of several bytes a letter
            raise Broken("encoding", self._parser.CurrentLineNumber) from error

    def _broken(self, error: expat.ExpatError) -> Broken:
        line = error.lineno
        if error.code == 3 and not self._bytes and not self._piece:
            return Broken("empty", 1)
        if error.code in _ENCODING:
            return Broken("encoding", line)
        if error.code == 4 and self._unreadable():
            return Broken("wrong_encoding", line)
        if not self._begun and error.code in _NO_XML:
            return Broken("not_xml", line)
        if error.code == _ENTITY:
            return Broken("entity", line)
        return Broken("syntax", line, reason=_SYNTAX.get(error.code, "syntax"))

    def _unreadable(self) -> bool:
        """Return whether the parser stands before a byte that is no letter of the file's encoding."""
        at = self._parser.ErrorByteIndex - self._bytes
        return 0 <= at < len(self._piece) and any(byte >= 0x80 for byte in self._piece[at : at + 4])

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._settle()
        self._begun = True
        self._depth += 1
        if self._depth > _DEEPEST:
            raise Broken("too_deep", self._parser.CurrentLineNumber, limit=str(_DEEPEST))
        self._tag_at = self._parser.CurrentByteIndex, self._parser.CurrentLineNumber
        self._waiting = (_clark(name), {_clark(key): value for key, value in attributes.items()})

    def _settle(self, *_: object) -> None:
        if self._waiting is not None:
            (name, attributes), self._waiting = self._waiting, None
            at, begun = self._tag_at
            self._bounded(self._parser.CurrentByteIndex - at, begun)
            line = self._parser.CurrentLineNumber
            for listener in self._listeners:
                listener.start(name, attributes, line)

    def _text(self, text: str) -> None:
        if self._waiting is not None:
            self._settle()
        line = self._parser.CurrentLineNumber
        for listener in self._listeners:
            listener.text(text, line)

    def _end(self, _name: str) -> None:
        if self._waiting is not None:
            self._settle()
        self._depth -= 1
        line = self._parser.CurrentLineNumber
        for listener in self._listeners:
            listener.end(line)

    def _doctype(self, *_: object) -> None:
        raise Broken("doctype", self._parser.CurrentLineNumber)

    def _namespace(self, prefix: str | None, address: str | None) -> None:
        if prefix and address and prefix != "xml":
            self.namespaces.setdefault(address, prefix)


def _clark(name: str) -> str:
    return "{" + name if "}" in name else name
