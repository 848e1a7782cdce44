"""In a browser: a spreadsheet of commitments asks what it leaves open; a digest is asked for and stopped."""

import io

import pytest
from axe_playwright_python.sync_playwright import Axe
from ledgers import both_sides
from openpyxl import Workbook

from passerelle.apps.correspondence.models import DigestWish
from passerelle.apps.ledger.models import Commitment

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("browser"),
]


def fits(page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 1


@pytest.mark.parametrize(
    ("language", "look", "take", "words", "done"),
    [
        ("fr", "L’examiner", "Reprendre", "cinq millions d’euros", "Engagements ajoutés"),
        ("vi", "Xem bảng tính", "Nhập", "năm triệu euro", "Cam kết được thêm"),
        ("en", "Look at it", "Take in", "five million euros", "Commitments added"),
    ],
)
def test_a_spreadsheet_becomes_commitments_after_its_questions(
    enter, officer, language, look, take, words, done
):
    company, _ministry = both_sides()
    book = Workbook()
    for row in (
        ["Commitment", "Owner", "Promised on", "Deadline", "Budget"],
        ["Train designers", "Intell", "2025-05-13", "2027", words],
        ["Late", "Intel", "13 mai", "2027", 500],
    ):
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    page = enter(officer, language)
    page.set_viewport_size({"width": 390, "height": 900})
    page.goto("/ledger/commitments/spreadsheet/")
    page.set_input_files(
        "#file", {"name": "a.xlsx", "mimeType": "application/octet-stream", "buffer": content.getvalue()}
    )
    page.get_by_role("button", name=look).click()
    assert words in page.locator("main").inner_text()
    assert page.locator('button[value="take"]').count() == 0, "what is asked comes first"
    assert Axe().run(page).response["violations"] == []
    assert fits(page)
    for question in page.locator('select[name^="answer-"]').all():
        question.select_option(index=1)
    page.click('button[value="check"]')
    page.get_by_role("button", name=take, exact=True).click()
    assert done in page.locator("main").inner_text()
    assert "13" in page.locator("main").inner_text()
    one = Commitment.objects.get()
    assert (one.owner, one.budget_currency, int(one.budget_amount)) == (company, "EUR", 5_000_000)


@pytest.mark.parametrize(
    ("language", "ask", "stop"),
    [
        ("fr", "Me l’envoyer chaque semaine", "Arrêter la lettre"),
        ("vi", "Gửi cho tôi hằng tuần", "Ngừng nhận bản tin"),
        ("en", "Send it to me every week", "Stop the digest"),
    ],
)
def test_a_digest_is_asked_for_and_stopped_by_its_link_without_a_session(enter, officer, language, ask, stop):
    officer.email = "lan@example.org"
    officer.save()
    page = enter(officer, language)
    page.set_viewport_size({"width": 390, "height": 900})
    page.goto("/account/digest/")
    page.get_by_role("button", name=ask).click()
    wish = DigestWish.objects.get()
    assert page.get_by_role("button", name=stop).is_visible()
    assert "lan@example.org" in page.locator("main").inner_text()
    assert Axe().run(page).response["violations"] == []
    assert fits(page)
    page.context.clear_cookies()
    page.goto(f"/digest/{wish.pk}/{wish.secret}/stop/")
    assert Axe().run(page).response["violations"] == []
    page.locator("main button").click()
    wish.refresh_from_db()
    assert wish.stopped_at is not None
