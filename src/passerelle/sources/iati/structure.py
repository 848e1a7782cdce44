"""Holds a file against the structure of IATI 2.03 while it streams by: memory does not grow with the file."""

import regex

from passerelle.sources.iati.faults import MOST_FAULTS, Fault
from passerelle.sources.iati.tables import STANDARDS, VERSION, XML, XSI, Place, Standard, Type, standard
from passerelle.sources.iati.values import fits

_SPACE = " \t\r\n"
_OLDER = regex.compile(r"\s*[01](?:\.\d+)?\s*")
_EXPECTED_SHOWN = 6
_LONGEST = 500  # letters kept of a value
_ANY = Type("anyType", "anyType", (), {}, (), True, {})
_ANYWHERE = {XML + name: f"xml:{name}" for name in ("lang", "space", "id", "base")}
_ALWAYS = {XSI + "schemaLocation", XSI + "noNamespaceSchemaLocation"}


class Frame:
    """An element that is open: where in its sequence we are, and what it has held so far."""

    __slots__ = ("at", "count", "line", "name", "owed", "pieces", "seen", "told", "type")

    def __init__(self, name: str, kind: Type, line: int) -> None:
        self.name, self.type, self.line = name, kind, line
        self.at = self.count = 0
        self.seen: set[str] = set()
        self.owed: set[str] = set()
        self.told: set[str] = set()
        self.pieces: list[str] = []


