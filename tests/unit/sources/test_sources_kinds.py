import pytest
from PIL import Image
from source_samples import FEED, PAGE, archive, locked_pdf, pdf, picture, word

from passerelle.sources import Item, Limits, Refusal, extract
from passerelle.sources.kinds import check_extension, kind_of

DOT = Image.new("L", (20, 20), 255)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"Bonjour", "text"),
        (b"Il faut que x < html", "text"),
        (b"A file that begins with %PDF-1.4 is a PDF.", "text"),
        (PAGE.encode(), "html"),
        (PAGE.encode("utf-16"), "html"),
        (b"\xef\xbb\xbf <!-- note --> <HTML><body>", "html"),
        (b'<?xml version="1.0"?><!DOCTYPE html><html>', "html"),
        (b'<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><html>&x;', "xml"),
        (FEED, "xml"),
        (pdf("x"), "pdf"),
        (b"junk before\n" + pdf("x"), "pdf"),
        (word("x"), "docx"),
        (archive(xl__workbook_xml=b"<x/>"), "xlsx"),
        (archive(a_txt=b"x"), "zip"),
        (picture(DOT), "image"),
        (picture(DOT, "JPEG"), "image"),
        (picture(DOT, "TIFF"), "image"),
        (picture(DOT, "WEBP"), "image"),
        (picture(DOT, "GIF"), "other_image"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "doc"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted_office"),
        (b"\x7fELF\x02", "program"),
        (b"\x1f\x8b\x08\x00", "archive"),
    ],
)
def test_the_bytes_say_what_they_are(data, kind):
    assert kind_of(data) == kind


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.pdf", b"plain words"),
        ("a.txt", pdf("x")),
        ("a.docx", archive(xl__workbook_xml=b"<x/>")),
        ("a.txt", word("x")),
        ("a.html", b"plain words"),
        ("a.txt", PAGE.encode()),
        ("a.png", pdf("x")),
        ("A.PDF", picture(DOT)),
        ("a.pdf", bytes(range(256)) * 4),
    ],
)
def test_an_ending_that_lies_is_refused(name, data):
    with pytest.raises(Refusal) as caught:
        extract(Item(name, data), limits=Limits())
    assert caught.value.code == "wrong_extension"
    assert caught.value.details["extension"] == name.split(".")[-1].lower()


@pytest.mark.parametrize(
    ("name", "kind", "data"),
    [
        ("a.jpg", "image", b""),
        ("a.unheard", "text", b"x"),
        ("a", "pdf", b""),
        ("a.html", "text", b"<p>a fragment</p>"),
        ("page.xhtml", "xml", b""),
        ("https://example.org/a.pdf", "html", b""),
    ],
)
def test_an_ending_that_is_near_enough_or_promises_nothing_passes(name, kind, data):
    check_extension(Item(name, data), kind)


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.zip", archive(a_txt=b"x"), "unsupported"),
        ("a.gif", picture(DOT, "GIF"), "unsupported"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "unsupported"),
        ("a.pdf", locked_pdf(), "encrypted"),
    ],
)
def test_what_is_not_read_is_refused_with_its_reason(name, data, code):
    with pytest.raises(Refusal) as caught:
        extract(Item(name, data), limits=Limits())
    assert caught.value.code == code


def test_a_locked_office_document_is_refused_whatever_it_is_called():
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    for name in ("a.docx", "a.xlsx", "a"):
        with pytest.raises(Refusal) as caught:
            extract(Item(name, data), limits=Limits())
        assert caught.value.code == "encrypted"


def test_an_archive_of_countless_entries_is_not_listed():
    entry = b"PK\x01\x02"
    assert kind_of(b"PK\x03\x04word/" + entry * 10_000) == "docx"  # cut short, as its missing end says
    assert kind_of(b"PK\x03\x04word/" + entry * 10_001) == "zip"
