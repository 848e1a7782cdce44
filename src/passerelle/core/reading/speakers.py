"""Speakers: who says what a sentence reports."""

from dataclasses import dataclass

from passerelle.core.reading.clauses import Clauses
from passerelle.core.reading.parts import Part

_NEAR = 120


@dataclass(frozen=True, slots=True)
class Speech:
    """Who speaks in a sentence, and the stretch of it that reports what was said."""

    part: Part
    start: int
    end: int

    @property
    def id(self) -> str:
        return self.part.people[0] if self.part.people else self.part.parties[0]


def speech_in(clauses: Clauses, parts: list[Part]) -> Speech | None:
    """Return the reported speech of a sentence: "X said that …", "…, said X", "according to X, …"."""
    text, grammar = clauses.text, clauses.grammar
    for cue in grammar.clauses["according"].finditer(text, clauses.start, clauses.end):
        for part in parts:
            if (
                0 <= part.start - cue.end() <= 60
                and (part.people or part.parties)
                and part.kinds != {"country"}
            ):
                return Speech(part, clauses.start, clauses.end)
    for cue in grammar.clauses["speech"].finditer(text, clauses.start, clauses.end):
        before = [part for part in parts if part.end <= cue.start() and cue.start() - part.end <= _NEAR]
        after = [part for part in parts if 0 <= part.start - cue.end() <= 40]
        quoted = text[clauses.start : cue.start()].rstrip().endswith(('",', '"', ","))
        if quoted and after and not before_is_subject(before, cue.start(), text):
            return Speech(after[0], clauses.start, cue.start())
        unmarked = [part for part in before if part.marker == "" and (part.people or part.parties)]
        if unmarked:
            tail = len(text[cue.end() : clauses.end].strip(' ."')) < 25
            chosen = unmarked[-1] if tail else unmarked[0]
            return (
                Speech(chosen, clauses.start, cue.start()) if tail else Speech(chosen, cue.end(), clauses.end)
            )
        if after and quoted:
            return Speech(after[0], clauses.start, cue.start())
    return None


def before_is_subject(before: list[Part], at: int, text: str) -> bool:
    """Tell whether the last part before a verb of speech is its subject, with nothing but a comma between."""
    return bool(before) and len(text[before[-1].end : at].strip(" ,")) <= 2
