"""Generous quantities: every number that may count something is let in; still no year, label or half of a range."""

import pytest

CASES = [
    ("en", "The plan covers 40 parks, of which eleven opened.", [(40, "park"), (11, "item")]),
    ("en", "In the end there will be 70.", [(70, "item")]),
    ("en", "A third of the engineers stayed.", [(33, "percent")]),
    ("en", "It is a 300-bed hospital.", [(300, "bed")]),
    ("fr", "Le parc comptera 40 laboratoires, dont onze ouverts.", [(40, "laboratory"), (11, "item")]),
    ("vi", "Chương trình gồm 70 dự án.", [(70, "project")]),
]
NEITHER = [
    ("en", "Decision 57 was published in 2024."),
    ("en", "The A320 flew on 5G and COVID-19 was over."),
    ("fr", "La résolution n° 57 date de 2024."),
    ("vi", "Nghị quyết số 57 ban hành năm 2024."),
]


def measured(frames, text, language):
    return [one for frame in frames(text, language) for one in frame.findings.measures]


@pytest.mark.parametrize(("language", "text", "expected"), CASES)
def test_a_number_counts_with_or_without_its_noun(frames, language, text, expected):
    found = [(one.quantity.value, one.quantity.unit) for one in measured(frames, text, language)]
    assert found == expected


@pytest.mark.parametrize(("language", "text"), NEITHER)
def test_years_and_numbers_of_documents_count_nothing(frames, language, text):
    assert measured(frames, text, language) == []


def test_a_range_is_its_upper_bound(frames):
    (one,) = measured(frames, "They will train 300 to 500 engineers.", "en")
    assert one.quantity.value == 500


@pytest.mark.parametrize(("language", "text", "expected"), CASES)
def test_a_measure_stands_where_it_is_written(frames, language, text, expected):
    for one in measured(frames, text, language):
        assert 0 <= one.start < one.end <= len(text)
        assert text[one.start : one.end].strip() == text[one.start : one.end]
