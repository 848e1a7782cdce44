"""Frames: a sentence laid out for the classifiers, everything about it looked up once."""

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property

from passerelle.core.reading.findings import Findings
from passerelle.core.reading.grammar import Trigger
from passerelle.core.reading.slots import Scene
from passerelle.core.reading.trained.tokens import Token, tokens_of
from passerelle.core.reading.triggers import Stated, stated_in

CUES = (
    "negation",
    "hypothetical",
    "obligation",
    "future",
    "wished",
    "target",
    "reached",
    "investing",
    "aim",
    "done",
)
LISTS = ("instrument", "facility", "programme", "policy", "event")
_BEFORE, _AFTER = 45, 25


@dataclass
class Frame:
    """A scene with its tokens and what the rules found in it."""

    scene: Scene
    findings: Findings
    position: int = 0
    tokens: list[Token] = field(init=False)
    starts: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.tokens = tokens_of(self.scene, self.findings)
        self.starts = [token.start for token in self.tokens]

    @property
    def language(self) -> str:
        """The language of the sentence (ISO 639-1)."""
        return self.scene.clauses.grammar.language

    @cached_property
    def triggers(self) -> list[Trigger]:
        """Every phrase that may state a claim, as the rules know them."""
        clauses = self.scene.clauses
        return list(clauses.grammar.triggers(clauses.text, clauses.start, clauses.end))

    @cached_property
    def held(self) -> list[Stated]:
        """The triggers that the rules believe."""
        return stated_in(self.scene, self.findings)

    @cached_property
    def lists(self) -> list[tuple[str, int, int]]:
        """Where words of the lists stand (instruments, facilities, programmes, policies, events)."""
        clauses = self.scene.clauses
        return [
            (name, found.start(), found.end())
            for name in LISTS
            for found in clauses.grammar.lists[name].finditer(clauses.text, clauses.start, clauses.end)
        ]

    @cached_property
    def cues(self) -> list[tuple[str, int, int]]:
        """Where words of doubt, denial, duty, goal and tense stand."""
        return [(cue, found.start(), found.end()) for cue in CUES for found in self.scene.clauses.cues(cue)]

    def token_at(self, offset: int) -> int:
        """Return the index of the token that holds or precedes `offset`."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def cues_around(self, start: int, end: int) -> list[str]:
        """Return the cues near text[start:end], told apart by side."""
        found = []
        for cue, low, high in self.cues:
            if high <= start and start - high <= _BEFORE:
                found.append(f"{cue}<" if start - high > 12 else f"{cue}<<")
            elif low < end and start < high:
                found.append(f"{cue}=")
            elif low >= end and low - end <= _AFTER:
                found.append(f"{cue}>")
        return found
