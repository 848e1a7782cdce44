"""A spreadsheet of agreements on the screen: columns guessed, rows checked, nothing written before it is confirmed."""

import html
import io

import pytest
import regex
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from ledgers import both_sides
from openpyxl import Workbook

from passerelle.apps.correspondence.spreadsheets.mapping import guessed
from passerelle.apps.ledger.columns import forget
from passerelle.apps.ledger.models import Agreement, AgreementImport, Commitment

HEADS = {
    "fr": (["Intitulé", "Date de signature", "Parties", "Nature", "Montant"], "Formation"),
    "vi": (["Tiêu đề", "Ngày ký", "Các bên", "Loại", "Kinh phí"], "Đào tạo"),
    "en": (["Title", "Signed", "Partners", "Kind", "Budget"], "Training"),
}
FIELDS = ["title", "date", "participants", "type", "funding"]


@pytest.fixture(autouse=True)
def another_database():
    forget()
    yield
    forget()


@pytest.mark.parametrize("language", HEADS)
def test_columns_are_guessed_by_the_words_of_their_heads(language):
    assert guessed(HEADS[language][0]) == FIELDS
    assert guessed(["Xyz", "Intitulé", "Titre", ""]) == ["", "title", "", ""], "nothing is guessed twice"


def sheet(*rows, name="accords.xlsx"):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return SimpleUploadedFile(name, file.getvalue())


def send(client, user, language, file):
    client.force_login(user)
    client.cookies["django_language"] = language
    return client.post(reverse("correspondence:sheet"), {"file": file}).content.decode()


def confirm(client, page, **changed):
    """Press the button of a page: what its form holds goes back, with some values changed."""
    given = {
        name: html.unescape(regex.search(rf'name="{name}" value="([^"]*)"', page)[1])
        for name in ("name", "grid")
    }
    for at, options in regex.findall(r'name="column-(\d+)">(.*?)</select>', page, regex.S):
        chosen = regex.search(r'value="(\w*)" selected', options)
        given[f"column-{at}"] = chosen[1] if chosen else ""
    return client.post(
        reverse("correspondence:sheet"), given | {"do": "take", "tlp": "amber"} | changed
    ).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("language", HEADS)
def test_a_spreadsheet_is_taken_in_when_it_is_confirmed_and_only_once(client, officer, language):
    both_sides()
    heads, kind = HEADS[language]
    row = ["Chip alliance", "2025-05-13", "Intel | Ministry of Science and Technology", kind, "dix millions"]
    page = send(client, officer, language, sheet(heads, row))
    assert Agreement.objects.count() == AgreementImport.objects.count() == 0, "nothing is written yet"
    done = confirm(client, page)
    assert "Chip alliance" not in done
    agreement = Agreement.objects.get()
    assert (agreement.title, agreement.signed, agreement.kind, agreement.tlp, agreement.amount) == (
        "Chip alliance", "2025-05-13", "training", "amber", "dix millions",
    )  # fmt: skip
    assert agreement.parties.count() == 2
    before = Commitment.objects.count()
    confirm(client, page)
    assert Agreement.objects.count() == 1
    assert Commitment.objects.count() == before


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "words"), [("fr", "Ligne 3"), ("vi", "Dòng 3"), ("en", "Row 3: “13 mai” is no date")]
)
def test_each_row_that_cannot_be_taken_is_named_before_and_left_out_after(client, officer, language, words):
    both_sides()
    rows = (["One", "2025", "Intel"], ["Two", "13 mai", "Intel"], ["Three", 2024, "Nobody"])
    page = send(client, officer, language, sheet(["Title", "Date", "Parties"], *rows))
    assert "Nobody" in page.split('name="tlp"')[0].split("</table>")[1], (
        "nobody in the directory is called so"
    )
    assert words in page
    assert "13 mai" in page
    done = confirm(client, page)
    assert words in done
    assert Agreement.objects.filter(title="One").exists()
    assert not Agreement.objects.filter(title="Two").exists()
    assert "Nobody" in done


@pytest.mark.django_db
def test_columns_that_nobody_guessed_are_asked_for(client, officer):
    both_sides()
    page = send(client, officer, "en", sheet(["What", "Date", "Who"], ["One", "2025", "Intel"]))
    assert "Say which column holds: Title" in page
    assert 'value="take"' not in page
    assert "Say which column" in confirm(client, page), "without them nothing is taken"
    assert not Agreement.objects.exists()
    confirm(client, page, **{"column-0": "title", "column-2": "participants"})
    assert Agreement.objects.get().title == "One"


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["fr", "vi", "en"])
def test_merged_cells_and_formulas_are_told_with_their_place(client, officer, language):
    words = {"fr": "colonne B", "vi": "cột B", "en": "column B"}
    page = send(client, officer, language, sheet(["Title", "Date"], ["One", "=1+1"]))
    assert words[language] in page
    assert 'value="take"' not in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    "grid", ["", "[]", "null", "[1,2,3]", '["", ["a"], [[0, ["b"]]]]', '["", ["a"], [[2, []]]]', "[" * 9999]
)
def test_what_no_page_of_ours_sent_is_refused(client, officer, grid):
    client.force_login(officer)
    page = client.post(reverse("correspondence:sheet"), {"grid": grid, "do": "take"}).content.decode()
    assert "Nothing was taken in." in page
    assert not AgreementImport.objects.exists()


@pytest.mark.django_db
def test_who_may_not_import_is_told_so(client, visitor):
    client.force_login(visitor)
    assert client.get(reverse("correspondence:sheet")).status_code == 403
