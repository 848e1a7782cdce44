"""axe finds no violation on any screen, in any language, on a desk and on a phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from known_actors import make_actor, make_mention

from passerelle.apps.library.models import Job

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("browser"),
]


@pytest.fixture
def directory(library):
    """Two actors of the directory, one of them named by a document."""
    most = make_actor("vn-most", ("Bộ Khoa học và Công nghệ", "vi"), kind="government")
    make_actor("intel", "Intel", kind="company", country="US")
    make_mention(library["vi"], "vn-most", most, "Bộ Khoa học và Công nghệ")
    make_mention(library["vi"], "fpt", make_actor("fpt", "Tập đoàn FPT", kind="company"), "Tập đoàn FPT")


def violations(page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{v['id']}: {v['help']} – {v['nodes'][0]['html'][:160]}" for v in found]


def addresses(library) -> list[str]:
    document = library["vi"]
    claim = document.claims.first()
    return [
        "/", "/documents/", "/documents/?type=agreement&q=thoa%20thuan", f"/documents/{document.pk}/",
        f"/documents/{document.pk}/claims/add/", f"/claims/{claim.pk}/", f"/claims/{claim.pk}/correct/", "/claims/",
        "/add/", "/sources/", f"/sources/{document.source_id}/", "/jobs/", f"/jobs/{Job.objects.first().pk}/",
        "/actors/", "/actors/?q=bo%20khoa%20hoc", "/actors/vn-most/", "/actors/intel/", "/countries/VN/",
        "/actors/doubtful/", "/events/", "/events/doubtful/", "/search/", "/search/?q=chip%20ban%20dan",
        "/ledger/", "/ledger/timeline/", "/ledger/proposals/", "/ledger/agreements/", "/ledger/commitments/new/",
        "/people/", "/people/add/", "/people/organisations/", "/trail/", "/account/", "/sources/add/",
        "/account/calendar/", "/reports/", "/ledger/agreements/spreadsheet/", "/meetings/", "/meetings/new/",
    ]  # fmt: skip


@pytest.mark.parametrize("language", ["fr", "vi", "en"])
@pytest.mark.parametrize("width", [1280, 390])
def test_no_screen_violates_an_accessibility_rule(
    enter, administrator, library, directory, language, width, live_server
):
    page = enter(administrator, language)
    page.set_viewport_size({"width": width, "height": 900})
    found = {}
    for address in addresses(library):
        answer = page.goto(address)
        assert answer.status == 200, address
        assert page.evaluate("document.documentElement.lang") == language
        if wrong := violations(page):
            found[address] = wrong
        overflow = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        if overflow > 1:
            found.setdefault(address, []).append(f"scrolls sideways by {overflow} px")
    assert found == {}
