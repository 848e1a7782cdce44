"""States: how far along what a signal states is, from tense and wording."""

from collections.abc import Iterator

from passerelle.core.reading.timing import iso
from passerelle.core.reading.trained.frame import Frame
from passerelle.core.reading.trained.signals import stem

_AROUND = 7


def features_of(frame: Frame, kind: str, start: int, end: int) -> Iterator[str]:
    """Yield what tells the status of a claim of `kind` at text[start:end]."""
    tokens, language = frame.tokens, frame.language
    low, high = frame.token_at(start), frame.token_at(max(start, end - 1))
    yield kind
    for i in range(max(0, low - _AROUND), min(len(tokens), high + _AROUND + 1)):
        side = "<" if i < low else ">" if i > high else "="
        form = tokens[i].form
        yield f"{kind}{side}{language}:{form}"
        yield f"{kind}{side}{language}:{stem(form)}"
        if tokens[i].concept:
            yield f"{kind}{side}k:{tokens[i].concept}"
            yield f"{side}k:{tokens[i].concept}"
        if low - 2 <= i <= high:
            yield f"{kind}+{language}:{form} {tokens[i + 1].form if i + 1 < len(tokens) else '$'}"
    for cue in frame.cues_around(start, end):
        yield f"{kind}&{cue}"
        yield cue
    yield from _ruled(frame, kind, start, end)
    yield from _dated(frame, kind)
    if frame.scene.speech:
        yield f"{kind}&speech"


def _ruled(frame: Frame, kind: str, start: int, end: int) -> Iterator[str]:
    """What the rules and the lists of words say."""
    for one in frame.held:
        if one.trigger.rule.type == kind:
            near = "here" if one.trigger.start < end and start < one.trigger.end else "there"
            yield f"{kind}&{near}={one.status}"
    for trigger in frame.triggers:
        if trigger.rule.type == kind and trigger.start < end and start < trigger.end:
            yield f"{kind}&rule={trigger.rule.status}"
    for name, first, last in frame.lists:
        if first < end and start < last:
            yield f"{kind}&list={name}"


def _dated(frame: Frame, kind: str) -> Iterator[str]:
    """Whether the dates of the sentence lie before or after its publication."""
    published = frame.scene.published
    for date in frame.findings.dates:
        value = iso(date).split("/")[0]
        if published and len(value) >= 4:
            size = min(len(value), len(published))
            earlier, later = value[:size] < published[:size], value[:size] > published[:size]
            yield f"{kind}&dated={'past' if earlier else 'coming' if later else 'same'}"
    if not frame.findings.dates:
        yield f"{kind}&undated"
