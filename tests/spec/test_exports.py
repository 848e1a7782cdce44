"""What leaves the desk: read back by other programs, marked, and without anything a spreadsheet would run."""

import csv
import io
import json

import pytest
from django.utils import translation
from docx import Document as Word
from dossiers import ACTORS, SENTENCE, make_document, make_source
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from passerelle.apps.library.actions.review import correct_claim, reject_claim
from passerelle.apps.library.exports.csv_lines import harmless
from passerelle.apps.library.exports.export import DOCUMENT_FORMS, LIST_FORMS, export_document, export_list
from passerelle.apps.library.models import Document
from passerelle.apps.library.queries.filters import Filters

FORMULA = '=HYPERLINK("http://x")'


def whole(export) -> bytes:
    return b"".join(export.content)


def csv_rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@pytest.mark.django_db
def test_csv_holds_one_line_a_claim_with_its_sentence_and_the_marking_of_the_file(organisation, officer):
    make_document(organisation, claims=2, title=FORMULA, tlp="amber")
    make_document(organisation, text="Khác.", claims=0, title="Không có gì")
    with translation.override("en"):
        export = export_list(officer, Filters(), "csv")
        data = whole(export)
    assert data.startswith(b"\xef\xbb\xbf")
    rows = csv_rows(data)
    assert [row["Title"] for row in rows] == ["Không có gì", "'" + FORMULA, "'" + FORMULA]
    assert {row["Marking of this file"] for row in rows} == {"TLP:AMBER"}
    assert [row["Marking"] for row in rows] == ["TLP:GREEN", "TLP:AMBER", "TLP:AMBER"]
    assert rows[1]["Sentence"] == SENTENCE
    assert rows[1]["Parties"] == "Bộ Khoa học và Công nghệ, Intel"
    assert rows[0]["Claim no."] == ""
    assert export.filename.endswith("TLP-AMBER.csv")
    assert export.marking == "amber"


@given(st.text(alphabet=st.sampled_from("=+-@＝;|,\"'\t\r\n aé1")) | st.text())
def test_no_cell_of_a_csv_begins_like_a_formula_whatever_separates_cells(text):
    cell = harmless(text)
    line = io.StringIO()
    csv.writer(line, quoting=csv.QUOTE_ALL).writerow(["x", cell])
    assert next(csv.reader([line.getvalue()])) == ["x", cell]
    assert "\n" not in cell
    assert "\t" not in cell
    assert "\r" not in cell
    for separator in ";|":
        for piece in cell.split(separator):
            assert not piece.lstrip(' "').startswith(tuple("=+-@＝＋－＠"))


def test_numbers_stay_numbers():
    assert [harmless(number) for number in (5, -2.5, 1_600_000_000.0, None)] == [
        "5",
        "-2.5",
        "1600000000",
        "",
    ]


@pytest.mark.django_db
def test_a_workbook_holds_texts_as_texts_and_numbers_as_numbers(organisation, officer):
    make_document(
        organisation,
        title=FORMULA,
        url="https://example.org/a",
        claims=[
            {
                "type": "target",
                "status": "set",
                "instrument": "",
                "quantity_value": 5.5,
                "quantity_unit": "USD",
            }
        ],
    )
    with translation.override("fr"):
        data = whole(export_list(officer, Filters(), "xlsx"))
    book = load_workbook(io.BytesIO(data))
    about, sheet = book.worksheets
    heads = [cell.value for cell in sheet[1]]
    cells = dict(zip(heads, sheet[2], strict=True))
    assert "Titre" in cells, "headings are in the reader's language"
    assert (cells["Titre"].value, cells["Titre"].data_type) == (FORMULA, "s")
    assert cells["Adresse"].hyperlink is None
    assert (cells["Valeur"].value, cells["Valeur"].data_type) == (5.5, "n")
    assert not [cell for row in sheet for cell in row if cell.data_type == "f"]
    assert about["B1"].value == "TLP:GREEN"
    assert sheet.oddHeader.right.text == "TLP:GREEN"


