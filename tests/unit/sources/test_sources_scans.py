"""Scans and pictures, through the real recognition program."""

import shutil
import subprocess
from random import Random

import pytest
from PIL import Image
from source_samples import ENGLISH, FONT, FRENCH, VIETNAMESE, drawing, picture

from passerelle.sources import Item, Limits, Refusal, extract, recognition

LIMITS = Limits()
recognised = pytest.mark.skipif(
    shutil.which("tesseract") is None or not FONT.is_file(),
    reason="needs: apt install tesseract-ocr tesseract-ocr-fra tesseract-ocr-vie fonts-dejavu-core",
)


def refused(name, data, limits=LIMITS):
    with pytest.raises(Refusal) as caught:
        extract(Item(name, data), limits=limits)
    return caught.value.code


@recognised
@pytest.mark.parametrize(("text", "language"), [(FRENCH, "fr"), (VIETNAMESE, "vi"), (ENGLISH, "en")])
def test_a_picture_is_read_in_the_language_that_is_written_on_it(text, language):
    found = extract(Item("scan.png", picture(drawing(text))), limits=LIMITS)
    assert found.text.split() == text.split()
    assert found.language == language
    assert (found.published, found.published_how) == ("2025-06-12", "text")
    assert "tesseract" in found.extractor


@recognised
@pytest.mark.parametrize("kind", ["JPEG", "TIFF", "WEBP", "PDF"])
def test_each_kind_of_scan_is_read(kind):
    data = picture(drawing(VIETNAMESE), kind, resolution=150)
    found = extract(Item(f"scan.{kind.lower()}", data), limits=LIMITS, language_hint="vi")
    assert found.text.split() == VIETNAMESE.split()


@recognised
def test_every_page_of_a_scan_is_read_in_order():
    pages = [drawing(VIETNAMESE), drawing("Trang thứ hai của tài liệu")]
    for kind, name in (("TIFF", "a.tiff"), ("PDF", "a.pdf")):
        data = picture(pages[0], kind, save_all=True, append_images=pages[1:], resolution=150)
        text = extract(Item(name, data), limits=LIMITS, language_hint="vi").text
        assert text.split() == (VIETNAMESE + "\nTrang thứ hai của tài liệu").split()
        assert refused(name, data, Limits(ocr_pages=1)) == "too_many_scans"


@recognised
def test_what_holds_no_writing_is_refused():
    assert refused("a.png", picture(Image.new("L", (500, 300), 255))) == "no_text"
    noise = Image.frombytes("L", (400, 400), Random(1).randbytes(160_000))
    assert refused("a.png", picture(noise)) in ("no_text", "ocr_illegible")


@recognised
def test_a_page_that_takes_too_long_is_cut_off():
    assert refused("a.png", picture(drawing(FRENCH)), Limits(ocr_seconds_a_page=0.01)) == "ocr_slow"


def test_without_the_program_the_refusal_says_how_to_install_it(monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(Refusal) as caught:
        extract(Item("scan.png", picture(Image.new("L", (60, 60), 255))), limits=LIMITS)
    assert caught.value.code == "ocr_missing"
    assert "apt install tesseract-ocr" in caught.value.sentence("vi")


def test_a_missing_language_is_named(monkeypatch):
    monkeypatch.setattr(recognition.shutil, "which", lambda program: "/usr/bin/true")
    monkeypatch.setattr(recognition, "_installed", lambda program: frozenset({"eng"}))
    with pytest.raises(Refusal) as caught:
        recognition.recognise([b""], "a.png", LIMITS, "vi")
    assert caught.value.code == "ocr_language_missing"
    assert "tesseract-ocr-vie" in caught.value.sentence("en")


def test_a_program_that_fails_is_a_refusal(monkeypatch):
    def fails(*args, **kwargs):
        raise subprocess.CalledProcessError(1, "tesseract")

    monkeypatch.setattr(recognition.shutil, "which", lambda program: "/usr/bin/true")
    monkeypatch.setattr(recognition, "_installed", lambda program: frozenset({"vie"}))
    monkeypatch.setattr(recognition.subprocess, "run", fails)
    with pytest.raises(Refusal) as caught:
        recognition.recognise([b""], "a.png", LIMITS, "vi")
    assert caught.value.code == "unreadable"


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "WEBP"])
def test_a_cut_picture_is_refused(kind):
    noise = Image.frombytes("L", (400, 400), Random(1).randbytes(160_000))
    data = picture(noise, kind)
    assert refused(f"a.{kind.lower()}", data[: len(data) // 2]) in ("truncated", "unreadable")


def test_a_picture_that_would_swell_is_refused_on_its_header():
    data = picture(Image.new("1", (20_000, 20_000)))
    assert len(data) < 200_000
    assert refused("a.png", data) == "image_too_large"
    assert (
        refused("a.png", picture(Image.new("L", (60, 60))), Limits(image_pixels=3_000)) == "image_too_large"
    )
