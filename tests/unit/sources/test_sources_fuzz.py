"""Thousands of damaged documents: only a text or a refusal comes out, and soon.

PASSERELLE_FUZZ sets how many inputs each parser gets.
"""

import json
import os
import time
import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from source_samples import FEED, PAGE, pdf, picture, word

from passerelle.sources import Extracted, Item, Limits, Refusal, extract, open_stream
from passerelle.sources.feeds import parse_feed

INPUTS = int(os.environ.get("PASSERELLE_FUZZ", "200"))
SECONDS = 20.0
LIMITS = Limits(parse_seconds=SECONDS)
FUZZ = settings(max_examples=INPUTS, deadline=None, suppress_health_check=list(HealthCheck), database=None)
SAMPLES = {
    "a.txt": "Le ministère a signé.\nBộ Khoa học ký thỏa thuận.\n".encode() * 3,
    "b.txt": "Le ministère a signé un accord à Genève, où il était reçu.".encode("cp1252"),
    "a.html": PAGE.encode(),
    "a.xml": b"<?xml version='1.0' encoding='utf-8'?><a b='c'>one<b>two &amp; three</b><!-- no --></a>",
    "a.pdf": pdf("Le premier accord.", "Le second.", info="/Title (Accord)"),
    "a.docx": word("Un accord.", title="Titre", table=(("a", "b"), ("c", "d"))),
    "a.png": picture(Image.new("L", (40, 30), 200)),
    "a.jpg": picture(Image.new("L", (40, 30), 200), "JPEG"),
    "a.tiff": picture(Image.new("L", (40, 30), 200), "TIFF"),
    "a.webp": picture(Image.new("L", (40, 30), 200), "WEBP"),
}
PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"RIFF\x00\x00\x00\x00WEBP")
with zipfile.ZipFile(BytesIO(SAMPLES["a.docx"])) as _zipped:
    PARTS = {name: _zipped.read(name) for name in _zipped.namelist()}
TRICKS = (b"\x00", b"\xff" * 8, b"<" * 40, b"&#x110000;", b"%%EOF", b"<!DOCTYPE a>", b"/Count 99999999", b"PK\x03\x04",
          b"9" * 30, b"\xed\xa0\x80", b"<div>" * 300, b"[" * 300, b"\r\n\r\n", b"endobj", b"<![CDATA[")  # fmt: skip


@st.composite
def damaged(draw: st.DrawFn, sample: bytes) -> bytes:
    """`sample` with a few pieces cut, changed, repeated or put in."""
    data = bytearray(sample)
    for _ in range(draw(st.integers(1, 5))):
        at = draw(st.integers(0, len(data)))
        size = draw(st.integers(0, 40))
        match draw(st.sampled_from(["change", "cut", "put", "repeat", "end"])):
            case "change":
                data[at : at + size] = draw(st.binary(min_size=size, max_size=size))
            case "cut":
                del data[at : at + size]
            case "put":
                data[at:at] = draw(st.sampled_from(TRICKS))
            case "repeat":
                data[at:at] = data[at : at + size] * draw(st.integers(1, 50))
            case "end":
                if draw(st.booleans()):
                    del data[at:]
    return bytes(data)


@pytest.fixture(autouse=True, scope="module")
def every_library_loaded_and_no_recognition():
    """Pictures are unpacked but not recognised: that is another program's work, with its own clock."""
    patch = pytest.MonkeyPatch()
    patch.setenv("PATH", "/nowhere")
    for name, data in SAMPLES.items():
        outcome(lambda name=name, data=data: extract(Item(name, data), limits=LIMITS))
    yield
    patch.undo()


def outcome(take: Callable[[], object]) -> object:
    """What `take` gives, or the refusal it raises; anything else fails the test."""
    began = time.monotonic()
    try:
        return take()
    except Refusal as refusal:
        return refusal
    finally:
        assert time.monotonic() - began < SECONDS


def check(name: str, data: bytes) -> None:
    found = outcome(lambda: extract(Item(name, data), limits=LIMITS))
    assert isinstance(found, Extracted | Refusal)
    if isinstance(found, Refusal):
        assert all(found.sentence(language) for language in ("fr", "vi", "en"))
        assert found.code != "too_slow"
        assert found.details.get("failure") != "crash"
    else:
        assert found.text.strip()
        assert "\x00" not in found.text + found.title + found.author
        assert found.text.encode("utf-8").decode("utf-8") == found.text


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_a_damaged_document_gives_a_text_or_a_refusal(name):
    @FUZZ
    @given(damaged(SAMPLES[name]))
    def one(data):
        check(name, data)
        check("unnamed", data)

    one()


@FUZZ
@given(
    st.binary(max_size=2_000),
    st.sampled_from(["", "%PDF-1.7", "<?xml version='1.0'?>", "<html>", "PK\x03\x04"]),
)
def test_random_bytes_give_a_text_or_a_refusal(data, start):
    check("unnamed", start.encode() + data)


@FUZZ
@given(
    st.binary(max_size=400),
    st.sampled_from(PICTURES),
)
def test_random_pixels_give_a_text_or_a_refusal(data, start):
    check("unnamed", start + data)


@FUZZ
@given(damaged(PARTS["word/document.xml"]), damaged(PARTS["docProps/core.xml"]))
def test_a_word_document_with_damaged_parts_gives_a_text_or_a_refusal(body, properties):
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as zipped:
        for name, part in {**PARTS, "word/document.xml": body, "docProps/core.xml": properties}.items():
            zipped.writestr(name, part)
    check("a.docx", out.getvalue())


@FUZZ
@given(damaged(FEED))
def test_a_damaged_feed_gives_entries_or_a_refusal(data):
    found = outcome(lambda: parse_feed(data, "https://a.org/feed", "https://a.org/feed"))
    if isinstance(found, Refusal):
        assert found.sentence("fr")
    else:
        assert all(entry.address.startswith(("http://", "https://")) for entry in found[1])


@FUZZ
@given(
    st.lists(damaged(json.dumps({"doc": "d", "text": "Xin chào", "published": "2025"}).encode()), max_size=5)
)
def test_damaged_json_lines_give_items_or_refusals(lines):
    found = list(open_stream(lines, LIMITS))
    assert len(found) <= len(lines)
    for one in found:
        assert isinstance(one, Item | Refusal)
        if isinstance(one, Item):
            check(one.name, one.data)
