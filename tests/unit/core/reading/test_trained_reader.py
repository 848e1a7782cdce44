"""The trained reader as a whole, on sentences of our own: what holds of every reading, and what anybody sees."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from trained import read, reader, sound

from passerelle.core.reading.model import Claim, Reading
from passerelle.core.reading.registry import LATEST, open_reader
from passerelle.starter.names import gazetteer

STORIES = {
    "en": (
        "Kenya's Ministry of Health and Philips signed a memorandum of understanding in Nairobi on 4 June 2025. "
        "Under it Philips will invest US$ 12 million in a laboratory for medical imaging. "
        "By 2030 the ministry aims to train 800 radiologists. "
        "It did not sign with Siemens."
    ),
    "fr": (
        "Le ministère marocain de l'Énergie et Engie ont signé un protocole d'accord à Rabat le 4 juin 2025. "
        "Engie investira 12 millions d'euros dans une usine d'hydrogène. "
        "D'ici 2030, le ministère vise à former 800 techniciens. "
        "La France a invité le Maroc à rejoindre le réseau."
    ),
    "vi": (
        "Bộ Khoa học và Công nghệ và Tập đoàn Samsung ký biên bản ghi nhớ tại Hà Nội ngày 4/6/2025. "
        "Samsung sẽ đầu tư 12 triệu USD xây dựng trung tâm nghiên cứu chip bán dẫn tại Đà Nẵng. "
        "Đến năm 2030, Việt Nam đặt mục tiêu đào tạo 50.000 kỹ sư bán dẫn. "
        "Bộ đề nghị Samsung hợp tác với các trường đại học."
    ),
}
PIECES = (
    *(sentence for story in STORIES.values() for sentence in story.split(". ")),
    "Hai bên nhất trí.", "It said", "«", '"', "(", ":", "\n", " – ", "%", "5G", "of which eleven", "half", "US$",
    "TOKYO, 3 June –", "n° 57-NQ/TW", "2025", "e\u0301cole", "\u200b", "l'", "x" * 50, "١٢٣", "𝟜", "Sаmѕung",
)  # fmt: skip
FIGURES = {"en": {800.0}, "fr": {800.0}, "vi": {50000.0}}


def of_type(reading: Reading, kind: str) -> list[Claim]:
    return [claim for claim in reading.claims if claim.type == kind]


def test_the_latest_reader_is_the_trained_one():
    assert LATEST == ("trained", "2")
    assert isinstance(open_reader(gazetteer()), type(reader()))


@pytest.mark.parametrize("language", STORIES)
def test_a_signed_memorandum_has_its_two_sides_and_its_day(language):
    signed = of_type(sound(STORIES[language], read(STORIES[language], language)), "agreement")
    assert any(
        claim.status == "signed" and claim.instrument == "mou" and len(claim.parties) == 2 for claim in signed
    )
    assert {claim.date for claim in signed} >= {"2025-06-04"}


@pytest.mark.parametrize("language", STORIES)
def test_money_that_is_put_into_something_is_an_investment(language):
    money = [claim.quantity for claim in of_type(read(STORIES[language], language), "investment")]
    assert 12e6 in {one.value for one in money if one}


@pytest.mark.parametrize("language", STORIES)
def test_a_goal_has_its_figure_and_its_year(language):
    targets = of_type(read(STORIES[language], language), "target")
    assert {(one.quantity.value, one.quantity.by) for one in targets if one.quantity} >= {
        (value, "2030") for value in FIGURES[language]
    }


@pytest.mark.parametrize("language", STORIES)
def test_a_text_read_twice_is_read_alike_by_any_instance(language):
    once = read(STORIES[language], language)
    assert read(STORIES[language], language) == once
    assert open_reader(gazetteer()).read(STORIES[language], language=language, published="2025-06-15") == once


@pytest.mark.parametrize("language", STORIES)
def test_what_was_read_before_leaves_nothing_behind(language):
    alone = read(STORIES[language], language)
    for other in STORIES:
        read(STORIES[other], other)
    assert read(STORIES[language], language) == alone


@pytest.mark.parametrize("language", STORIES)
def test_a_language_that_nobody_names_is_found(language):
    assert read(STORIES[language], None) == read(STORIES[language], language)


def test_a_currency_is_no_country():
    reading = read("Philips will invest 12 million US dollars in Nairobi and A$ 3 million in Lagos.")
    assert {"us", "au"}.isdisjoint({actor.id for actor in reading.actors})
    told = read("The US will invest 12 million US dollars in Nairobi.")
    assert "us" in {actor.id for actor in told.actors}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Hanoi and Tokyo signed an agreement on semiconductors on 3 June 2025."),
        ("fr", "Hanoï et Tokyo ont signé un accord sur les semi-conducteurs le 3 juin 2025."),
    ],
)
def test_capitals_that_act_are_their_states(language, text):
    (claim,) = of_type(sound(text, read(text, language)), "agreement")
    assert set(claim.parties) == {"vn", "jp"}


def test_a_text_in_another_language_is_left_unread():
    reading = read("Das Ministerium unterzeichnete am Mittwoch ein Abkommen mit Siemens.", "de")
    assert (reading.read, reading.actors, reading.claims) == (False, (), ())


@pytest.mark.parametrize("text", ["", " \n ", ".", "?!", "\u200b", "1"])
@pytest.mark.parametrize("language", ["fr", "vi", "en", None])
def test_a_text_without_words_says_nothing(text, language):
    assert sound(text, read(text, language)).claims == ()


@pytest.mark.parametrize("word", ["signed", "Samsung", "ký", "France", "2025", "signé"])
@pytest.mark.parametrize("language", ["fr", "vi", "en"])
def test_one_word_states_nothing_between_two_sides(word, language):
    reading = sound(word, read(word, language))
    assert not of_type(reading, "agreement") + of_type(reading, "request")


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.sampled_from(PIECES), max_size=10).map(" ".join), st.sampled_from(["fr", "vi", "en", None])
)
def test_what_is_found_stands_in_the_text(text, language):
    sound(text, read(text, language))


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=200), st.sampled_from(["fr", "vi", "en"]))
def test_any_text_is_read_without_an_accident(text, language):
    sound(text, read(text, language))


@given(
    st.sampled_from(["2025-06-15", "2025-06", "2025", "soon", "", None]), st.sampled_from(["fr", "vi", "en"])
)
@settings(max_examples=18, deadline=None)
def test_any_publication_date_or_none_will_do(published, language):
    sound(STORIES[language], read(STORIES[language], language, published))
