"""The sample dossier is what it claims to be: original texts, each with its sources and its annotation."""

import json
import re
import tomllib
import unicodedata
from collections import Counter
from datetime import date
from importlib.resources import files
from typing import Any

import pytest

from passerelle.core.reading.model import ACTOR_KINDS, CLAIM_TYPES, INSTRUMENTS, STATUSES

LANGUAGES = ("fr", "vi", "en")
TECHNOLOGIES = {
    "ai", "cloud", "blockchain", "mobile", "robotics", "chips", "biomed", "energy", "earth", "cyber", "space",
}  # fmt: skip
DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
DOSSIER = files("passerelle.starter") / "dossier"


def entries(suffix: str, prefix: str) -> list[Any]:
    return sorted(
        (e for e in DOSSIER.iterdir() if e.name.startswith(prefix) and e.name.endswith(suffix)),
        key=lambda e: e.name,
    )


TEXTS = {
    (language, entry.name): entry.read_text(encoding="utf-8")
    for language in LANGUAGES
    for entry in (DOSSIER / language).iterdir()
    if entry.name.endswith(".txt")
}
GOLD: list[dict[str, Any]] = [
    json.loads(line)
    for entry in entries(".jsonl", "gold-")
    for line in entry.read_text(encoding="utf-8").splitlines()
    if line.strip()
]
SOURCES: list[dict[str, Any]] = []
for entry in entries(".toml", "sources-"):
    SOURCES += tomllib.loads(entry.read_text(encoding="utf-8"))["document"]

each_document = pytest.mark.parametrize("document", GOLD, ids=lambda d: d["doc"])
each_text = pytest.mark.parametrize(("language", "name"), TEXTS, ids=lambda part: part)


def text_of(document: dict[str, Any]) -> str:
    return TEXTS[document["lang"], document["doc"]]


def is_date(value: str) -> bool:
    """A year, month or day that exists, or a span of two of them in order."""
    parts = value.split("/")
    if len(parts) > 2 or not all(DATE.fullmatch(part) for part in parts):
        return False
    for part in parts:
        date.fromisoformat(part + "-01-01"[len(part) - 4 :])
    return parts == sorted(parts)


def is_about_viet_nam(document: dict[str, Any]) -> bool:
    countries = {actor["id"]: actor["country"] for actor in document["actors"]}
    return any(countries[party] == "VN" for claim in document["claims"] for party in claim["parties"])


def test_every_text_is_annotated_once_and_every_annotation_has_its_text():
    assert sorted((d["lang"], d["doc"]) for d in GOLD) == sorted(TEXTS)


def test_every_text_names_the_sources_of_its_facts():
    assert sorted(entry["doc"] for entry in SOURCES) == sorted(name for _, name in TEXTS)


@pytest.mark.parametrize("entry", SOURCES, ids=lambda e: e["doc"])
def test_sources_are_public_and_the_sentences_are_our_own(entry):
    (text,) = (text for (_, name), text in TEXTS.items() if name == entry["doc"])
    assert entry["title"].split() == text.splitlines()[0].split()
    assert entry["note"].startswith("Facts only, own sentences; written 2026.")
    assert entry["source"]
    for source in entry["source"]:
        assert all(str(source[field]).strip() for field in ("publisher", "title", "date"))
        assert source["address"].startswith("https://")


@each_text
def test_a_text_is_short_composed_and_begins_with_its_title(language, name):
    text = TEXTS[language, name]
    assert unicodedata.is_normalized("NFC", text)
    assert re.fullmatch(r"[a-z0-9-]+\.txt", name)
    title, rest = text.split("\n", 1)
    assert title.strip() == title
    assert 20 <= len(title) <= 120
    assert rest.startswith("\n")
    # Vietnamese writes one word for every syllable, so its count runs higher.
    assert 220 <= len(text.split()) <= (700 if language == "vi" else 450)


@each_document
def test_every_name_stands_in_the_text_and_in_one_actor_only(document):
    text = text_of(document)
    ids = Counter(actor["id"] for actor in document["actors"])
    assert ids.most_common(1)[0][1] == 1
    for actor in document["actors"]:
        assert actor["kind"] in ACTOR_KINDS
        assert actor["country"] is None or re.fullmatch("[A-Z]{2}", actor["country"])
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", actor["id"])
        assert actor["names"] == sorted(actor["names"], key=len, reverse=True)
        for name in actor["names"]:
            assert unicodedata.is_normalized("NFC", name)
            assert name in text, name
    names = Counter(name for actor in document["actors"] for name in actor["names"])
    assert names.most_common(1)[0][1] == 1


@each_document
def test_every_claim_is_anchored_in_at_most_six_words_of_the_text(document):
    text = text_of(document)
    for claim in document["claims"]:
        assert 1 <= len(claim["anchor"].split()) <= 6, claim["anchor"]
        assert unicodedata.is_normalized("NFC", claim["anchor"])
        assert claim["anchor"] in text, claim["anchor"]


@each_document
def test_parties_people_and_speakers_are_actors_of_the_document(document):
    kinds = {actor["id"]: actor["kind"] for actor in document["actors"]}
    for claim in document["claims"]:
        assert all(kinds[party] != "person" for party in claim["parties"]), claim["anchor"]
        assert all(kinds[person] == "person" for person in claim["people"]), claim["anchor"]
        assert claim["speaker"] is None or claim["speaker"] in kinds


@each_document
def test_types_statuses_instruments_and_technologies_are_those_of_the_guide(document):
    assert set(document["technologies"]) <= TECHNOLOGIES
    assert document["published"] is None or is_date(document["published"])
    for claim in document["claims"]:
        assert claim["type"] in CLAIM_TYPES
        assert claim["status"] in STATUSES[claim["type"]], claim["anchor"]
        assert (claim["instrument"] in INSTRUMENTS) == (claim["type"] == "agreement"), claim["anchor"]
        assert set(claim["technologies"]) <= set(document["technologies"]), claim["anchor"]
        assert claim["date"] is None or is_date(claim["date"]), claim["anchor"]


@each_document
def test_quantities_are_numbers_with_a_unit_and_only_targets_have_a_term(document):
    for claim in document["claims"]:
        quantity = claim["quantity"]
        if quantity is None:
            assert claim["type"] not in ("target", "result"), claim["anchor"]
            continue
        assert type(quantity["value"]) in (int, float)
        assert re.fullmatch(r"[A-Z]{3}|[a-z]+([ -][a-z]+)*", quantity["unit"]), quantity["unit"]
        assert set(quantity) <= {"value", "unit", "by", "of"}
        if quantity.get("by") is not None:
            assert claim["type"] == "target", claim["anchor"]
            assert is_date(quantity["by"])


@each_document
def test_an_agreement_has_two_parties(document):
    for claim in document["claims"]:
        if claim["type"] == "agreement":
            assert len(set(claim["parties"])) >= 2, claim["anchor"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_six_documents_and_all_nine_types(language):
    documents = [d for d in GOLD if d["lang"] == language]
    assert len(documents) >= 6
    assert {claim["type"] for d in documents for claim in d["claims"]} == set(CLAIM_TYPES)


def test_partners_come_from_ten_countries_and_a_third_of_the_texts_leave_viet_nam_aside():
    partners = {
        actor["country"]
        for document in GOLD
        for actor in document["actors"]
        if actor["country"] not in (None, "VN")
        and any(actor["id"] in claim["parties"] for claim in document["claims"])
    }
    assert len(partners) >= 10
    elsewhere = [d["doc"] for d in GOLD if not is_about_viet_nam(d)]
    assert 3 * len(elsewhere) >= len(GOLD)
