"""Spreadsheets that people made: read as they look, or refused with the place of what would have to be guessed."""

import io
import zipfile
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from passerelle.sources import sheets
from passerelle.sources.sheets import Unusable, read_sheet


def workbook(*rows, change=None) -> bytes:
    book = Workbook()
    book.active.title = "Accords"
    for row in rows:
        book.active.append(row)
    if change:
        change(book.active)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def refused(data: bytes) -> list[tuple[str, str, int, str]]:
    with pytest.raises(Unusable) as caught:
        read_sheet(data)
    return [(fault.code, fault.sheet, fault.row, fault.column) for fault in caught.value.faults]


def test_a_workbook_is_read_with_the_numbers_of_its_rows():
    sheet = read_sheet(
        workbook(
            [],
            ["Titre", "Date", None],
            ["Accord", datetime(2025, 5, 13)],  # noqa: DTZ001 - as cells hold it
            [],
            ["Autre", date(2025, 6, 1), 3.0],
        )
    )
    assert sheet.name == "Accords"
    assert sheet.heads == ("Titre", "Date")
    assert sheet.rows == ((3, ("Accord", "2025-05-13")), (5, ("Autre", "2025-06-01")))


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_text_is_read_whatever_parts_its_cells(delimiter):
    data = f"\ufeffTiêu đề{delimiter}Ngày\r\nThỏa thuận{delimiter}2025\r\n".encode()
    sheet = read_sheet(data)
    assert sheet.heads == ("Tiêu đề", "Ngày")
    assert sheet.rows == ((2, ("Thỏa thuận", "2025")),)


def test_merged_cells_are_refused_with_their_range():
    data = workbook(["a", "b"], ["1", "2"], change=lambda sheet: sheet.merge_cells("A2:B2"))
    assert refused(data) == [("merged", "Accords", 2, "A2:B2")]


def test_formulas_are_refused_each_with_its_cell():
    assert refused(workbook(["a", "b"], ["=1+1", "x"], ["y", "=A2"])) == [
        ("formula", "Accords", 2, "A"), ("formula", "Accords", 3, "B"),
    ]  # fmt: skip
    assert refused(b"a,b\nx,=1+1\n") == [("formula", "", 2, "B")]


def test_heads_that_are_twice_there_are_refused():
    assert refused(b"Date,Titre,date\nx,y,z\n") == [("twice", "", 1, "A"), ("twice", "", 1, "C")]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"), (b"a,b\n", "empty"), (b"PK\x03\x04rubbish", "unreadable"), (b"\xff\xfe\x41", "encoding"),
        (b"a\x00,b\n1,2\n", "unreadable"), (workbook([]), "empty"),
        (b"a\n" + b"x\n" * 5_001, "too_large"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_refused(data, code):
    assert refused(data)[0][0] == code


def test_a_workbook_that_unpacks_to_too_much_is_refused_before_it_is_read():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b" " * 70_000_000)
    assert refused(file.getvalue())[0][0] == "too_large"


def test_entities_of_a_workbook_are_not_unfolded():
    packed, spoiled = zipfile.ZipFile(io.BytesIO(workbook(["a"], ["b"]))), io.BytesIO()
    with zipfile.ZipFile(spoiled, "w") as other:
        for name in packed.namelist():
            content = packed.read(name)
            if name.endswith("sheet1.xml"):
                bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
                content = bomb + content.replace(b"</worksheet>", b"<x>&b;</x></worksheet>")
            other.writestr(name, content)
    assert "aaaaaaaaaa" not in str(tried(spoiled.getvalue()))


def tried(data: bytes):
    """The rows of a table, or the faults that refuse it."""
    try:
        return read_sheet(data).rows
    except Unusable as unusable:
        return unusable.faults


@given(st.binary(max_size=400))
def test_any_bytes_are_a_table_or_refused(data):
    for given_ in (data, b"PK" + data):
        assert tried(given_)


def test_more_cells_than_a_table_may_have_are_refused_before_each_is_made(monkeypatch):
    data = workbook(*[["word"] * 10] * 20)
    monkeypatch.setattr(sheets, "_CELLS", 199)
    monkeypatch.setattr("openpyxl.load_workbook", None)
    assert refused(data)[0][0] == "too_large"


def test_a_table_with_formulas_is_kept_so_that_its_other_rows_can_be_checked():
    with pytest.raises(Unusable) as unusable:
        read_sheet(b"a,b\nx,=1+1\ny,2\n")
    assert unusable.value.sheet.rows == ((2, ("x", "=1+1")), (3, ("y", "2")))
    with pytest.raises(Unusable) as unusable:
        read_sheet(b"a,a\nx,=1+1\n")
    assert unusable.value.sheet is None
