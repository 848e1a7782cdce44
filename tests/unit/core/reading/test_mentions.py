"""Who is named in a text: what careful readers noted in sentences of their own, and what holds of every text."""

import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from passerelle.core.reading.mentions import find_mentions
from passerelle.core.reading.model import ACTOR_KINDS, Actor
from passerelle.core.reading.recogniser import Recognised
from passerelle.core.text.model import Span
from passerelle.starter import gazetteer

CASES = [
    pytest.param(language, case["text"], case["actors"], id=f"{language}-{number}")
    for language in ("fr", "en", "vi")
    for number, case in enumerate(
        tomllib.loads((Path(__file__).parent / f"mentions_{language}.toml").read_text(encoding="utf-8"))[
            "sentence"
        ]
    )
]


def actors_of(text: str, language: str) -> list[Actor]:
    return find_mentions(text, language, [Span(0, len(text))], gazetteer())[1]


@pytest.mark.parametrize(("language", "text", "expected"), CASES)
def test_the_actors_of_a_sentence_are_those_a_reader_notes(
    language: str, text: str, expected: dict[str, str]
) -> None:
    found = [actor for actor in actors_of(text, language) if actor.kind not in ("country", "place")]
    for form, kind in expected.items():
        assert any(form in actor.names and actor.kind == kind for actor in found), (form, kind, found)
    surplus = [actor for actor in found if not set(actor.names) & set(expected)]
    assert not surplus


def test_a_short_name_joins_the_full_name() -> None:
    text = "M. Nguyen Van Khoa dirige FPT. « Nous recrutons », dit M. Khoa."
    khoa = next(actor for actor in actors_of(text, "fr") if actor.kind == "person")
    assert khoa.names == ("Nguyen Van Khoa", "Khoa")


def test_a_ministry_belongs_to_the_country_beside_it() -> None:
    actors = {actor.id for actor in actors_of("Japan's Ministry of Finance lent to Laos.", "en")}
    assert "jp-mof" in actors


def test_a_country_after_a_vietnamese_name_tells_namesakes_apart() -> None:
    asked = actors_of("Bộ Khoa học và Công nghệ Philippines đã đề nghị Ấn Độ cung cấp ảnh radar.", "vi")
    assert "ph-dost" in {actor.id for actor in asked}
    assert "vn-most" not in {actor.id for actor in asked}


def test_a_place_ends_the_name_of_its_government() -> None:
    signed = actors_of("Ủy ban nhân dân TP Hồ Chí Minh và Métropole de Lyon ký ý định thư.", "vi")
    forms = {form for actor in signed for form in actor.names}
    assert "Ủy ban nhân dân TP Hồ Chí Minh" in forms
    assert not [form for form in forms if "TP Hồ Chí Minh và" in form]


def test_a_nationality_inside_a_name_says_whose_body_it_is() -> None:
    text = "Le ministère vietnamien des Finances a écrit au ministère japonais des Finances."
    assert {"vn-mof", "jp-mof"} <= {actor.id for actor in actors_of(text, "fr")}


def test_a_credited_agency_is_no_actor() -> None:
    actors = actors_of("Photo : VNA/CVN\nLe PDG de Nokia l'a dit à Reuters.", "fr")
    assert [actor.id for actor in actors] == ["nokia"]


def test_a_mission_belongs_to_the_sending_state() -> None:
    (mission,) = [
        a for a in actors_of("L'ambassade de France au Vietnam recrute.", "fr") if a.kind == "mission"
    ]
    assert (mission.id, mission.country) == ("fr-embassy-vn", "FR")


def test_a_country_inside_a_given_name_is_no_country() -> None:
    assert [actor.id for actor in actors_of("Ông Hoàng Anh Tuấn và bà Lê Mỹ Đức phát biểu.", "vi")] == [
        "hoang-anh-tuan",
        "le-my-duc",
    ]


def test_an_acronym_in_brackets_names_the_same_body() -> None:
    text = "Le Centre commun de calcul océanique (CCCO) ouvre. Le CCCO emploie dix personnes."
    (centre,) = [actor for actor in actors_of(text, "fr") if actor.kind == "institute"]
    assert "CCCO" in centre.names


class Stubborn:
    """A recogniser that takes every word for an organisation."""

    def recognise(self, text: str) -> list[Recognised]:
        return [Recognised(0, len(text.split()[0]), "organisation")]


def test_a_recogniser_does_not_overrule_known_names_or_common_words() -> None:
    text = "Hanoi grows. Trade grows with trade."
    actors = find_mentions(text, "en", [Span(0, len(text))], gazetteer(), Stubborn())[1]
    assert [(actor.id, actor.kind) for actor in actors] == [("hanoi", "place")]


WORDS = "Bộ trưởng|ministère des|University of|M. |ông |, |. |(NIC)|« |’|đ|é|1131/QD-TTg|$5|và |et |and |ß|İ|e\u0301"
NAMES = "Nguyễn Văn A |Viettel |France |Tập đoàn |Trường Đại học |Prime Minister |Intel CEO |VNA/|Ủy ban |\n"
PIECES = st.lists(st.sampled_from(f"{WORDS}|{NAMES}".split("|")), max_size=25)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    text=st.one_of(PIECES.map("".join), st.text(max_size=80)), language=st.sampled_from(["fr", "vi", "en"])
)
def test_every_mention_is_anchored_and_none_overlap(text: str, language: str) -> None:
    mentions, actors = find_mentions(text, language, [Span(0, len(text))], gazetteer())
    known = {actor.id: actor for actor in actors}
    for mention in mentions:
        assert text[mention.start : mention.end] == mention.surface
        assert mention.surface in known[mention.actor].names
        assert mention.kind in ACTOR_KINDS
        assert 0 < mention.confidence <= 1
    for before, after in pairwise(mentions):
        assert before.end <= after.start
    for actor in actors:
        assert all(name in text for name in actor.names)
        assert list(map(len, actor.names)) == sorted(map(len, actor.names), reverse=True)
