"""One box on every screen: typing suggests, keys choose, any language finds the others, without JavaScript too."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from known_actors import make_actor, make_mention

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("browser"),
]

LANGUAGES = ("fr", "vi", "en")
CHIPS = {"fr": "semi-conducteurs", "vi": "bán dẫn", "en": "semiconductors"}
CLOSE = {"fr": "De sens proche", "vi": "Gần nghĩa", "en": "Close in meaning"}


@pytest.fixture
def directory(library):
    most = make_actor(
        "vn-most",
        ("Bộ Khoa học và Công nghệ", "vi", "label"),
        ("Ministry of Science and Technology", "en", "label"),
        ("ministère des Sciences et des Technologies", "fr", "label"),
        kind="government",
    )
    make_mention(library["vi"], "vn-most", most, "Bộ Khoa học và Công nghệ")
    return most


def settled(page, address):
    """Axe's verdict on a page that is not wider than the window."""
    found = [violation["id"] for violation in Axe().run(page).response["violations"]]
    assert found == [], address
    assert page.evaluate(
        "document.documentElement.scrollWidth <= document.documentElement.clientWidth + 1"
    ), address


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_question_in_one_language_finds_documents_claims_and_actors_of_the_others(
    enter, officer, library, directory, language
):
    page = enter(officer, language)
    page.goto("/actors/")
    page.keyboard.press("/")
    page.keyboard.type(CHIPS[language])
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=*")
    found = page.locator("section[aria-labelledby=documents] a.title")
    assert {found.nth(at).get_attribute("lang") for at in range(found.count())} == {"fr", "vi"}
    sentences = page.locator("section[aria-labelledby=claims] .snippet mark")
    assert sentences.count() >= 2
    assert CHIPS["vi" if language != "vi" else "fr"] in page.locator(".also").inner_text()
    settled(page, page.url)
    page.locator(".also a").click()
    page.wait_for_url("**literal=1*")
    only = page.locator("section[aria-labelledby=documents] a.title")
    assert only.count() == (0 if language == "en" else 1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_typing_suggests_and_keys_choose(enter, officer, directory, language):
    page = enter(officer, language)
    page.keyboard.press("/")
    page.keyboard.type("bo khoa", delay=20)
    options = page.locator("#suggestions [role=option]")
    options.first.wait_for()
    box = page.locator("#find")
    assert box.get_attribute("aria-expanded") == "true"
    assert page.locator("#suggested").inner_text() != ""
    settled(page, "suggestions")
    page.keyboard.press("ArrowDown")
    chosen = box.get_attribute("aria-activedescendant")
    assert page.locator(f"#{chosen}").get_attribute("aria-selected") == "true"
    page.keyboard.press("Escape")
    assert box.get_attribute("aria-expanded") == "false"
    assert not page.locator("#suggestions").is_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/actors/vn-most/")


def test_filters_narrow_and_are_taken_off_again(enter, officer, directory):
    page = enter(officer, "en")
    page.goto("/search/?q=ministry+of+science")
    page.locator("section[aria-labelledby=actors] a[href*='actor=vn-most']").click()
    page.wait_for_url("**actor=vn-most*")
    assert page.locator("section[aria-labelledby=documents] a.title").count() == 1
    assert page.locator("section[aria-labelledby=claims] li").count() >= 1
    page.locator(".chosen a").click()
    page.wait_for_url(lambda address: "actor=" not in address)


@pytest.mark.appearance
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_screen_fits_a_phone(enter, officer, directory, language):
    page = enter(officer, language)
    page.set_viewport_size({"width": 390, "height": 800})
    for address in (
        "/search/",
        f"/search/?q={CHIPS[language]}",
        "/search/?q=dat+hiem+zzz",
        "/search/?q=bo&show=actors",
    ):
        assert page.goto(address).status == 200
        settled(page, address)
    assert CLOSE[language] not in page.content()


def test_the_box_works_without_javascript(browser, live_server, officer, directory):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    page.fill("[name=username]", officer.username)
    page.fill("[name=password]", "a long enough password")
    page.locator("main button.main").click()
    page.wait_for_url("**/")
    page.fill("#find", "ban dan")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=ban+dan")
    assert page.locator("section[aria-labelledby=documents] a.title").count() == 2
    context.close()
