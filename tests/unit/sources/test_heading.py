import pytest

from passerelle.sources.heading import heading


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("\n  Accord sur  les puces \n\nParis, le 12 juin 2025\n…", "Accord sur les puces"),
        ("Only one line", ""),
        ("A first sentence. And a second one.\nMore.", ""),
        ("Viet Nam and the U.S. sign\nMore.", "Viet Nam and the U.S. sign"),
        ("x" * 300 + "\nMore.", ""),
        ("", ""),
    ],
)
def test_a_first_line_that_stands_alone_is_the_title(text, title):
    assert heading(text) == title
