"""The report of a programme: indicators, money counted once, sources; of what one may see, in three languages."""

import pytest
from activities import SOURCE, engineers, programme
from django.core.exceptions import ObjectDoesNotExist
from known_actors import make_actor
from ledgers import TODAY, owed
from test_reports import read

from passerelle.apps.correspondence.reports.making import make_report
from passerelle.apps.ledger.actions.activities import edit_activity
from passerelle.apps.ledger.actions.money import add_budget, add_transaction
from passerelle.apps.ledger.models import Activity

pytestmark = pytest.mark.django_db


@pytest.fixture
def training(officer):
    company = make_actor("intel", "Intel", kind="company", country="US")
    one = programme(officer, title="Kỹ sư bán dẫn", participants={"1": [company]})
    measured = [("2025-06-30", 8000), ("2025-12-31", 10000), ("2026-03-31", 11000), ("2026-06-30", 12500)]
    engineers(one, officer, today=TODAY, actuals=measured)
    add_budget(
        one,
        starts="2024-01-01",
        ends="2024-12-31",
        amount="1500000",
        currency="EUR",
        address=SOURCE,
        actor=officer,
    )
    add_transaction(
        one, type="3", on="2024-06-01", amount="400000", currency="EUR", address=SOURCE, actor=officer
    )
    return one


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", ["Indicateurs", "6000", "12 500", "50 000", "1 500 000", "400 000", "Prévision", "Dépensé"]),
        ("vi", ["Chỉ số", "6000", "12.500", "50.000", "1.500.000", "400.000", "Dự báo"]),
        ("en", ["Indicators", "6000", "12,500", "50,000", "1,500,000", "400,000", "Forecast", "confidence"]),
    ],
)
def test_it_tells_baseline_target_actual_forecast_money_and_sources(officer, training, language, words):
    for form in ("docx", "pdf"):
        text = read(officer, "programme", str(training.pk), form, language)
        text = text.replace("\u202f", " ").replace("\xa0", " ")
        for word in [*words, "Kỹ sư bán dẫn", "Semiconductor engineers trained", "Intel", SOURCE]:
            assert word in text, (form, word)


def test_parts_count_as_far_as_the_reader_sees_them_and_mark_the_report(officer, second_officer, training):
    part = programme(officer, title="Secret part", tlp="amber", parent=training)
    engineers(part, officer, today=TODAY)
    edit_activity(
        part, changes={"commitment": owed(officer, title="Hidden promise", tlp="red")}, actor=officer
    )
    edit_activity(training, changes={"tlp": "clear"}, actor=officer)
    for user, marking, sees in ((officer, "amber", True), (second_officer, "clear", False)):
        made = make_report(user, "programme", str(training.pk), "pdf", today=TODAY)
        assert made.marking == marking
        assert ("Secret part" in read(user, "programme", str(training.pk))) == sees
    assert made.filename.endswith("TLP-CLEAR.pdf")


@pytest.mark.parametrize("which", ["", "0", "x", "9" * 30])
def test_what_is_no_programme_has_no_report(officer, which):
    with pytest.raises(ObjectDoesNotExist):
        make_report(officer, "programme", which, "pdf", today=TODAY)


def test_a_programme_that_a_marking_hides_has_none(officer, second_officer, training):
    Activity.objects.update(tlp="amber")
    with pytest.raises(ObjectDoesNotExist):
        make_report(second_officer, "programme", str(training.pk), "docx", today=TODAY)


def test_the_board_and_the_page_of_reports_lead_to_it(client, officer, training):
    client.force_login(officer)
    address = f"/reports/programme/{training.pk}.docx"
    assert address in client.get(f"/results/boards/activity/{training.pk}/").content.decode()
    assert client.get(address).status_code == 200
    assert 'href="/results/"' in client.get("/reports/").content.decode()
