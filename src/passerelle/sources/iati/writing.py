"""From elements to a file of IATI 2.03, as a stream; and one element as a text of its own, to be kept.

What XML cannot hold (control characters) becomes U+FFFD. Layout is added only between elements of IATI that hold no
text; comments and the prefixes that a file chose for its namespaces are not kept.
"""

from collections.abc import Iterable, Iterator, Mapping

import regex

from passerelle.core.commitments.activities import Element
from passerelle.sources.iati.records import records
from passerelle.sources.iati.tables import VERSION, XML

HEADER = '<?xml version="1.0" encoding="UTF-8"?>\n'
_IMPOSSIBLE = regex.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_IN_TEXT = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"}
_IN_VALUE = {**_IN_TEXT, '"': "&quot;", "\n": "&#10;", "\t": "&#9;"}


def written(
    elements: Iterable[Element], root: str = "iati-activities", attributes: Mapping[str, str] | None = None
) -> Iterator[bytes]:
    """Yield a file piece by piece: its head, one piece an element, its end.

    `attributes` are those of the root, such as generated-datetime; version is added.
    """
    head = Element(root, (("version", VERSION), *(attributes or {}).items()))
    yield (HEADER + _tag(head, {}) + ">\n").encode()
    for element in elements:
        yield (as_text(element, 1) + "\n").encode()
    yield f"</{root}>\n".encode()


def as_text(element: Element, depth: int = 0) -> str:
    """Return an element as XML that stands for itself, declaring the namespaces it uses."""
    pieces: list[str] = []
    _write(element, {}, depth, pieces)
    return "".join(pieces)


def from_text(text: str, root: str = "iati-activities") -> Element:
    """Return the element that `as_text` wrote. Raises ValueError when the text is no element."""
    for record in records([f'<{root} version="{VERSION}">{text}</{root}>'.encode()], whole=True):
        if record.element is not None:
            return record.element
    raise ValueError("not an element of IATI")


def _write(element: Element, prefixes: dict[str, str], depth: int, pieces: list[str]) -> None:
    prefixes = dict(prefixes)
    indent = "  " * depth
    layout = not element.name.startswith("{") and not element.text and depth >= 0
    layout = layout and not any(child.tail for child in element.children)
    if depth >= 0:
        pieces.append(indent)
    pieces.append(_tag(element, prefixes))
    if not element.text and not element.children:
        pieces.append("/>")
        return
    pieces.append(">" + _escaped(element.text, _IN_TEXT))
    for child in element.children:
        if layout:
            pieces.append("\n")
        _write(child, prefixes, depth + 1 if layout else -1, pieces)
        pieces.append(_escaped(child.tail, _IN_TEXT))
    if layout and element.children:
        pieces.append("\n" + indent)
    pieces.append(f"</{_name(element.name, prefixes)}>")


def _tag(element: Element, prefixes: dict[str, str]) -> str:
    """Return the start tag without its end; the namespaces it declares are added to `prefixes`."""
    declared = []
    for name in (element.name, *(key for key, _ in element.attributes)):
        space = name[1:].rpartition("}")[0]
        if space and space not in prefixes and not name.startswith(XML):
            prefixes[space] = f"ns{len(prefixes) + 1}"
            declared.append((f"xmlns:{prefixes[space]}", space))
    given = [(_name(key, prefixes), value) for key, value in element.attributes]
    return f"<{_name(element.name, prefixes)}" + "".join(
        f' {key}="{_escaped(value, _IN_VALUE)}"' for key, value in (*declared, *given)
    )


def _name(name: str, prefixes: dict[str, str]) -> str:
    if not name.startswith("{"):
        return name
    if name.startswith(XML):
        return "xml:" + name.removeprefix(XML)
    space, _, local = name[1:].rpartition("}")
    return f"{prefixes[space]}:{local}"


def _escaped(text: str, marks: dict[str, str]) -> str:
    text = _IMPOSSIBLE.sub("\ufffd", text)
    for mark, written_so in marks.items():
        if mark in text:
            text = text.replace(mark, written_so)
    return text
