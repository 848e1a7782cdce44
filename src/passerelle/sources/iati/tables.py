"""The structure that IATI 2.03 prescribes, as `data/activities.tsv` and `data/organisations.tsv` hold it.

Each type is a sequence of children: the schemas know no choice and no group. Foreign elements (of another
namespace) stand where the sequence has a place for them.
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

XML = "{http://www.w3.org/XML/1998/namespace}"
XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
STANDARDS = {"iati-activities": "activities", "iati-organisations": "organisations"}
VERSION = "2.03"
_FOREIGN = ""


@dataclass(frozen=True, slots=True)
class Place:
    """One place of a sequence: an element `name` of type `type`, at least and at most so often (None: no bound)."""

    name: str
    type: str
    least: int
    most: int | None


@dataclass(frozen=True, slots=True)
class Type:
    """What an element may hold.

    `text` names the type of its text, None when it holds elements only, "anyType" when anything goes.
    `attributes` maps a name to its type; `required` are those that must be there; `open` lets others of a
    namespace in. `index` tells at which place of `places` a child stands.
    """

    name: str
    text: str | None
    places: tuple[Place, ...]
    attributes: dict[str, str]
    required: tuple[str, ...]
    open: bool
    index: dict[str, int]

    @property
    def foreign(self) -> int | None:
        """The place where elements of another namespace may stand."""
        return self.index.get(_FOREIGN)


@dataclass(frozen=True, slots=True)
class Standard:
    """One of the two standards: its types by name, and the types of elements that are known everywhere."""

    root: str
    types: dict[str, Type]
    elements: dict[str, str]


@cache
def standard(root: str) -> Standard:
    """Return the standard whose file has this root element (a key of STANDARDS)."""
    rows = _rows(f"{STANDARDS[root]}.tsv")
    parts: dict[str, list[list[str]]] = {}
    for owner, *rest in rows:
        parts.setdefault(owner, []).append(rest)
    elements = {name: kind for _part, name, kind, *_ in parts.pop("")}
    types: dict[str, Type] = {}
    for owner in parts:
        types[owner] = _type(owner, parts)
    simple = {row[3] for row in rows} - types.keys() - {""}
    types |= {name: Type(name, name, (), {}, (), name == "anyType", {}) for name in simple}
    return Standard(root, types, elements)


def _type(owner: str, parts: dict[str, list[list[str]]]) -> Type:
    own = parts[owner]
    inherited = [row for part, _name, kind, *_ in own if part == "extends" for row in parts[kind]]
    rows = inherited + own
    text = next((kind for part, _name, kind, *_ in rows if part == "text"), None)
    places = tuple(
        Place(name if part == "child" else _FOREIGN, kind, int(least), None if most == "*" else int(most))
        for part, name, kind, least, most in rows
        if part in {"child", "foreign"}
    )
    attributes = [
        (name.replace("xml:", XML), kind, least) for part, name, kind, least, _ in rows if part == "attribute"
    ]
    return Type(
        owner, text, places,
        {name: kind for name, kind, _ in attributes},
        tuple(name for name, _, least in attributes if least == "1"),
        any(part == "attributes" for part, *_ in rows),
        {place.name: position for position, place in enumerate(places)},
    )  # fmt: skip


@cache
def codes() -> dict[str, tuple[bool, frozenset[str]]]:
    """Return the code lists: name → (whether the list is complete, its codes)."""
    return {
        name: (complete == "1", frozenset(found.split()))
        for name, _embedded, complete, found in _rows("codes.tsv")
    }


@cache
def code_paths() -> tuple[tuple[str, str, str], ...]:
    """Return where codes stand: (path, condition on the element, list)."""
    return tuple((path, condition, name) for path, condition, name in _rows("code-paths.tsv"))


def _rows(name: str) -> list[list[str]]:
    source = files("passerelle.sources.iati") / "data" / name
    return [line.split("\t") for line in source.read_text(encoding="utf-8").splitlines()[1:]]
