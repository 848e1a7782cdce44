"""Rates of exchange that an organisation gives: refused with a reason, taken as a table whole or not at all."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ledgers import TODAY

from passerelle.apps.accounts.models import Organisation, User
from passerelle.apps.accounts.permissions import Refused
from passerelle.apps.audit.models import Event
from passerelle.apps.ledger.actions.rates import give_rate, rate_of, remove_rate, take_rates
from passerelle.apps.ledger.actions.refusals import InvalidEntry
from passerelle.apps.ledger.models import Rate
from passerelle.apps.ledger.queries.totals import rate_for, rates_of
from passerelle.apps.ledger.tables.rates import columns_missing, rates_in, rows_wrong
from passerelle.sources.sheets import read_sheet

pytestmark = pytest.mark.django_db
GIVEN = {"currency": "EUR", "base": "VND", "on": "2026-03-02", "value": "29 500.50", "source": "State Bank"}


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("currency", "", "required"),
        ("currency", "EURO", "unknown_currency"),
        ("base", "EUR", "same"),
        ("on", "2026-03", "not_a_day"),
        ("on", "02/03/2026", "ambiguous"),
        ("on", "31/02/2026", "not_a_date"),
        ("value", "26.500", "ambiguous"),
        ("value", "26,500", "ambiguous"),
        ("on", "2027-01-01", "in_the_future"),
        ("value", "-1", "not_positive"),
        ("value", "0", "not_positive"),
        ("value", "vingt", "not_a_number"),
        ("value", "NaN", "not_a_number"),
        ("value", "1e20", "too_much"),
        ("source", " ", "required"),
    ],
)
def test_what_a_rate_cannot_be_is_refused(officer, field, value, code):
    with pytest.raises(InvalidEntry) as fault:
        give_rate(actor=officer, today=TODAY, **GIVEN | {field: value})
    assert (fault.value.field, fault.value.code) == (field, code)
    assert not Rate.objects.exists()


@pytest.mark.parametrize(
    ("on", "value", "day", "kept"),
    [
        ("20/03/2026", "29500,50", "2026-03-20", "29500.5"),
        ("03/03/2026", "29\u202f500,50", "2026-03-03", "29500.5"),
        ("2026-03-02", "29.500,50", "2026-03-02", "29500.5"),
        ("2026-03-02", "29,500.50", "2026-03-02", "29500.5"),
        ("2026-03-02", "1.029.500", "2026-03-02", "1029500"),
        ("2026-03-02", "0,920", "2026-03-02", "0.92"),
        ("2026-03-02", "26500.125", "2026-03-02", "26500.125"),
        ("2026-03-02", "0.0000377", "2026-03-02", "0.0000377"),
    ],
)
def test_a_rate_is_read_as_each_language_writes_it(officer, on, value, day, kept):
    one = give_rate(actor=officer, today=TODAY, **GIVEN | {"on": on, "value": value})
    assert (one.on.isoformat(), one.value) == (day, kept)


@given(st.integers(1, 999), st.integers(0, 999), st.sampled_from(".,"))
def test_what_may_be_thousands_or_decimals_is_never_guessed(whole, rest, mark):
    with pytest.raises(InvalidEntry) as fault:
        rate_of(GIVEN | {"value": f"{whole}{mark}{rest:03}"}, User(organisation=Organisation()), TODAY)
    assert fault.value.code == "ambiguous"
    assert f"{whole}{rest:03}" in str(fault.value)


def test_a_rate_is_given_once_and_another_of_the_day_is_asked_about(officer):
    one = give_rate(actor=officer, today=TODAY, **GIVEN)
    assert (str(one), one.on) == ("1 EUR = 29500.5 VND", date(2026, 3, 2))
    for value, code in (("29500.50", "already"), ("29501", "another")):
        with pytest.raises(InvalidEntry) as fault:
            give_rate(actor=officer, today=TODAY, **GIVEN | {"value": value})
        assert fault.value.code == code
    table = [
        GIVEN | {"value": value, "on": f"2026-03-{on:02}"} for value in ("1", "2") for on in range(2, 27)
    ]
    with pytest.raises(InvalidEntry) as fault:
        take_rates(table, actor=officer, today=TODAY)
    assert "26 other rates" in str(fault.value)  # the one that is there, and the second of each day
    assert str(fault.value).count(";") == 19
    wrong = rows_wrong(list(enumerate(table, 2)), officer)
    assert [number for number, _why in wrong] == [2, *range(27, 52)]
    assert "29500.5" in wrong[0][1]
    assert Rate.objects.get() == one
    remove_rate(one, actor=officer)
    assert give_rate(actor=officer, today=TODAY, **GIVEN | {"value": "29501"}).value == "29501"
    assert list(Event.objects.values_list("verb", flat=True).filter(verb__startswith="rate")) == [
        "rate.give", "rate.remove", "rate.give",
    ]  # fmt: skip


def test_rates_are_those_of_ones_own_organisation(officer, visitor, person, second_organisation):
    one = give_rate(actor=officer, today=TODAY, **GIVEN)
    other = person("officer", second_organisation)
    with pytest.raises(Refused):
        give_rate(actor=visitor, today=TODAY, **GIVEN)
    with pytest.raises(Refused):
        remove_rate(one, actor=other)
    with pytest.raises(Rate.DoesNotExist):
        rate_for(other, one.pk)
    assert rates_of(other).convert(Decimal(1), "EUR", "2026-03-05", "VND") is None
    assert rates_of(visitor).convert(Decimal(2), "EUR", "2026-03-05", "VND").amount == 59001


@pytest.mark.parametrize(
    "heads",
    ["currency,base,date,rate,source", "Devise,Base,Date,Taux,Source", "Đồng tiền,Quy đổi,Ngày,Tỷ giá,Nguồn"],
)
def test_a_table_is_read_by_its_heads_in_three_languages(officer, heads):
    sheet = read_sheet(f"{heads}\nEUR,VND,2026-03-02,29500,NB\nUSD,VND,2026-03-02,26000,NB\n".encode())
    assert columns_missing(sheet) == []
    rows = rates_in(sheet)
    assert rows_wrong(rows, officer) == []
    given = [row for _number, row in rows]
    assert take_rates(given, actor=officer, today=TODAY) == (2, 0)
    assert take_rates(given, actor=officer, today=TODAY) == (0, 2)
    assert Rate.objects.count() == 2


def test_what_is_wrong_in_a_table_is_told_row_by_row_and_nothing_is_taken(officer):
    text = "currency,base,date,rate,source\nEUR,VND,2026-03-02,29500,NB\nEURO,VND,2026-03-02,1,NB\n"
    text += "USD,VND,2026-03,2,NB\nEUR,VND,2026-03-02,29501,NB\n"
    rows = rates_in(read_sheet(text.encode()))
    wrong = rows_wrong(rows, officer)
    assert [number for number, _why in wrong] == [3, 4, 5]
    assert "EURO" in wrong[0][1]
    with pytest.raises(InvalidEntry):
        take_rates([row for _number, row in rows], actor=officer, today=TODAY)
    assert not Rate.objects.exists()
    assert columns_missing(read_sheet(b"currency,base,date\nEUR,VND,2026\n")) == ["value", "source"]
