"""The concept tables say the same concepts in every language, each form of a language under one concept only."""

import unicodedata
from collections import Counter

import pytest

from passerelle.core.languages import LANGUAGES, table

NAME = "claims/concepts"
LONGEST = 5


def concepts(language: str) -> dict[str, list[str]]:
    return {concept: forms for group in table(language, NAME).values() for concept, forms in group.items()}


def forms_of(language: str) -> list[tuple[str, str]]:
    return [(form, concept) for concept, forms in concepts(language).items() for form in forms]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_concepts_in_the_same_groups(language):
    layout = [(group, list(found)) for group, found in table(language, NAME).items()]
    assert layout == [(group, list(found)) for group, found in table("en", NAME).items()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_concept_stands_in_one_group_and_is_wide(language):
    names = Counter(concept for group in table(language, NAME).values() for concept in group)
    assert [name for name, times in names.items() if times > 1] == []
    assert len(names) >= 500
    assert [concept for concept, forms in concepts(language).items() if len(forms) < 3] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_forms_are_written_as_they_are_looked_up(language):
    for form, concept in forms_of(language):
        assert form == unicodedata.normalize("NFC", form), (form, concept)
        assert form == form.lower(), (form, concept)
        assert form == " ".join(form.split()), (form, concept)
        assert "’" not in form, (form, concept)
        assert len(form.split()) <= LONGEST, (form, concept)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_star_only_ends_a_single_word_that_is_long_enough_to_be_safe(language):
    for form, concept in forms_of(language):
        if "*" in form:
            assert form.index("*") == len(form) - 1, (form, concept)
            assert " " not in form, (form, concept)
            assert len(form) > 3, (form, concept)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_form_belongs_to_one_concept(language):
    seen = Counter(form for form, _ in forms_of(language))
    assert [form for form, times in seen.items() if times > 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_falls_under_the_stem_of_another_form(language):
    stems = {form[:-1]: concept for form, concept in forms_of(language) if form.endswith("*")}
    for form, concept in forms_of(language):
        word = form.rstrip("*")
        if " " in word:
            continue
        under = [word[:end] for end in range(1, len(word) + 1) if word[:end] in stems]
        expected = [word] if form.endswith("*") else []
        assert under == expected, (form, concept, under)
