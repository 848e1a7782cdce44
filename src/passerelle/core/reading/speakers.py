"""Speakers: who says what a sentence reports."""

from dataclasses import dataclass

from passerelle.core.reading.clauses import Clauses
from passerelle.core.reading.parts import Part

_BEFORE, _AFTER, _SOURCE = 120, 40, 25
_TAIL = 25
_LABEL = 30


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
    able = [part for part in parts if _may_speak(part)]
    return _labelled(clauses, able) or _according_to(clauses, able) or _said_by(clauses, able)


def _may_speak(part: Part) -> bool:
    return bool(part.people) or (bool(part.parties) and part.kinds != {"country"})


def _labelled(clauses: Clauses, able: list[Part]) -> Speech | None:
    """The speaker's name before a colon, as interviews print it."""
    if (
        able
        and able[0].people
        and able[0].start - clauses.start <= _LABEL
        and clauses.text.startswith(":", able[0].end)
    ):
        return Speech(able[0], able[0].end + 1, clauses.end)
    return None


def _according_to(clauses: Clauses, able: list[Part]) -> Speech | None:
    for cue in clauses.cues("according"):
        for part in able:
            if part.certain and 0 <= part.start - cue.end() <= _SOURCE and part.marker in ("for", "to", ""):
                return Speech(part, clauses.start, clauses.end)
    return None


def _said_by(clauses: Clauses, able: list[Part]) -> Speech | None:
    text = clauses.text
    for cue in clauses.cues("speech"):
        before = [part for part in able if part.end <= cue.start() and cue.start() - part.end <= _BEFORE]
        after = [part for part in able if 0 <= part.start - cue.end() <= _AFTER]
        inverted = text[clauses.start : cue.start()].rstrip().endswith(('"', ","))
        if inverted and after and not _adjoins(before, cue.start(), text):
            return Speech(after[0], clauses.start, cue.start())
        unmarked = [part for part in before if part.marker == ""]
        if unmarked and len(text[cue.end() : clauses.end].strip(' ."')) < _TAIL:
            return Speech(unmarked[-1], clauses.start, cue.start())
        if unmarked:
            return Speech(unmarked[0], cue.end(), clauses.end)
    return None


def _adjoins(before: list[Part], at: int, text: str) -> bool:
    """Tell whether the last actor before a verb of speech is its subject, with nothing but a comma between."""
    return bool(before) and len(text[before[-1].end : at].strip(" ,")) <= 2
