"""What two sides gave each other: money that moved and budgets delivered, once, in one currency, as of a day."""

from datetime import date
from decimal import Decimal

import pytest
from activities import SOURCE, programme
from ledgers import TODAY, both_sides, owed, shown

from passerelle.apps.ledger import columns
from passerelle.apps.ledger.actions.money import add_transaction, correct_transaction
from passerelle.apps.ledger.actions.rates import give_rate
from passerelle.apps.ledger.queries.partners import partner
from passerelle.apps.ledger.queries.partnership import behind_page, partnership_page

pytestmark = pytest.mark.django_db

DISBURSED, SPENT, PLEDGED = "3", "4", "2"


@pytest.fixture(autouse=True)
def another_database():
    columns.forget()
    yield
    columns.forget()


@pytest.fixture
def sides():
    return both_sides()


def between(user, **given):
    us, vietnam = (partner(user, one, "en") for one in ("US", "VN"))
    return partnership_page(user, us, vietnam, "en", today=TODAY, **given)


def benefit(page):
    return next(key for key in page.keys if key.name == "mutual_benefit")


def pay(
    activity, actor, amount, provider, receiver, *, on="2026-02-01", currency="USD", type=DISBURSED, **given
):
    return add_transaction(
        activity, type=type, on=on, amount=str(amount), currency=currency, provider=provider, receiver=receiver,
        address=SOURCE, actor=actor, today=TODAY, **given,
    )  # fmt: skip


def test_money_that_moved_either_way_is_a_gift_with_its_transaction(officer, sides):
    company, ministry = sides
    one = programme(officer)
    there = pay(one, officer, 300, company, ministry)
    back = pay(one, officer, 100, ministry, company, type=SPENT)
    pay(one, officer, 999, company, ministry, type=PLEDGED)  # promised, not moved
    page = between(officer)
    found = benefit(page)
    assert (found.value, dict(found.parts)) == (Decimal("0.5"), {"a": 300, "b": 100})
    assert {page.gifts.transactions[item] for item in found.items} == {there, back}
    listed = behind_page(officer, page.one, page.other, "mutual_benefit", "en", today=TODAY).transactions
    assert set(listed) == {there, back}


def test_money_told_at_two_levels_counts_once(officer, sides):
    company, ministry = sides
    whole = programme(officer)
    part = programme(officer, title="A part", parent=whole)
    pay(whole, officer, 300, company, ministry)
    pay(part, officer, 300, company, ministry)
    pay(part, officer, 50, ministry, company)
    assert dict(benefit(between(officer)).parts) == {"a": 300, "b": 50}


def test_money_told_at_two_levels_in_two_currencies_counts_once(officer, sides):
    company, ministry = sides
    whole = programme(officer)
    part = programme(officer, title="A part", parent=whole)
    pay(whole, officer, 300, company, ministry)
    pay(part, officer, 150, company, ministry, currency="EUR")
    pay(part, officer, 50, ministry, company)
    give_rate(
        currency="EUR", base="USD", on="2026-01-20", value="2", source="Central bank", actor=officer, today=TODAY
    )  # fmt: skip
    page = between(officer)
    assert (page.gifts.currency, dict(benefit(page).parts)) == ("EUR", {"a": 150, "b": 25})


def test_the_money_of_an_activity_replaces_the_budget_of_its_commitment(officer, sides):
    company, ministry = sides
    given = {"owner": company, "counterpart": ministry, "budget_amount": "500", "budget_currency": "USD"}
    one, other = owed(officer, **given), owed(officer, title="other", **given)
    for commitment in (one, other):
        shown(commitment, "delivered", "2026-02-01", actor=officer, kind="inspection")
    assert dict(benefit(between(officer)).parts)["a"] == 1000
    activity = programme(officer, commitment=one)
    pay(activity, officer, 450, None, None)  # by whom is not said: by the owner of the commitment
    found = benefit(between(officer))
    assert dict(found.parts)["a"] == 950
    assert str(other.pk) in found.items
    assert str(one.pk) not in found.items


def test_amounts_are_converted_by_the_rates_of_their_days_and_the_rates_are_told(
    officer, second_officer, sides
):
    company, ministry = sides
    one = programme(officer)
    for amount in (150, 50):
        pay(one, officer, amount, company, ministry)
    pay(one, officer, 100, ministry, company, currency="EUR")
    page = between(officer)
    assert (benefit(page).value, [lack.what for lack in benefit(page).missing]) == (None, ["rate"])
    give_rate(
        currency="EUR",
        base="USD",
        on="2026-01-20",
        value="2",
        source="Central bank",
        actor=officer,
        today=TODAY,
    )
    page = between(officer)
    assert (benefit(page).value, page.gifts.currency) == (1, "USD")
    assert [(rate.currency, rate.on, rate.value) for rate in page.gifts.rates] == [("EUR", "2026-01-20", 2)]
    assert benefit(between(second_officer)).value is None  # the rates are those that one's organisation gave


def test_money_counts_from_the_day_it_moved_and_only_for_who_may_see_its_activity(
    officer, second_officer, sides
):
    company, ministry = sides
    one = programme(officer, tlp="amber")
    early = date(2026, 3, 1)
    there = pay(one, officer, 300, company, ministry, on="2026-02-01", known_on=early)
    pay(one, officer, 100, ministry, company, on="2026-05-01")
    assert benefit(between(officer, as_of=date(2026, 2, 28))).value is None  # nobody knew yet
    correct_transaction(
        there, type=DISBURSED, on="2026-02-01", amount="200", currency="USD", provider=company, receiver=ministry,
        address=SOURCE, actor=officer, today=TODAY,
    )  # fmt: skip
    assert dict(benefit(between(officer)).parts) == {"a": 200, "b": 100}
    assert dict(benefit(between(officer, as_of=date(2026, 4, 1))).parts) == {"a": 300, "b": 0}
    assert benefit(between(officer, as_of=date(2026, 1, 1))).value is None
    assert between(officer).markings == ("amber",)
    hidden = between(second_officer)
    assert (benefit(hidden).items, hidden.gifts.transactions, hidden.markings) == ((), {}, ())
