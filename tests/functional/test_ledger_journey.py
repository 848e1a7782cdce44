"""From a claim to a commitment, to evidence, to delivered, to a file of IATI: in each language, by mouse and key,
on desk and phone."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from happenings import tell
from known_actors import make_actor
from lxml import etree

from passerelle.apps.ledger.columns import forget
from passerelle.apps.ledger.models import Commitment, Proposal, ProposalState
from passerelle.sources.iati import faults
from passerelle.sources.iati.reading import read

# The official schema, where it lies beside the project.
SCHEMA = (
    Path(__file__).resolve().parents[3]
    / "shared"
    / "data"
    / "iati"
    / "schemas"
    / "iati-activities-schema.xsd"
)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("browser"),
]


@pytest.fixture
def told(organisation):
    """A signature that a document tells, between two known actors."""
    forget()
    make_actor(
        "vn-most",
        ("Bộ Khoa học và Công nghệ", "vi", "label"),
        ("Ministry of Science and Technology", "en", "label"),
        ("ministère des Sciences et des Technologies", "fr", "label"),
        kind="government",
        country="VN",
    )
    make_actor("intel", "Intel", kind="company", country="US")
    yield tell(organisation, document={"publisher": "Nhân Dân", "tlp": "clear"})
    forget()


def complaints(page) -> list[str]:
    found = [f"{v['id']}: {v['nodes'][0]['html'][:120]}" for v in Axe().run(page).response["violations"]]
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return found + ([f"scrolls sideways by {wide} px"] if wide > 1 else [])


@pytest.mark.parametrize("language", ["fr", "vi", "en"])
def test_from_a_claim_to_a_commitment_to_delivered(enter, officer, told, language):
    page = enter(officer, language)
    claim = told.claims.get()
    page.goto(f"/claims/{claim.pk}/")
    page.locator(f"a.button[href='/ledger/commitments/new/?claim={claim.pk}']").click()
    page.fill("[name=title]", "Memorandum of Intel and the ministry")
    page.fill("[name=owner]", "Intel")
    page.fill("[name=counterpart]", "vn-most")
    page.fill("[name=deadline]", "2026-12")
    assert complaints(page) == []
    page.locator("main form.fields button.main").click()
    page.wait_for_url("**/ledger/commitments/*/")
    one = Commitment.objects.get()
    assert one.born_of == claim

    # The claim itself shows that it was signed.
    page.goto(f"/ledger/commitments/{one.pk}/evidence/?claim={claim.pk}")
    page.fill("[name=on]", "2025-05-13")
    page.locator("main form.fields button.main").click()
    page.wait_for_url(f"**/ledger/commitments/{one.pk}/")
    page.locator(f"a.button[href='/ledger/commitments/{one.pk}/step/']").click()
    page.select_option("[name=to]", "signed")
    page.fill("[name=on]", "2025-05-13")
    page.locator("[name=evidence]").first.check()
    page.locator("main form.fields button.main").click()
    page.wait_for_url(f"**/ledger/commitments/{one.pk}/")
    assert page.locator(".ladder .reached").count() == 1

    # A statement is not enough for "delivered", an inspection is.
    page.locator(f"a.button[href='/ledger/commitments/{one.pk}/evidence/']").click()
    page.select_option("[name=kind]", "inspection")
    page.fill("[name=on]", "2026-06-30")
    page.fill("[name=text]", "The laboratory is open, and twelve engineers work there.")
    page.check("[name=independent]")
    page.locator("main form.fields button.main").click()
    page.wait_for_url(f"**/ledger/commitments/{one.pk}/")
    page.locator(f"a.button[href='/ledger/commitments/{one.pk}/step/']").click()
    page.select_option("[name=to]", "delivered")
    page.fill("[name=on]", "2026-06-30")
    page.locator("[name=evidence]").first.check()
    page.locator("main form.fields button.main").click()
    page.locator("main [role=alert]").wait_for()
    assert page.input_value("[name=on]") == "2026-06-30"
    page.locator("[name=evidence]").last.check()
    page.locator("main form.fields button.main").click()
    page.wait_for_url(f"**/ledger/commitments/{one.pk}/")
    assert page.locator(".ladder .reached").count() == 2
    assert complaints(page) == []
    page.goto("/ledger/?stage=delivered")
    assert page.locator("table.commitments tbody tr").count() == 1

    # It leaves as a file of IATI, after what leaves was looked at; what is asked and missing is told at its field.
    page.goto(f"/ledger/commitments/{one.pk}/")
    page.locator(f"a[href='/ledger/iati/?commitment={one.pk}']").click()
    look, take = page.locator("button[value=look]"), page.locator("button[value=take]")
    page.fill("[name=ref]", "nobody")
    look.click()
    page.locator(".field .errorlist").wait_for()
    page.fill("[name=ref]", "XM-TEST-1")
    page.select_option("[name=country]", "FR")
    look.click()
    take.wait_for()
    assert complaints(page) == []
    with page.expect_download() as downloading:
        take.click()
    content = Path(downloading.value.path()).read_bytes()
    assert [fault for fault in faults([content], timezone.localdate()) if not fault.advice] == []
    if SCHEMA.exists():
        etree.XMLSchema(file=str(SCHEMA)).assertValid(etree.fromstring(content))
    ((_record, activity),) = read([content])
    assert activity.identifier == f"XM-TEST-1-commitment-{one.pk}"
    assert activity.title[0].text == "Memorandum of Intel and the ministry"
    assert (activity.status, dict(activity.dates)["4"]) == ("3", "2026-06-30")
    assert [(part.names[0].language, part.role) for part in activity.participating] == [
        (language, "4"), (language, "2"),
    ]  # fmt: skip
    page.set_viewport_size({"width": 390, "height": 844})
    for address in (
        "/ledger/",
        "/ledger/timeline/",
        f"/ledger/commitments/{one.pk}/",
        "/ledger/agreements/",
        "/ledger/agreements/new/",
        f"/ledger/commitments/{one.pk}/edit/",
        "/ledger/iati/",
        "/ledger/iati/file/",
    ):
        assert page.goto(address).status == 200
        assert complaints(page) == [], address


def test_a_proposal_is_accepted_and_dismissed_by_one_key(enter, officer, told, organisation):
    claim, other = told.claims.get(), tell(organisation, "2025-06-20").claims.get()
    for one in (claim, other):
        Proposal.objects.update_or_create(
            organisation=organisation, claim=one, kind="commitment", commitment=None,
            defaults={"rule": "new_promise", "to": "signed", "score": 0.8, "state": ProposalState.WAITING,
                      "detail": {"kind": "other", "reasons": [["several", 0.4, ""]]}},
        )  # fmt: skip
    page = enter(officer, "en")
    page.goto("/ledger/proposals/")
    assert complaints(page) == []
    page.keyboard.press("j")
    first = page.locator(".proposal").first.get_attribute("id")
    page.keyboard.press("a")
    page.locator(f"#{first}.decided").wait_for()
    assert Commitment.objects.count() == 1
    page.keyboard.press("x")
    page.locator(".proposal.decided").nth(1).wait_for()
    states = set(Proposal.objects.filter(kind="commitment").values_list("state", flat=True))
    assert states == {"accepted", "dismissed"}
    page.keyboard.press("z")
    page.locator(".proposal:not(.decided)").wait_for()
    assert Commitment.objects.get().stage == "signed"
    assert timezone.localdate() >= Commitment.objects.get().created_at.date()
