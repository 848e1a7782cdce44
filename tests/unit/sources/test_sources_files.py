import json
import os

import pytest

from passerelle.sources import Item, Limits, Refusal, extract, open_path, open_stream

LIMITS = Limits()


def names(found):
    return [one.name if isinstance(one, Item) else (one.code, one.name) for one in found]


def test_a_folder_is_walked_in_order_without_what_is_hidden(tmp_path):
    for name in ("b.txt", "a.txt", ".hidden", "sub/c.txt", ".git/x.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("words")
    assert names(open_path(tmp_path, LIMITS)) == ["a.txt", "b.txt", "sub/c.txt"]


def test_links_that_lead_out_are_refused_and_loops_end(tmp_path):
    outside, inside = tmp_path / "outside", tmp_path / "inside"
    outside.mkdir()
    inside.mkdir()
    (outside / "secret.txt").write_text("secret")
    (inside / "a.txt").write_text("words")
    (inside / "again").symlink_to(inside)
    (inside / "dead").symlink_to(tmp_path / "nowhere")
    (inside / "leak").symlink_to(outside)
    (inside / "leak.txt").symlink_to(outside / "secret.txt")
    (inside / "self").symlink_to("self")
    assert names(open_path(inside, LIMITS)) == [
        "a.txt", ("link_outside", "dead"), ("link_outside", "leak"), ("link_outside", "leak.txt"),
        ("link_outside", "self"),
    ]  # fmt: skip


def test_a_huge_file_is_refused_without_being_loaded(tmp_path):
    huge = tmp_path / "huge.txt"
    with huge.open("wb") as stream:
        stream.truncate(200_000_000)
    (refusal,) = open_path(huge, LIMITS)
    assert refusal.code == "too_large"
    assert "200" in refusal.sentence("fr")
    assert refusal.details == {"size_bytes": 200_000_000, "limit_bytes": 50_000_000}


def test_what_cannot_be_opened_is_said_and_the_rest_goes_on(tmp_path):
    os.mkfifo(tmp_path / "a.pipe")
    (tmp_path / "b.txt").write_bytes(b"")
    (tmp_path / "c.txt").write_text("words")
    assert names(open_path(tmp_path, LIMITS)) == [("not_a_file", "a.pipe"), ("empty", "b.txt"), "c.txt"]
    assert names(open_path(tmp_path / "none.txt", LIMITS)) == [("not_found", "none.txt")]
    assert names(open_path("bad\x00name", LIMITS))[0][0] == "not_found"


def test_a_folder_without_end_is_cut(tmp_path):
    for number in range(4):
        (tmp_path / f"{number}.txt").write_text("words")
    found = list(open_path(tmp_path, Limits(folder_files=3)))
    assert len(found) == 4
    assert found[-1].code == "folder_too_large"


def test_json_lines_give_one_item_a_line_and_name_the_broken_ones(tmp_path):
    file = tmp_path / "all.jsonl"
    good = {
        "doc": "d1",
        "text": "Xin chào",
        "published": "2025-05",
        "url": "https://a.vn/x",
        "lang": "vi",
        "n": 1,
    }
    lines = [json.dumps(good), "", "{broken", '["list"]', '{"doc": "d2"}', "[" * 100_000, '{"text": "bare"}',
             '{"text": "\\ud800"}']  # fmt: skip
    file.write_text("\n".join(lines))
    found = list(open_path(file, LIMITS))
    assert names(found) == [
        "d1", ("json_line_broken", "all.jsonl"), ("json_line_broken", "all.jsonl"),
        ("json_line_no_text", "all.jsonl"), ("json_line_broken", "all.jsonl"), "all.jsonl:7",
        ("json_line_broken", "all.jsonl"),
    ]  # fmt: skip
    assert [one.details["line"] for one in found if isinstance(one, Refusal)] == [3, 4, 5, 6, 8]
    assert found[0].given == {key: good[key] for key in ("published", "url", "lang")}
    read = extract(found[0], limits=LIMITS)
    assert (read.text, read.published, read.published_how, read.language) == (
        "Xin chào",
        "2025-05",
        "given",
        "vi",
    )
    assert (read.url, read.publisher) == ("https://a.vn/x", "a.vn")


@pytest.mark.parametrize("text", ["%PDF-1.4 is how such files begin", "<html> is a tag", "PK\x03\x04"])
def test_the_text_of_a_line_is_text_whatever_it_looks_like(text):
    (item,) = open_stream([json.dumps({"doc": "a.docx", "text": text})], LIMITS)
    assert extract(item, limits=LIMITS).text.startswith(text[:2])


def test_a_line_without_end_is_skipped_without_being_loaded(tmp_path):
    file = tmp_path / "long.jsonl"
    file.write_text('{"text": "' + "x" * 500 + '"}\n{"text": "short"}\n')
    found = list(open_path(file, Limits(json_line_bytes=100)))
    assert names(found) == [("json_line_too_large", "long.jsonl"), "long.jsonl:2"]


def test_standard_input_is_read_as_it_comes():
    def endless():
        while True:
            yield b'{"doc": "d", "text": "words"}'

    assert next(open_stream(endless(), LIMITS)).data == b"words"


def test_a_name_that_cannot_be_written_is_read_under_one_that_can(tmp_path):
    (tmp_path / os.fsdecode(b"a\xff.txt")).write_text("Un accord.", encoding="utf-8")
    (tmp_path / os.fsdecode(b"b\xff.txt")).touch()
    (tmp_path / "c.jsonl").write_text('{"doc": "c\\ud800", "text": "Un accord.", "title": "d\\udfff"}\n')
    found = list(open_path(tmp_path, Limits()))
    assert [one.name for one in found] == ["a?.txt", "b?.txt", "c?"]
    assert found[2].given == {"title": "d?"}
    for name in (b"a\xff.txt", b"b\xff.txt"):
        (alone,) = open_path(tmp_path / os.fsdecode(name), Limits())
        assert alone.name == f"{chr(name[0])}?.txt"
