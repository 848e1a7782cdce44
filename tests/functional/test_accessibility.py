"""axe finds no violation on any screen, in any language, on a desk and on a phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from known_actors import make_actor, make_mention

from passerelle.apps.library.models import Job

pytestmark = [
    pytest.mark.browser,
    pytest.mark.appearance,
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


PHONE, DESK = {"width": 390, "height": 900}, {"width": 1280, "height": 900}
LONGEST = "fr"


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


def overflow(page) -> int:
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


@pytest.mark.parametrize("language", ["fr", "vi", "en"])
def test_no_screen_violates_an_accessibility_rule(
    enter, administrator, library, directory, language, live_server
):
    """Each language on a phone, and whether it fits at both widths; on a desk the rules in one language."""
    page = enter(administrator, language)
    found = {}
    for address in addresses(library):
        page.set_viewport_size(PHONE)
        answer = page.goto(address)
        assert answer.status == 200, address
        assert page.evaluate("document.documentElement.lang") == language
        wrong = violations(page)
        for size in (PHONE, DESK):
            page.set_viewport_size(size)
            if (pixels := overflow(page)) > 1:
                wrong.append(f"scrolls sideways by {pixels} px at {size['width']}")
        if language == LONGEST:  # what stands side by side only on a desk, the rules see in one language
            wrong += violations(page)
        if wrong:
            found[address] = wrong
    assert found == {}
