"""Roles: who may be party to what a sentence states: those it names, then those the text named before."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from passerelle.core.reading.model import CLAIM_TYPES
from passerelle.core.reading.trained.candidates import HERE, candidates
from passerelle.core.reading.trained.roles import features_of, rule_choice

SENTENCES = [
    "Samsung met Viettel in Hanoi.", "Japan and Kenya signed an agreement.", "The two sides agreed.", "It rained.",
    "Minister Nguyen Van An asked Intel to invest.", "The ministry, it said, will train 500 engineers by 2030.",
    "We will build a plant, said the CEO of FPT.", "Samsung, Intel, FPT and Viettel met.", "Samsung thanked Samsung.",
]  # fmt: skip


def test_those_a_sentence_names_come_first_and_as_themselves(frames):
    (frame,) = frames("Samsung signed a contract with Viettel.")
    assert [(one.party, one.origin) for one in candidates(frame)] == [("samsung", HERE), ("viettel", HERE)]


def test_a_sentence_that_names_nobody_has_those_named_before(frames):
    *_, last = frames("Samsung met Viettel in Hanoi. There was an agreement to sign.")
    found = {(one.party, one.origin) for one in candidates(last)}
    assert {"samsung", "viettel"} <= {party for party, _ in found}
    assert HERE not in {origin for _, origin in found}


def test_a_first_sentence_carries_nobody_over(frames):
    first = next(frames("It signed a contract with Viettel. Samsung grew."))
    assert [one.party for one in candidates(first)] == ["viettel"]


def test_who_was_named_last_ranks_first(frames):
    *_, last = frames("Samsung grew. Viettel shrank. FPT slept. There was rain.")
    ranks = {one.party: one.rank for one in candidates(last) if one.origin == "past"}
    assert sorted(ranks, key=ranks.__getitem__)[0] == "fpt"


def test_the_opening_of_a_text_is_remembered_to_its_end(frames):
    text = (
        "Samsung met Viettel in Hanoi. "
        + "Intel, FPT, Nokia, Ericsson, Thales and Airbus grew. " * 9
        + "It rained."
    )
    *_, last = frames(text)
    assert {"samsung", "viettel"} <= {one.party for one in candidates(last) if one.origin == "opening"}


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=8).map(" ".join))
def test_nobody_of_the_past_stands_twice_and_none_carried_over_is_one_named_here(frames, text):
    for frame in frames(text):
        found = candidates(frame)
        here = {one.party for one in found if one.origin == HERE}
        carried = [(one.party, one.origin) for one in found if one.origin != HERE]
        past = [one.party for one in found if one.origin == "past" and len(one.part.parties) == 1]
        assert len(past) == len(set(past))
        assert all(
            party not in here
            for party, origin in carried
            if origin in ("subject", "sides", "bilateral", "speaker")
        )
        assert len([one for one in found if one.origin != HERE]) < 100
        assert {one.rank for one in found if one.origin == HERE} <= {0}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=5).map(" ".join), st.sampled_from(CLAIM_TYPES)
)
def test_every_candidate_has_features_wherever_the_signal_stands(frames, text, kind):
    for frame in frames(text):
        for token in (frame.tokens[0], frame.tokens[len(frame.tokens) // 2], frame.tokens[-1]):
            chosen = rule_choice(frame, kind, token.start, token.end)
            for one in candidates(frame):
                features = list(features_of(frame, kind, token.start, token.end, one, chosen))
                assert ("picked" in features) == (one.party in chosen)


@pytest.mark.parametrize(
    ("language", "text", "word", "kind", "parties"),
    [
        ("en", "Samsung signed a contract with Viettel.", "signed", "agreement", {"samsung", "viettel"}),
        ("fr", "Samsung a signé un contrat avec Viettel.", "signé", "agreement", {"samsung", "viettel"}),
        ("vi", "Samsung ký hợp đồng với Viettel.", "ký", "agreement", {"samsung", "viettel"}),
    ],
)
def test_the_rules_choice_is_among_what_is_judged(frames, language, text, word, kind, parties):
    (frame,) = frames(text, language)
    start = text.index(word)
    assert rule_choice(frame, kind, start, start + len(word)) == parties
