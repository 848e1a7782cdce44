"""Sentences are trimmed, ordered stretches that end where the text pauses, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelle.core.text import split


def sentences(text: str, language: str) -> list[str]:
    return [text[span.start : span.end] for span in split(text, language)]


@pytest.mark.parametrize(
    ("language", "parts"),
    [
        (
            "fr",
            ["M. Dupont a vu Mme. Lan.", "La décision n°. 57 vaut 50.000 euros !", "« Oui… »", "Elle part."],
        ),
        ("fr", ["Il a dit : « Nous partons. »", "« Puis il est parti. »", "Fin"]),
        ("fr", ["Il a dit : «\u00a0Nous partons.\u00a0»", "«\u00a0Puis il est parti.\u00a0»"]),
        ("vi", ["GS.TS. Nguyễn Văn A đến TP. Hồ Chí Minh.", "Vốn là 50.000 tỷ đồng.", "Ông nói “Được”."]),
        ("en", ["Mr. J. K. Smith met U.S. officials.", "It rose 3.5 percent.", 'He said "Yes."', "Then no."]),
    ],
)
def test_sentences_end_at_stops(language: str, parts: list[str]) -> None:
    assert sentences(" ".join(parts), language) == parts


def test_sentences_end_at_lines() -> None:
    lines = ["3. Numbered heading", "• First point", "• Second point; and more"]
    assert sentences("\n".join(lines), "en") == lines


def test_a_lower_case_letter_continues_the_sentence() -> None:
    assert sentences("Les puces (2 nm, etc.) sont rares... mais utiles.", "fr") == [
        "Les puces (2 nm, etc.) sont rares... mais utiles."
    ]


def test_a_language_without_table_is_still_split() -> None:
    assert sentences("Das ist gut. Sehr gut.", "de") == ["Das ist gut.", "Sehr gut."]


@given(
    st.text(alphabet="aA. \n\r\t!?…«»\"'()1.,M\u00a0\u2028。é", max_size=120),
    st.sampled_from(["fr", "vi", "en", "de"]),
)
def test_spans_are_trimmed_ordered_and_lose_no_letter(text: str, language: str) -> None:
    spans = split(text, language)
    end = 0
    for span in spans:
        assert end <= span.start < span.end
        assert not text[end : span.start].strip()
        piece = text[span.start : span.end]
        assert piece == piece.strip()
        assert "\n" not in piece
        end = span.end
    assert not text[end:].strip()


def test_hostile_lines_stay_linear() -> None:
    for unit in (".", "a. ", "1.", " ", '."', "A."):
        text = unit * (400_000 // len(unit))
        assert len(split(text, "en")) <= len(text)
