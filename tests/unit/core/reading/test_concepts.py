"""Concepts of words: the longest phrase wins, beginnings stand for every word that begins so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelle.core.languages import LANGUAGES
from passerelle.core.reading.trained import concepts as looked_up
from passerelle.core.reading.trained.concepts import Concepts, concepts

TABLE = Concepts(
    {
        "sign": ["sign*", "put pen to paper"],
        "memorandum": ["memorandum of understanding", "memorandum"],
        "understand": ["understand*"],
        "signature": ["signature"],
        "agree": ["d'accord"],
    }
)
WORDS = st.sampled_from(
    [
        "signed",
        "signature",
        "sig",
        "put",
        "pen",
        "to",
        "paper",
        "memorandum",
        "of",
        "understanding",
        "d'",
        "accord",
    ]
)


def test_the_longest_phrase_wins_and_marks_each_of_its_words():
    found = TABLE.of(["a", "memorandum", "of", "understanding", "memorandum", "of", "rain"])
    assert found == ["", "memorandum", "memorandum", "memorandum", "memorandum", "", ""]


def test_a_beginning_stands_for_every_word_that_begins_so():
    assert TABLE.of(["signed", "signing", "sign", "resign", "sig"]) == ["sign", "sign", "sign", "", ""]


def test_a_word_listed_whole_goes_before_a_beginning():
    assert TABLE.of(["signature"]) == ["signature"]


def test_a_phrase_is_cut_where_words_are_cut():
    assert TABLE.of(["d'", "accord"]) == ["agree", "agree"]


def test_a_phrase_broken_off_by_the_end_is_none():
    assert TABLE.of(["put", "pen", "to"]) == ["", "", ""]


@given(st.lists(WORDS | st.text(max_size=6), max_size=15))
def test_there_is_one_answer_a_word_and_the_same_every_time(words):
    found = TABLE.of(words)
    assert len(found) == len(words)
    assert TABLE.of(words) == found


@given(st.lists(WORDS, max_size=10))
def test_what_follows_does_not_depend_on_what_a_phrase_left_behind(words):
    assert TABLE.of([*words, "rain", "signed"])[-2:] == ["", "sign"]


def test_words_are_remembered_only_up_to_a_bound(monkeypatch):
    monkeypatch.setattr(looked_up, "_REMEMBERED", 50)
    table = Concepts({"sign": ["sign*"]})
    assert all(table.of([f"sign{number}"]) == ["sign"] for number in range(500))
    assert len(table._known) <= 52


@pytest.mark.parametrize(
    ("language", "sentence", "shared"),
    [
        ("en", "signed", "vi:ký"),
        ("fr", "signé", "en:signed"),
        ("vi", "ký", "fr:signé"),
    ],
)
def test_what_is_the_same_in_two_languages_has_one_name(language, sentence, shared):
    other, word = shared.split(":")
    (mine,), (theirs,) = concepts(language).of([sentence]), concepts(other).of([word])
    assert mine == theirs != ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_its_table_and_no_other_has(language):
    assert concepts(language).of([]) == []
    with pytest.raises(LookupError):
        concepts("de")
