"""Bad input: scans, capitals, lost punctuation, tags, decomposed and foreign letters; work that grows as the text."""

import sys
import unicodedata
from collections.abc import Callable
from itertools import cycle, islice

import pytest
import regex
from trained import read, reader, sound

from passerelle.core.reading.original import Original
from passerelle.core.reading.scenes import scenes_of
from passerelle.core.reading.trained.claims import claims_in
from passerelle.core.reading.trained.frame import Frame

STORIES = {
    "en": (
        "Kenya's Ministry of Health and Philips signed a memorandum of understanding in Nairobi on 4 June 2025. "
        "Under it Philips will invest US$ 12 million in a laboratory. By 2030 Kenya aims to train 800 radiologists."
    ),
    "fr": (
        "Le ministère marocain de la Santé et Engie ont signé un protocole d'accord à Rabat le 4 juin 2025. "
        "Engie investira 12 millions d'euros dans une usine. D'ici 2030, le Maroc vise à former 800 techniciens."
    ),
    "vi": (
        "Bộ Khoa học và Công nghệ và Samsung ký biên bản ghi nhớ tại Hà Nội ngày 4/6/2025. Samsung sẽ đầu tư "
        "12 triệu USD vào nhà máy. Đến năm 2030, Việt Nam đặt mục tiêu đào tạo 50.000 kỹ sư bán dẫn."
    ),
}
CYRILLIC = str.maketrans("aeocpxyiAEOCPTMKH", "аеосрхуіАЕОСРТМКН")
GREEK = str.maketrans("oABEKMNPTX", "οΑΒΕΚΜΝΡΤΧ")
LATIN = regex.compile(r"\p{Latin}")
NOISE = str.maketrans({"l": "1", "o": "0", "i": "!", "m": "rn", "é": "e´", " ": "  "})


def scanned(text: str) -> str:
    """A page as poor scanning gives it: lines cut at any letter, with hyphens, letters for others."""
    return "-\n".join(text.translate(NOISE)[at : at + 37] for at in range(0, len(text), 37))


def in_a_table(text: str) -> str:
    return "\n".join(" | ".join(line.split(" ")) for line in text.split(". "))


def tagged(text: str) -> str:
    return (
        "<p class='x'>"
        + text.replace(". ", ".</p><br/>&nbsp;<p>").replace(" à ", " <b>&agrave;</b> ")
        + "</p><p"
    )


