"""What a statistical recogniser of names must offer. Reading works without one."""

from dataclasses import dataclass
from typing import Protocol

LABELS = ("person", "organisation", "place")


@dataclass(frozen=True, slots=True)
class Recognised:
    """A proposed name: text[start:end], with one of LABELS."""

    start: int
    end: int
    label: str


class Recogniser(Protocol):
    """Proposes names of a text in one language; the reader decides."""

    def recognise(self, text: str) -> list[Recognised]: ...
