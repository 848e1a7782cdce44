import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelle.sources import Item, Limits, Refusal, extract
from passerelle.sources.plain import clean, decode

LIMITS = Limits()
PHRASE = "Bộ Khoa học và Công nghệ ký thỏa thuận với l’Économie française, à Đà Nẵng."


def refused(name: str, data: bytes, limits: Limits = LIMITS) -> str:
    with pytest.raises(Refusal) as caught:
        extract(Item(name, data), limits=limits)
    return caught.value.code


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be"])
def test_every_unicode_form_gives_the_same_text(encoding):
    text = PHRASE if encoding not in ("utf-16-le", "utf-16-be") else "Le ministère a signé un accord."
    assert decode(Item("a.txt", text.encode(encoding))) == text


def test_western_bytes_are_recognised_when_the_language_is_clear():
    text = (
        "Près de l’été, les élèves étaient reçus à Genève par la République française, où ils ont été fêtés."
    )
    assert extract(Item("a.txt", text.encode("cp1252")), limits=LIMITS).text == text


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        (
            "mac_roman",
            "Le ministère de l’Économie a signé à Genève un accord de coopération sur la recherche.",
        ),
        ("koi8_r", "Министерство науки и технологий подписало соглашение с французским институтом."),
        ("cp1251", "Министерство науки и технологий подписало соглашение с французским институтом."),
    ],
)
def test_other_old_encodings_are_recognised_by_the_language_they_give(encoding, text):
    assert extract(Item("a.txt", text.encode(encoding)), limits=LIMITS).text == text


def test_vietnamese_in_windows_letters_is_composed():
    split = (
        "Bô\u0323 Khoa ho\u0323c va\u0300 Công nghê\u0323 ky\u0301 tho\u0309a thuâ\u0323n vơ\u0301i "
        "Viê\u0323n Nghiên cư\u0301u"
    )
    text = "Bộ Khoa học và Công nghệ ký thỏa thuận với Viện Nghiên cứu"
    assert extract(Item("a.txt", split.encode("cp1258")), limits=LIMITS).text == text


def test_what_could_be_several_encodings_is_refused():
    assert refused("a.txt", "Genève, été 2025".encode("cp1252")) == "unknown_encoding"


def test_bytes_in_no_known_encoding_are_refused_not_guessed():
    assert refused("a.txt", bytes(range(160, 256)) * 3) == "unknown_encoding"


def test_binary_bytes_are_refused():
    assert refused("a.txt", bytes(range(256)) * 8) == "binary"
    assert refused("a", b"\x01\x02\x03\x04" * 100) == "binary"


@pytest.mark.parametrize("data", [b"", b"  \n\t ", b"\xef\xbb\xbf", b"\x00" * 50])
def test_nothing_is_refused_as_empty(data):
    assert refused("a.txt", data) == "empty"


def test_invisible_letters_alone_are_no_text():
    assert refused("a.txt", "\u200b\u00ad".encode()) == "no_text"


def test_too_much_is_refused_before_it_is_read():
    assert refused("a.txt", b"a" * 11, Limits(file_bytes=10)) == "too_large"
    assert refused("a.txt", b"a" * 11, Limits(text_characters=10)) == "too_much_text"


def test_cleaning_drops_what_cannot_be_seen_and_keeps_what_is_printed():
    assert clean("a\r\nb\rc\u2028d\x00\x07e\u00adf\ufeffg\u202eh") == "a\nb\nc\nd" + "efgh"
    assert clean("« à\u00a0la\u202fligne »  x") == "« à\u00a0la\u202fligne »  x"
    assert clean(unicodedata.normalize("NFD", PHRASE)) == PHRASE


@given(st.text())
def test_cleaning_twice_changes_nothing(text):
    once = clean(text)
    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert not any(unicodedata.category(letter) in ("Cc", "Cs") for letter in once if letter not in "\n\t")
