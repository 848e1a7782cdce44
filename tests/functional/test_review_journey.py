"""The review journey, by keyboard, in each language of the screens."""

import pytest

from passerelle.apps.library.models import Claim, Decision

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("browser"),
]

LANGUAGES = ("fr", "vi", "en")


def first_claim(document) -> Claim:
    claim = document.claims.order_by("start", "pk").first()
    assert claim is not None, "the reader found nothing to review"
    return claim


def state(page, claim) -> str:
    return page.locator(f"#claim-{claim.pk}").get_attribute("class")


@pytest.mark.parametrize("language", LANGUAGES)
def test_confirm_and_undo_take_one_key_each(enter, officer, library, language):
    claim = first_claim(library[language])
    page = enter(officer, language)
    page.goto(f"/documents/{claim.document_id}/")
    page.locator(f"#claim-{claim.pk}").focus()
    page.keyboard.press("c")
    page.locator(f"#claim-{claim.pk}.state-confirmed").wait_for()
    claim.refresh_from_db()
    assert (claim.state, claim.decided_by) == ("confirmed", officer)
    page.locator(f"#claim-{claim.pk}").focus()
    page.keyboard.press("u")
    page.locator(f"#claim-{claim.pk}.state-waiting").wait_for()
    claim.refresh_from_db()
    assert claim.state == "waiting"


@pytest.mark.parametrize("language", LANGUAGES)
def test_reject_takes_two_keys_and_keeps_the_reason(enter, officer, library, language):
    claim = first_claim(library[language])
    page = enter(officer, language)
    page.goto(f"/documents/{claim.document_id}/")
    page.locator(f"#claim-{claim.pk}").focus()
    page.keyboard.press("r")
    reasons = page.locator(f"#claim-{claim.pk} button[name=reason]")
    second = reasons.nth(1).get_attribute("value")
    page.keyboard.press("2")
    page.locator(f"#claim-{claim.pk}.state-rejected").wait_for()
    claim.refresh_from_db()
    assert (claim.state, claim.reason) == ("rejected", second)


@pytest.mark.parametrize("language", LANGUAGES)
def test_correct_an_attribute_and_choose_a_new_span_in_the_text(enter, officer, library, language):
    claim = first_claim(library[language])
    page = enter(officer, language)
    page.goto(f"/documents/{claim.document_id}/")
    page.locator(f"#claim-{claim.pk}").focus()
    page.keyboard.press("e")
    form = page.locator(f"#claim-{claim.pk} form.correct")
    form.wait_for()
    # Choose the title with the mouse's selection.
    page.evaluate(
        """() => {
            const first = document.querySelector(".text [data-start]").firstChild;
            const range = document.createRange();
            range.setStart(first, 0); range.setEnd(first, 12);
            const selection = window.getSelection();
            selection.removeAllRanges(); selection.addRange(range);
        }"""
    )
    words = library[language].text[:12]
    page.wait_for_function(
        "words => document.querySelector('form.correct [name=words]').value === words", arg=words
    )
    form.locator("[name=date]").fill("2025-06-10")
    form.locator("button.main").click()
    page.locator(f"#claim-{claim.pk}.state-corrected").wait_for()
    claim.refresh_from_db()
    assert (claim.state, claim.date) == ("corrected", "2025-06-10")
    assert claim.quote == library[language].text[claim.start : claim.end] == words.strip()
    assert Decision.objects.filter(claim=claim, verb="correct", by=officer).count() == 1


def test_focus_lights_the_sentence_and_the_sentence_lights_the_claim(enter, officer, library):
    claim = first_claim(library["fr"])
    page = enter(officer, "fr")
    page.goto(f"/documents/{claim.document_id}/")
    page.locator(f"#claim-{claim.pk}").focus()
    assert page.locator(f".said.lit[data-claims~='{claim.pk}']").count() >= 1
    page.locator("h1").hover()
    mark = page.locator(".said").last
    mark.hover()
    owner = mark.get_attribute("data-claims").split()[0]
    assert "lit" in page.locator(f"#claim-{owner}").get_attribute("class").split()


def test_two_people_decide_and_the_second_is_told(enter, officer, coordinator, library):
    from passerelle.apps.library.actions.review import reject_claim

    claim = first_claim(library["fr"])
    page = enter(officer, "fr")
    page.goto(f"/documents/{claim.document_id}/")
    reject_claim(claim, actor=coordinator, reason="Wrong parties")
    page.locator(f"#claim-{claim.pk}").focus()
    page.keyboard.press("c")
    page.locator(f"#claim-{claim.pk} [role=alert]").wait_for()
    claim.refresh_from_db()
    assert (claim.state, claim.decided_by) == ("rejected", coordinator)


def test_everything_works_without_javascript(browser, live_server, officer, library):
    claim = first_claim(library["en"])
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/sign-in/")
    page.fill("[name=username]", officer.username)
    page.fill("[name=password]", "a long enough password")
    page.locator("main button.main").click()
    page.goto(f"/documents/{claim.document_id}/")
    page.locator(f"#claim-{claim.pk} [data-act=confirm]").click()
    claim.refresh_from_db()
    assert claim.state == "confirmed"
    assert page.url.endswith(f"#claim-{claim.pk}")
    page.locator(f"#claim-{claim.pk} [data-act=correct]").click()
    page.fill("[name=words]", library["en"].text[:9])
    page.locator("form.correct button.main").click()
    claim.refresh_from_db()
    assert (claim.state, claim.quote) == ("corrected", library["en"].text[:9])
    context.close()
