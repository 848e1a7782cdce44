"""Countries that are named by their capital, by a nationality, or only inside the name of a body."""

import pytest

from passerelle.core.reading.mentions import find_mentions
from passerelle.core.reading.model import Actor
from passerelle.core.text import split
from passerelle.starter import gazetteer


def actors_of(text: str, language: str) -> dict[str, Actor]:
    return {one.id: one for one in find_mentions(text, language, split(text, language), gazetteer())[1]}


@pytest.mark.parametrize(
    ("language", "text", "country"),
    [
        ("fr", "Paris et Berlin ont signé mardi.", "fr"),
        ("fr", "Le dialogue entre Rabat et Alger reprend.", "dz"),
        ("en", "Washington has refused the offer.", "us"),
        ("en", "The offer was refused, and Tokyo agreed.", "jp"),
        ("vi", "Bắc Kinh phản đối quyết định này.", "cn"),
    ],
)
def test_a_capital_that_acts_is_its_state(language: str, text: str, country: str) -> None:
    assert actors_of(text, language)[country].kind == "country"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Les ministres se sont vus à Paris mardi."),
        ("fr", "PARIS, 12 mai – Les ministres se sont vus."),
        ("en", "They met in Tokyo on Monday."),
        ("vi", "Hai bên ký kết tại Bắc Kinh hôm qua."),
    ],
)
def test_a_capital_that_locates_is_a_place(language: str, text: str) -> None:
    assert all(one.kind != "country" for one in actors_of(text, language).values())


def test_brussels_is_the_union_when_it_acts() -> None:
    assert actors_of("Bruxelles propose un nouveau règlement.", "fr")["eu"].kind == "association"
    assert "eu" not in actors_of("La réunion se tient à Bruxelles mardi.", "fr")


@pytest.mark.parametrize(
    ("language", "text", "country"),
    [
        ("fr", "La partie italienne a transmis son projet.", "it"),
        ("en", "Korean companies asked for more land.", "kr"),
        ("fr", "Les Norvégiens restent les maîtres du ferry.", "no"),
    ],
)
def test_a_nationality_that_acts_is_a_country_without_a_name(language: str, text: str, country: str) -> None:
    actor = actors_of(text, language)[country]
    assert (actor.kind, actor.names) == ("country", ())


def test_a_nationality_that_only_describes_is_no_country() -> None:
    assert "it" not in actors_of("Elle aime la cuisine italienne.", "fr")


def test_a_country_inside_the_name_of_a_body_is_named_by_the_page() -> None:
    assert actors_of("Quốc hội Malaysia thông qua luật mới.", "vi")["my"].names == ("Malaysia",)


def test_a_country_inside_the_name_of_a_person_is_not() -> None:
    assert set(actors_of("Bà Lê Mỹ Đức phát biểu.", "vi")) == {"le-my-duc"}
