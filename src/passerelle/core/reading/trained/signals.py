"""Signals: the words of a sentence that state an event or a state, by type of claim."""

from collections.abc import Iterator
from dataclasses import dataclass

from passerelle.core.reading.trained.frame import Frame
from passerelle.core.reading.trained.linear import Linear
from passerelle.core.reading.trained.tokens import Token

NONE = "none"
_PREFIX = 5
_AROUND = 6
_GAP = 6


@dataclass(frozen=True, slots=True)
class Signal:
    """text[start:end] signals a claim of `type` with `probability`; `first` and `last` are its outer tokens."""

    type: str
    start: int
    end: int
    first: int
    last: int
    probability: float


def stem(form: str) -> str:
    """Return the beginning of a word, which most of its forms share."""
    return form[:_PREFIX]


def may_signal(token: Token, vocabulary: frozenset[str]) -> bool:
    """Tell whether a token is of the kind of words that ever signalled a claim in the corpus."""
    return not token.sign and len(token.form) > 1 and (token.concept or stem(token.form)) in vocabulary


def features_of(frame: Frame, at: int) -> Iterator[str]:
    """Yield what is known of token `at`: its word, its neighbours, the rules' view of it, the sentence around."""
    tokens, language = frame.tokens, frame.language
    token = tokens[at]
    form = token.form
    before = tokens[at - 1].form if at else "^"
    after = tokens[at + 1].form if at + 1 < len(tokens) else "$"
    second = tokens[at + 2].form if at + 2 < len(tokens) else "$"
    earlier = tokens[at - 2].form if at > 1 else "^"
    mine = f"{language}:{form}"
    yield f"w={mine}"
    yield f"p={language}:{stem(form)}"
    yield f"q={language}:{form[:7]}"
    yield f"s={language}:{form[-3:]}"
    yield f"a={mine} {after}"
    yield f"b={language}:{before} {form}"
    yield f"aa={mine} {after} {second}"
    yield f"bb={language}:{earlier} {before} {form}"
    yield f"a1={language}:{stem(after)}"
    yield f"b1={language}:{stem(before)}"
    yield f"k={token.concept}"
    for i in range(max(0, at - _AROUND), min(len(tokens), at + _AROUND + 1)):
        if i == at or tokens[i].sign:
            continue
        side = "l" if i < at else "r"
        yield f"{side}={language}:{stem(tokens[i].form)}"
        if tokens[i].concept and tokens[i].concept != token.concept:
            yield f"{side}k={tokens[i].concept}"
            yield f"{side}k={tokens[i].concept}&{token.concept or mine}"
    yield from _neighbours(frame, at)
    yield from _rules(frame, token)
    yield from sentence_features(frame)


def _neighbours(frame: Frame, at: int) -> Iterator[str]:
    """The nearest signs on each side: who and what stands beside the word."""
    left = [one.form for one in frame.tokens[:at] if one.sign][-2:]
    right = [one.form for one in frame.tokens[at + 1 :] if one.sign][:2]
    yield f"L={left[-1] if left else '-'}"
    yield f"R={right[0] if right else '-'}"
    yield f"LR={left[-1] if left else '-'} {right[0] if right else '-'}"
    for one in left:
        yield f"L*={one}"
    for one in right:
        yield f"R*={one}"


def _rules(frame: Frame, token: Token) -> Iterator[str]:
    for trigger in frame.triggers:
        if trigger.start < token.end and token.start < trigger.end:
            yield f"rule={trigger.rule.type}"
            yield f"rule={trigger.rule.type}:{trigger.rule.status}{':weak' * trigger.rule.weak}"
    for one in frame.held:
        if one.trigger.start < token.end and token.start < one.trigger.end:
            yield f"held={one.trigger.rule.type}"
        elif one.object[0] < token.end and token.start < one.object[1]:
            yield f"object={one.trigger.rule.type}"
    for name, start, end in frame.lists:
        if start < token.end and token.start < end:
            yield f"list={name}"
        elif abs(start - token.end) < 60 or abs(token.start - end) < 60:
            yield f"near={name}"
    for cue in frame.cues_around(token.start, token.end):
        yield f"cue={cue}"


def sentence_features(frame: Frame) -> Iterator[str]:
    """What holds for the whole sentence."""
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
    parts = sum(1 for part in scene.parts if part.parties)
    yield f"parts={min(parts, 4)}"
    if frame.findings.technologies:
        yield "technology"
    if frame.findings.dates:
        yield "dated"
    for one in {one.trigger.rule.type for one in frame.held}:
        yield f"told={one}"


def signals_in(
    frame: Frame, classifier: Linear, vocabulary: frozenset[str], floor: float = 0.3
) -> list[Signal]:
    """Return the signals of a sentence: runs of tokens that the classifier gives to one type."""
    found: list[Signal] = []
    for at, token in enumerate(frame.tokens):
        if not may_signal(token, vocabulary):
            continue
        chances = classifier.probabilities(features_of(frame, at))
        for label, chance in zip(classifier.labels, chances, strict=True):
            if label != NONE and chance >= floor:
                found.append(Signal(label, token.start, token.end, at, at, chance))
    return _joined(found)


def _joined(found: list[Signal]) -> list[Signal]:
    """Join tokens of one type that stand close together."""
    joined: list[Signal] = []
    latest: dict[str, int] = {}
    for one in found:
        index = latest.get(one.type)
        if index is not None and one.first - joined[index].last <= _GAP:
            last = joined[index]
            joined[index] = Signal(
                one.type, last.start, one.end, last.first, one.last, max(one.probability, last.probability)
            )
        else:
            latest[one.type] = len(joined)
            joined.append(one)
    return joined
