"""Sentences: whether one states a claim of a type at all, from all its words together."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from passerelle.core.reading.trained.frame import Frame
from passerelle.core.reading.trained.judgement import Judgement
from passerelle.core.reading.trained.linear import Clue, spelt
from passerelle.core.reading.trained.signals import sentence_features, stem


def features_of(frame: Frame) -> Iterator[str]:
    """Yield the words, pairs of words and meanings of a sentence, and what the rules found in it, each once."""
    return iter(dict.fromkeys(spelt(_clues(frame))))


def _clues(frame: Frame) -> Iterator[Clue]:
    language, tokens = frame.language, frame.tokens
    for token in tokens:
        yield _word, language, token.form
    for one, other in pairwise(tokens):
        yield f"b={language}:{one.form} {other.form}"
    meanings = [token.concept or (token.form if token.sign else "") for token in tokens]
    told = [m for i, m in enumerate(meanings) if m and (i == 0 or meanings[i - 1] != m)]
    for meaning in told:
        yield f"k={meaning}"
    for first, second in pairwise(told):
        yield f"kb={first}>{second}"
    for first, second in zip(told, told[2:], strict=False):
        yield f"ks={first}>>{second}"
    yield from sentence_features(frame)
    for trigger in frame.triggers:
        yield f"rule={trigger.rule.type}:{trigger.rule.status}"
    for cue, _, _ in frame.cues:
        yield f"cue={cue}"
    for name, _, _ in frame.lists:
        yield f"list={name}"


def _word(language: str, form: str) -> Sequence[str]:
    return f"w={language}:{form}", f"p={language}:{stem(form)}"


def chances(frame: Frame, judge: Judgement) -> dict[str, float]:
    """Return the probability of each type being stated somewhere in the sentence."""
    return judge.stated.chances(list(dict.fromkeys(judge.stated.odds.rows(_clues(frame)))))
