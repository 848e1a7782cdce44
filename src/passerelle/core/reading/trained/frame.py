"""Frames: a sentence laid out for the classifiers, everything about it looked up once."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from passerelle.core.reading.findings import Findings
from passerelle.core.reading.grammar import Trigger
from passerelle.core.reading.parts import Part
from passerelle.core.reading.slots import Scene
from passerelle.core.reading.trained.tokens import Token, tokens_of
from passerelle.core.reading.triggers import Stated, stated_in

if TYPE_CHECKING:
    from passerelle.core.reading.trained.candidates import Candidate

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
    """A scene with its tokens and what the rules found in it; `candidates` are those of `roles`, once asked for."""

    scene: Scene
    findings: Findings
    position: int = 0
    tokens: list[Token] = field(init=False)
    starts: list[int] = field(init=False)
    candidates: "list[Candidate] | None" = field(init=False, default=None)

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
        return self.scene.clauses.stating

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
            for found in clauses.matches(clauses.grammar.lists[name], clauses.start, clauses.end)
        ]

    @cached_property
    def cues(self) -> list[tuple[str, int, int]]:
        """Where words of doubt, denial, duty, goal and tense stand."""
        return [(cue, found.start(), found.end()) for cue in CUES for found in self.scene.clauses.cues(cue)]

    @cached_property
    def whole(self) -> tuple[str, ...]:
        """What holds for the whole sentence, as features."""
        return tuple(_whole(self))

    @cached_property
    def actors(self) -> list[Part]:
        """The parts that bring parties."""
        return [part for part in self.scene.parts if part.parties]

    @cached_property
    def named(self) -> frozenset[str]:
        """Every party that the actors of the sentence bring."""
        return frozenset(party for part in self.actors for party in part.parties)

    @cached_property
    def refers(self) -> bool:
        """Tell whether a word of the sentence stands for somebody named elsewhere."""
        return not all(part.certain for part in self.scene.parts)

    @cached_property
    def meanings(self) -> tuple[str, ...]:
        """The concepts of the sentence, each once."""
        return tuple(sorted({token.concept for token in self.tokens if token.concept}))

    @cached_property
    def meant(self) -> list[int]:
        """The indexes of the words that have a concept."""
        return [at for at, token in enumerate(self.tokens) if token.concept and not token.sign]

    @cached_property
    def signs(self) -> list[int]:
        """The indexes of the tokens that stand for an actor, a figure or a date."""
        return [at for at, token in enumerate(self.tokens) if token.sign]

    def signs_beside(self, at: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the forms of the two signs before and of the two after token `at`."""
        left, right = bisect_left(self.signs, at), bisect_right(self.signs, at)
        return (
            tuple(self.tokens[i].form for i in self.signs[max(0, left - 2) : left]),
            tuple(self.tokens[i].form for i in self.signs[right : right + 2]),
        )

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


def _whole(frame: Frame) -> Iterator[str]:
    scene = frame.scene
    clauses = scene.clauses
    closing = clauses.text[clauses.start : clauses.end].rstrip(' "»)')[-1:]
    if closing == "?":
        yield "question"
    elif closing not in (".", "!", ":", ";"):
        yield "headline"
    if scene.speech:
        yield "speech"
    if frame.position == 0:
        yield "first"
    yield f"parts={min(len(frame.actors), 4)}"
    if frame.findings.technologies:
        yield "technology"
    if frame.findings.dates:
        yield "dated"
    for one in sorted({one.trigger.rule.type for one in frame.held}):
        yield f"told={one}"
