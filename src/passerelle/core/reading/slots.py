"""Slots: a sentence while its claims are read, and the parts that are chosen for one of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from passerelle.core.reading.clauses import Clauses
from passerelle.core.reading.parts import Part, joined, people_of
from passerelle.core.reading.references import Context, group_of
from passerelle.core.reading.speakers import Speech

_AUXILIARY = 14
_SITE = frozenset(("place",))
_OPENING = 14


@dataclass
class Filled:
    """The parts chosen for a claim: `confidence` tells how directly they were found."""

    parts: list[Part] = field(default_factory=list)
    confidence: float = 0.75

    @property
    def parties(self) -> tuple[str, ...]:
        return joined(self.parts)

    @property
    def people(self) -> tuple[str, ...]:
        return people_of(self.parts)


@dataclass(frozen=True, slots=True)
class Scene:
    """A sentence with everything known of it while its claims are read."""

    clauses: Clauses
    parts: list[Part]
    speech: Speech | None
    context: Context
    published: str | None = None
    kinds: Mapping[str, str] = field(default_factory=dict)

    def subject(self, at: int, *, of_verb: bool = True) -> Part | None:
        """Return the subject of what stands at `at`: the first ungoverned actor of its clause, or of one before."""
        first, _ = self.clauses.around(at)
        beside = [part for part in self.parts if first <= part.start and part.end <= at and part.parties]
        if of_verb and beside and beside[-1].marker == "" and self._adjoins(beside[-1], at):
            return group_of(self.parts, beside[-1])
        bounds: tuple[int, int] | None = (first, at)
        if self._coordinated(at) and not self._opens(first):
            bounds = self.clauses.previous(first) or bounds
        while bounds is not None:
            low, high = bounds
            for part in self.parts:
                if low <= part.start and part.end <= high and part.marker == "" and part.parties:
                    return group_of(self.parts, part)
            bounds = self.clauses.previous(low)
        return None

    def _coordinated(self, at: int) -> bool:
        """Tell whether "and" right before a verb gives it the subject of an earlier one."""
        words = self.clauses.text[max(self.clauses.start, at - 12) : at].lower().split()
        return any(word in self.clauses.grammar.joins for word in words[-2:])

    def _opens(self, first: int) -> bool:
        """Tell whether an actor opens the clause: a subject of its own."""
        return any(0 <= part.start - first <= _OPENING and part.marker == "" for part in self.parts)

    def _adjoins(self, part: Part, at: int) -> bool:
        """Tell whether nothing but an auxiliary stands between an actor and its verb."""
        gap = self.clauses.text[part.end : at].strip().lower()
        return len(gap) <= _AUXILIARY and not set(gap.split()) & self.clauses.grammar.joins and "," not in gap

    def carried(self) -> Part | None:
        """Return the last subject of the document, as a less certain part."""
        last = self.context.subject
        if last is None:
            return None
        return Part(0, 0, last.parties, last.people, last.kinds, last.country, certain=False)

    def governed(self, start: int, end: int, *markers: str) -> list[Part]:
        """Return the parts of text[start:end] that one of `markers` governs."""
        return [
            part
            for part in self.parts
            if start <= part.start
            and part.end <= end
            and part.marker in markers
            and part.parties
            and part.kinds != _SITE
        ]