class Structure:
    """A listener of the stream: what it finds is `taken` as often as one likes.

    `foreign`: the file is not of this version of IATI at all, and nothing more is to be said about it.
    """

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.foreign = False
        self.standard: Standard | None = None
        self._open: list[Frame] = []
        self._skipping = self._told = 0

    def taken(self) -> list[Fault]:
        """Return the faults found since the last time."""
        taken, self.faults = self.faults, []
        return taken

    def start(self, name: str, attributes: dict[str, str], line: int) -> None:
        if self._skipping:
            self._skipping += 1
            return
        if len(self._open) == 1:
            self.settle()  # what is beside records ends here
        kind = self._root(name, attributes, line) if self.standard is None else self._child(name, line)
        if kind is None:
            self._skipping = 1
            return
        self._open.append(Frame(name, kind, line))
        self._attributes(kind, attributes, line)

    def text(self, text: str, line: int) -> None:
        if self._skipping or not self._open:
            return
        frame = self._open[-1]
        if frame.type.text is None:
            if text.strip(_SPACE) and "text" not in frame.told:
                frame.told.add("text")
                self._tell(frame.line, "stray_text", value=text.strip(_SPACE), at=str(line))
        elif frame.type.text not in {"string", "anyType"}:
            frame.pieces.append(text)

    def end(self, line: int) -> None:
        if self._skipping:
            self._skipping -= 1
            return
        frame = self._open[-1]
        if frame.type.text is None:
            for missing in _unmet(frame, len(frame.type.places)):
                self._tell(frame.line, "missing_element", missing=missing)
        elif not fits(frame.type.text, value := "".join(frame.pieces)):
            self._tell(frame.line, "bad_text", value=value, kind=frame.type.text)
        if len(self._open) <= 2:
            self.settle()
        self._open.pop()

    def settle(self) -> None:
        """Say of how many faults of the record that ends here nothing was told."""
        untold, self._told = self._told - MOST_FAULTS, 0
        if untold > 0:
            frame = (self._open[1:] or self._open)[0]
            self.faults.append(Fault(frame.line, "more", frame.name, {"number": str(untold)}))

    def _root(self, name: str, attributes: dict[str, str], line: int) -> Type | None:
        if name not in STANDARDS:
            self._tell(line, "not_iati", found=name)
        elif _OLDER.fullmatch(version := attributes.get("version", "")):
            self._tell(line, "version", found=version.strip(), version=VERSION)
        else:
            self.standard = standard(name)
            return self.standard.types[self.standard.elements[name]]
        self.foreign = True
        return None

    def _child(self, name: str, line: int) -> Type | None:
        """Return the type of a child, after telling what is wrong about its place; None: look no further into it."""
        assert self.standard is not None  # noqa: S101 - the root was seen, or everything is skipped
        parent = self._open[-1]
        if parent.type.text == "anyType":
            known = self.standard.elements.get(name)
            return self.standard.types[known] if known else _ANY
        if parent.type.text is not None:
            if "child" not in parent.told:
                parent.told.add("child")
                self._tell(parent.line, "child_in_text", child=name)
            return None
        key = "" if name.startswith("{") else name
        position = parent.type.index.get(key)
        if position is None:
            told = self._told < MOST_FAULTS
            self._tell(line, "unknown_element", child=name, expected=_expected(parent) if told else "")
            return None
        place = parent.type.places[position]
        self._take(parent, position, place, name, line)
        parent.seen.add(key)
        return _ANY if not key else self.standard.types[place.type]

    def _take(self, parent: Frame, position: int, place: Place, name: str, line: int) -> None:
        """Move on in the parent's sequence to where this child stands, telling what does not fit."""
        if position == parent.at and (place.most is None or parent.count < place.most):
            parent.count += 1
        elif position > parent.at:
            for missing in _unmet(parent, position):
                parent.owed.add(missing)
                self._tell(line, "missing_before", child=name, missing=missing)
            parent.at, parent.count = position, 1
        elif place.name in parent.owed:
            parent.owed.discard(place.name)  # told already where it should have stood
        elif place.most is not None and place.name in parent.seen:
            self._tell(line, "repeated_element", child=name, most=str(place.most))
        elif before := parent.type.places[parent.at].name:
            self._tell(line, "misplaced_element", child=name, before=before)
        else:
            self._tell(line, "after_foreign", child=name)

    def _attributes(self, kind: Type, attributes: dict[str, str], line: int) -> None:
        for name, value in attributes.items():
            of = kind.attributes.get(name)
            if of is None and name.startswith("{"):
                self._foreign(kind, name, value, line)
            elif of is None and kind.text != "anyType":
                self._tell(line, "unknown_attribute", name=name)
            elif of is not None and not fits(of, value):
                self._tell(line, "bad_value", name=_shown(name), value=value, kind=of)
        for name in kind.required:
            if name not in attributes:
                self._tell(line, "missing_attribute", name=_shown(name))

    def _foreign(self, kind: Type, name: str, value: str, line: int) -> None:
        if name in _ALWAYS:
            return
        if name == XSI + "nil" and kind is not _ANY:
            self._tell(line, "nil")
        elif name == XSI + "type" and kind is not _ANY:
            if value.strip().rpartition(":")[2] != kind.name:
                self._tell(line, "other_type", value=value)
        elif not kind.open:
            self._tell(line, "unknown_attribute", name=name)
        elif name in _ANYWHERE and not fits(_ANYWHERE[name], value):
            self._tell(line, "bad_value", name=_ANYWHERE[name], value=value, kind=_ANYWHERE[name])

    def _tell(self, line: int, code: str, **details: str) -> None:
        self._told += 1
        if self._told <= MOST_FAULTS:
            path = "/".join(frame.name for frame in (self._open[1:] or self._open))
            kept = {name: value[:_LONGEST] for name, value in details.items()}
            self.faults.append(Fault(line, code, path, kept))


def _unmet(frame: Frame, upto: int) -> list[str]:
    """Return the children that must stand before the place `upto` and have not been there."""
    return [
        place.name
        for position, place in enumerate(frame.type.places[frame.at : upto], frame.at)
        if place.least > (frame.count if position == frame.at else 0) and place.name not in frame.seen
    ]


def _expected(frame: Frame) -> str:
    """Return the names that may stand next, up to the first that must."""
    names: list[str] = []
    for position, place in enumerate(frame.type.places[frame.at :], frame.at):
        count = frame.count if position == frame.at else 0
        if place.name and (place.most is None or count < place.most):
            names.append(place.name)
        if place.least > count:
            break
    more = "…" if len(names) > _EXPECTED_SHOWN else ""
    return ", ".join(names[:_EXPECTED_SHOWN]) + more if names else "–"


def _shown(name: str) -> str:
    return name.replace(XML, "xml:")
