"""Candidates: the actors that may be party to what a sentence states, its own and those carried over from before."""

from collections.abc import Iterator
from typing import NamedTuple

from passerelle.core.reading.parts import Part
from passerelle.core.reading.references import Context
from passerelle.core.reading.slots import Scene
from passerelle.core.reading.trained.frame import Frame

HERE, ALIKE = "here", "alike"
_PAST, _FIRST, _OTHERS = 5, 3, 3


class Candidate(NamedTuple):
    """An actor that may be `party`, and the part of a sentence that brings it.

    `origin` is HERE for one of the sentence, else how it was carried over; `rank` counts how many were named since.
    `place` is a description in the sentence that may stand for it.
    """

    part: Part
    party: str
    origin: str
    rank: int = 0
    place: Part | None = None


def candidates(frame: Frame) -> list[Candidate]:
    """Return every actor that may be party to what the sentence states, those that it names first."""
    if frame.candidates is None:
        frame.candidates = _found(frame.scene)
    return frame.candidates


def _found(scene: Scene) -> list[Candidate]:
    context = scene.context
    found = [one for part in scene.parts for one in _each(part, HERE)]
    known = {one.party for one in found}
    carried = scene.carried()
    sides = context.both("any")
    speaking = context.speaking() if scene.speech is None else None
    for origin, part in (
        ("subject", carried),
        ("sides", Part(0, 0, tuple(sides), certain=False) if len(sides) > 1 else None),
        ("bilateral", Part(0, 0, context.bilateral, certain=False) if context.bilateral != sides else None),
        ("speaker", speaking),
    ):
        if part is not None:
            found.extend(one for one in _each(part, origin) if one.party not in known)
    for part in scene.parts:
        if not part.certain and len(part.parties) == 1:
            found.extend(_alike(context, part, known))
    opening = [part for part in context.opening if known.isdisjoint(part.parties)][:_FIRST]
    for rank, part in enumerate(opening):
        found.extend(_each(_from_before(part), "opening", rank))
    past = [part for part in context.recent() if known.isdisjoint(part.parties)][:_PAST]
    for rank, part in enumerate(past):
        found.extend(_each(_from_before(part), "past", rank))
    return found


def _alike(context: Context, stand_in: Part, known: set[str]) -> Iterator[Candidate]:
    """Yield the others of a kind that "the group" may stand for, in its place, the latest named first."""
    rank = 0
    for part in context.recent():
        if part.kinds & stand_in.kinds and known.isdisjoint(part.parties):
            for party in part.parties:
                yield Candidate(_from_before(part), party, ALIKE, rank, stand_in)
            rank += 1
            if rank == _OTHERS:
                return


def _from_before(one: Part) -> Part:
    """Return a part as one that is only remembered."""
    place = one.start, one.end, one.parties, one.people, one.kinds, one.country, one.marker, one.group
    return Part(*place, certain=False)


def _each(part: Part, origin: str, rank: int = 0) -> list[Candidate]:
    return [Candidate(part, party, origin, rank) for party in part.parties]
