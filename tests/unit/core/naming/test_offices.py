"""An office without its country, and names that say an office or a kind of body and nothing of whose."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelle.core.naming.offices import PRIME, bare, heads_of, office_core


@pytest.mark.parametrize(
    ("office", "country"),
    [
        ("Prime Minister", ""),
        ("Prime Minister of India", "IN"),
        ("Premier ministre indien", "IN"),
        ("la Première ministre", "FR"),
        ("Premier ministre de la République française", "FR"),
        ("Thủ tướng", "VN"),
        ("Thủ tướng Chính phủ", "VN"),
        ("THU TUONG CHINH PHU VIET NAM", "VN"),
    ],
)
def test_the_head_of_a_government_is_one_office_in_all_languages(office, country):
    assert office_core(office, country) == PRIME


@pytest.mark.parametrize(
    ("one", "other", "country"),
    [
        ("President of the French Republic", "the president", "FR"),
        ("président de la République française", "Président de la République", "FR"),
        ("Chủ tịch nước Cộng hòa xã hội chủ nghĩa Việt Nam", "Chủ tịch nước", "VN"),
        ("Minister of Finance of Japan", "Finance of Minister", ""),
    ],
)
def test_an_office_is_the_same_without_its_own_country_only(one, other, country):
    assert (office_core(one, country) == office_core(other, country)) is bool(country)


def test_another_country_than_its_own_is_part_of_an_office():
    assert office_core("Ambassador of France to Viet Nam", "FR") == office_core(
        "Ambassador to Viet Nam", "FR"
    )
    assert office_core("Ambassador of France to Viet Nam", "FR") != office_core("Ambassador", "FR")


@pytest.mark.parametrize(
    ("name", "country", "office"),
    [
        ("Premier ministre", "VN", PRIME),
        ("Thủ tướng Ấn Độ", "IN", PRIME),
        ("the Minister", "", "minister"),
        ("Bộ trưởng", "VN", "bo truong"),
        ("Director General", "", "director general"),
    ],
)
def test_an_office_alone_is_bare(name, country, office):
    assert bare(name, country).office == office


@pytest.mark.parametrize(
    ("name", "country", "head"),
    [
        ("Government", "VN", "government"),
        ("Chính phủ", "", "government"),
        ("the Ministry", "", "ministry"),
        ("Bộ", "", "ministry"),
        ("l'ambassade", "FR", "embassy"),
        ("Tập đoàn", "VN", "group"),
    ],
)
def test_a_common_noun_alone_is_bare(name, country, head):
    said = bare(name, country)
    assert said.office == ""
    assert head in said.heads


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Ministry of Finance", "VN"), ("Bộ Ngoại giao", "VN"), ("European Commission", ""), ("World Bank", ""),
        ("ministre de l'Industrie et du Commerce", "MA"), ("Council of Europe", ""), ("FPT", "VN"), ("NATO", ""),
        ("Tô Lâm", "VN"), ("National Innovation Center", "VN"), ("Intel", "US"),
        ("gouvernement vietnamien", "VN"), ("Universidad de Chile", "CL"),
        ("", ""), ("🦊", ""), ("\u202e", "VN"), ("Viện 2", "VN"),
    ],
)  # fmt: skip
def test_a_name_that_names_somebody_is_not_bare(name, country):
    assert bare(name, country) is None


def test_a_body_in_full_says_which_kind_it_is():
    assert "ministry" in heads_of("ministère de l'Économie") & heads_of("Bộ Tài chính")
    assert heads_of("Intel") == frozenset()


@given(st.text(max_size=400), st.sampled_from(["", "VN", "FR"]))
def test_no_text_is_too_odd(name, country):
    office_core(name, country)
    assert bare(name, country) == bare(name, country)
