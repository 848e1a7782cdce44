"""Tokens: a sentence as its words, its actors, figures and dates each folded into one sign."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import regex

from passerelle.core.reading.findings import Findings
from passerelle.core.reading.parts import Part
from passerelle.core.reading.slots import Scene
from passerelle.core.reading.trained.concepts import concepts

_WORD = regex.compile(r"\p{L}+'|[\p{L}\p{M}\p{N}]+(?:[-–][\p{L}\p{N}]+)*|[^\s]")


@dataclass(frozen=True, slots=True)
class Token:
    """text[start:end] as `form`: the word in lower case, or a sign as "@company", "@money", "@date".

    `part` is the actor that the sign stands for, `concept` what the word means, where a table says so.
    """

    start: int
    end: int
    form: str
    sign: bool = False
    part: Part | None = None
    concept: str = ""


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
    found = concepts(clauses.grammar.language).of([token.form for token in tokens])
    return [replace(token, concept=one) if one else token for token, one in zip(tokens, found, strict=True)]


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
