from hypothesis import given
from hypothesis import strategies as st

from passerelle.sources.lines import unwrap


def test_lines_broken_by_the_margin_become_one():
    printed = (
        "Le ministère des Finances et l'institut de technologie de\n"
        "Hanoï ont signé un accord qui porte sur la recherche en\n"
        "matière de semi-conducteurs.\n"
        "Un second paragraphe commence ici."
    )
    assert unwrap(printed) == (
        "Le ministère des Finances et l'institut de technologie de Hanoï ont signé un accord qui porte sur la "
        "recherche en matière de semi-conducteurs.\nUn second paragraphe commence ici."
    )


def test_titles_lists_and_paragraphs_stay_apart():
    printed = (
        "Titre court\nLe texte qui suit commence par une majuscule et va loin.\n- un point\n- un autre\n\nFin"
    )
    assert unwrap(printed) == printed


def test_a_word_cut_at_the_margin_is_mended():
    assert unwrap("la coopé-\nration dure") == "la coopération dure"
    assert unwrap("les semi-\nconducteurs") == "les semiconducteurs"
    assert unwrap("les semi-\nconducteurs ; un semi-conducteur, des semi-conducteurs") == (
        "les semi-conducteurs ; un semi-conducteur, des semi-conducteurs"
    )


@given(st.text(alphabet="ab éĐ-.\n", max_size=200))
def test_no_letter_is_lost(text):
    def letters(value):
        return [letter for letter in value if letter.isalpha()]

    assert letters(unwrap(text)) == letters(text)
