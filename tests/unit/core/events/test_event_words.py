"""What the words around a claim say in any language."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from passerelle.core.events.spans import days, gap, months
from passerelle.core.events.words import words_of


def said(text: str, language: str):
    return words_of(text, 0, len(text), language)


def test_three_languages_share_concepts_names_and_numbers():
    english = said("Airbus signed an agreement in Vung Tau on 1,800 engineers.", "en")
    french = said("Airbus a signé un accord à Vung Tau pour 1 800 ingénieurs.", "fr")
    vietnamese = said("Airbus ký thỏa thuận tại Vũng Tàu về 1.800 kỹ sư.", "vi")
    assert "sign" in english.concepts & french.concepts & vietnamese.concepts
    assert "vung tau" in english.names & french.names & vietnamese.names
    assert english.numbers == french.numbers == vietnamese.numbers == {"1800"}


def test_days_and_years_are_no_figures():
    assert said("On 13 May 2025 they met 2.5 times.", "en").numbers == {"2.5"}


def test_what_stands_around_is_kept_apart():
    text = "They met in Geneva. They signed. The value is 340 million."
    words = words_of(text, 20, 32, "en")
    assert "geneva" in words.near_names - words.names
    assert "340" in words.near_numbers - words.numbers


def test_an_edition_is_known_by_its_ordinal():
    assert said("The third Digital Forum was held.", "en").ordinals == {3}
    assert said("Le troisième Forum numérique s’est tenu.", "fr").ordinals == {3}
    assert said("Diễn đàn số lần thứ ba đã diễn ra.", "vi").ordinals == {3}


@settings(deadline=None)
@given(st.text(max_size=300), st.sampled_from(["en", "fr", "vi", "de", ""]))
def test_any_text_has_words(text, language):
    words = said(text, language)
    assert len(words.names) <= 200


@pytest.mark.parametrize(
    ("stated", "length"),
    [("2025", 365), ("2024-02", 29), ("2025-05-13", 1), ("2025/2030", 2191), ("2025-05-13/2025-05-15", 3)],
)
def test_dates_span_days(stated, length):
    assert days(stated).length == length


@pytest.mark.parametrize("stated", [None, "", "hier", "2025-13", "2025-02-30", "2025-Q1", "0000"])
def test_what_is_no_date_has_no_days(stated):
    assert days(stated) is None


def test_a_gap_is_counted_between_spans():
    assert gap(days("2025-05"), days("2025-05-13")) == 0
    assert gap(days("2025-05-13"), days("2025-05-15")) == 2
    assert months(days("2024-12-30/2025-01-02")) == ["2024-12", "2025-01"]


@pytest.mark.parametrize(
    ("text", "language", "code"),
    [
        ("La décision n° 1131/QD-TTg est signée.", "fr", "1131"),
        ("Nghị quyết số 57-NQ/TW được ban hành.", "vi", "57"),
        ("Nghị định 26/2025/NĐ-CP có hiệu lực.", "vi", "26"),
    ],
)
def test_official_papers_are_known_by_their_number(text, language, code):
    assert said(text, language).codes == {code}


def test_a_word_that_means_something_names_nobody():
    names = said("Selon Renata Sokolov, l’IA coûte 3,5 millions de USD.", "fr").names
    assert "sokolov" in names
    assert not names & {"selon", "ia", "usd"}


def test_the_first_line_is_a_headline_and_a_text_of_one_line_has_none():
    text = "Viettel builds a plant\n\nThe work began on Friday."
    assert words_of(text, 0, 22, "en").headline
    assert not words_of(text, 24, len(text), "en").headline
    assert not said("Viettel builds a plant.", "en").headline


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("They met on Monday.", "en"),
        ("Tenue le 26, la réunion fut brève.", "fr"),
        ("Họp ngày 26/5 ở Seoul.", "vi"),
    ],
)
def test_the_day_that_a_sentence_says_is_counted_from_its_publication(text, language):
    said_days = words_of(text, 0, len(text), language, "2025-05-28").days
    assert said_days == {days("2025-05-26").first}
