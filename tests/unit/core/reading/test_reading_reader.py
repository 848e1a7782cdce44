"""The reader as a whole: offsets, other languages, strange input, the gold's form."""

import json
import unicodedata
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from passerelle.core.reading.gold import to_gold
from passerelle.core.reading.model import ATTRIBUTES
from passerelle.core.reading.original import Original
from passerelle.core.reading.publication import bounds_of, expressions_of
from passerelle.core.reading.reader import Reader
from passerelle.core.reading.registry import LATEST, READERS, open_reader
from passerelle.starter.names import gazetteer

VIETNAMESE = "Bộ trưởng Nguyễn Mạnh Hùng đề nghị Intel đầu tư 2 tỷ USD vào nhà máy chip tại Đà Nẵng năm 2025."
PIECES = (
    VIETNAMESE,
    "La France et le Vietnam ont signé un accord « IA » le 3 juin 2025, a déclaré M. Dupont.",
    "NVIDIA (US) will invest US$1.6 billion in 3 data centres by 2030, said its CEO.",
    "Hai bên nhất trí.", "Elle a proposé au ministère de l'aider.", "It said",
    "«", '"', "(", ":", "\n", " – ", "%", "5G",
    "TOKYO", "n° 57-NQ/TW", "2025", "e\u0301cole", "\u200b", "\u00a0", "Đại sứ quán này", "l'", "x" * 50, "١٢٣", "𝟜",
)  # fmt: skip


@cache
def reader() -> Reader:
    return Reader(gazetteer())


def check(text: str, language: str | None) -> None:
    reading = reader().read(text, language=language, published="2025-06")
    known = {actor.id for actor in reading.actors}
    for mention in reading.mentions:
        assert text[mention.start : mention.end] == mention.surface
    for actor in reading.actors:
        assert all(name in text for name in actor.names)
    for claim in reading.claims:
        assert 0 <= claim.sentence_start <= claim.start < claim.end <= claim.sentence_end <= len(text)
        assert set(claim.parties) | set(claim.people) <= known
        assert set(claim.confidence) <= {*ATTRIBUTES, "status"}
        assert all(0 < value <= 1 for value in claim.confidence.values())
    gold = to_gold(reading, "a", text)
    for claim in gold["claims"]:
        assert claim["anchor"] in text
        assert 1 <= len(claim["anchor"].split()) <= 6
    assert json.loads(json.dumps(gold)) == gold


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join), st.sampled_from(["fr", "vi", "en", None])
)
def test_what_is_found_stands_in_the_text(text, language):
    check(text, language)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=200), st.sampled_from(["fr", "vi", "en"]))
def test_any_text_is_read_without_an_accident(text, language):
    check(text, language)


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKD"])
def test_offsets_count_characters_of_the_given_text_in_any_normal_form(form):
    text = unicodedata.normalize(form, VIETNAMESE)
    check(text, "vi")
    (claim, *_) = reader().read(text, language="vi").claims
    assert unicodedata.normalize("NFC", text[claim.start : claim.end]) in VIETNAMESE


def test_the_same_claims_are_found_in_decomposed_letters():
    composed = reader().read(VIETNAMESE, language="vi").claims
    decomposed = reader().read(unicodedata.normalize("NFD", VIETNAMESE), language="vi").claims
    assert [(claim.type, claim.parties, claim.quantity) for claim in composed] == [
        (claim.type, claim.parties, claim.quantity) for claim in decomposed
    ]
    assert composed


@given(st.text())
def test_the_working_form_leads_back_to_the_given_text(text):
    original = Original(text)
    whole = original.given(0, len(original.text))
    assert (whole.start, whole.end) == (0, len(text))


@pytest.mark.parametrize("text", ["", " \n ", ".", "?!"])
def test_a_text_without_words_is_not_read(text):
    assert not reader().read(text).read


def test_another_language_is_left_unread_and_unguessed():
    reading = reader().read(
        "日本とフランスは水曜日に東京で半導体に関する協定に署名した。政府は十億円を投資する。"
    )
    assert (reading.read, reading.claims, reading.actors, reading.technologies) == (False, (), (), ())
    assert not reader().read("Signed.", language="de").read


@pytest.mark.parametrize("change", [str.upper, lambda text: text.replace(".", " ").replace(",", " ")])
def test_capitals_only_and_no_punctuation_are_no_accident(change):
    for piece in PIECES[:3]:
        check(change(piece * 3), None)


def test_a_text_without_a_full_stop_for_pages_is_read_in_pieces():
    check("Japan and Kenya signed an agreement on space and " * 400, "en")


@pytest.mark.parametrize(
    ("published", "expected"),
    [("2025-06-15", "2025-06-14"), ("2025-06", "2025"), ("2025", None), (None, None)],
)
def test_a_relative_date_is_no_more_precise_than_the_publication(published, expected):
    dates = [
        one.value for one in expressions_of("It was signed yesterday.", "en", published) if one.kind == "date"
    ]
    assert (dates[0] if dates else None) == expected


@pytest.mark.parametrize("published", ["", "soon", "2025-13", "0000", "2025-02-30", None])
def test_a_publication_date_that_says_nothing_is_no_reference(published):
    assert bounds_of(published) is None


def test_readers_are_opened_by_name_and_version():
    assert open_reader(gazetteer()).version == LATEST[1]
    assert LATEST in READERS
    with pytest.raises(LookupError):
        open_reader(gazetteer(), version="0")
