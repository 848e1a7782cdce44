"""A record as a tree that XPath can ask, each element with its line in the file."""

from collections.abc import Iterator

from lxml import etree

from passerelle.core.commitments.activities import Element
from passerelle.sources.iati.records import Record

Node = etree._Element
ROOTS = {"iati-activity": "iati-activities", "iati-organisation": "iati-organisations"}


class Tree:
    """The record below a root of its own. `at` tells the line of what XPath found."""

    def __init__(self, root: Node, lines: dict[Node, int]) -> None:
        self.root = root
        self._lines = lines

    def at(self, found: object) -> int:
        """Return the line of an element, or of the element whose attribute or text was found."""
        parent = getattr(found, "getparent", None)
        node = found if etree.iselement(found) else parent() if parent else None
        return self._lines.get(node, 0) if node is not None else 0


def tree_of(record: Record) -> Tree | None:
    """Return a record's tree, None when it is no activity and no organisation."""
    if record.element is None or record.element.name not in ROOTS:
        return None
    root = etree.Element(ROOTS[record.element.name], dict(record.root))
    lines = iter(record.lines)
    known: dict[Node, int] = {}
    _grow(root, record.element, lines, known)
    return Tree(root, known)


def _grow(parent: Node, element: Element, lines: Iterator[int], known: dict[Node, int]) -> None:
    node = etree.SubElement(parent, element.name, dict(element.attributes))
    node.text, node.tail = element.text or None, element.tail or None
    known[node] = next(lines)
    for child in element.children:
        _grow(node, child, lines, known)
