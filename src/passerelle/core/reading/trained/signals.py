"""Signals: the words of a sentence that state an event or a state, by type of claim."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from passerelle.core.reading.trained.frame import Frame
from passerelle.core.reading.trained.linear import Clue, Linear, spelt
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
    return spelt(clues_of(frame, at))


def clues_of(frame: Frame, at: int) -> Iterator[Clue]:
    """Yield the features of token `at`, those that come together in groups."""
    tokens, language = frame.tokens, frame.language
    token = tokens[at]
    form = token.form
    before = tokens[at - 1].form if at else "^"
    after = tokens[at + 1].form if at + 1 < len(tokens) else "$"
    second = tokens[at + 2].form if at + 2 < len(tokens) else "$"
    earlier = tokens[at - 2].form if at > 1 else "^"
    mine = f"{language}:{form}"
    yield _word, language, form, token.concept
    yield _after, language, form, after
    yield _before, language, before, form
    yield f"aa={mine} {after} {second}"
    yield f"bb={language}:{earlier} {before} {form}"
    own = token.concept or mine
    for i in range(max(0, at - _AROUND), min(len(tokens), at + _AROUND + 1)):
        other = tokens[i]
        if i == at or other.sign:
            continue
        side = "l" if i < at else "r"
        yield _beside, side, language, stem(other.form)
        if other.concept and other.concept != token.concept:
            yield _meaning, side, other.concept, own
    yield _neighbours, *frame.signs_beside(at)
    yield from _rules(frame, token)
    yield sentence_clue(frame)


def _word(language: str, form: str, concept: str) -> Iterator[str]:
    yield f"w={language}:{form}"
    yield f"p={language}:{stem(form)}"
    yield f"q={language}:{form[:7]}"
    yield f"s={language}:{form[-3:]}"
    yield f"k={concept}"


def _after(language: str, form: str, after: str) -> Iterator[str]:
    yield f"a={language}:{form} {after}"
    yield f"a1={language}:{stem(after)}"


def _before(language: str, before: str, form: str) -> Iterator[str]:
    yield f"b={language}:{before} {form}"
    yield f"b1={language}:{stem(before)}"


def _beside(side: str, language: str, beginning: str) -> Iterator[str]:
    yield f"{side}={language}:{beginning}"


def _meaning(side: str, concept: str, own: str) -> Iterator[str]:
    yield f"{side}k={concept}"
    yield f"{side}k={concept}&{own}"


def _neighbours(left: Sequence[str], right: Sequence[str]) -> Iterator[str]:
    """The nearest signs on each side: who and what stands beside the word."""
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


def sentence_clue(frame: Frame) -> Clue:
    """What holds for the whole sentence, as a group."""
    return _together, *frame.whole


def _together(*features: str) -> Sequence[str]:
    return features


def sentence_features(frame: Frame) -> Sequence[str]:
    """What holds for the whole sentence."""
    return frame.whole


def signals_in(
    frame: Frame, classifier: Linear, vocabulary: frozenset[str], floor: float = 0.3
) -> list[Signal]:
    """Return the signals of a sentence: runs of tokens that the classifier gives to one type."""
    found: list[Signal] = []
    for at, token in enumerate(frame.tokens):
        if not may_signal(token, vocabulary):
            continue
        chances = classifier.probabilities(clues_of(frame, at))
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
