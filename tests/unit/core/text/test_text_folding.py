"""Folding levels spellings, is idempotent and leads back to the text as written."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelle.core.text import fold, fold_aligned, soften_aligned, unfold

WRITTEN = st.text(alphabet=st.characters(codec="utf-8"), max_size=80) | st.text(
    alphabet="aàảãáạăâđĐƠơưeêœŒæßİ’'“”«»—– \u00a0\u202f\u2009ﬁ½…\u0301\u0323x\u200bＡ한", max_size=40
)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Đại sứ quán", "dai su quan"),
        ("L’ŒUVRE — d’État", "l'oeuvre - d'etat"),
        ("10\u202f000\u00a0%", "10 000 %"),
        ("“Straße” ﬁn ＡＩ", '"strasse" fin ai'),
        ("coopé\u00adration", "cooperation"),
        (unicodedata.normalize("NFD", "Trí tuệ nhân tạo"), "tri tue nhan tao"),
    ],
)
def test_spellings_of_one_word_fold_to_the_same(written: str, folded: str) -> None:
    assert fold(written) == folded


@given(WRITTEN)
def test_folding_twice_changes_nothing(written: str) -> None:
    assert fold(fold(written)) == fold(written)


@given(WRITTEN)
def test_each_folded_character_comes_from_the_character_its_offset_names(written: str) -> None:
    folded, offsets = fold_aligned(written)
    assert folded == fold(written)
    assert len(offsets) == len(folded) + 1
    assert offsets[len(folded)] == len(written)
    assert all(offsets[at] <= offsets[at + 1] for at in range(len(folded)))
    for at, character in enumerate(folded):
        assert character in fold(written[offsets[at]])


@given(WRITTEN, st.data())
def test_a_folded_span_leads_to_text_that_folds_to_it(written: str, data: st.DataObject) -> None:
    folded, offsets = fold_aligned(written)
    if not folded:
        return
    start = data.draw(st.integers(0, len(folded) - 1))
    end = data.draw(st.integers(start + 1, len(folded)))
    span = unfold(offsets, start, end)
    assert 0 <= span.start < span.end <= len(written)
    assert folded[start:end] in fold(written[span.start : span.end])


@given(WRITTEN)
def test_softening_keeps_accents_and_composes_them(written: str) -> None:
    composed, _ = soften_aligned(unicodedata.normalize("NFC", written))
    assert len(composed) == len(unicodedata.normalize("NFC", written))
    softened, offsets = soften_aligned(written)
    assert len(offsets) == len(softened) + 1


def test_softening_keeps_the_tones_that_tell_vietnamese_words_apart() -> None:
    assert soften_aligned(unicodedata.normalize("NFD", "NĂM ’25"))[0] == "năm '25"
