"""The list of commitments as a spreadsheet: what the list holds for this reader, harmless, in three languages."""

import csv
import io

import pytest
from django.urls import reverse
from django.utils.translation import override
from ledgers import TODAY, both_sides, owed, shown
from openpyxl import load_workbook

from passerelle.apps.correspondence.spreadsheets import ledger_list
from passerelle.apps.correspondence.spreadsheets.ledger_list import FORMS, export_ledger
from passerelle.apps.ledger.columns import forget
from passerelle.apps.ledger.queries.filters import LedgerFilters
from passerelle.apps.library.models import Tlp

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def another_database():
    forget()
    yield
    forget()


def table(user, form="csv", language="en", **query):
    """The export's name and its rows, heads first, as other programs read them."""
    with override(language):
        made = export_ledger(user, LedgerFilters.from_query(query), form, today=TODAY)
        content = b"".join(made.content)
    if form == "csv":
        return made.filename, list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    book = load_workbook(io.BytesIO(content))
    rows = [
        ["" if cell is None else cell for cell in row]
        for row in book.worksheets[0].iter_rows(values_only=True)
    ]
    return made.filename, rows


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("language", "head", "stage"),
    [("fr", "Échéance", "Commencé"), ("vi", "Thời hạn", "Đã bắt đầu"), ("en", "Deadline", "Started")],
)
def test_a_commitment_is_a_row_in_the_words_of_its_reader(officer, form, language, head, stage):
    company, ministry = both_sides()
    one = owed(
        officer,
        owner=company,
        counterpart=ministry,
        budget_amount="1500000.50",
        budget_currency="EUR",
        tlp="amber",
    )
    shown(one, "started", "2026-02", actor=officer)
    name, (heads, row) = table(officer, form, language)
    found = dict(zip(heads, row, strict=True))
    assert found[head] == "2026-12"
    assert stage in row
    assert {"Intel", "Train 500 chip designers", "EUR", "TLP:AMBER"} <= {str(cell) for cell in row}
    assert "1500000.5" in [str(cell) for cell in row]
    assert name == f"ledger-2026-11-22-TLP-AMBER.{form}"


@pytest.mark.parametrize("form", FORMS)
def test_it_holds_the_whole_list_as_it_is_narrowed(officer, form, monkeypatch):
    monkeypatch.setattr(ledger_list, "_PORTION", 3)
    for number in range(10):
        owed(officer, title=f"Promise {number}", kind="training" if number % 2 else "research")
    _name, every = table(officer, form)
    assert sorted(row[1] for row in every[1:]) == [f"Promise {number}" for number in range(10)]
    _name, some = table(officer, form, kind="research", page="2")
    assert sorted(row[1] for row in some[1:]) == [f"Promise {number}" for number in range(0, 10, 2)]
    _name, before = table(officer, form, as_of="2020-01-01")
    assert len(before) == 1


@pytest.mark.parametrize("form", FORMS)
def test_no_reader_finds_more_in_it_than_markings_allow(officer, second_officer, visitor, form):
    for tlp in Tlp.values:
        owed(officer, title=f"Promise {tlp}", tlp=tlp)
    for reader, sees, marking in (
        (officer, {"clear", "green", "amber", "red"}, "RED"),
        (second_officer, {"clear", "green"}, "GREEN"),
        (visitor, {"clear", "green", "amber"}, "AMBER"),
    ):
        name, rows = table(reader, form)
        assert {row[1].removeprefix("Promise ") for row in rows[1:]} == sees
        assert name.endswith(f"TLP-{marking}.{form}")


@pytest.mark.parametrize("title", ["=1+1", "+33 1 23", "@SUM(A1)", "-2+3", '\t=HYPERLINK("x")'])
def test_no_cell_is_a_formula(officer, title):
    owed(officer, title=f"{title}!")
    _name, rows = table(officer, "csv")
    assert rows[1][1].startswith("'")
    with override("en"):
        content = b"".join(export_ledger(officer, LedgerFilters(), "xlsx", today=TODAY).content)
    cell = load_workbook(io.BytesIO(content)).worksheets[0]["B2"]
    assert cell.data_type == "s"


@pytest.mark.parametrize("language", ["fr", "vi", "en"])
def test_the_list_offers_it(client, officer, language):
    owed(officer)
    client.force_login(officer)
    client.cookies["django_language"] = language
    address = f"{reverse('correspondence:ledger', args=['xlsx'])}?kind=training"
    assert address in client.get(reverse("ledger:list"), {"kind": "training"}).content.decode()
    answer = client.get(address)
    book = load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    assert book.worksheets[0].max_row == 2
    assert "TLP:GREEN" in book.worksheets[1]["B1"].value
    assert client.get(reverse("correspondence:ledger", args=["exe"])).status_code == 404
