"""Sums in one currency rest on the rates given, by their day; what has none stays as stated."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelle.core.commitments.rates import Rate, Rates

USD = Rate("USD", "EUR", "2024-03-01", Decimal("0.90"), "central bank")
VND = Rate("EUR", "VND", "2024-03-05", Decimal(27000), "central bank")
VALUES = st.decimals("0.01", "100000", places=2)


def test_the_last_rate_of_the_day_is_taken_and_named():
    later = Rate("USD", "EUR", "2024-03-08", Decimal("0.95"))
    rates = Rates([later, USD])
    assert rates.convert(Decimal(100), "USD", "2024-03-07", "EUR").rates == (USD,)
    assert rates.convert(Decimal(100), "USD", "2024-03-08", "EUR").amount == 95


@pytest.mark.parametrize("on", ["2024-02-29", "2024-04-02", "2024-03", "soon"])
def test_no_rate_is_guessed(on):
    assert Rates([USD]).convert(Decimal(1), "USD", on, "EUR") is None


def test_an_old_rate_is_taken_only_when_asked():
    assert Rates([USD]).convert(Decimal(1), "USD", "2024-12-01", "EUR", oldest=400).amount == Decimal("0.90")


@given(VALUES, VALUES)
def test_there_and_back_is_the_same(amount, value):
    rates = Rates([Rate("USD", "EUR", "2024-03-01", value)])
    there = rates.convert(amount, "USD", "2024-03-01", "EUR").amount
    assert round(rates.convert(there, "EUR", "2024-03-01", "USD").amount, 9) == amount


def test_two_rates_meet_over_a_common_base():
    franc = Rate("CHF", "EUR", "2024-03-01", Decimal("1.05"))
    found = Rates([USD, franc]).convert(Decimal(105), "USD", "2024-03-02", "CHF")
    assert (found.amount, found.rates) == (Decimal(90), (USD, franc))


def test_rates_quoted_from_one_currency_meet_over_it():
    """A central bank says what one euro is worth in each currency."""
    dollar = Rate("EUR", "USD", "2024-03-05", Decimal("1.25"))
    found = Rates([VND, dollar]).convert(Decimal(54000), "VND", "2024-03-06", "USD")
    assert (found.amount, found.rates) == (Decimal("2.5"), (VND, dollar))
    mixed = Rates([VND, USD]).convert(Decimal(2), "USD", "2024-03-06", "VND")
    assert (mixed.amount, mixed.rates) == (Decimal(48600), (USD, VND))


DAYS = st.integers(1, 28).map(lambda day: f"2024-03-{day:02}")


@given(DAYS, DAYS, DAYS, DAYS)
def test_the_newest_rate_wins_however_it_is_quoted(straight, inverse, one, other):
    rates = Rates([
        Rate("USD", "EUR", straight, Decimal(2), "straight"), Rate("EUR", "USD", inverse, Decimal(4), "inverse"),
        Rate("USD", "CHF", one, Decimal(3), "cross"), Rate("EUR", "CHF", other, Decimal(1), "cross"),
    ])  # fmt: skip
    found = rates.convert(Decimal(1), "USD", "2024-03-28", "EUR")
    newest = max(straight, inverse, min(one, other))
    assert min(rate.on for rate in found.rates) == newest
    assert found.amount == {"straight": 2, "inverse": Decimal("0.25"), "cross": 3}[found.rates[0].source]


def test_the_same_currency_needs_no_rate():
    assert Rates([]).convert(Decimal(5), "EUR", "", "EUR").amount == 5


@given(st.lists(st.tuples(VALUES, st.sampled_from(["EUR", "USD", "JPY"]), st.just("2024-03-02")), max_size=8))
def test_a_sum_loses_nothing(amounts):
    found = Rates([USD, VND]).total(amounts, "EUR")
    yen = sum((amount for amount, currency, _ in amounts if currency == "JPY"), Decimal(0))
    assert found.as_stated == ({"JPY": yen} if yen else {})
    rest = {"EUR": Decimal(1), "USD": USD.value}
    assert found.amount == sum(amount * rest.get(currency, 0) for amount, currency, _ in amounts)


@pytest.mark.parametrize("value", ["0", "-1", "NaN", "Infinity"])
def test_a_rate_that_is_none_is_refused(value):
    with pytest.raises(ValueError, match="rate"):
        Rates([Rate("USD", "EUR", "2024-03-01", Decimal(value))])
