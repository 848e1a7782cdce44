"""Known names are found whole, with their capitals and without contradicting their accents."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelle.core.naming.accents import agree
from passerelle.core.naming.gazetteer import Gazetteer, KnownName
from passerelle.core.naming.slugs import slug

NAMES = [
    KnownName("vn-most", "government", "VN", "vi", "Bộ Khoa học và Công nghệ"),
    KnownName("de", "country", "DE", "vi", "Đức"),
    KnownName("us", "country", "US", "fr", "États-Unis"),
    KnownName("meta", "company", "US", "", "Meta"),
    KnownName("viettel", "company", "VN", "", "Viettel"),
    KnownName("viettel-idc", "company", "VN", "", "Viettel IDC"),
    KnownName("who", "association", None, "", "WHO", "acronym"),
]
GAZETTEER = Gazetteer(NAMES)


def found(text: str, language: str) -> list[str]:
    return [text[hit.start : hit.end] for hit in GAZETTEER.find(text, language)]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("aux Etats-Unis", "fr", ["Etats-Unis"]),
        ("metadata and meta and Meta", "en", ["Meta"]),
        ("WHO asked who came", "en", ["WHO"]),
        ("Viettel IDC et Viettel", "fr", ["Viettel IDC", "Viettel"]),
        ("Bo Khoa hoc va Cong nghe", "en", ["Bo Khoa hoc va Cong nghe"]),
        ("nước Đức đã đề nghị", "vi", ["Đức"]),
        ("ông Đực đã đề nghị", "vi", []),
        ("Duc Nguyen", "en", []),
        ("bộ Khoa học và Công nghệ", "vi", ["bộ Khoa học và Công nghệ"]),
        ("bộ môn khoa học và công nghệ", "vi", []),
    ],
)
def test_a_name_is_found_where_it_is_written(text: str, language: str, expected: list[str]) -> None:
    assert found(text, language) == expected


def test_hoa_with_its_tone_on_either_vowel_is_one_word() -> None:
    assert agree("Hòa", "Hoà", exactly=True)


def test_a_spelling_may_leave_accents_out_but_not_contradict_them() -> None:
    assert agree("Tuan", "Tuấn")
    assert agree("Tuân", "Tuấn")
    assert not agree("Tuần", "Tuấn")
    assert not agree("Tuan", "Tuấn", exactly=True)


def test_an_empty_table_finds_nothing() -> None:
    assert Gazetteer([]).find("Viettel", "vi") == []


def test_lookup_is_by_the_whole_name() -> None:
    assert [known.actor for known in GAZETTEER.lookup("bo khoa hoc va cong nghe")] == ["vn-most"]
    assert GAZETTEER.lookup("Bộ Khoa học") == ()


@given(st.text(max_size=60))
def test_hits_lie_in_the_text_and_do_not_overlap(text: str) -> None:
    hits = GAZETTEER.find(f"{text} Viettel {text}", "en")
    assert any(hit.known[0].actor.startswith("viettel") for hit in hits)
    for before, after in pairwise(hits):
        assert before.start < before.end <= after.start


@given(st.text(max_size=40))
def test_a_slug_is_ascii_and_stable(name: str) -> None:
    made = slug(name)
    assert made.isascii()
    assert slug(made) == made


def test_a_slug_reads_as_the_name() -> None:
    assert slug("Tô Lâm") == "to-lam"
    assert slug("ministère de l'Économie") == "ministere-de-l-economie"


def test_who_writes_a_name_just_so_comes_before_who_leaves_its_tones_out():
    white_house = KnownName("us-white-house", "government", "US", "vi", "Nhà Trắng")
    city = KnownName("nha-trang", "place", "VN", "", "Nha Trang")
    (hit,) = Gazetteer([white_house, city]).find("un laboratoire à Nha Trang", "fr")
    assert [known.actor for known in hit.known] == ["nha-trang", "us-white-house"]
    (toneless,) = Gazetteer([white_house]).find("selon la Nha Trang, hier", "fr")
    assert toneless.known[0].actor == "us-white-house"
