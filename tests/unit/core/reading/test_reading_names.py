"""Names that are easily mistaken: places inside names of people, noun phrases in capitals, bodies, bare names."""

from functools import cache

import pytest

from passerelle.core.reading.model import Actor, Reading
from passerelle.core.reading.reader import Reader
from passerelle.starter.names import gazetteer


@cache
def reader() -> Reader:
    return Reader(gazetteer())


def read(text: str, language: str = "en") -> Reading:
    return reader().read(text, language=language, published="2025-05")


def actors(text: str, language: str = "en") -> dict[str, Actor]:
    return {name: actor for actor in read(text, language).actors for name in actor.names}


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("Professor Tran Van Nam opened the laboratory in Hue.", "en", "Tran Van Nam"),
        ("Le professeur Le Van Nam dirige ce laboratoire.", "fr", "Le Van Nam"),
        ("Kỹ sư Phạm Vân Nam phụ trách dự án này.", "vi", "Phạm Vân Nam"),
    ],
)
def test_a_place_inside_the_name_of_a_person_is_no_place(text: str, language: str, name: str) -> None:
    found = actors(text, language)
    assert found[name].kind == "person"
    assert "Van Nam" not in found
    assert "Vân Nam" not in found


def test_the_place_alone_stays_a_place() -> None:
    assert actors("Van Nam welcomed the engineers from Laos.")["Van Nam"].kind == "place"


@pytest.mark.parametrize("phrase", ["Critical Minerals", "Busan AI", "Vietnam Semiconductor"])
def test_a_noun_phrase_in_capitals_is_no_company(phrase: str) -> None:
    found = actors(f"Samsung, {phrase} and Intel were on the agenda.")
    assert phrase not in found
    assert {"Samsung", "Intel"} <= found.keys()


def test_a_legal_form_still_makes_a_company() -> None:
    assert actors("The contract went to Busan AI Inc last week.")["Busan AI Inc"].kind == "company"


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Bộ Kinh tế và Việc làm Phần Lan", "FI"),
        ("Bộ Lao động và Việc làm Ấn Độ", "IN"),
        ("Bộ Khí hậu và Năng lượng Đan Mạch", "DK"),
    ],
)
def test_a_ministry_goes_on_to_its_country(name: str, country: str) -> None:
    found = actors(f"{name} đã gửi thư cho Viettel hôm thứ Hai.", "vi")
    assert (found[name].kind, found[name].country) == ("government", country)


def test_a_family_name_alone_joins_the_full_name_that_it_opens() -> None:
    found = actors("Minister Gan Kim Yong opened the forum. Minister Gan thanked Intel. Gan then left.")
    assert found["Gan"].id == found["Gan Kim Yong"].id


def test_a_first_name_that_two_people_share_joins_neither() -> None:
    found = actors("Minister Gan Kim Yong met Minister Gan Siow Huang. Minister Gan thanked Intel.")
    assert found["Gan"].id not in (found["Gan Kim Yong"].id, found["Gan Siow Huang"].id)


def test_a_nationality_is_an_actor_only_where_a_claim_refers_to_it() -> None:
    reading = read("Japanese firms invested 20 million dollars in the plant. A Dutch poem was read aloud.")
    named = {party for claim in reading.claims for party in claim.parties}
    assert "jp" in named
    assert {actor.id for actor in reading.actors if not actor.names} <= named
    assert "nl" not in {actor.id for actor in reading.actors}
