"""Deciding about doubtful actors: by keyboard in each language of the screens, on desk and phone; by forms alone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from dossiers import make_document
from known_actors import make_actor

from passerelle.apps.directory.actions.decide import merge_actors
from passerelle.apps.directory.actions.resolve import resolve_document
from passerelle.apps.directory.actions.undo import undo_decision
from passerelle.apps.directory.models import Actor, Name

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("browser"),
]

# Key, name, kind and country in the directory; country in the document; the sentence there.
DOUBTS = (
    ("soitec-inc", "Soitec Quantique", "company", "US", "FR", "fr",
     "Intel et la société Soitec Quantique ont signé un accord à Grenoble."),
    ("vien-vat-lieu", "Viện Vật liệu Tiên tiến", "institute", "JP", "VN", "vi",
     "Viện Vật liệu Tiên tiến tiếp đoàn công tác của Pháp tại Hà Nội."),
    ("harbour-photonics", "Harbour Photonics", "company", "GB", "SG", "en",
     "Harbour Photonics will open a design centre in Singapore next year."),
    ("delta-robotics", "Delta Robotics", "company", "KR", "DE", "en",
     "Delta Robotics and Intel agreed to train engineers."),
)  # fmt: skip


@pytest.fixture
def doubts(organisation) -> dict[str, Actor]:
    """One candidate a key, each of which may be the actor of that key."""
    found = {}
    for key, name, kind, known_in, named_in, language, sentence in DOUBTS:
        make_actor(key, name, kind=kind, country=known_in)
        actors = [{"id": key[:3], "kind": kind, "country": named_in, "names": [name]}]
        document = make_document(
            organisation, text=sentence, language=language, claims=[{"parties": [key[:3]]}]
        )
        document.readings.update(actors=actors)
        resolve_document(document, actor=None)
        found[key] = document.mentions.get().actor
        assert found[key].state == "candidate"
    return found


def state(candidate: Actor) -> str:
    candidate.refresh_from_db()
    return candidate.state


def complaints(page) -> list[str]:
    found = [v["id"] for v in Axe().run(page).response["violations"]]
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return found + ([f"scrolls sideways by {wide} px"] if wide > 1 else [])


@pytest.mark.parametrize("language", ["fr", "vi", "en"])
def test_one_key_an_answer(enter, officer, doubts, language):
    same, apart, new, drop = doubts.values()
    make_actor("vn-vast", "Viện Hàn lâm Khoa học và Công nghệ", kind="institute")
    page = enter(officer, language)
    page.goto("/actors/doubtful/")
    assert complaints(page) == []
    card = {one.pk: page.locator(f"#doubt-{one.pk}") for one in doubts.values()}
    page.keyboard.press("j")
    page.locator(f"#doubt-{same.pk}:focus").wait_for()
    page.keyboard.press("a")
    page.locator(f"#doubt-{same.pk}.state-decided").wait_for()
    page.locator(f"#doubt-{apart.pk}:focus").wait_for()  # the next one that waits
    page.keyboard.press("x")
    page.locator(f"#doubt-{new.pk}:focus").wait_for()
    page.keyboard.press("z")  # takes back what was decided last
    page.locator(f"#doubt-{apart.pk}.state-waiting:focus").wait_for()
    page.keyboard.press("m")
    page.locator(f"#seek-{apart.pk}:focus").wait_for()
    page.keyboard.type("vien han lam")
    card[apart.pk].locator("button[name=to][value=vn-vast]").click()
    page.locator(f"#doubt-{apart.pk}.state-decided").wait_for()
    page.locator(f"#doubt-{new.pk}:focus").wait_for()
    page.keyboard.press("n")
    page.locator(f"#accept-{new.pk}-text:focus").wait_for()
    page.keyboard.press("Enter")
    page.locator(f"#doubt-{new.pk}.state-decided").wait_for()
    page.locator(f"#doubt-{drop.pk}:focus").wait_for()
    page.keyboard.press("d")
    page.locator(f"#doubt-{drop.pk}.state-decided").wait_for()
    assert [state(one) for one in doubts.values()] == ["merged", "merged", "accepted", "dropped"]
    assert Actor.objects.get(pk=apart.pk).merged_into.key == "vn-vast"
    assert Name.objects.filter(actor=new).get().text == "Harbour Photonics"
    page.set_viewport_size({"width": 390, "height": 844})
    undo_decision(drop.decisions.get(), actor=officer)
    accept = f"/actors/doubtful/{drop.pk}/accept/"
    for address in ("/actors/doubtful/?of=all", accept, "/actors/soitec-inc/merge/?q=delta"):
        assert page.goto(address).status == 200
        assert complaints(page) == [], address


def test_the_second_who_decides_is_told(enter, officer, coordinator, doubts):
    page = enter(officer, "fr")
    page.goto("/actors/doubtful/")
    first = next(iter(doubts.values()))
    merge_actors(Actor.objects.get(key="soitec-inc"), first, actor=coordinator)
    page.locator(f"#doubt-{first.pk}").focus()
    page.keyboard.press("d")
    told = page.locator(f"#doubt-{first.pk} [role=alert]")
    told.wait_for()
    assert str(coordinator) in told.inner_text()
    assert state(first) == "merged"


def test_without_scripts_every_answer_is_a_form(browser, live_server, officer, doubts):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/sign-in/")
    page.fill("[name=username]", officer.username)
    page.fill("[name=password]", "a long enough password")
    page.locator("main button.main").click()
    same, apart, new, drop = doubts.values()
    page.goto("/actors/doubtful/")
    page.locator(f"#doubt-{same.pk} button[data-act=same]").click()
    page.locator(f"#doubt-{drop.pk} button[data-act=drop]").click()
    page.locator(f"#doubt-{new.pk} [data-act=new]").click()
    page.locator("main form button.main").click()
    page.locator(f"#doubt-{apart.pk} [data-act=choose]").click()
    page.fill("main [name=q]", "delta")
    page.locator("main form.seek button").click()
    page.locator("button[name=to][value=delta-robotics]").click()
    page.wait_for_url(f"**/actors/doubtful/#doubt-{apart.pk}")
    assert [state(one) for one in doubts.values()] == ["merged", "merged", "accepted", "dropped"]
    context.close()
