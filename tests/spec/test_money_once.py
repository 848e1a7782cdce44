"""Money of programmes and their parts counted once: in two currencies, over hidden levels, with revised budgets."""

from decimal import Decimal

import pytest
from activities import programme
from django.urls import reverse
from ledgers import TODAY

from passerelle.apps.ledger.actions.money import add_budget, add_transaction
from passerelle.apps.ledger.actions.rates import give_rate
from passerelle.apps.ledger.actions.refusals import InvalidEntry
from passerelle.apps.ledger.queries.boards import board
from passerelle.apps.ledger.queries.totals import rates_of

pytestmark = pytest.mark.django_db
PERIOD = {"starts": "2025-01-01", "ends": "2025-12-31", "today": TODAY}


def money_seen(user, scope, key, currency=""):
    return board(user, scope, str(key), day=TODAY, today=TODAY, currency=currency).money


def in_two_currencies(officer):
    one = programme(officer, currency="EUR")
    part = programme(officer, title="Part", parent=one, currency="VND")
    add_budget(one, amount="1000", actor=officer, **PERIOD)
    add_budget(part, amount="26500000", actor=officer, **PERIOD)
    add_transaction(one, type="3", on="2025-01-10", amount="100", other=part, actor=officer, today=TODAY)
    add_transaction(part, type="4", on="2025-01-12", amount="2650000", actor=officer, today=TODAY)
    return one


@pytest.mark.parametrize("currency", ["EUR", "VND", "USD"])
def test_the_same_money_in_two_currencies_is_counted_once(officer, currency):
    one = in_two_currencies(officer)
    give = {"on": "2025-01-01", "source": "Central bank", "actor": officer, "today": TODAY}
    give_rate(currency="EUR", base="VND", value="26500", **give)
    give_rate(currency="EUR", base="USD", value="1.25", **give)
    worth = {"EUR": Decimal(1), "VND": Decimal(26500), "USD": Decimal("1.25")}[currency]
    money = money_seen(officer, "activity", one.pk, currency)
    assert (money.of("budget"), money.spent) == (1000 * worth, 100 * worth)
    assert {left.reason for left in money.left_out} == {"told_by_parent", "passed_on"}
    assert money.unsure == ()


def test_what_no_rate_compares_is_said_to_be_perhaps_counted_twice(client, officer):
    one = in_two_currencies(officer)
    money = money_seen(officer, "activity", one.pk)
    assert str(one) in money.unsure
    client.force_login(officer)
    page = client.get(reverse("results:board", args=["activity", one.pk])).content.decode()
    assert "Perhaps counted twice" in page


@pytest.mark.parametrize("tlp", ["green", "red"])
def test_a_level_that_is_hidden_or_out_of_scope_counts_nothing_twice(officer, visitor, tlp):
    top = programme(officer, title="Top", currency="EUR")
    middle = programme(officer, title="Middle", parent=top, currency="EUR", tlp=tlp, technologies=[])
    low = programme(officer, title="Low", parent=middle, currency="EUR")
    for one in (top, low):
        add_budget(one, amount="1000", actor=officer, **PERIOD)
    for who in (officer, visitor):
        for scope, key in (("technology", "chips"), ("organisation", officer.organisation_id)):
            money = money_seen(who, scope, key)
            assert money.kinds[0].stated == {"EUR": 1000}
            assert [left.row.activity_id for left in money.left_out] == [low.pk]


@pytest.mark.parametrize("revised", [("2025", "2025"), ("2025-01-01", "2025-12-31"), ("2025-06", "2026")])
def test_a_revised_budget_replaces_another_however_precise_its_days(officer, revised):
    one = programme(officer, currency="EUR")
    add_budget(one, starts="2025", ends="2025", amount="5", actor=officer, today=TODAY)
    with pytest.raises(InvalidEntry, match="already"):
        add_budget(one, amount="5", actor=officer, **PERIOD)
    add_budget(one, starts=revised[0], ends=revised[1], amount="9", type="2", actor=officer, today=TODAY)
    assert money_seen(officer, "activity", one.pk).kinds[0].stated == {"EUR": 9}


def test_a_rate_is_shown_as_it_was_given(client, officer):
    one = programme(officer, currency="VND")
    add_transaction(one, type="3", on="2025-03-01", amount="26500000", actor=officer, today=TODAY)
    give_rate(
        currency="VND",
        base="EUR",
        on="2025-02-20",
        value="0.0000377",
        source="ECB",
        actor=officer,
        today=TODAY,
    )
    client.force_login(officer)
    address = reverse("results:board", args=["activity", one.pk]) + "?in=EUR"
    for language, written in (("en", "0.0000377"), ("fr", "0,0000377"), ("vi", "0,0000377")):
        client.cookies["django_language"] = language
        page = client.get(address, headers={"accept-language": language}).content.decode()
        assert f"1 VND = {written} EUR" in page.replace("\u00a0", " ")


def test_the_rates_of_an_organisation_meet_over_the_currency_they_are_quoted_in(officer):
    give = {"on": "2026-03-20", "source": "ECB", "actor": officer, "today": TODAY}
    give_rate(currency="EUR", base="VND", value="26000", **give)
    give_rate(currency="EUR", base="USD", value="1.3", **give)
    assert rates_of(officer).convert(Decimal(20000), "VND", "2026-03-20", "USD").amount == 1
