"""Documents in the Vietnamese encodings before Unicode: files, pages, Word, PDF and pasted text."""

import io
from dataclasses import replace

import docx
import pytest
from source_samples import PAGE, pdf

from passerelle.sources import Item, Limits, Refusal, encoding_note, extract
from passerelle.sources.files import ALREADY_TEXT
from passerelle.sources.refusals import tables

LIMITS = Limits()
MEANT = "Bộ Khoa học và Công nghệ ký thỏa thuận hợp tác với Viện Nghiên cứu nước ngoài"
SHOWN = {
    "tcvn3": "Bé Khoa häc vµ C«ng nghÖ ký tháa thuËn hîp t¸c víi ViÖn Nghiªn cøu n\u00ad\u00edc ngoµi",
    "vni": "Boä Khoa hoïc vaø Coâng ngheä kyù thoûa thuaän hôïp taùc vôùi Vieän Nghieân cöùu nöôùc ngoaøi",
    "cp1258": (
        "Bô\u0323 Khoa ho\u0323c và Công nghê\u0323 ky\u0301 tho\u0309a thuâ\u0323n hơ\u0323p ta\u0301c "
        "vơ\u0301i Viê\u0323n Nghiên cư\u0301u nươ\u0301c ngoài"
    )
    .encode("cp1258")
    .decode("cp1252"),
}
encodings = pytest.mark.parametrize("encoding", SHOWN)


@encodings
def test_a_file_in_its_bytes_is_led_to_unicode_and_says_so(encoding):
    found = extract(Item("a.txt", SHOWN[encoding].encode("cp1252")), limits=LIMITS)
    assert (found.text, found.encoding, found.converted) == (MEANT, encoding, True)


@encodings
def test_a_text_pasted_as_western_signs_is_led_to_unicode(encoding):
    for item in (
        Item("a.txt", SHOWN[encoding].encode()),
        Item("pasted", SHOWN[encoding].encode(), ALREADY_TEXT, {"title": SHOWN[encoding][:30]}),
    ):
        found = extract(item, limits=LIMITS)
        assert (found.text, found.encoding, found.converted) == (MEANT, encoding, True)


@encodings
@pytest.mark.parametrize("charset", ["utf-8", "windows-1252", None])
def test_a_page_is_led_to_unicode_with_its_title(encoding, charset):
    meta = f'<meta charset="{charset}">' if charset else ""
    page = (
        f"<!DOCTYPE html><html><head>{meta}<title>{SHOWN[encoding]}</title></head><body><article>"
        f"<h1>{SHOWN[encoding]}</h1><p>{SHOWN[encoding]}, {SHOWN[encoding]}.</p><p>{SHOWN[encoding]}.</p>"
        "</article></body></html>"
    )
    found = extract(Item("a.html", page.encode(charset or "cp1252")), limits=LIMITS)
    assert (found.encoding, found.converted) == (encoding, True)
    assert f"{MEANT}, {MEANT}." in found.text
    assert found.title == MEANT


def test_the_letter_that_a_page_writes_as_a_soft_hyphen_is_kept():
    body = SHOWN["tcvn3"].replace("\u00ad", "&shy;").replace("µ", "&micro;")
    page = f"<html><head><title>a</title></head><body><article><p>{body}. {body}.</p></article></body></html>"
    assert "nước ngoài" in extract(Item("a.html", page.encode()), limits=LIMITS).text


@encodings
def test_a_word_document_is_led_to_unicode(encoding):
    document = docx.Document()
    paragraph = document.add_paragraph()
    before, hyphen, after = SHOWN[encoding].partition("\u00ad")
    run = paragraph.add_run(before)
    if hyphen:
        run._r.append(run._r.makeelement(docx.oxml.ns.qn("w:softHyphen"), {}))
        paragraph.add_run(after)
    document.core_properties.title = SHOWN[encoding]
    out = io.BytesIO()
    document.save(out)
    found = extract(Item("a.docx", out.getvalue()), limits=LIMITS)
    assert (found.text, found.title, found.encoding) == (MEANT, MEANT, encoding)


def test_a_pdf_is_led_to_unicode():
    found = extract(Item("a.pdf", pdf(SHOWN["vni"])), limits=LIMITS)
    assert (found.text, found.encoding, found.converted) == (MEANT, "vni", True)


def test_bytes_that_only_seem_so_are_refused_by_name_with_a_remedy():
    few = "ViÖt Nam, ®Êt n\u00adíc, con ng\u00adêi"
    with pytest.raises(Refusal) as caught:
        extract(Item("a.txt", few.encode("cp1252")), limits=LIMITS)
    assert caught.value.code == "vietnamese_encoding_unsure"
    for language in ("fr", "vi", "en"):
        said = caught.value.sentence(language)
        assert "TCVN3 (ABC)" in said
        assert "UniKey" in said


def test_text_that_only_seems_so_is_kept_as_it_is_and_named():
    few = "ViÖt Nam, ®Êt n\u00adíc, con ng\u00adêi"
    found = extract(Item("a.txt", few.encode()), limits=LIMITS)
    assert (found.encoding, found.converted) == ("tcvn3", False)
    assert found.text == few.replace("\u00ad", "")


@pytest.mark.parametrize(
    "item",
    [
        Item("a.html", PAGE.encode()),
        Item(
            "a.txt",
            "Près de l’été, les élèves étaient reçus à Genève, où ils ont été fêtés.".encode("cp1252"),
        ),
        Item("a.txt", MEANT.encode()),
    ],
    ids=["page", "western", "unicode"],
)
def test_what_is_in_order_carries_no_note(item):
    found = extract(item, limits=LIMITS)
    assert (found.encoding, found.converted) == ("", False)
    assert encoding_note(found.encoding, found.converted, "fr") == ""


def test_the_same_page_gives_the_same_text_in_bytes_and_in_signs():
    item = Item("a.txt", SHOWN["vni"].encode("cp1252"))
    assert (
        extract(item, limits=LIMITS).text
        == extract(replace(item, data=SHOWN["vni"].encode()), limits=LIMITS).text
    )


@pytest.mark.parametrize("language", ["fr", "vi", "en"])
def test_each_note_names_the_encoding_and_says_what_to_do(language):
    assert set(tables()["notes"]) == {"converted", "capitals", "unsure"}
    assert "VNI-Windows" in encoding_note("vni", True, language)
    assert "UniKey" in encoding_note("vni", False, language)
    assert tables()["notes"]["capitals"][language] in encoding_note("tcvn3", True, language)
