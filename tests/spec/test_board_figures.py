"""Figures on a board: parts that add and parts that do not, forecasts that can be, what was known on a day."""

from datetime import date, timedelta

import pytest
from activities import SOURCE, programme
from django.urls import reverse
from iati_samples import ACTIVITIES
from ledgers import TODAY

from passerelle.apps.ledger.actions.iati import import_iati
from passerelle.apps.ledger.actions.measuring import add_indicator, add_measured
from passerelle.apps.ledger.actions.money import add_budget, add_transaction
from passerelle.apps.ledger.models import Activity
from passerelle.apps.ledger.queries.boards import board
from passerelle.core.commitments.forecasting import Forecast
from passerelle.web.results.drawing import money_drawn

pytestmark = pytest.mark.django_db


def seen(user, one, day=TODAY):
    return board(user, "activity", str(one.pk), day=day, today=TODAY)


def measure(indicator, officer, kind, ends, value, sex=""):
    add_measured(
        indicator, kind=kind, ends=ends, value=str(value), dimensions=[("sex", sex)] if sex else [], address=SOURCE,
        actor=officer, today=TODAY,
    )  # fmt: skip


def by_sex(one, officer, unit):
    indicator = add_indicator(one, title="Employed", measure=unit, actor=officer)
    for kind, ends in (("baseline", "2024"), ("actual", "2025"), ("target", "2030")):
        for sex, value in (("women", 60), ("men", 70)):
            measure(indicator, officer, kind, ends, value, sex)


def test_a_baseline_by_parts_is_their_sum(officer):
    one = programme(officer)
    by_sex(one, officer, "1")
    (found,) = seen(officer, one).tracked
    assert (found.course.baseline.value, found.reached.value, found.course.targets[0].value) == (
        130,
        130,
        130,
    )


def test_percentages_of_parts_stand_side_by_side(client, officer):
    one = programme(officer)
    by_sex(one, officer, "2")
    (found,) = seen(officer, one).tracked
    assert (found.course.baseline, found.reached, found.course.targets) == (None, None, ())
    client.force_login(officer)
    page = client.get(reverse("results:board", args=["activity", one.pk])).content.decode()
    assert "130" not in page[page.index("Employed") :].split("</dl>")[0]
    assert page.count("These parts do not add up to a whole.") == 3


def test_a_forecast_is_what_can_be_and_no_further_ahead_than_was_measured_back(officer):
    one = programme(officer)
    days = ("2026-03-01", "2026-05-01", "2026-07-01", "2026-09-01")
    share = add_indicator(one, title="Share", measure="2", actor=officer)
    measure(share, officer, "target", "2030-12-31", 95)
    falling = add_indicator(one, title="Open cases", ascending=False, actor=officer)
    measure(falling, officer, "target", "2030-12-31", 0)
    for place, day in enumerate(days):
        measure(share, officer, "actual", day, 35 + 20 * place)
        measure(falling, officer, "actual", day, 40 - 10 * place)
    forecasts = [found.forecast for found in seen(officer, one).tracked]
    span = date(2026, 9, 1) - date(2026, 3, 1)
    for found, high in zip(forecasts, (100, 1000), strict=True):
        assert isinstance(found, Forecast)
        assert 0 <= found.low <= found.middle <= found.high <= high
        assert date.fromisoformat(found.on) <= date(2026, 9, 1) + span + timedelta(days=1)


def test_what_a_file_told_was_not_known_before_it_was_taken_in(client, officer, tmp_path):
    path = tmp_path / "activities.xml"
    path.write_text(ACTIVITIES)
    import_iati(path, name="activities.xml", actor=officer, tlp="green", today=date(2026, 1, 10))
    one = Activity.objects.get()
    before, after = (seen(officer, one, day=date(2026, 1, day)) for day in (9, 10))
    assert (before.tracked, before.money.kinds) == ([], [])
    assert after.tracked[0].measured
    assert [row.kind for row in after.money.kinds] == ["budget", "disbursement"]
    client.force_login(officer)
    for room, key in (("board", ["activity", one.pk]), ("activity", [one.pk])):
        pages = [
            client.get(reverse(f"results:{room}", args=key), {"as_of": f"2026-01-{day}"}).content.decode()
            for day in ("09", "10")
        ]
        assert ["25,000.50" in page for page in pages] == [False, True]
        assert ["Ingénieurs formés" in page for page in pages] == [False, True]


def test_the_plot_says_what_has_no_rate(officer):
    one = programme(officer, currency="EUR")
    for day, amount, currency in (
        ("2025-01-09", "100", "EUR"),
        ("2025-01-10", "60", "EUR"),
        ("2025-01-11", "5000000", "USD"),
    ):
        add_transaction(one, type="3", on=day, amount=amount, currency=currency, actor=officer, today=TODAY)
    add_budget(one, starts="2025", ends="2025", amount="7", currency="VND", actor=officer, today=TODAY)
    money = seen(officer, one).money
    planned, spent = money_drawn(money).bars
    assert spent.said.replace("\u00a0", " ") == "160 EUR + 5,000,000 USD without a rate"
    assert "7 VND without a rate" in planned.said.replace("\u00a0", " ")
