"""From a name in a document to its actor, to a partner, to a country, in a real browser and each language."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from known_actors import make_actor, make_mention

from passerelle.apps.directory.involvements import involve
from passerelle.apps.directory.models import Likeness, Mandate

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


@pytest.mark.parametrize(
    ("language", "removed", "put_back"),
    [
        ("fr", "Éléments retirés", "Rétablir"),
        ("vi", "Nội dung đã gỡ", "Khôi phục"),
        ("en", "Removed", "Put back"),
    ],
)
def test_what_is_noted_is_corrected_and_who_held_an_office_is_asked(
    enter, officer, language, removed, put_back
):
    ministry = make_actor(
        "vn-most", ("Bộ Khoa học và Công nghệ", ""), ("Wrong Ministry", ""), kind="government"
    )
    office = {"office": "Minister", "office_fr": "Ministre", "office_vi": "Bộ trưởng"}
    for key, name, since, until in (
        ("dat", "Huỳnh Thành Đạt", "2020-11", "2025-02"), ("hung", "Nguyễn Mạnh Hùng", "2025-03", ""),
    ):  # fmt: skip
        person = make_actor(key, name, kind="person")
        Mandate.objects.create(person=person, organisation=ministry, since=since, until=until, **office)
    make_actor("vista", "VISTA")
    page = enter(officer, language)
    page.goto("/actors/vn-most/")
    page.locator("#on").fill("2024-05-01")
    page.keyboard.press("Enter")
    page.wait_for_url("**on=2024-05-01**")
    holders = page.locator("section[aria-labelledby=mandates]").inner_text()
    assert "Huỳnh Thành Đạt" in holders
    assert "Nguyễn Mạnh Hùng" not in holders
    page.locator("a[href='/actors/vn-most/facts/']").click()
    page.locator("form[action*='/facts/name/'] button[aria-label*='Wrong Ministry']").click()
    page.get_by_role("heading", name=removed).wait_for()
    assert not ministry.names.filter(text="Wrong Ministry").exists()
    page.get_by_role("button", name=put_back).click()
    page.locator("th", has_text="Wrong Ministry").wait_for()
    assert Axe().run(page).response["violations"] == []
    page.goto("/actors/vista/relations/add/")
    page.locator("[name=kind]").select_option("part_of")
    page.locator("[name=other]").fill("vn-most")
    page.locator("main button.main").click()
    page.wait_for_url("**/actors/vista/")
    page.locator("section[aria-labelledby=relations] a[href='/actors/vn-most/']").wait_for()


def test_actors_are_narrowed_by_technology(enter, officer, library):
    document = library["vi"]
    for mention in document.readings.first().actors:
        make_mention(
            document, mention["id"], make_actor(mention["id"], mention["names"][0], kind=mention["kind"])
        )
    involve([document.pk])
    make_actor("elsewhere", "Somebody else")
    page = enter(officer, "en")
    page.goto("/actors/")
    assert page.locator("tbody th", has_text="Somebody else").count() == 1
    page.locator("a[href*='technology=chips']").click()
    page.wait_for_url("**technology=chips**")
    assert page.locator("tbody th", has_text="Somebody else").count() == 0
    assert page.locator("tbody tr").count() >= 2


@pytest.mark.parametrize("language", ["fr", "vi", "en"])
def test_two_that_may_be_one_are_decided_by_the_same_keys(enter, officer, language):
    pairs = []
    for number in (1, 2):
        one = make_actor(f"one-{number}", f"Harbour Institute {number}", f"Institute of the Harbour {number}")
        other = make_actor(f"other-{number}", f"Harbour Institut {number}")
        reasons = [{"rule": "same_country", "weight": 0.5, "detail": "VN"}]
        Likeness.objects.create(left=one, right=other, value=0.9 - number / 10, reasons=reasons)
        pairs.append((one, other))
    page = enter(officer, language)
    page.goto("/actors/doubtful/?of=twice")
    assert Axe().run(page).response["violations"] == []
    first, second = (f"#pair-{one.pk}-{other.pk}" for one, other in pairs)
    page.keyboard.press("j")
    page.locator(f"{first}:focus").wait_for()
    page.keyboard.press("a")
    page.locator(f"{first}.state-decided").wait_for()
    page.locator(f"{second}:focus").wait_for()
    page.keyboard.press("x")
    page.locator(f"{second}.state-decided").wait_for()
    page.keyboard.press("z")
    page.locator(f"{second}.state-waiting:focus").wait_for()
    pairs[0][1].refresh_from_db()
    assert (pairs[0][1].state, pairs[0][1].merged_into) == ("merged", pairs[0][0])
    page.goto("/actors/doubtful/")
    assert page.locator(first).count() == 0
    assert page.locator(second).count() == 1
