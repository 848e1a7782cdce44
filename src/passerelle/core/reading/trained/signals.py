"""Signals: the words of a sentence that state an event or a state, by type of claim."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy
from numpy.typing import NDArray

from passerelle.core.reading.trained.frame import Frame
from passerelle.core.reading.trained.linear import Linear
from passerelle.core.reading.trained.tokens import Token

NONE = "none"
_PREFIX = 5
AROUND = 6
_GAP = 6


class Signal(NamedTuple):
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
    forms = ["^", "^", *(one.form for one in tokens), "$", "$"]
    yield from _word(language, token.form, token.concept)
    yield from _pairs(language, *forms[at : at + 5])
    yield from _beside(language, forms[at + 3])[2:3]
    yield from _beside(language, forms[at + 1])[3:]
    for i in range(max(0, at - AROUND), min(len(tokens), at + AROUND + 1)):
        if i != at and not tokens[i].sign:
            yield _beside(language, tokens[i].form)[i > at]
    yield from _meanings(frame, at)
    yield from _neighbours(*frame.signs_beside(at))
    yield from _rules(frame, token)
    yield from sentence_features(frame)


def _word(language: str, form: str, concept: str) -> Sequence[str]:
    return (
        f"w={language}:{form}",
        f"p={language}:{stem(form)}",
        f"q={language}:{form[:7]}",
        f"s={language}:{form[-3:]}",
        f"k={concept}",
    )


def _pairs(language: str, earlier: str, before: str, form: str, after: str, second: str) -> Sequence[str]:
    """The word with those on both sides."""
    return (
        f"a={language}:{form} {after}",
        f"b={language}:{before} {form}",
        f"aa={language}:{form} {after} {second}",
        f"bb={language}:{earlier} {before} {form}",
    )


def _beside(language: str, form: str) -> Sequence[str]:
    """What a word says of others: somewhere to their left, somewhere to their right, right after, right before."""
    end = f"={language}:{stem(form)}"
    return f"l{end}", f"r{end}", f"a1{end}", f"b1{end}"


def _meanings(frame: Frame, at: int) -> Iterator[str]:
    """The concepts of the words on both sides, alone and with the word itself."""
    tokens, meant = frame.tokens, frame.meant
    concept = tokens[at].concept
    own = concept or f"{frame.language}:{tokens[at].form}"
    for i in meant[bisect_left(meant, at - AROUND) : bisect_right(meant, at + AROUND)]:
        other = tokens[i].concept
        if other != concept:
            side = "l" if i < at else "r"
            yield f"{side}k={other}"
            yield f"{side}k={other}&{own}"


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
    labels, tokens = classifier.labels, frame.tokens
    found: list[Signal] = []
    for at, chances in zip(chosen, chances_of(frame, classifier, chosen).tolist(), strict=True):
        for label, chance in zip(labels, chances, strict=True):
            if chance >= floor and label != NONE:
                found.append(Signal(label, tokens[at].start, tokens[at].end, at, at, chance))
    return _joined(found)


def chances_of(frame: Frame, classifier: Linear, chosen: Sequence[int]) -> NDArray[numpy.float64]:
    """Return the probability of each label for each of the chosen words: of `features_of` all of them, at once.

    What a word says of others is looked up once, and summed over all who stand near it.
    """
    tokens, language = frame.tokens, frame.language
    words = [
        classifier.each(_beside, language, form) for form in ("^", *(token.form for token in tokens), "$")
    ]
    said = classifier.weights_of(words)
    said[[0, *(at + 1 for at in frame.signs), -1], :2] = 0
    upto = said[:, :2].cumsum(axis=0)
    at = numpy.array(chosen) + 1
    first, last = numpy.maximum(at - AROUND, 1), numpy.minimum(at + AROUND, len(tokens))
    around = (
        upto[at - 1, 0] - upto[first - 1, 0] + upto[last, 1] - upto[at, 1] + said[at + 1, 2] + said[at - 1, 3]
    )
    own = classifier.totals(*_rows_of(frame, classifier, chosen))
    return classifier.shares(around + own[:-1] + own[-1])


def _rows_of(frame: Frame, classifier: Linear, chosen: Sequence[int]) -> tuple[list[int], list[int]]:
    """Return the rows of each of the chosen words alone, then those of the sentence, and where each begin."""
    tokens, language, find = frame.tokens, frame.language, classifier.index.get
    forms = ["^", "^", *(token.form for token in tokens), "$", "$"]
    beside: dict[int, list[int]] = {}
    rows: list[int] = []
    starts = []
    for at in chosen:
        token = tokens[at]
        starts.append(len(rows))
        rows.append(0)
        rows += classifier.together(_word, language, token.form, token.concept)
        place = bisect_left(frame.signs, at)
        if place not in beside:
            beside[place] = classifier.rows(_neighbours(*frame.signs_beside(at)))
        rows += beside[place]
        for feature in (*_pairs(language, *forms[at : at + 5]), *_meanings(frame, at), *_rules(frame, token)):
            if row := find(feature):
                rows.append(row)
    starts.append(len(rows))
    rows += [0, *classifier.rows(sentence_features(frame))]
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
