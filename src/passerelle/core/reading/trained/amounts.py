"""Amounts: what a figure of a sentence is part of: a goal, a fact, an investment, something asked for, nothing."""

from collections.abc import Iterator

from passerelle.core.reading.figures import kind_of_figure
from passerelle.core.reading.quantities import Measure, deadline
from passerelle.core.reading.trained.frame import Frame
from passerelle.core.reading.trained.linear import Clue, spelt
from passerelle.core.reading.trained.signals import sentence_features, stem

_AROUND = 6
_CLOSE = 60


def features_of(frame: Frame, measure: Measure) -> Iterator[str]:
    """Yield what tells the use of a figure."""
    return spelt(clues_of(frame, measure))


def clues_of(frame: Frame, measure: Measure) -> Iterator[Clue]:
    """Yield the features of a figure, those that come together in groups."""
    tokens, language = frame.tokens, frame.language
    at = frame.token_at(measure.start)
    unit = measure.quantity.unit
    sort = "money" if measure.is_money else "percent" if unit == "percent" else "count"
    rule = kind_of_figure(frame.scene, measure)
    yield sort
    yield f"unit={unit}"
    yield f"rule={rule}"
    yield f"{sort}&{rule}"
    if deadline(frame.scene.clauses, measure) is not None:
        yield "deadline"
        yield f"{sort}&deadline"
    value = measure.quantity.value
    yield f"{sort}&size={len(str(int(value)))}"
    for i in range(max(0, at - _AROUND), min(len(tokens), at + _AROUND + 1)):
        if i == at:
            continue
        form, side = tokens[i].form, "<" if i < at else ">"
        yield _beside, sort, side, language, form, tokens[i].concept
        if abs(i - at) <= 2:
            yield f"{side}{abs(i - at)}{language}:{form}"
            yield f"{sort}{side}{abs(i - at)}{form if tokens[i].sign else ''}"
    if at >= 2:
        yield f"<<{language}:{tokens[at - 2].form} {tokens[at - 1].form}"
    for token in tokens[at].form, unit:
        yield f"unit={language}:{token}"
    written = frame.scene.clauses.text[measure.start : measure.end].lower().split()
    for word in written[1:]:
        yield f"of={language}:{stem(word)}"
    for cue in frame.cues_around(measure.start, measure.end):
        yield f"cue={cue}"
        yield f"{sort}&cue={cue}"
    for one in frame.triggers:
        near = min(abs(measure.start - one.end), abs(one.start - measure.end)) < _CLOSE
        yield f"{sort}&trigger={one.rule.type}&{'near' if near else 'far'}"
    count = len(frame.findings.measures)
    yield f"figures={min(count, 4)}"
    yield from sentence_features(frame)


def _beside(sort: str, side: str, language: str, form: str, concept: str) -> Iterator[str]:
    yield f"{side}{language}:{form}"
    yield f"{side}{language}:{stem(form)}"
    if concept:
        yield f"{side}k:{concept}"
        yield f"{sort}{side}k:{concept}"
