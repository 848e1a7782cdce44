"""What stands in a digest, as plain data."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to know: its title, what else is said of it, and where it is found at the desk ("" nowhere)."""

    title: str
    words: str
    path: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Lines of one sort. `amber` counts what is only counted, `more` what there was no room for; `path` leads on."""

    key: str  # overdue, due, silent, proposals, meetings
    title: str
    lines: tuple[Line, ...]
    more: int = 0
    amber: int = 0
    path: str = ""

    @property
    def total(self) -> int:
        return len(self.lines) + self.more + self.amber


@dataclass(frozen=True, slots=True)
class Content:
    """A digest: whose organisation, as of which day, how it is marked; empty sections are left out."""

    organisation: str
    day: date
    marking: str
    sections: tuple[Section, ...]

    def total(self, key: str) -> int:
        """Return how many things of a sort there are."""
        return sum(section.total for section in self.sections if section.key == key)
