"""Tokens: a sentence as its words, its actors, figures and dates each folded into one sign."""

from typing import NamedTuple

import regex

from passerelle.core.reading.findings import Findings
from passerelle.core.reading.parts import Part
from passerelle.core.reading.slots import Scene
from passerelle.core.reading.trained.concepts import concepts

_WORD = regex.compile(r"\p{L}+'|[\p{L}\p{M}\p{N}]+(?:[-–][\p{L}\p{N}]+)*|[^\s]")


class Token(NamedTuple):
    """text[start:end] as `form`: the word in lower case, or a sign as "@company", "@money", "@date".

    `part` is the actor that the sign stands for, `concept` what the word means, where a table says so.
    """

    start: int
    end: int
    form: str
    sign: bool = False
    part: Part | None = None
    concept: str = ""


class Sign(NamedTuple):
    """text[start:end] stands for an actor, a figure or a date, written `form`."""

    start: int
    end: int
    form: str
    part: Part | None = None


def tokens_of(scene: Scene, findings: Findings) -> list[Token]:
    """Return the tokens of a sentence, in order."""
    clauses = scene.clauses
    text, at = clauses.text, clauses.start
    spans: list[tuple[int, int]] = []
    signs: dict[int, Sign] = {}
    for sign in _signs(scene, findings):
        if sign.start >= at:
            spans += (found.span() for found in _WORD.finditer(text, at, sign.start))
            signs[len(spans)] = sign
            spans.append(sign[:2])
            at = sign.end
    spans += (found.span() for found in _WORD.finditer(text, at, clauses.end))
    forms = [
        signs[at].form if at in signs else text[start:end].lower() for at, (start, end) in enumerate(spans)
    ]
    return [
        Token(start, end, form, at in signs, signs[at].part if at in signs else None, concept)
        for at, ((start, end), form, concept) in enumerate(
            zip(spans, forms, concepts(clauses.grammar.language).of(forms), strict=True)
        )
    ]


def _signs(scene: Scene, findings: Findings) -> list[Sign]:
    signs = [Sign(part.start, part.end, "@" + kind_of(part), part) for part in scene.parts]
    for measure in findings.measures:
        unit = measure.quantity.unit
        kind = "money" if measure.is_money else "percent" if unit == "percent" else "count"
        signs.append(Sign(measure.start, measure.end, "@" + kind))
    signs.extend(Sign(date.start, date.end, "@date") for date in findings.dates)
    return sorted((one for one in signs if one.end > one.start), key=lambda one: (one.start, -one.end))


def kind_of(part: Part) -> str:
    """Return what sort of actor a part is, in one word."""
    if part.people:
        return "person"
    if len(part.parties) > 1:
        return "several"
    return min(part.kinds, default="actor")
