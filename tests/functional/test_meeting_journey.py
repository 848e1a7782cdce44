"""From a visit in preparation to a decision that is followed: in each language, on desk and phone."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from happenings import tell
from known_actors import make_actor

from passerelle.apps.directory.models import Mandate
from passerelle.apps.ledger.actions.commitments import promise
from passerelle.apps.ledger.columns import forget
from passerelle.apps.ledger.models import Commitment, Meeting

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("browser"),
]


@pytest.fixture
def world(organisation, officer):
    """A guest with a mandate, what her company owes, and a document of yesterday."""
    forget()
    ministry = make_actor("vn-most", "Bộ Khoa học và Công nghệ", kind="government", country="VN")
    company = make_actor("intel", "Intel", kind="company", country="US")
    guest = make_actor("jane-doe", "Jane Doe", kind="person", country="")
    Mandate.objects.create(
        person=guest, organisation=company, office="President", office_fr="présidente", office_vi="Chủ tịch"
    )
    promise(
        title="Train 500 chip designers", owner=company, counterpart=ministry, promised="2025", deadline="2026-01",
        actor=officer,
    )  # fmt: skip
    yesterday = (timezone.localdate() - timedelta(days=1)).isoformat()
    tell(organisation, yesterday, document={"published": yesterday, "tlp": "clear"})
    yield yesterday
    forget()


def complaints(page) -> list[str]:
    found = [f"{v['id']}: {v['nodes'][0]['html'][:120]}" for v in Axe().run(page).response["violations"]]
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return found + ([f"scrolls sideways by {wide} px"] if wide > 1 else [])


@pytest.mark.parametrize(
    ("language", "office", "opened"),
    [
        ("fr", "présidente", "1 engagement en cours"),
        ("vi", "Chủ tịch", "1 cam kết"),
        ("en", "President", "1 open"),
    ],
)
def test_from_a_visit_to_a_decision_that_is_followed(enter, officer, world, language, office, opened):
    page = enter(officer, language)
    page.goto("/ledger/")
    page.locator("main a[href='/meetings/']").first.click()
    page.locator("a[href='/meetings/new/']").click()
    page.fill("[name=title]", "Visit of Intel")
    page.check("[name=visit]")
    page.fill("[name=held_on]", world)
    page.locator("[name=who]").nth(0).fill("Jane Doe")
    page.locator("[name=person]").nth(1).fill("Trần Lan")
    page.locator("[name=office]").nth(1).fill("Deputy minister")
    page.locator("button[name=do]").click()
    page.locator(".person-line .help").wait_for()
    assert office in page.locator(".person-line .help").inner_text()
    assert page.input_value("[name=title]") == "Visit of Intel"
    assert complaints(page) == []
    page.locator("main form.fields button.main").click()
    page.wait_for_url("**/meetings/*/")
    visit = Meeting.objects.get()
    assert office in page.locator("main").inner_text()
    assert complaints(page) == []

    page.locator(f"main a[href='/meetings/{visit.pk}/before/']").click()
    assert opened in page.locator("main").inner_text()
    assert "Train 500 chip designers" in page.locator("main").inner_text()
    assert complaints(page) == []

    page.goto(f"/meetings/{visit.pk}/")
    page.locator(f"a[href='/meetings/{visit.pk}/decide/']").click()
    page.fill("[name=text]", "Open a joint laboratory for chip design")
    page.fill("[name=owner]", "Intel")
    page.fill("[name=due]", "2027-06")
    page.locator("main form.fields button.main").click()
    page.wait_for_url(f"**/meetings/{visit.pk}/")
    page.locator(".decisions form button").click()
    page.wait_for_url("**/ledger/commitments/*/edit/")
    one = Commitment.objects.get(title="Open a joint laboratory for chip design")
    assert one.stage == "announced"
    page.fill("[name=person]", "Jane Doe")
    page.fill("[name=authority]", "The board")
    page.fill("[name=outcome]", "Designers work there")
    page.locator("main form.fields button.main").click()
    page.wait_for_url(f"**/ledger/commitments/{one.pk}/")
    one.refresh_from_db()
    assert one.clarity == 6
    page.locator(f".ladder a[href^='/meetings/{visit.pk}/']").click()
    page.wait_for_url(f"**/meetings/{visit.pk}/#decision-*")

    page.locator(f"main a[href='/meetings/{visit.pk}/after/']").click()
    assert page.locator("main .sentence mark").count() == 1
    assert complaints(page) == []
    with page.expect_download() as file:
        page.locator("main a[href$='.docx']").click()
    assert file.value.suggested_filename.endswith("TLP-GREEN.docx")
    page.set_viewport_size({"width": 390, "height": 844})
    for address in (
        "",
        f"{visit.pk}/",
        f"{visit.pk}/before/",
        f"{visit.pk}/after/",
        f"{visit.pk}/edit/",
        "new/",
    ):
        assert page.goto(f"/meetings/{address}").status == 200
        assert complaints(page) == [], address