@pytest.mark.django_db
def test_json_lines_hold_what_stands_in_the_fields_of_the_guide(organisation, officer):
    document = make_document(organisation, claims=3)
    first, second, third = document.claims.all()
    reject_claim(first, actor=officer, reason="No.")
    correct_claim(
        second,
        actor=officer,
        changes={
            "type": "target", "status": "set", "quantity_value": 50000, "quantity_unit": "person",
            "quantity_by": "2030", "date": "2025", "technologies": ["chips"],
        },
    )  # fmt: skip
    (line,) = whole(export_document(officer, document.pk, "jsonl")).decode().splitlines()
    gold = json.loads(line)
    assert (gold["doc"], gold["lang"], gold["published"]) == ("note.txt", "vi", "2025-05-13")
    assert gold["actors"] == ACTORS
    assert gold["technologies"] == ["chips"]
    assert [claim["type"] for claim in gold["claims"]] == ["target", "agreement"]
    assert gold["claims"][0]["confidence"] == {}, "a person set these values"
    assert gold["claims"][0]["quantity"] == {"value": 50000, "unit": "person", "by": "2030"}
    assert gold["claims"][1] == {
        "type": "agreement", "parties": ["vn-most", "intel"], "people": [], "technologies": [], "date": None,
        "place": None, "status": "signed", "quantity": None, "instrument": "mou", "speaker": None,
        "anchor": third.quote.strip(), "confidence": {"type": 0.9}, "reader": "test@1",
    }  # fmt: skip
    assert all(len(claim["anchor"].split()) <= 6 for claim in gold["claims"])
    assert (gold["tlp"], gold["file_tlp"]) == ("green", "green")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "heading"), [("fr", "Accord"), ("vi", "Thỏa thuận"), ("en", "Agreement")]
)
def test_a_brief_shows_each_claim_with_sentence_source_reliability_and_marking(
    organisation, officer, language, heading
):
    document = make_document(
        organisation, text=f"\x0b{SENTENCE}", claims=1, tlp="red", title="A \x1fnote", reliability="B"
    )
    with translation.override(language):
        word = Word(io.BytesIO(whole(export_document(officer, document.pk, "docx"))))
    assert word.sections[0].header.paragraphs[0].text == "TLP:RED"
    texts = [paragraph.text for paragraph in word.paragraphs]
    assert any(SENTENCE in text for text in texts)
    headings = [paragraph.text for paragraph in word.paragraphs if paragraph.style.name == "Heading 2"]
    assert headings[0].startswith(heading)
    assert all(name in headings[0] for name in ("Accord", "Thỏa thuận", "Agreement"))
    assert any("Dossier" in text for text in texts)
    assert any("B –" in text for text in texts)


@pytest.mark.django_db
def test_an_export_says_nothing_of_a_source_that_its_reader_may_not_know(
    organisation, officer, second_officer
):
    hidden = make_source(organisation, "Confidential contact", tlp="red")
    document = make_document(organisation, source=hidden, tlp="clear")
    for form in DOCUMENT_FORMS:
        mine, theirs = (whole(export_document(user, document.pk, form)) for user in (officer, second_officer))
        if form == "csv":
            assert b"Confidential contact" in mine
        assert b"Confidential contact" not in theirs


@pytest.mark.django_db
@pytest.mark.parametrize("form", LIST_FORMS)
def test_a_document_hidden_after_the_export_began_is_not_in_it(organisation, second_officer, form):
    document = make_document(organisation, text="Bí mật lắm.", title="Secret title")
    export = export_list(second_officer, Filters(), form)
    Document.objects.filter(pk=document.pk).update(tlp="red")
    data = whole(export)
    if form == "xlsx":
        assert load_workbook(io.BytesIO(data)).worksheets[1].max_row == 1
    else:
        assert b"Secret" not in data


@pytest.mark.django_db
def test_a_document_not_to_be_seen_is_absent_for_exports_too(organisation, second_officer):
    document = make_document(organisation, tlp="amber")
    for form in DOCUMENT_FORMS:
        with pytest.raises(Document.DoesNotExist):
            export_document(second_officer, document.pk, form)
    with pytest.raises(KeyError):
        export_list(second_officer, Filters(), "docx")


@pytest.mark.django_db
def test_tables_say_how_sure_which_reader_was_of_each_attribute(organisation, officer):
    sure = {"type": 0.9, "parties": 0.55}
    document = make_document(organisation, claims=[{"confidence": sure}, {"confidence": sure}])
    correct_claim(document.claims.last(), actor=officer, changes={"place": "FR"})
    with translation.override("en"):
        read, corrected = csv_rows(whole(export_document(officer, document.pk, "csv")))
    columns = ("Reader", "How sure: Type", "How sure: Parties", "How sure: Date")
    assert [read[name] for name in columns] == ["test@1", "0.9", "0.55", ""]
    assert [corrected[name] for name in columns] == ["test@1", "", "", ""]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "said"), [("fr", "55\u00a0% douteux"), ("vi", "55% chưa chắc"), ("en", "55% doubtful")]
)
def test_a_brief_says_how_sure_the_reader_was_and_which_it_was(organisation, officer, language, said):
    document = make_document(organisation, claims=[{"confidence": {"parties": 0.55}}])
    with translation.override(language):
        word = Word(io.BytesIO(whole(export_document(officer, document.pk, "docx"))))
    lines = [paragraph.text for paragraph in word.paragraphs]
    assert any("Intel" in line and line.endswith(said) for line in lines)
    assert any(line.endswith("test@1") for line in lines)
