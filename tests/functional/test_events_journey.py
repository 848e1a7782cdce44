"""An event told in three languages: read, corrected and undone, in each language of the screens, on desk and phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from happenings import event_of, tell
from known_actors import make_actor

from passerelle.apps.events.models import Correction, Doubt

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("browser"),
]

FRENCH = (
    "Le ministère des Sciences et des Technologies et Intel ont signé un mémorandum sur les semi-conducteurs."
)
ENGLISH = "The Ministry of Science and Technology and Intel signed a memorandum on semiconductors."
AMOUNT = {"quantity_value": 40_000_000.0, "quantity_unit": "USD"}


@pytest.fixture
def told(organisation):
    """A signature told by four documents of three origins, one of which gives another day; and another meeting."""
    make_actor(
        "vn-most",
        ("Bộ Khoa học và Công nghệ", "vi", "label"),
        ("Ministry of Science and Technology", "en", "label"),
        ("ministère des Sciences et des Technologies", "fr", "label"),
        kind="government",
    )
    make_actor("intel", "Intel", kind="company", country="US")
    documents = [
        tell(organisation, document={"publisher": "Nhân Dân", "tlp": "clear"}, **AMOUNT),
        tell(organisation, document={"publisher": "Le Courrier", "text": FRENCH, "language": "fr"}),
        tell(organisation, document={"publisher": "Le Courrier", "text": f"{FRENCH} Bis.", "language": "fr"}),
        tell(organisation, "2025-05-15", document={"publisher": "Hanoi Times", "text": ENGLISH, "language": "en",
                                                   "published": "2025-05-16"}, **AMOUNT),
    ]  # fmt: skip
    assert len({event_of(one) for one in documents}) == 1
    later = tell(organisation, "2025-06-20", document={"published": "2025-06-21"})
    left, right = sorted((documents[0].claims.get(), later.claims.get()), key=lambda claim: claim.pk)
    Doubt.objects.all().delete()  # whatever folding itself asks
    reasons = [["parties", 3.2], ["same_instrument", 0.4], ["near_day", -0.2]]
    Doubt.objects.update_or_create(
        left=left, right=right, defaults={"value": 0.61, "reasons": reasons, "conflicts": ["date"]}
    )
    return [*documents, later]


def complaints(page) -> list[str]:
    found = [v["id"] for v in Axe().run(page).response["violations"]]
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return found + ([f"scrolls sideways by {wide} px"] if wide > 1 else [])


@pytest.mark.parametrize("language", ["fr", "vi", "en"])
def test_from_the_list_to_an_event_moved_apart_and_back(enter, officer, told, language):
    page = enter(officer, language)
    page.goto("/events/?technology=chips&country=US")
    event = event_of(told[0])
    page.locator(f"a.title[href='/events/{event.pk}/']").click()
    page.wait_for_url(f"**/events/{event.pk}/")
    assert page.locator(".side").count() == 2
    claims = [one.claims.get().pk for one in told[:4]]
    quotes = [page.locator(f"#claim-{claim} p.quote").first.get_attribute("lang") for claim in claims]
    assert quotes == ["vi", "fr", "fr", "en"]
    assert complaints(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    for address in ("/events/", "/events/doubtful/", f"/events/{event.pk}/"):
        assert page.goto(address).status == 200
        assert complaints(page) == [], address
    page.set_viewport_size({"width": 1280, "height": 900})
    wrong = page.locator(f"#claim-{told[3].claims.get().pk}")
    wrong.locator("summary").click()
    wrong.locator("form button").click()
    page.locator(".note.success").wait_for()
    assert event_of(told[3]) != event
    assert page.locator(".side").count() == 0
    page.locator("#corrections + ul form button").click()
    page.locator(".side").first.wait_for()
    assert event_of(told[3]) == event
    page.locator(".doubt button").nth(1).click()  # keep apart
    page.locator(".note.success").wait_for()
    assert page.locator(".doubt").count() == 0
    assert [one.verdict for one in Correction.objects.filter(undone_at__isnull=True)] == ["apart"]
