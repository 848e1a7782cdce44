"""Reviewing what a later reading says otherwise, by keyboard, in each language of the screens, on desk and phone."""

from dataclasses import replace

import pytest
from axe_playwright_python.sync_playwright import Axe

from passerelle.apps.library.actions.intake import record_rereading
from passerelle.apps.library.actions.review import confirm_claim
from passerelle.apps.library.intake.prepare import Reread, prepare_rereading
from passerelle.apps.library.models import Claim, Document

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("browser"),
]


@pytest.fixture
def differing(library, officer) -> list[Claim]:
    """The claims of a document that a later reading, for which all happens in Japan, says otherwise: the first is
    decided, the second is not.
    """
    document: Document = library["fr"]
    claims = list(document.claims.order_by("start", "pk")[:2])
    confirm_claim(claims[0], actor=officer)
    found = prepare_rereading(document)
    moved = [
        replace(one, place="JP", confidence=one.confidence | {"place": 0.5}) for one in found.reading.claims
    ]
    record_rereading(Reread(document, replace(found.reading, claims=tuple(moved)), []), actor=None)
    return claims


@pytest.mark.parametrize("language", ["fr", "vi", "en"])
def test_the_former_is_kept_and_the_new_taken_by_one_key_each(enter, officer, differing, language):
    decided, waiting = differing
    page = enter(officer, language)
    page.goto("/differences/")
    page.locator(f"#claim-{decided.pk}.differing").focus()
    page.keyboard.press("o")
    page.locator(f"#claim-{decided.pk}:not(.differing)").wait_for()
    page.locator(f"#claim-{waiting.pk}.differing:focus").wait_for()  # the next one nobody has looked at
    page.keyboard.press("c")
    page.locator(f"#claim-{waiting.pk}.state-confirmed:not(.differing)").wait_for()
    decided.refresh_from_db()
    waiting.refresh_from_db()
    assert (decided.state, decided.place == "JP", decided.decisions.count()) == ("confirmed", False, 2)
    assert (waiting.state, waiting.place) == ("confirmed", "JP")
    page.locator(f"#claim-{waiting.pk}").focus()
    page.keyboard.press("u")
    page.locator(f"#claim-{waiting.pk}.differing.state-waiting").wait_for()


def test_without_scripts_every_answer_is_a_form(browser, live_server, officer, differing):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/sign-in/")
    page.fill("[name=username]", officer.username)
    page.fill("[name=password]", "a long enough password")
    page.locator("main button.main").click()
    page.goto("/differences/")
    page.locator(f"#claim-{differing[1].pk} button[data-act=keep]").click()
    page.wait_for_url("**/differences/?document=*")
    differing[1].refresh_from_db()
    assert (differing[1].state, differing[1].place == "JP") == ("corrected", False)
    context.close()


@pytest.mark.appearance
@pytest.mark.parametrize("language", ["fr", "vi", "en"])
@pytest.mark.parametrize("width", [1280, 390])
def test_the_screen_violates_no_accessibility_rule(enter, officer, differing, language, width):
    page = enter(officer, language)
    page.set_viewport_size({"width": width, "height": 900})
    for address in (
        "/differences/",
        f"/claims/{differing[0].pk}/",
        f"/documents/{differing[0].document_id}/",
    ):
        page.goto(address)
        assert [v["id"] for v in Axe().run(page).response["violations"]] == []
        overflow = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert overflow <= 1, address
