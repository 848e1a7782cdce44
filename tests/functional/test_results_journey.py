"""In a browser: a programme, its target and a first actual are entered, and the board shows where it stands."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from passerelle.apps.ledger.models import Activity, Measured

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("browser"),
]


@pytest.mark.parametrize(
    ("language", "programme", "indicator", "again", "board", "words"),
    [
        ("fr", "Nouveau programme", "Ajouter un indicateur", "Ajouter une valeur", "Tableau de bord des résultats",
         ["50\u202f000", "encore ouverte", "2\u202f000\u202f000\u00a0EUR"]),
        ("vi", "Chương trình mới", "Thêm chỉ số", "Thêm số liệu", "Bảng theo dõi kết quả",
         ["50.000", "còn hạn", "2.000.000\u00a0EUR"]),
        ("en", "New programme", "Add an indicator", "Add a figure", "Board of results",
         ["50,000", "still open", "2,000,000\u00a0EUR"]),
    ],
)  # fmt: skip
def test_a_target_is_recorded_and_followed(
    enter, officer, language, programme, indicator, again, board, words
):
    page = enter(officer, language)
    page.set_viewport_size({"width": 390, "height": 900})
    page.goto("/results/")
    page.get_by_role("link", name=programme).click()
    page.fill("[name=title]", "Semiconductor engineers")
    page.fill("[name=starts]", "2024")
    page.fill("[name=ends]", "soon")
    page.locator("main button.main").click()
    assert page.input_value("[name=title]") == "Semiconductor engineers"  # refused, and nothing is lost
    page.fill("[name=ends]", "2030")
    page.locator("main button.main").click()
    page.get_by_role("link", name=indicator).click()
    page.fill("[name=title]", "Engineers trained")
    page.locator("main button.main").click()
    figures = [
        ("baseline", "2024-12-31", "6000"),
        ("target", "2030", "50000"),
        ("actual", "2025-12-31", "14 000"),
    ]
    for number, (kind, ends, value) in enumerate(figures):
        if number:
            page.get_by_role("link", name=again).click()
        page.select_option("[name=kind]", kind)
        page.fill("[name=value]", value)
        page.fill("[name=ends]", ends)
        page.fill("[name=source]", "https://example.org/report")
        page.locator("main button.main").click()
    one = Activity.objects.get()
    page.goto(f"/results/activities/{one.pk}/budget/")
    for name, value in (("starts", "2025"), ("ends", "2025"), ("amount", "2000000"), ("currency", "eur")):
        page.fill(f"[name={name}]", value)
    page.locator("main button.main").click()
    assert Axe().run(page).response["violations"] == []
    page.get_by_role("link", name=board).click()
    text = page.locator("main").inner_text()
    for word in words:
        assert word in text, word
    assert page.locator("svg.course circle.point").count() == 1
    assert Axe().run(page).response["violations"] == []
    for address in ("", "activities/", f"activities/{one.pk}/", "rates/", f"boards/activity/{one.pk}/"):
        page.goto(f"/results/{address}")
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 1, address
        assert Axe().run(page).response["violations"] == [], address
    assert Measured.objects.count() == 3
