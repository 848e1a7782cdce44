"""Activities in memory are those of the database after any change, and are counted by families as they are whole."""

from datetime import date
from decimal import Decimal

import pytest
from activities import engineers, programme
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from iati_samples import ACTIVITIES
from known_actors import make_actor
from ledgers import TODAY

from passerelle.apps.ledger import columns
from passerelle.apps.ledger.actions.activities import edit_activity
from passerelle.apps.ledger.actions.iati import import_iati
from passerelle.apps.ledger.actions.measuring import withdraw_measured
from passerelle.apps.ledger.actions.money import (
    add_budget,
    add_transaction,
    correct_budget,
    remove_transaction,
)
from passerelle.apps.ledger.activities.families import families
from passerelle.apps.ledger.activities.purses import FAR, Purse, Row
from passerelle.apps.ledger.columns.activity_keeping import renewed
from passerelle.apps.ledger.models import Activity, Measured, Transaction
from passerelle.core.commitments.money import counted
from passerelle.core.commitments.rates import Rate, Rates


@pytest.fixture(autouse=True)
def another_database():
    columns.forget()
    yield
    columns.forget()


def plain(held):
    """Return what is held as plain values: entries are told apart by what they are, not by what they say."""
    return {
        pk: [
            {name: getattr(part, name) for name in part.__slots__ if name != "purse"} for part in (one, one.purse)
        ]
        for pk, one in held.entries.items()
    }  # fmt: skip


def edited(one, officer, **changes):
    edit_activity(one, changes=changes, actor=officer)


def paid(one, officer):
    add_transaction(one, type="3", on="2025-03-01", amount="10", currency="EUR", actor=officer, today=TODAY)


def planned(one, officer):
    year = 2020 + one.budgets.count()
    add_budget(
        one, starts=str(year), ends=str(year), amount=str(1000 + year), currency="EUR", actor=officer, today=TODAY
    )  # fmt: skip


def corrected(one, officer):
    for row in one.budgets.known()[:1]:
        correct_budget(
            row, starts=row.starts, ends=row.ends, amount=str(one.budgets.count()), currency="EUR", actor=officer,
            today=TODAY,
        )  # fmt: skip


CHANGES = {
    "paid": paid,
    "planned": planned,
    "corrected": corrected,
    "unpaid": lambda one, officer: [
        remove_transaction(row, actor=officer, today=TODAY)
        for row in Transaction.objects.known().filter(activity=one)[:1]
    ],
    "part": lambda one, officer: programme(officer, title="Part", parent=one),
    "marked": lambda one, officer: edited(one, officer, tlp="red" if one.tlp == "green" else "green"),
    "taking part": lambda one, officer: edit_activity(
        one,
        changes={},
        participants={"4": [make_actor(f"a{one.pk}-{one.version}", f"Actor {one.pk}-{one.version}")]},
        actor=officer,
    ),
    "measured": lambda one, officer: (
        one.results.exists() or engineers(one, officer, today=TODAY, actuals=[("2025-06-30", 8000)])
    ),
    "unmeasured": lambda one, officer: [
        withdraw_measured(row, actor=officer, today=TODAY)
        for row in Measured.objects.known().filter(indicator__result__activity=one)[:1]
    ],
}


@pytest.mark.django_db
@given(st.lists(st.sampled_from(sorted(CHANGES)), min_size=1, max_size=5, unique=True))
@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_what_is_renewed_after_changes_is_what_is_read_anew(officer, drawn):
    one = programme(officer)
    before = columns.activities()
    for name in ("planned", "paid", "measured", *drawn):
        CHANGES[name](Activity.objects.get(pk=one.pk), officer)
        token = columns.activities().token
        after = renewed(before.entries, token)
        assert plain(after) == plain(renewed({}, token))
        before = after


@pytest.mark.django_db
def test_what_a_file_tells_anew_is_renewed(officer, tmp_path):
    path = tmp_path / "file.xml"
    held = columns.activities()
    for tlp, text in (
        ("green", ACTIVITIES),
        ("green", ACTIVITIES.replace("25000.50", "26000")),
        ("amber", ACTIVITIES),
    ):
        path.write_text(text, encoding="utf-8")
        import_iati(path, tlp=tlp, actor=officer)
        token = columns.activities().token
        assert token != held.token
        held = renewed(held.entries, token)
        assert plain(held) == plain(renewed({}, token))


@pytest.mark.django_db(transaction=True)
def test_what_was_taken_back_was_never_kept(officer):
    one = programme(officer)
    kept = columns.activities()
    with transaction.atomic():
        paid(one, officer)
        assert columns.activities().entries[one.pk].purse.paid
        transaction.set_rollback(True)
    assert columns.activities() is kept
    paid(Activity.objects.get(pk=one.pk), officer)
    assert len(columns.activities().entries[one.pk].purse.paid) == 1


NAMES = ("a", "b", "c", "d")
PAID = st.tuples(
    st.sampled_from(NAMES), st.sampled_from(["1", "2", "3", "4"]), st.sampled_from(["EUR", "USD", "VND"]),
    st.integers(1, 100), st.sampled_from(["", "", *NAMES, "elsewhere"]), st.sampled_from([1, 2]),
)  # fmt: skip
RATES = Rates([Rate("USD", "EUR", "2024-12-20", Decimal(2))])


@given(st.lists(PAID, max_size=12), st.dictionaries(st.sampled_from(NAMES), st.sampled_from(NAMES)))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_families_count_what_is_counted_whole(drawn, above):
    rows = {name: [] for name in NAMES}
    for at, (name, kind, currency, amount, other, day) in enumerate(drawn):
        sides = (other, "") if kind == "1" else ("", other)
        rows[name].append(
            Row(at, 0, kind, f"2025-01-0{day}", "", Decimal(amount), currency, "", None, 1, FAR, *sides)
        )
    first = date(2025, 1, 1).toordinal()
    purses = [
        Purse(pk, name, True, "", (), tuple(rows[name]), (first, first + 1), (1, FAR), frozenset())
        for pk, name in enumerate(NAMES)
    ]
    told = [(one.called, one.on(0, 0, frozenset())) for one in purses]
    parents = {child: (parent,) for child, parent in above.items()}
    found = families(told, parents, "EUR", RATES, True)

    def worth(flow):
        converted = RATES.convert(flow.amount, flow.currency, flow.on, "EUR")
        return converted.amount if converted else None

    whole = counted([flow for _name, one in told for flow in one.flows], parents, worth)
    assert {key: amount for one in found for key, amount in one.kept.items()} == whole.kept
    assert {key: reason for one in found for key, _row, reason, _kept in one.left} == whole.left_out
    assert sorted(name for one in found for name in one.circular) == list(whole.circular)
    assert sorted(name for one in found for name in one.unsure) == list(whole.unsure)
