"""What a file says, whatever the way it is written: two files that say the same have the same canonical form.

Told apart: elements, their order, attributes and their values, texts. Not told apart: the order of attributes,
prefixes, comments, white space between elements, how a number or a truth value is spelt (1.50 and +1.5, true and 1),
white space around numbers, truth values, addresses and languages, and whether a text came escaped or as CDATA.
"""

from collections.abc import Iterable
from decimal import Decimal

from passerelle.core.commitments.activities import Element
from passerelle.sources.iati.records import records
from passerelle.sources.iati.tables import XML, Standard, Type, standard

_NUMBERS = ("decimal", "int", "nonNegativeInteger", "positiveInteger")
_COLLAPSED = ("anyURI", "NMTOKEN", "xml:lang", "xml:base", "xml:id")

Canonical = tuple[object, ...]


def canonical(element: Element, root: str = "iati-activities") -> Canonical:
    """Return the canonical form of a valid record of the file with this root."""
    known = standard(root)
    return _form(
        element, known, known.types[known.elements[element.name]] if element.name in known.elements else None
    )


def canonical_file(chunks: Iterable[bytes]) -> list[Canonical]:
    """Return the canonical forms of all records of a valid file, its root's attributes first."""
    forms: list[Canonical] = []
    for record in records(chunks):
        if record.element is None:
            continue
        root = "iati-organisations" if record.element.name == "iati-organisation" else "iati-activities"
        if not forms:
            forms.append(tuple(sorted(record.root)))
        forms.append(canonical(record.element, root))
    return forms


def _form(element: Element, known: Standard, kind: Type | None) -> Canonical:
    attributes = kind.attributes if kind else {}
    given = sorted(
        (name, _value(attributes.get(name, _everywhere(name)), value)) for name, value in element.attributes
    )
    children: list[object] = []
    for child in element.children:
        children.append(_form(child, known, _kind(child, known, kind)))
        if child.tail:
            children.append(child.tail)
    text = _value(kind.text if kind else None, element.text)
    return element.name, tuple(given), text, tuple(children)


def _kind(child: Element, known: Standard, parent: Type | None) -> Type | None:
    if parent is not None and (position := parent.index.get(child.name)) is not None and child.name:
        return known.types[parent.places[position].type]
    name = known.elements.get(child.name)
    return known.types[name] if name and (parent is None or parent.text == "anyType") else None


def _everywhere(name: str) -> str | None:
    return name.replace(XML, "xml:") if name.startswith(XML) else None


def _value(kind: str | None, value: str) -> str:
    if kind in _NUMBERS:
        number = Decimal(value.strip())
        return f"{number.normalize() if number else Decimal(0):f}"
    if kind == "boolean":
        return "true" if value.strip() in {"true", "1"} else "false"
    return " ".join(value.split()) if kind in _COLLAPSED else value
