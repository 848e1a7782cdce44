"""What organisations report of themselves is shown with its source and its day, and leaves from the browser."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from iati_samples import ORGANISATIONS
from known_actors import make_actor

from passerelle.apps.audit.models import Event
from passerelle.apps.ledger.actions.iati import import_iati
from passerelle.apps.ledger.models import OrganisationReport
from passerelle.sources.iati.meaning import canonical_file
from passerelle.web.correspondence.views import iati_organisations

pytestmark = pytest.mark.django_db
ADDRESS = reverse("correspondence:iati-organisations")
FOR_LAB = """
    <recipient-org-budget status="2">
      <recipient-org ref="XI-ROR-05a28rw58"><narrative>Photonics Laboratory</narrative></recipient-org>
      <period-start iso-date="2024-01-01"/><period-end iso-date="2024-12-31"/>
      <value currency="USD" value-date="2024-01-01">500.25</value>
      <budget-line ref="A1"><value value-date="2024-01-01">300</value><narrative>Equipment</narrative></budget-line>
    </recipient-org-budget>
    <document-link"""
SAMPLE = ORGANISATIONS.replace("\n    <document-link", FOR_LAB)


@pytest.fixture
def take(tmp_path, officer):
    def taken(text, actor=officer, **given):
        path = tmp_path / "organisations.xml"
        path.write_text(text)
        return import_iati(path, actor=actor, **given)

    return taken


def shown(client, user, address, language="en", **query):
    client.force_login(user)
    client.cookies["django_language"] = language
    answer = client.get(address, query)
    assert answer.status_code == 200
    text = answer.content.decode()
    return text[text.index("<main") :]


def test_the_sums_stand_on_a_page_of_their_own_and_on_those_of_the_organisations(client, officer, take):
    make_actor("office", "Office of Sciences")
    make_actor("lab", "Photonics Laboratory", identifiers={"ror": "05a28rw58"})
    take(SAMPLE, tlp="clear")
    report = OrganisationReport.objects.get()
    page = reverse("results:organisation", args=[report.pk])
    assert f'href="{page}"' in shown(client, officer, reverse("results:organisations"))
    text = shown(client, officer, page)
    lab = reverse("directory:actor", args=["lab"])
    for said in (
        "90,000\u00a0EUR",
        "500.25\u00a0USD",
        "Equipment: 300\u00a0EUR",
        "organisations.xml",
        f'href="{lab}"',
    ):
        assert said in text, said
    for key, said in (("office", "What it reports of itself"), ("lab", "plans money for it")):
        actor = shown(client, officer, reverse("directory:actor", args=[key]))
        assert said in actor
        assert f'href="{page}"' in actor


def test_an_earlier_day_keeps_the_sums_that_a_later_file_says_otherwise(client, officer, take):
    today = timezone.localdate()
    take(SAMPLE, today=today - timedelta(days=2))
    take(SAMPLE.replace("90000", "95000"), today=today)
    page = reverse("results:organisation", args=[OrganisationReport.objects.get().pk])
    sums = {}
    for days in (0, 1, 3):
        sums[days] = shown(client, officer, page, as_of=(today - timedelta(days=days)).isoformat())
    assert [["90,000" in text, "95,000" in text, "500.25" in text] for text in sums.values()] == [
        [False, True, True],
        [True, False, True],
        [False, False, False],
    ]


def test_what_is_marked_is_shown_to_nobody_else_and_stays(client, officer, second_officer, visitor, take):
    take(SAMPLE, tlp="amber")
    page = reverse("results:organisation", args=[OrganisationReport.objects.get().pk])
    client.force_login(second_officer)
    assert client.get(page).status_code == 404
    assert "Office of Sciences" not in shown(client, second_officer, reverse("results:organisations"))
    client.force_login(visitor)
    assert client.get(ADDRESS).status_code == 403
    client.force_login(officer)
    answer = client.post(ADDRESS, {"marking": "green", "do": "take"}).content.decode()
    assert "0 records are valid and leave." in answer
    assert "Download the file" not in answer


@pytest.mark.parametrize(("language", "word"), [("fr", "reste"), ("vi", "ở lại"), ("en", "stays")])
def test_what_leaves_is_looked_at_first_and_means_what_was_taken_in(client, officer, take, language, word):
    take(SAMPLE, tlp="clear")
    take(SAMPLE.replace("XM-TEST", "XM-OTHER"), tlp="red")
    client.force_login(officer)
    client.cookies["django_language"] = language
    looked = client.post(ADDRESS, {"marking": "clear", "do": "look"}).content.decode()
    assert word in looked
    assert not Event.objects.filter(verb="iati.export_reports").exists()
    answer = client.post(ADDRESS, {"marking": "clear", "do": "take"})
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="iati-organisations-')
    assert canonical_file([b"".join(answer.streaming_content)])[1:] == canonical_file([SAMPLE.encode()])[1:]
    assert Event.objects.get(verb="iati.export_reports").detail["marking"] == "clear"


def test_too_much_for_a_screen_is_said(client, officer, take, monkeypatch):
    take(SAMPLE, tlp="clear")
    monkeypatch.setattr(iati_organisations, "MOST", 0)
    client.force_login(officer)
    assert "1 are too many" in client.post(ADDRESS, {"marking": "clear", "do": "take"}).content.decode()
    assert client.post(ADDRESS, {"marking": "white", "do": "take"}).context["form"].errors.keys() == {
        "marking"
    }
