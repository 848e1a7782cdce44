"""What was known of money and results on a day is shown for that day for ever, whatever is done to it afterwards."""

from contextlib import suppress
from datetime import timedelta
from decimal import Decimal

import pytest
from activities import SOURCE, programme
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from iati_samples import ACTIVITIES
from ledgers import TODAY

from passerelle.apps.ledger.actions.iati import import_iati
from passerelle.apps.ledger.actions.money import (
    add_budget,
    add_transaction,
    correct_budget,
    correct_transaction,
    remove_budget,
    remove_transaction,
)
from passerelle.apps.ledger.actions.refusals import Conflict, InvalidEntry
from passerelle.apps.ledger.models import Activity, Budget, IatiImport, Result, Transaction
from passerelle.apps.ledger.queries.activities import activity_page
from passerelle.apps.ledger.queries.boards import board

pytestmark = pytest.mark.django_db
LATER = TODAY + timedelta(days=100)
STEP = st.tuples(
    st.sampled_from(["add", "correct", "remove", "take"]),
    st.booleans(),  # a budget, or a payment
    st.integers(1, 9),
    st.integers(0, 1),  # days that went by
)


def shown(user, day):
    """All that the board and the pages tell of money and results on a day that is gone."""
    found = board(user, "organisation", str(user.organisation_id), day=day, today=LATER)
    return (
        [(row.kind, row.stated) for row in found.money.kinds],
        [(one.indicator.title, one.measured, one.kept) for one in found.tracked],
        [listed(activity_page(user, one.pk, "en", day)) for one in found.activities],
    )


def listed(page):
    return (
        sorted(row.amount for row in page.budgets),
        sorted(row.amount for row, _paying, _paid in page.transactions),
        [(one.title, [part.title for part in one.indicators.all()]) for one in page.results],
    )


def done(user, one, what, planned, amount, day):
    rows = (one.budgets if planned else one.transactions).known().order_by("pk")
    given = {"starts": "2025", "ends": "2025"} if planned else {"type": "3", "on": "2025-03-01"}
    given |= {"amount": str(amount), "currency": "EUR", "address": SOURCE, "actor": user, "today": day}
    with suppress(InvalidEntry):  # what is there already
        if what == "add":
            (add_budget if planned else add_transaction)(one, **given)
        elif row := rows.first():
            if what == "correct":
                (correct_budget if planned else correct_transaction)(row, **given)
            else:
                (remove_budget if planned else remove_transaction)(row, actor=user, today=day)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEP, min_size=2, max_size=5))
def test_an_earlier_day_never_changes(officer, tmp_path, steps):
    for model in (Activity, IatiImport):
        model.objects.all().delete()
    ours, path, day = programme(officer), tmp_path / "file.xml", TODAY
    path.write_text(ACTIVITIES, encoding="utf-8")
    import_iati(path, actor=officer, today=day)
    kept = {}
    for what, planned, amount, days in steps:
        for _each in range(days):
            kept[day] = shown(officer, day)
            day += timedelta(days=1)
        if what == "take":
            text = ACTIVITIES.replace("25000.50" if planned else "1200<", f"{amount}" + "<" * (not planned))
            path.write_text(text.replace('value="35"', f'value="{30 + amount}"'), encoding="utf-8")
            import_iati(path, actor=officer, today=day)
        else:
            done(officer, ours, what, planned, amount, day)
    for on, before in kept.items():
        assert shown(officer, on) == before


def test_a_file_that_says_otherwise_withdraws_what_it_said_and_keeps_what_it_repeats(officer, tmp_path):
    path = tmp_path / "file.xml"
    texts = [
        ACTIVITIES,
        ACTIVITIES.replace("25000.50", "30000"),
        ACTIVITIES.replace('value="35"', 'value="36"'),
    ]
    rows = []
    for days, text in enumerate(texts):
        path.write_text(text, encoding="utf-8")
        import_iati(path, actor=officer, today=TODAY + timedelta(days=days))
        rows.append(
            [
                list(model.objects.known().values_list("pk", flat=True))
                for model in (Budget, Transaction, Result)
            ]
        )
    one = Activity.objects.get()
    assert [kept[1] for kept in rows] == 3 * [rows[0][1]]  # the payment was said each time
    assert [kept[2] for kept in rows] == [rows[0][2], rows[0][2], [rows[0][2][0] + 1]]
    days = [TODAY + timedelta(days=days) for days in range(3)]
    sums = [board(officer, "activity", str(one.pk), day=day, today=LATER) for day in days]
    planned = [found.money.of("budget") for found in sums]
    assert planned == [Decimal("25000.50"), Decimal(30000), Decimal("25000.50")]
    assert [found.tracked[0].reached.value for found in sums] == [35, 35, 36]
    withdrawn = Budget.objects.filter(withdrawn_on__isnull=False).order_by("pk")
    assert [(row.known_on, row.withdrawn_on, row.withdrawn_by) for row in withdrawn] == [
        (days[0], days[1], officer),
        (days[1], days[2], officer),
    ]


def test_who_comes_second_removes_or_corrects_nothing(officer):
    one = programme(officer, currency="EUR")
    row = add_budget(one, starts="2025", ends="2025", amount="5", actor=officer, today=TODAY)
    remove_budget(row, actor=officer, today=TODAY)
    with pytest.raises(Conflict):
        remove_budget(row, actor=officer, today=TODAY)
    with pytest.raises(Conflict):
        correct_budget(row, starts="2025", ends="2025", amount="6", actor=officer, today=TODAY)
    assert Budget.objects.get().withdrawn_on == TODAY
