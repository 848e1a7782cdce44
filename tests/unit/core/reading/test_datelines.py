"""Datelines: the place and day before the first words of a report are not what it tells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelle.core.reading.datelines import dateline_end
from passerelle.core.text import split

WITH = {
    "en": "HANOI, 6 February 2025 – Samsung opened a laboratory.",
    "en, month small": "SEOUL, Republic of Korea, 6 february 2025 — Samsung opened a laboratory.",
    "en, hyphen": "TOKYO (VNA) - Japan and Laos signed an agreement.",
    "fr": "PARIS, le 6 février 2025 – Le ministère a signé un accord.",
    "fr, bracket": "(Hanoï, 3 juin 2025) — La France a ouvert un bureau.",
    "vi": "HÀ NỘI, ngày 6 tháng 2 năm 2025 – Bộ đã ký thỏa thuận.",
}
WITHOUT = {
    "a sentence with a dash": "Samsung, which employs many people in the north of the country, grew – so they say.",
    "a name with a hyphen": "Nguyen Thi-Lan signed for the ministry.",
    "an aside": "France – and Japan with it – signed.",
    "a list mark": "- HANOI grows.",
    "no dash": "HANOI, 6 February 2025. Samsung opened a laboratory.",
    "one capitalised word": "Hanoi – Samsung opened a laboratory.",
}


@pytest.mark.parametrize("kind", WITH)
def test_a_dateline_ends_after_its_dash(kind):
    text = WITH[kind]
    end = dateline_end(text, 0, len(text))
    assert text[:end].rstrip()[-1] in "–—-"
    assert text[end:].split()[0] in ("Samsung", "Japan", "Le", "La", "Bộ")


@pytest.mark.parametrize("kind", WITHOUT)
def test_what_only_looks_like_one_is_none(kind):
    text = WITHOUT[kind]
    assert dateline_end(text, 0, len(text)) == 0


def test_only_a_sentence_that_opens_a_paragraph_has_one():
    text = f"It rained. {WITH['en']}"
    assert dateline_end(text, 11, len(text)) == 11
    apart = f"It rained.\n{WITH['en']}"
    assert apart[dateline_end(apart, 11, len(apart)) :].startswith("Samsung")


def test_the_place_of_a_dateline_is_no_actor_of_its_sentence(frames):
    (frame,) = frames("TOKYO, Japan, 6 February 2025 – Laos and Kenya signed an agreement.")
    assert {party for part in frame.scene.parts for party in part.parties} == {"la", "ke"}


@given(st.text(alphabet="AbÀ,.–—- (\n)é9", max_size=120), st.integers(0, 120))
def test_a_dateline_lies_inside_its_sentence(text, start):
    start = min(start, len(text))
    for sentence in split(text[start:], "en"):
        low, high = start + sentence.start, start + sentence.end
        assert low <= dateline_end(text, low, high) <= high
