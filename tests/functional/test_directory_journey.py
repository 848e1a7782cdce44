"""From a name in a document to its actor, to a partner, to a country, in a real browser and each language."""

import pytest
from known_actors import make_actor, make_mention

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("browser"),
]


@pytest.mark.parametrize(
    ("language", "partners", "country"), [("fr", "Avec qui", "Viêt Nam"), ("vi", "Cùng được nhắc đến", "Việt Nam"),
                                          ("en", "With whom", "Vietnam")],
)  # fmt: skip
def test_a_name_leads_to_its_actor_its_partners_and_its_country(
    enter, officer, library, language, partners, country
):
    document = library["vi"]
    for mention in document.readings.first().actors:
        actor = make_actor(
            mention["id"], mention["names"][0], kind=mention["kind"], country=mention["country"] or ""
        )
        make_mention(document, mention["id"], actor, *mention["names"])
    page = enter(officer, language)
    page.goto(f"/documents/{document.pk}/")
    page.locator("dl.facts a[href='/actors/vn-most/']").first.click()
    page.wait_for_url("**/actors/vn-most/")
    page.get_by_role("heading", name=partners).wait_for()
    assert page.locator("svg.network path.tie").count() >= 1
    page.locator("details.table-behind summary").click()
    page.locator("details.table-behind a", has_text="FPT").first.click()
    page.wait_for_url("**/actors/fpt/")
    page.locator("a[href='/countries/VN/']").first.click()
    page.wait_for_url("**/countries/VN/")
    assert page.locator("h1").inner_text() == country


def test_the_list_is_searched_without_tones_from_the_keyboard(enter, officer):
    make_actor("vn-most", ("Bộ Khoa học và Công nghệ", "vi"), kind="government")
    make_actor("intel", "Intel", kind="company", country="US")
    page = enter(officer, "vi")
    page.goto("/actors/")
    page.locator("#actor-name").fill("khoa hoc cong nghe")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=khoa*")
    assert page.locator("tbody th a").all_inner_texts() == ["Bộ Khoa học và Công nghệ"]
