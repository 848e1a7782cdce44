"""In a browser: a spreadsheet of agreements is sent, its columns are named, and it is taken in."""

import io

import pytest
from axe_playwright_python.sync_playwright import Axe
from known_actors import make_actor
from openpyxl import Workbook

from passerelle.apps.ledger.models import Agreement

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("browser"),
]


@pytest.mark.parametrize(
    ("language", "look", "take", "done"),
    [
        ("fr", "L’examiner", "Reprendre", "Accords ajoutés"),
        ("vi", "Xem bảng tính", "Nhập", "Thỏa thuận được thêm"),
        ("en", "Look at it", "Take in", "Agreements added"),
    ],
)
def test_a_spreadsheet_becomes_agreements(enter, officer, language, look, take, done):
    make_actor("intel", "Intel", kind="company", country="US")
    book = Workbook()
    for row in (
        ["What", "Date", "Parties"],
        ["Chip alliance", "2025-05-13", "Intel"],
        ["Late", "13 mai", "Intel"],
    ):
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    page = enter(officer, language)
    page.set_viewport_size({"width": 390, "height": 900})
    page.goto("/ledger/agreements/spreadsheet/")
    page.set_input_files(
        "#file", {"name": "a.xlsx", "mimeType": "application/octet-stream", "buffer": content.getvalue()}
    )
    page.get_by_role("button", name=look).click()
    page.select_option("#column-0", "title")
    page.click('button[value="check"]')
    assert "13 mai" in page.locator("main").inner_text()
    assert Axe().run(page).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 1
    page.get_by_role("button", name=take, exact=True).click()
    assert done in page.locator("main").inner_text()
    assert [one.title for one in Agreement.objects.all()] == ["Chip alliance"]
