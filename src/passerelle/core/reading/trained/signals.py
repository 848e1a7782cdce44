"""Signals: the words of a sentence that state an event or a state, by type of claim."""

from bisect import bisect_left, bisect_right
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
    yield _word, language, token.form, token.concept
    yield from _pairs(frame, at)
    for i in range(max(0, at - _AROUND), min(len(tokens), at + _AROUND + 1)):
        if i != at and not tokens[i].sign:
            yield _beside("l" if i < at else "r", language, tokens[i].form)
    yield from _meanings(frame, at)
    yield _neighbours, *frame.signs_beside(at)
    yield from _rules(frame, token)
    yield sentence_clue(frame)


def _word(language: str, form: str, concept: str) -> Iterator[str]:
    yield f"w={language}:{form}"
    yield f"p={language}:{stem(form)}"
    yield f"q={language}:{form[:7]}"
    yield f"s={language}:{form[-3:]}"
    yield f"k={concept}"


def _pairs(frame: Frame, at: int) -> Iterator[str]:
    """The words on both sides, with the word itself and alone."""
    tokens, language = frame.tokens, frame.language
    form = tokens[at].form
    before = tokens[at - 1].form if at else "^"
    after = tokens[at + 1].form if at + 1 < len(tokens) else "$"
    second = tokens[at + 2].form if at + 2 < len(tokens) else "$"
    earlier = tokens[at - 2].form if at > 1 else "^"
    yield f"a={language}:{form} {after}"
    yield f"a1={language}:{stem(after)}"
    yield f"b={language}:{before} {form}"
    yield f"b1={language}:{stem(before)}"
    yield f"aa={language}:{form} {after} {second}"
    yield f"bb={language}:{earlier} {before} {form}"


def _beside(side: str, language: str, form: str) -> str:
    return f"{side}={language}:{stem(form)}"


def _meanings(frame: Frame, at: int) -> Iterator[Clue]:
    """The concepts of the words on both sides, alone and with the word itself."""
    token = frame.tokens[at]
    own = token.concept or f"{frame.language}:{token.form}"
    for i in frame.meant[bisect_left(frame.meant, at - _AROUND) : bisect_right(frame.meant, at + _AROUND)]:
        concept = frame.tokens[i].concept
        if concept != token.concept:
            yield _meaning, "l" if i < at else "r", concept, own


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
    chosen = [at for at, token in enumerate(frame.tokens) if may_signal(token, vocabulary)]
    if not chosen:
        return []
    chances = classifier.shares(*rows_of(frame, classifier, chosen))
    labels, tokens = classifier.labels, frame.tokens
    found: list[Signal] = []
    for line, label in zip(*(chances >= floor).nonzero(), strict=True):
        if labels[label] != NONE:
            at, chance = chosen[line], float(chances[line, label])
            found.append(Signal(labels[label], tokens[at].start, tokens[at].end, at, at, chance))
    return _joined(found)


def rows_of(frame: Frame, classifier: Linear, chosen: Sequence[int]) -> tuple[list[int], list[int]]:
    """Return the rows of the chosen tokens and where those of each begin: what `clues_of` says, for all at once."""
    tokens, language = frame.tokens, frame.language
    left, right = (
        [0 if token.sign else classifier.row(_beside(side, language, token.form)) for token in tokens]
        for side in "lr"
    )
    whole = classifier.together(*sentence_clue(frame))
    rows: list[int] = []
    starts = []
    for at in chosen:
        token = tokens[at]
        starts.append(len(rows))
        rows += left[max(0, at - _AROUND) : at]
        rows += right[at + 1 : at + 1 + _AROUND]
        rows += whole
        rows += classifier.together(_word, language, token.form, token.concept)
        rows += map(classifier.row, _pairs(frame, at))
        rows += classifier.rows(_meanings(frame, at))
        rows += classifier.together(_neighbours, *frame.signs_beside(at))
        rows += map(classifier.row, _rules(frame, token))
    return rows, starts


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
