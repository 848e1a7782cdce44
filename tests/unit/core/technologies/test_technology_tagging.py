"""Tagging names the groups of technologies that a text speaks of, and where."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelle.core.languages import LANGUAGES, table
from passerelle.core.technologies import tag, taxonomies


def groups(text: str, language: str) -> set[str]:
    return {mention.group for mention in tag(text, language)}


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "L'IA et les semi-conducteurs, puis la 5G/6G.", {"ai", "chips", "mobile"}),
        ("fr", "L’INTELLIGENCE ARTIFICIELLE et les jumeaux numériques", {"ai"}),
        ("fr", "une société sociale qui varia, Maria et l'ia en minuscules", set()),
        ("fr", "Un nuage passe ; l’informatique en nuage reste.", {"cloud"}),
        ("fr", "les terres rares et l'hydrogène vert", {"earth", "energy"}),
        ("fr", "la dissuasion nucléaire et l'internet des objets", set()),
        ("vi", "Ai cũng biết AI là gì.", {"ai"}),
        ("vi", "Ai cũng biết điều đó, hội nghị công nghệ cao.", set()),
        ("vi", "vi mạch, chất bán dẫn, đất hiếm và máy bay không người lái", {"chips", "earth", "space"}),
        ("vi", "tri tue nhan tao va ban dan", {"ai", "chips"}),
        ("vi", "công nghệ tự động hoá và thuỷ điện", {"robotics", "energy"}),
        ("vi", "hãng hàng không mở đường bay", set()),
        ("en", "Batteries, small modular reactors and renewables", {"energy"}),
        ("en", "Data centres and drones; blockchains", {"cloud", "space", "blockchain"}),
        ("en", "a quantum leap in digital transformation", set()),
        ("en", "Vaccines and cyber-security", {"biomed", "cyber"}),
        ("de", "Halbleiter und KI", set()),
    ],
)
def test_groups_named_by_a_text(language: str, text: str, expected: set[str]) -> None:
    assert groups(text, language) == expected


def test_the_longest_term_is_one_mention_and_slices_the_text() -> None:
    text = "Un centre de données d’IA, des semi-\nconducteurs."
    assert [(mention.group, text[mention.start : mention.end]) for mention in tag(text, "fr")] == [
        ("cloud", "centre de données"),
        ("ai", "IA"),
        ("chips", "semi-\nconducteurs"),
    ]


def test_a_full_stop_separates_terms() -> None:
    assert groups("Une terre. Rare est le cas.", "fr") == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_term_is_found_and_every_group_exists(language: str) -> None:
    known = {group.id for group in taxonomies()[0].groups}
    written = table(language, "technologies")
    for group, terms in (written["terms"] | {"none": []}).items():
        assert group == "none" or group in known
        assert len(set(terms)) == len(terms)
        for term in terms:
            found = groups(f"— {term} —", language)
            assert found == ({group} if group != "none" else set()) or group == "none", (term, found)
    for group, terms in written["cased"].items():
        for term in terms:
            assert group in groups(f"({term})", language), term


@given(st.text(alphabet="IAai5G -'\nchips éđữ\u0301œ.", max_size=60), st.sampled_from(LANGUAGES))
def test_mentions_are_ordered_and_apart(text: str, language: str) -> None:
    end = 0
    for mention in tag(text, language):
        assert end <= mention.start < mention.end <= len(text)
        end = mention.end
