"""Frames: a sentence as words and signs, the cues around a place, and the words that signal a claim."""

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from trained import linear

from passerelle.core.reading.trained.judgement import judgement
from passerelle.core.reading.trained.linear import Linear
from passerelle.core.reading.trained.signals import (
    NONE,
    chances_of,
    features_of,
    may_signal,
    signals_in,
    stem,
)

MIXED = {
    "en": "Samsung signed a memorandum with Viettel on 3 March 2025 but did not invest US$ 5 million.",
    "fr": "Le ministère des Finances n'a pas signé l'accord avec Intel le 3 juin 2025 pour 5 millions d'euros.",
    "vi": "Bộ Tài chính ký biên bản ghi nhớ với Samsung ngày 3/6/2025 và chi 5 triệu USD.",
}
PIECES = st.lists(
    st.sampled_from(
        ["Samsung", "Intel", "France", "signed", "ký", "d'", "accord", "3 June 2025", "$5", "40 %", "n'a", "pas", ",",
         ".", "«", "»", "(", ")", "-", "é", "x" * 30, "12", "engineers", "will", "?", "\n"]
    ),
    max_size=14,
).map(" ".join)  # fmt: skip


def classifier(**signals: str) -> Linear:
    """Return a classifier that takes each given stem for a signal of a type."""
    labels = (NONE, *dict.fromkeys(signals.values()))
    weights = {f"p=en:{stem(word)}": {NONE: -9.0, kind: 9.0} for word, kind in signals.items()}
    return linear(labels, [5.0, *[0.0] * (len(labels) - 1)], weights)


@pytest.mark.parametrize("language", MIXED)
def test_actors_dates_and_money_are_each_one_sign(frames, language):
    (frame,) = frames(MIXED[language], language)
    signs = [token.form for token in frame.tokens if token.sign]
    assert signs.count("@date") == 1
    assert signs.count("@money") == 1
    assert "@company" in signs
    for token in frame.tokens:
        assert token.sign or token.form == MIXED[language][token.start : token.end].lower()
        assert not token.part or token.form.startswith("@")


@pytest.mark.parametrize("language", MIXED)
def test_a_word_has_the_concept_that_its_translations_have(frames, language):
    (frame,) = frames(MIXED[language], language)
    assert "sign" in {token.concept for token in frame.tokens}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=PIECES | st.text(max_size=60), language=st.sampled_from(["fr", "vi", "en"]))
def test_tokens_stand_in_order_and_none_is_lost(frames, text, language):
    for frame in frames(text, language):
        clauses = frame.scene.clauses
        for one, other in pairwise(frame.tokens):
            assert one.start < one.end <= other.start
        for token in frame.tokens:
            assert clauses.start <= token.start < token.end <= clauses.end
            assert frame.tokens[frame.token_at(token.start)] is token
        covered = {at for token in frame.tokens for at in range(token.start, token.end)}
        left = "".join(clauses.text[at] for at in range(clauses.start, clauses.end) if at not in covered)
        assert not any(letter.isalnum() for letter in left)


def test_cues_are_told_apart_by_where_they_stand(frames):
    (frame,) = frames("Samsung did not invest, and Intel hired engineers far away from the sea.")
    text = frame.scene.clauses.text
    start = text.index("invest")
    assert {"negation<<", "investing="} <= set(frame.cues_around(start, start + 6))
    start = text.index("hired")
    assert not any(cue.startswith("negation<<") for cue in frame.cues_around(start, start + 5))
    start = text.index("sea")
    assert frame.cues_around(start, start + 3) == []


def test_an_offset_between_two_words_belongs_to_the_one_before(frames):
    (frame,) = frames("Samsung grew fast.")
    assert [frame.token_at(at) for at in (0, 3, 7, 8, 12, 13, 999)] == [
        0,
        0,
        0,
        1,
        1,
        2,
        len(frame.tokens) - 1,
    ]


def test_a_sign_and_a_word_that_never_signalled_anything_signal_nothing(frames):
    (frame,) = frames("Samsung signed and danced.")
    known = frozenset(["sign", "danced"[:5]])
    assert [token.form for token in frame.tokens if may_signal(token, known)] == ["signed", "danced"]
    assert not any(may_signal(token, frozenset()) for token in frame.tokens)


def test_words_of_one_type_that_stand_close_are_one_signal(frames):
    (frame,) = frames("Samsung signed a memorandum with Viettel.")
    (one,) = signals_in(
        frame, classifier(signed="agreement", memorandum="agreement"), frozenset(["sign", "memorandum"])
    )
    assert frame.scene.clauses.text[one.start : one.end] == "signed a memorandum"
    assert (frame.tokens[one.first].form, frame.tokens[one.last].form) == ("signed", "memorandum")


def test_words_far_apart_or_of_two_types_are_two_signals(frames):
    (frame,) = frames(
        "Samsung signed the text that engineers of both firms had long wished for and invests more."
    )
    both = classifier(signed="agreement", invests="agreement")
    words = frozenset(token.concept or stem(token.form) for token in frame.tokens)
    assert len(signals_in(frame, both, words)) == 2
    other = classifier(signed="agreement", text="investment")
    assert [one.type for one in signals_in(frame, other, words)] == ["agreement", "investment"]


def test_below_the_floor_nothing_is_signalled(frames):
    (frame,) = frames("Samsung signed a memorandum with Viettel.")
    judge, known = classifier(signed="agreement"), frozenset(["sign"])
    (one,) = signals_in(frame, judge, known)
    assert signals_in(frame, judge, known, one.probability) == [one]
    assert signals_in(frame, judge, known, one.probability + 1e-6) == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=PIECES, language=st.sampled_from(["fr", "vi", "en"]))
def test_words_judged_at_once_are_judged_as_each_alone(frames, text, language):
    types = judgement().types
    for frame in frames(text, language):
        words = [at for at, token in enumerate(frame.tokens) if not token.sign]
        if words:
            for at, found in zip(words, chances_of(frame, types, words), strict=True):
                assert found == pytest.approx(types.probabilities(features_of(frame, at)))


@pytest.mark.parametrize("language", MIXED)
def test_the_same_sentence_has_the_same_features(frames, language):
    (one,), (other,) = frames(MIXED[language], language), frames(MIXED[language], language)
    for at in range(len(one.tokens)):
        assert sorted(features_of(one, at)) == sorted(features_of(other, at))


def test_a_word_opens_and_closes_a_sentence(frames):
    (frame,) = frames("Signed.")
    assert {"b=en:^ signed", "first", "undated"} - set(features_of(frame, 0)) == {"undated"}
    assert "a=en:. $" in set(features_of(frame, len(frame.tokens) - 1))
