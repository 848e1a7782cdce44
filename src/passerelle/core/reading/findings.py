"""What was found in a sentence besides its actors."""

from collections.abc import Sequence
from dataclasses import dataclass

from passerelle.core.reading.clauses import Clauses
from passerelle.core.reading.parts import Part
from passerelle.core.reading.quantities import Measure
from passerelle.core.technologies import TechnologyMention
from passerelle.core.text.model import Expression


@dataclass(frozen=True, slots=True)
class Findings:
    """The figures, dates, technologies and places of one sentence."""

    measures: Sequence[Measure]
    dates: Sequence[Expression]
    technologies: Sequence[TechnologyMention]
    places: Sequence[tuple[int, str]]


def place_of(parts: Sequence[Part]) -> list[tuple[int, str]]:
    """Return where countries that merely locate something stand, with their codes."""
    return [
        (part.start, part.country)
        for part in parts
        if part.marker == "in" and part.country and part.kinds == {"country"}
    ]


def deadlines(clauses: Clauses) -> list[tuple[int, int]]:
    """Return where the sentence says by when something is to be reached: no date of what it tells besides."""
    return [(cue.start(), cue.end()) for cue in clauses.cues("target") if cue.group()[-2:].isdigit()]
