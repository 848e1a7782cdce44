"""What is not cut into tokens holds no expression, and the work grows with the text."""

import datetime
import sys
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelle.core.languages import LANGUAGES
from passerelle.core.text import Span, find, fold
from passerelle.core.text.expressions import Expression
from passerelle.core.text.grammar import STAGES, grammar
from passerelle.core.text.islands import Chart

PUBLISHED = datetime.date(2025, 10, 25)
DOSSIER = files("passerelle.starter") / "dossier"
PAGES = [
    (language, page.read_text(encoding="utf-8"))
    for language in LANGUAGES
    for page in sorted((DOSSIER / language).iterdir(), key=str)
    if page.name.endswith(".txt")
]
WORDS = {
    "fr": "le 12 mai 2025 lundi prochain de la semaine deux tiers et demi % euros d'ici dix ans société, l'",
    "vi": "ngày 12 tháng 5 năm 2025 thứ hai tuần tới quý III hai phần ba % đồng khoảng công ty, của",
    "en": "the 12 May 2025 next Monday of week two thirds and a half % dollars within ten years company, to",
}


def whole_text(self: Chart, levelled: str) -> Iterator[Span]:
    yield Span(0, len(levelled))


def found_without_chart(text: str, language: str, monkeypatch: pytest.MonkeyPatch) -> list[Expression]:
    with monkeypatch.context() as patched:
        patched.setattr(Chart, "islands", whole_text)
        return find(text, language, PUBLISHED)


@pytest.mark.parametrize(("language", "text"), PAGES)
def test_a_page_cut_up_whole_has_the_same_expressions(
    language: str, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert find(text, language, PUBLISHED) == found_without_chart(text, language, monkeypatch)


@given(st.sampled_from(LANGUAGES), st.data())
def test_words_cut_up_whole_have_the_same_expressions(language: str, data: st.DataObject) -> None:
    words = data.draw(st.lists(st.sampled_from(WORDS[language].split(" ")), max_size=14))
    text = " ".join(words)
    with pytest.MonkeyPatch.context() as patched:
        assert find(text, language, PUBLISHED) == found_without_chart(text, language, patched)


def test_plain_words_are_no_island() -> None:
    chart = grammar("en").chart
    assert list(chart.islands(fold("The company opened a laboratory in Grenoble"))) == []
    (island,) = chart.islands(fold("It opened on 12 May 2025 in Grenoble"))
    assert "on 12 May 2025 in" in "It opened on 12 May 2025 in Grenoble"[island.start : island.end]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_rule_repeats_without_bound(language: str) -> None:
    for stage in STAGES:
        for rule in grammar(language).rules[stage]:
            assert not set("*+{") & set(rule.pattern.pattern), rule.kind


UNITS = [
    "1",
    "1.1.",
    "a'a'",
    ", ",
    "mười ",
    "cent ",
    "million ",
    "a-1",
    "1/",
    "½",
    "aaa.",
    "monday ",
    "1 000 ",
    "\n",
]


def calls(text: str, language: str) -> int:
    """Count the functions that reading `text` calls, built-in ones too."""
    counted = 0

    def count(frame: Any, event: str, argument: Any) -> None:
        nonlocal counted
        counted += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        find(text, language, PUBLISHED)
    finally:
        sys.setprofile(before)
    return counted


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_work_grows_with_the_text_and_no_faster(language: str, unit: str) -> None:
    find(unit * 10, language, PUBLISHED)
    short, long = calls(unit * 500, language), calls(unit * 2_000, language)
    assert long <= 4 * short + 500
