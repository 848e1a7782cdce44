"""Tokens: a sentence as its words, its actors, figures and dates each folded into one sign."""

from collections.abc import Iterable
from dataclasses import dataclass

import regex

from passerelle.core.reading.findings import Findings
from passerelle.core.reading.parts import Part
from passerelle.core.reading.slots import Scene

_WORD = regex.compile(r"\p{L}+'|[\p{L}\p{M}\p{N}]+(?:[-–][\p{L}\p{N}]+)*|[^\s]")


@dataclass(frozen=True, slots=True)
class Token:
    """text[start:end] as `form`: the word in lower case, or a sign as "@company", "@money", "@date".

    `part` is the actor that the sign stands for.
    """

    start: int
    end: int
    form: str
    sign: bool = False
    part: Part | None = None


def tokens_of(scene: Scene, findings: Findings) -> list[Token]:
    """Return the tokens of a sentence, in order."""
    clauses = scene.clauses
    tokens: list[Token] = []
    at = clauses.start
    for sign in _signs(scene, findings):
        if sign.start < at:
            continue
        tokens.extend(_words(clauses.text, at, sign.start))
        tokens.append(sign)
        at = sign.end
    tokens.extend(_words(clauses.text, at, clauses.end))
    return tokens


def _words(text: str, start: int, end: int) -> Iterable[Token]:
    for found in _WORD.finditer(text, start, end):
        yield Token(found.start(), found.end(), found.group().lower())


def _signs(scene: Scene, findings: Findings) -> list[Token]:
    signs = [Token(part.start, part.end, "@" + kind_of(part), True, part) for part in scene.parts]
    for measure in findings.measures:
        unit = measure.quantity.unit
        kind = "money" if measure.is_money else "percent" if unit == "percent" else "count"
        signs.append(Token(measure.start, measure.end, "@" + kind, True))
    signs.extend(Token(date.start, date.end, "@date", True) for date in findings.dates)
    return sorted((one for one in signs if one.end > one.start), key=lambda one: (one.start, -one.end))


def kind_of(part: Part) -> str:
    """Return what sort of actor a part is, in one word."""
    if part.people:
        return "person"
    if len(part.parties) > 1:
        return "several"
    return min(part.kinds, default="actor")
