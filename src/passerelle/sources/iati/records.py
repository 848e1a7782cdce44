"""A file, one record (activity or organisation) in memory at a time, each with what is wrong in it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import regex

from passerelle.core.commitments.activities import Element
from passerelle.sources.iati.faults import Fault
from passerelle.sources.iati.stream import Broken, Stream
from passerelle.sources.iati.structure import Structure

MOST_BYTES = 100_000_000
_ELEMENT, _PIECE, _LETTER = 500, 60, 3  # bytes that are spent on each; letters are held three times over
_SPACE = regex.compile(r"[ \t\r\n]*")


@dataclass(frozen=True, slots=True)
class Record:
    """A child of the root, where it begins, and its faults; `root` are the attributes of the file's first element.

    `element` is None for what stands beside records: faults of the file as a whole. `lines` are those of the
    element and all that is in it, in document order.
    """

    element: Element | None
    line: int
    faults: tuple[Fault, ...]
    root: tuple[tuple[str, str], ...] = ()
    lines: tuple[int, ...] = ()


class _Growing:
    __slots__ = ("attributes", "children", "name", "pieces", "tails")

    def __init__(self, name: str, attributes: dict[str, str]) -> None:
        self.name, self.attributes = name, tuple(attributes.items())
        self.pieces: list[str] = []
        self.children: list[Element] = []
        self.tails: list[list[str]] = []

    def grown(self) -> Element:
        """Return the element, without the white space that only lays out elements of IATI."""
        layout = not self.name.startswith("{")
        text = "".join(self.pieces)
        if layout and self.children and _SPACE.fullmatch(text):
            text = ""
        children = []
        for child, pieces in zip(self.children, self.tails, strict=True):
            tail = "".join(pieces)
            if layout and _SPACE.fullmatch(tail):
                tail = ""
            children.append(Element(child.name, child.attributes, child.text, child.children, tail))
        return Element(self.name, self.attributes, text, tuple(children))


class Records:
    """A listener of the stream that grows one record after the other, taking its faults from `structure`.

    `structure` must listen before it. One that would take more than `most_bytes` of memory is let go, and told.
    """

    def __init__(self, structure: Structure, most_bytes: int | None) -> None:
        self.done: list[Record] = []
        self._most = most_bytes
        self._structure = structure
        self._root: tuple[str, tuple[tuple[str, str], ...]] | None = None
        self._open: list[_Growing] = []
        self._lines: list[int] = []
        self._skipping = self._bytes = 0

    def start(self, name: str, attributes: dict[str, str], line: int) -> None:
        if self._skipping:
            self._skipping += 1
        elif self._root is None:
            self._root = name, tuple(attributes.items())
        else:
            self._lines.append(line)
            self._open.append(_Growing(name, attributes))
            self._spend(_ELEMENT + sum(2 * _PIECE + _LETTER * len(value) for value in attributes.values()))

    def text(self, text: str, line: int) -> None:
        if self._open:
            inner = self._open[-1]
            (inner.tails[-1] if inner.tails else inner.pieces).append(text)
            self._spend(_PIECE + _LETTER * len(text))

    def end(self, line: int) -> None:
        if self._skipping:
            self._skipping -= 1
            if not self._skipping:
                self._finish(None)
        elif self._open:
            element = self._open.pop().grown()
            if self._open:
                self._open[-1].children.append(element)
                self._open[-1].tails.append([])
            else:
                self._finish(element)

    def _spend(self, size: int) -> None:
        self._bytes += size
        if self._most is not None and self._bytes > self._most:
            self._skipping, self._open = len(self._open), []

    def _finish(self, element: Element | None) -> None:
        assert self._root is not None  # noqa: S101 - a record stands in it
        name, root = self._root
        faults = self._structure.taken()
        of_file = tuple(fault for fault in faults if fault.element == name)
        if of_file:
            self.done.append(Record(None, of_file[0].line, of_file, root))
        own = [fault for fault in faults if fault.element != name]
        if element is None:
            own.append(Fault(self._lines[0], "too_large", details={"limit": str(MOST_BYTES // 1_000_000)}))
        self.done.append(Record(element, self._lines[0], tuple(own), root, tuple(self._lines)))
        self._lines, self._bytes = [], 0

    def taken(self) -> list[Record]:
        """Return the records grown since the last time."""
        taken, self.done = self.done, []
        return taken


def records(chunks: Iterable[bytes], *, whole: bool = False) -> Iterator[Record]:
    """Yield the records of a file, each with its faults; what is wrong beside them comes without an element.

    `whole`: however large a record is, because it was read before.
    """
    structure = Structure()
    growing = Records(structure, None if whole else MOST_BYTES)
    stream = Stream(structure, growing)
    try:
        for chunk in chunks:
            stream.feed(chunk)
            yield from growing.taken()
            if structure.foreign:
                break
        else:
            stream.close()
    except Broken as broken:
        yield from growing.taken()
        structure.settle()
        structure.faults.append(Fault(broken.line, broken.code, details=broken.details))
    yield from growing.taken()
    if left := structure.taken():
        yield Record(None, left[0].line, tuple(left))
