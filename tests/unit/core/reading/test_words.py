"""Words of a text with their places, and phrases looked up among them."""

from hypothesis import given
from hypothesis import strategies as st

from passerelle.core.reading.words import Phrases, words_of

PHRASES = Phrases([("bộ", "a"), ("bộ trưởng", "b"), ("bộ trưởng bộ", "c"), ("thủ tướng", "d")])


@given(st.text(alphabet="abÀé1- .,'’\n\u00a0(", max_size=40))
def test_words_and_gaps_are_the_text(text: str) -> None:
    words = words_of(text)
    assert all(text[word.start : word.end] == word.text for word in words)
    assert all(text[word.start - len(word.gap) : word.start] == word.gap for word in words)
    assert [word.end for word in words] == sorted(word.end for word in words)


def test_the_longest_phrase_wins() -> None:
    words = words_of("Bộ trưởng Bộ Tài chính, Thủ tướng; bộ trưởng. Bộ")
    found = [(i, PHRASES.at(words, i)) for i in PHRASES.places(words)]
    assert found == [(0, (3, "c")), (2, (1, "a")), (5, (2, "d")), (7, (2, "b")), (9, (1, "a"))]


def test_a_phrase_does_not_run_over_a_sign() -> None:
    words = words_of("bộ, trưởng")
    assert PHRASES.at(words, 0) == (1, "a")


def test_of_equal_phrases_the_first_holds() -> None:
    assert Phrases([("bộ", "a"), ("Bộ", "b")]).at(words_of("bộ"), 0) == (1, "a")
    assert Phrases([("bộ trưởng", True)]).at(words_of("bộ"), 0) is None


def test_a_phrase_before_a_word() -> None:
    words = words_of("ông thủ tướng Chính")
    assert PHRASES.before(words, 3) == (1, "d")
    assert PHRASES.before(words, 2) is None
