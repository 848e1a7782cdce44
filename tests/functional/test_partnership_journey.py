"""From the partners to a figure, to what it rests on, to what is missing: in each language, on desk and phone."""

from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from ledgers import both_sides, owed, shown

from passerelle.apps.ledger.actions.agreements import record_agreement
from passerelle.apps.ledger.columns import forget

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("browser"),
]


@pytest.fixture
def promised(officer):
    forget()
    company, ministry = both_sides()
    agreement = record_agreement(
        title="Chip alliance",
        signed="2025-05-13",
        actor=officer,
        parties=[(company, "party"), (ministry, "party")],
    )
    sides = {"owner": company, "counterpart": ministry, "agreement": agreement}
    kept = owed(officer, deadline="2026-03", **sides)
    shown(kept, "delivered", "2026-02-01", actor=officer, kind="inspection", known_on=date(2026, 2, 3))
    yield owed(officer, title="Open a design centre", deadline="", **sides)
    forget()


def complaints(page) -> list[str]:
    found = [f"{v['id']}: {v['nodes'][0]['html'][:120]}" for v in Axe().run(page).response["violations"]]
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return found + ([f"scrolls sideways by {wide} px"] if wide > 1 else [])


@pytest.mark.parametrize("language", ["fr", "vi", "en"])
def test_from_the_partners_to_a_figure_to_what_it_rests_on(enter, officer, promised, language):
    page = enter(officer, language)
    page.goto("/ledger/")
    page.locator("main a[href='/partnerships/']").click()
    page.wait_for_url("**/partnerships/?of=*")
    page.select_option("[name=of]", "VN")
    page.locator("main form button.main").click()
    assert complaints(page) == []
    page.locator("main a[href='/partnerships/VN/US/']").click()
    page.wait_for_url("**/partnerships/VN/US/")
    assert page.locator(".key").count() == 5
    assert page.locator(".plot polyline").count() == 3
    assert page.locator(".note.warning li").count() >= 1
    trust = page.locator("section[aria-labelledby=trust]")
    trust.locator("details:not(.lack) summary").click()
    assert "Train 500 chip designers" in trust.inner_text()
    trust.locator("details.lack summary").click()
    assert complaints(page) == []
    trust.locator(f"a[href='/ledger/commitments/{promised.pk}/']").click()
    page.wait_for_url(f"**/ledger/commitments/{promised.pk}/")
    # As the desk knew it before anybody knew of the delivery.
    page.goto("/partnerships/VN/US/")
    page.fill("[name=as_of]", "2026-02-02")
    page.locator("form.as-of button").click()
    page.wait_for_url("**/partnerships/VN/US/?as_of=2026-02-02")
    assert "Train 500 chip designers" not in page.locator("main").inner_text()
    page.set_viewport_size({"width": 390, "height": 844})
    for address in (
        "/partnerships/?of=VN",
        "/partnerships/VN/US/",
        "/partnerships/intel/VN/",
        "/partnerships/VN/US/trust/?lacks=deadline",
        "/actors/intel/",
        "/countries/US/",
        "/ledger/",
    ):
        assert page.goto(address).status == 200
        assert complaints(page) == [], address