SPOILT: dict[str, Callable[[str], str]] = {
    "capitals": str.upper,
    "small letters": str.lower,
    "no punctuation": lambda text: "".join(one for one in text if one.isalnum() or one == " "),
    "no spaces": lambda text: text.replace(" ", ""),
    "one sentence": lambda text: text.split(". ")[0],
    "half a sentence": lambda text: text[: len(text) // 3],
    "scanned": scanned,
    "a table": in_a_table,
    "a list": lambda text: "- " + text.replace(" ", "\n- "),
    "tags": tagged,
    "NFD": lambda text: unicodedata.normalize("NFD", text),
    "NFKD": lambda text: unicodedata.normalize("NFKD", text),
    "backwards": lambda text: text[::-1],
    "read in a wrong encoding": lambda text: text.encode().decode("latin-1"),
    "TCVN3 not led to Unicode": lambda text: text.encode("cp1258", "replace").decode("cp1252", "replace"),
    "lost letters": lambda text: text.encode("ascii", "replace").decode(),
    "Cyrillic letters": lambda text: text.translate(CYRILLIC),
    "Greek letters": lambda text: text.translate(GREEK),
    "soft hyphens": lambda text: "\u00ad".join(text),
    "other directions": lambda text: "\u202e" + text + "\u202c\ufeff",
    "nothing but marks": lambda text: "\u0301" * len(text),
}


@pytest.mark.parametrize("kind", SPOILT)
@pytest.mark.parametrize("language", STORIES)
def test_a_spoilt_text_is_read_without_an_accident(kind, language):
    text = SPOILT[kind](STORIES[language])
    sound(text, read(text, language))
    sound(text, read(text, None))


@pytest.mark.parametrize("language", STORIES)
def test_three_languages_in_one_text_are_read_in_any(language):
    text = " ".join(STORIES.values())
    assert sound(text, read(text, language)).claims


def told(text: str, language: str) -> list[tuple[object, ...]]:
    return [
        (
            claim.type, claim.status, claim.parties, claim.date, claim.quantity and claim.quantity.value,
            claim.confidence, unicodedata.normalize("NFC", text[claim.start : claim.end]),
        )
        for claim in read(text, language).claims
    ]  # fmt: skip


@pytest.mark.parametrize("language", STORIES)
def test_decomposed_letters_say_the_same_in_the_same_words(language):
    text = STORIES[language]
    decomposed = unicodedata.normalize("NFD", text)
    assert told(text, language)
    assert told(decomposed, language) == told(text, language)


@pytest.mark.parametrize("script", [CYRILLIC, GREEK], ids=["Cyrillic", "Greek"])
@pytest.mark.parametrize("language", STORIES)
def test_foreign_letters_inside_latin_words_hide_nothing(script, language):
    clean = STORIES[language]
    text = regex.sub(
        r"\p{L}+", lambda word: mixed if LATIN.search(mixed := word[0].translate(script)) else word[0], clean
    )
    assert text != clean
    reading, same = sound(text, read(text, language)), read(clean, language)
    assert [actor.id for actor in reading.actors] == [actor.id for actor in same.actors]
    assert [(one.start, one.end, one.parties) for one in reading.claims] == [
        (one.start, one.end, one.parties) for one in same.claims
    ]


def work(text: str) -> int:
    """Return how many functions of our own are called while a text is read."""
    calls = 0

    def count(frame: object, event: str, argument: object) -> None:
        nonlocal calls
        calls += event == "call"

    sys.setprofile(count)
    try:
        read(text, "en")
    finally:
        sys.setprofile(None)
    return calls


def varied(length: int) -> str:
    """Sentences that differ, so that what is told and named grows with the text."""
    names = cycle(["Samsung", "Viettel", "Intel", "FPT", "Nokia", "Ericsson", "Thales"])
    others = cycle(["Kenya", "Japan", "Laos", "Chile", "Ghana"])
    lines = (
        f"{name} signed a contract with {other} and will train {100 + number} engineers by 2030.\n"
        for number, (name, other) in enumerate(zip(names, others, strict=False))
    )
    return "".join(islice(lines, length))


JUNK = {
    "varied": varied,
    "no full stop": lambda length: "Samsung signed with Intel and invested in Hanoi for 5 million " * length,
    "an enumeration": lambda length: "Intel, Samsung, FPT and Viettel, " * length,
    "figures": lambda length: "12 % of 40 parks, " * length,
    "signals": lambda length: "signed agreed invested launched " * length,
    "openings": lambda length: "HANOI, 3 June – Intel (FPT) « " * length,
}


@pytest.mark.parametrize("kind", JUNK)
def test_work_grows_as_the_text(kind):
    assert read(STORIES["en"]).claims
    small, large = work(JUNK[kind](30)), work(JUNK[kind](120))
    assert large < 5.5 * small


def test_a_long_text_of_junk_is_read_to_its_end():
    text = "".join(JUNK[kind](80) for kind in JUNK)
    assert len(sound(text, read(text, "en")).mentions) > 500


def test_a_text_remembers_no_more_than_it_needs():
    """What a text told before is compared with what it tells: the comparison must not grow with it."""
    document, _ = reader().survey(Original(varied(250)), "en", "2025-06")
    told = []
    for position, (scene, findings) in enumerate(scenes_of(document)):
        claims = list(claims_in(Frame(scene, findings, position), reader().judge))
        told.extend(claims)
        scene.context.remember(claims)
    assert len(told) > 250
    assert len(scene.context.told) <= 200
    assert scene.context.told[-1] == told[-1]
