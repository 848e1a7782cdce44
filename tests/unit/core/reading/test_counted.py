"""What a number counts: the unit is found in every language, and shown in it."""

import pytest

from passerelle.core.languages import LANGUAGES
from passerelle.core.languages.tables import table
from passerelle.core.reading.counted import names_of, nouns, only_names
from passerelle.core.reading.original import Original
from passerelle.core.reading.reader import Reader
from passerelle.core.reading.scenes import scenes_of
from passerelle.starter import gazetteer


class Generous(Reader):
    generous = True


def units(text: str, language: str) -> list[tuple[float, str]]:
    """Every figure of a text with its unit."""
    document, _ = Generous(gazetteer()).survey(Original(text), language, "2026-05-04")
    return [
        (measure.quantity.value, measure.quantity.unit)
        for _, findings in scenes_of(document)
        for measure in findings.measures
    ]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "The port ordered 40 graphics processors.", [(40, "processor")]),
        ("en", "It has trained 300 nurses.", [(300, "person")]),
        ("en", "The plant stores 20 gigawatt hours a year.", [(20, "gigawatt-hour")]),
        ("en", "They opened a 30,000-square-metre site.", [(30000, "square metre")]),
        (
            "en",
            "The fund will buy three harvesters and two icebreakers.",
            [(3, "harvester"), (2, "icebreaker")],
        ),
        ("en", "Eight of the world's largest insurers use it.", [(8, "insurer")]),
        (
            "fr",
            "La région compte une centaine d'ingénieurs et 12 stations de base.",
            [(100, "person"), (12, "base station")],
        ),
        (
            "fr",
            "Le pays construira deux hôpitaux et 40 bornes de recharge.",
            [(2, "hospital"), (40, "charging station")],
        ),
        ("vi", "Tỉnh có 25 nhà khoa học và 3 lò phản ứng.", [(25, "person"), (3, "reactor")]),
        ("vi", "Năm ngoái có 1.300 cuộc tấn công mạng.", [(1300, "cyberattack")]),
    ],
)
def test_the_noun_after_a_number_is_its_unit(
    language: str, text: str, expected: list[tuple[float, str]]
) -> None:
    assert units(text, language) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            "en",
            "The mill shipped 300 turbines in 2024 and 450 in 2025.",
            [(300, "turbine"), (450, "turbine")],
        ),
        (
            "fr",
            "Les ventes, de 80 milliards d'euros, passeraient à 120 milliards.",
            [(8e10, "EUR"), (1.2e11, "EUR")],
        ),
        ("vi", "Viện có 120 kỹ sư, sẽ tăng lên 200 vào năm 2028.", [(120, "person"), (200, "person")]),
    ],
)
def test_a_number_without_a_noun_counts_what_the_one_before_did(
    language: str, text: str, expected: list[tuple[float, str]]
) -> None:
    assert units(text, language) == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_noun_stands_for_two_units(language: str) -> None:
    seen: dict[str, str] = {}
    for unit, names in table(language, "claims/units")["units"].items():
        for name in set(names):
            assert seen.setdefault(name, unit) == unit, name


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_name_of_a_unit_is_read_as_that_unit(language: str) -> None:
    known = nouns(language)
    for unit in table(language, "claims/units")["units"]:
        for name in names_of(unit, language):
            assert (known.named(name) or known.singular(name)) == unit, name


@pytest.mark.parametrize(
    ("unit", "language", "expected"),
    [
        ("hospital", "en", "hospitals"),
        ("battery", "en", "batteries"),
        ("aircraft", "en", "aircraft"),
        ("gigabit per second", "en", "gigabits per second"),
        ("EUR", "en", "EUR"),
        ("", "en", ""),
        ("hospital", "fr", "hôpitaux"),
        ("base station", "fr", "stations de base"),
        ("reactor", "vi", "lò phản ứng"),
        ("harvester", "fr", "harvester"),
    ],
)
def test_several_of_a_unit_have_the_name_of_the_language(unit: str, language: str, expected: str) -> None:
    assert names_of(unit, language)[1] == expected


@pytest.mark.parametrize(
    ("unit", "words", "expected"),
    [
        ("tonne", "tấn", True),
        ("factory", "nhà máy", True),
        ("base station", "stations de base", True),
        ("robot", "robots", True),
        ("person", "semiconductor engineers", False),
        ("factory", "usines de batteries", False),
    ],
)
def test_what_is_counted_is_told_apart_from_the_unit(unit: str, words: str, expected: bool) -> None:
    assert only_names(unit, words) is expected
