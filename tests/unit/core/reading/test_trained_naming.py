"""The namer: what it keeps of tables and rules, what it adds, and that its names never overlap."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from trained import linear

from passerelle.core.reading.mentions import proposed
from passerelle.core.reading.page import Proposal
from passerelle.core.reading.trained.naming import KINDS, Namer
from passerelle.core.reading.trained.view import OUTSIDE, View
from passerelle.starter import gazetteer

LABELS = (OUTSIDE, *(f"{place}-{kind}" for kind in sorted(KINDS) for place in "BI"))
TEXTS = {
    "fr": "Hier, Quantalia et le groupe Nokia ont signé à Kaduna avec Mme Anna Lund, de l'université d'Oslo (UiO).",
    "vi": "Bộ Khoa học và Công nghệ Việt Nam gặp ông Nguyễn Văn Hùng, Giám đốc Zeltron, tại Hà Nội.",
    "en": "Zeltron Grid, a Bergen firm, told the Ministry of Finance of Norway that Intel\nwould join in Hanoi.",
}


def _namer(weights: dict[str, dict[str, float]], bias: float = 2.0) -> Namer:
    return Namer(linear(LABELS, [bias, *[0.0] * (len(LABELS) - 1)], weights), {})


def _surfaces(text: str, found: list[Proposal]) -> dict[str, str]:
    return {text[one.start : one.end]: one.kind for one in found}


def test_names_of_the_tables_survive_a_namer_that_finds_nothing() -> None:
    page, proposals = proposed(TEXTS["fr"], "fr", gazetteer())
    kept = _surfaces(page.text, _namer({}).judged(page, proposals))
    assert "Anna Lund" in kept
    assert any("Nokia" in form for form in kept)
    assert "Quantalia" not in kept


def test_an_unknown_name_is_found_by_what_was_learnt() -> None:
    page, proposals = proposed(TEXTS["fr"], "fr", gazetteer())
    learnt = {"w=fr:quantalia": {"B-company": 9.0}}
    assert _surfaces(page.text, _namer(learnt).judged(page, proposals))["Quantalia"] == "company"


def test_doubt_decides_between_a_name_and_none() -> None:
    page, proposals = proposed(TEXTS["fr"], "fr", gazetteer())
    learnt = {"w=fr:quantalia": {"B-company": 1.5}}
    sure = _namer(learnt)
    bold = Namer(sure.classifier, {}, doubt=0.3)
    assert "Quantalia" not in _surfaces(page.text, sure.judged(page, proposals))
    assert "Quantalia" in _surfaces(page.text, bold.judged(page, proposals))


def test_a_part_of_a_known_name_is_the_known_name() -> None:
    page, proposals = proposed(TEXTS["vi"], "vi", gazetteer())
    learnt = {"w=vi:bộ": {"B-government": 9.0}}
    kept = _surfaces(page.text, _namer(learnt).judged(page, proposals))
    assert kept.get("Bộ Khoa học và Công nghệ Việt Nam") == "government"


@pytest.mark.parametrize("language", sorted(TEXTS))
def test_a_name_does_not_run_over_a_bracket_or_the_end_of_a_sentence(language: str) -> None:
    page, proposals = proposed(TEXTS[language], language, gazetteer())
    view = View(page, proposals, frozenset())
    for i, word in enumerate(page.words):
        if ("(" in word.gap or ". " in word.gap) and not view.rule[i].startswith("I"):
            assert not view.may_go_on(i, "B-government")


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(sorted(TEXTS)),
    st.dictionaries(
        st.sampled_from(
            ["shape=Xx", "shape=x", "usual&inside&x", "rare&inside&Xx", "gap=_", "y=O", "opens&Xx"]
        ),
        st.dictionaries(st.sampled_from(LABELS), st.floats(-6, 6, allow_nan=False), max_size=6),
    ),
    st.floats(-4, 4, allow_nan=False),
)
def test_names_are_in_order_inside_the_text_and_never_overlap(
    language: str, weights: dict[str, dict[str, float]], bias: float
) -> None:
    page, proposals = proposed(TEXTS[language], language, gazetteer())
    found = _namer(weights, bias).judged(page, proposals)
    assert all(0 <= one.start < one.end <= len(page.text) for one in found)
    assert all(one.end <= after.start for one, after in pairwise(found))
