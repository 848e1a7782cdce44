"""Boards of results: as of a day, of what one may see, money counted once and converted only where there is a rate."""

from datetime import date
from decimal import Decimal

import pytest
from activities import SOURCE, engineers, programme
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from iati_samples import ACTIVITIES
from known_actors import make_actor
from ledgers import TODAY, owed

from passerelle.apps.accounts.models import User
from passerelle.apps.directory.actions.starter import import_starter
from passerelle.apps.ledger.actions.activities import edit_activity
from passerelle.apps.ledger.actions.iati import import_iati
from passerelle.apps.ledger.actions.measuring import add_indicator, add_measured, withdraw_measured
from passerelle.apps.ledger.actions.money import add_budget, add_transaction, remove_transaction
from passerelle.apps.ledger.actions.rates import give_rate
from passerelle.apps.ledger.actions.refusals import Conflict, InvalidEntry
from passerelle.apps.ledger.actions.starter_programmes import load_programmes
from passerelle.apps.ledger.models import Activity, Measured, Transaction
from passerelle.apps.ledger.queries import boards
from passerelle.apps.ledger.queries.activities import activities_of
from passerelle.apps.ledger.queries.board_scopes import scopes
from passerelle.apps.ledger.queries.boards import board
from passerelle.apps.ledger.queries.totals import totals_of
from passerelle.apps.library.actions.starter import load_starter
from passerelle.core.commitments.forecasting import Forecast, TooFew

pytestmark = pytest.mark.django_db


def seen(user, scope, key, day=TODAY, **more):
    return board(user, scope, str(key), day=day, today=TODAY, **more)


def test_an_indicator_has_baseline_path_actual_forecast_and_sources(officer):
    one = programme(officer)
    engineers(one, officer, today=TODAY, actuals=[("2025-06-30", 8000), ("2025-12-31", 10000)])
    (tracked,) = seen(officer, "activity", one.pk).tracked
    assert tracked.reached.value == 10000
    assert 19000 < tracked.path < 21000
    assert isinstance(tracked.forecast, TooFew)
    assert [kept.state for kept in tracked.kept] == ["open"]
    indicator = tracked.indicator
    for ends, value in (("2026-03-31", 11000), ("2026-06-30", 12500)):
        add_measured(
            indicator, kind="actual", ends=ends, value=value, address=SOURCE, actor=officer, today=TODAY
        )
    (tracked,) = seen(officer, "activity", one.pk).tracked
    assert isinstance(tracked.forecast, Forecast)
    assert tracked.forecast.on == "2027-07-01"  # no further ahead than was measured back
    assert tracked.forecast.low < tracked.forecast.middle < tracked.forecast.high
    assert {row.row.address for row in tracked.told.values()} == {SOURCE}


def test_a_board_is_shown_as_the_desk_knew_it_on_a_day(officer):
    one = programme(officer)
    indicator = add_indicator(one, title="People trained", actor=officer)
    early = date(2025, 7, 1)
    first = add_measured(
        indicator, kind="actual", ends="2025-06-30", value=100, known_on=early, address=SOURCE, actor=officer,
        today=early,
    )  # fmt: skip
    add_measured(
        indicator, kind="target", ends="2030", value=10000, known_on=early, address=SOURCE, actor=officer
    )
    withdraw_measured(first, actor=officer, today=date(2025, 9, 1))
    add_measured(
        indicator, kind="actual", ends="2025-06-30", value=90, address=SOURCE, actor=officer, today=TODAY
    )

    def actual(day):
        found = seen(officer, "activity", one.pk, day=day).tracked
        return [reached.value for tracked in found for reached in tracked.measured]

    assert actual(date(2025, 6, 30)) == []
    assert actual(date(2025, 8, 1)) == [100]
    assert actual(date(2025, 9, 1)) == []
    assert actual(TODAY) == [90]


def test_there_is_a_board_for_each_programme_organisation_partner_country_and_technology(officer):
    most = make_actor("vn-most", "Ministry of Science and Technology", kind="government", country="VN")
    one = programme(officer, participants={"4": [most]}, countries=["FR"])
    part = programme(officer, title="Courses", parent=one, technologies=["space"])
    found = scopes(officer)
    assert found.programmes == [one]
    assert [(actor.key, many) for actor, many in found.actors] == [("vn-most", 1)]
    assert found.countries == [("FR", 1), ("VN", 1)]
    assert dict(found.technologies) == {"chips": 1, "space": 1}

    def of(scope, key):
        return {row.pk for row in seen(officer, scope, key).activities}

    assert of("activity", one.pk) == of("organisation", officer.organisation_id) == {one.pk, part.pk}
    assert of("activity", part.pk) == of("technology", "space") == {part.pk}
    assert of("actor", "vn-most") == of("country", "VN") == of("country", "FR") == {one.pk}
    with pytest.raises(Activity.DoesNotExist):
        seen(officer, "technology", "quantum")


def test_money_is_shown_as_stated_and_converted_with_the_rates_used(officer):
    one = programme(officer, currency="EUR")
    then = {"actor": officer, "today": TODAY, "known_on": date(2025, 3, 1)}
    add_budget(one, starts="2025-01-01", ends="2025-12-31", amount="1000", **then)
    add_transaction(one, type="3", on="2025-03-01", amount="100", **then)
    add_transaction(one, type="4", on="2025-03-05", amount="50", actor=officer, today=TODAY)
    add_transaction(one, type="3", on="2025-03-02", amount="200", currency="USD", actor=officer, today=TODAY)
    add_transaction(one, type="3", on="2026-03-02", amount="7", currency="VND", actor=officer, today=TODAY)
    give = {"actor": officer, "today": TODAY, "source": "Central bank"}
    give_rate(currency="USD", base="EUR", on="2025-02-20", value="0.5", **give)
    money = seen(officer, "activity", one.pk).money
    assert money.currency == "EUR"
    by = {row.kind: row for row in money.kinds}
    assert by["disbursement"].stated == {"EUR": 100, "USD": 200, "VND": 7}
    assert by["disbursement"].converted == 200
    assert by["disbursement"].without_rate == {"VND": 7}
    assert (by["budget"].converted, by["expenditure"].converted, money.spent) == (1000, 50, 250)
    assert [(rate.currency, rate.on, rate.source) for rate in money.rates] == [
        ("USD", "2025-02-20", "Central bank")
    ]
    early = seen(officer, "activity", one.pk, day=date(2025, 3, 1), currency="USD").money
    assert {row.kind: row.converted for row in early.kinds} == {"budget": None, "disbursement": 200}


def test_what_is_paid_on_to_a_part_is_counted_once_and_the_reason_is_shown(officer):
    one = programme(officer, currency="EUR")
    part = programme(officer, title="Courses", parent=one, currency="EUR")
    add_transaction(one, type="3", on="2025-03-01", amount="100", other=part, actor=officer, today=TODAY)
    add_transaction(part, type="1", on="2025-03-01", amount="100", other=one, actor=officer, today=TODAY)
    add_transaction(part, type="4", on="2025-05-01", amount="80", actor=officer, today=TODAY)
    money = seen(officer, "activity", one.pk).money
    assert money.spent == 100
    assert {left.reason for left in money.left_out} == {"repeated", "passed_on"}


AMOUNT = st.integers(1, 10**6)
PAID = st.tuples(st.integers(0, 2), st.sampled_from(["3", "4"]), st.sampled_from(["EUR", "USD"]), AMOUNT)


@given(st.lists(PAID, min_size=1, max_size=6), st.integers(0, 5))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_removed_payment_is_gone_from_the_sums_and_parts_never_count_twice(officer, paid, gone):
    Transaction.objects.all().delete()
    Activity.objects.all().update(parent=None)
    Activity.objects.all().delete()
    top = programme(officer)
    parts = [top, *(programme(officer, title=f"Part {at}", parent=top) for at in range(2))]
    made = [
        add_transaction(
            parts[at], type=kind, on="2025-03-01", amount=amount, currency=code, actor=officer, today=TODAY
        )
        for at, kind, code, amount in paid
    ]

    def sums(rows, which):
        found: dict[tuple[str, str], Decimal] = {}
        for row in rows:
            if (row.activity_id == top.pk) == which:
                key = {"3": "disbursement", "4": "expenditure"}[row.type], row.currency
                found[key] = found.get(key, Decimal(0)) + Decimal(row.amount)
        return found

    def holds(rows):
        told = {
            (row.kind, code): amount
            for row in totals_of(officer, Activity.objects.select_related("parent")).kinds
            for code, amount in row.stated.items()
        }
        own, theirs = sums(rows, True), sums(rows, False)
        assert told == {key: max(own.get(key, 0), theirs.get(key, 0)) for key in own.keys() | theirs.keys()}

    holds(made)
    out = made[gone % len(made)]
    remove_transaction(out, actor=officer)
    holds([row for row in made if row is not out])


ROW = st.tuples(st.integers(0, 1), st.sampled_from(["clear", "green", "amber", "red"]))


@given(st.lists(ROW, min_size=1, max_size=5), st.sampled_from(["visitor", "officer"]), st.integers(0, 1))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_board_adds_up_only_what_the_reader_may_see(
    person, organisation, second_organisation, made, role, home
):
    Transaction.objects.all().delete()
    Measured.objects.all().delete()
    Activity.objects.all().delete()
    homes = [organisation, second_organisation]

    def somebody(kind, at):
        name = f"{kind}-board-{at}"
        return User.objects.filter(username=name).first() or person(kind, homes[at], name)

    expected = 0
    for at, (owner, tlp) in enumerate(made):
        writer = somebody("officer", owner)
        one = programme(writer, title=f"Programme {at}", tlp=tlp, currency="EUR")
        add_transaction(one, type="3", on="2025-03-01", amount=10**at, actor=writer, today=TODAY)
        engineers(one, writer, today=TODAY)
        own = owner == home
        open_to = tlp == "clear" or (tlp == "green" and (own or role == "officer"))
        if open_to or (own and (tlp == "amber" or role == "officer")):
            expected += 10**at
    reader = somebody(role, home)
    if not expected:
        with pytest.raises(Activity.DoesNotExist):
            seen(reader, "technology", "chips")
        return
    found = seen(reader, "technology", "chips")
    assert found.money.spent == expected
    assert found.indicators == sum(digit == "1" for digit in str(expected))
    assert sum(many for _one, many in scopes(reader).organisations) == found.total


def test_an_activity_that_two_organisations_took_in_is_counted_once(officer, second_officer, tmp_path):
    path = tmp_path / "file.xml"
    path.write_text(ACTIVITIES, encoding="utf-8")
    for somebody in (officer, second_officer):
        import_iati(path, actor=somebody, today=TODAY)
    found = seen(officer, "country", "VN")
    assert found.total == 1
    assert scopes(officer).countries == [("VN", 1)]
    assert [one.organisation for one in found.activities] == [officer.organisation]
    assert (found.money.of("budget"), found.money.spent) == (Decimal("25000.50"), 1200)
    (tracked,) = found.tracked
    assert (tracked.reached.value, tracked.course.baseline.value) == (35, 0)


def test_a_board_tells_the_markings_of_all_it_adds_up_though_it_names_the_first(officer, monkeypatch):
    one = programme(officer, tlp="clear")
    programme(officer, title="Part", parent=one, tlp="red")
    monkeypatch.setattr(boards, "LISTED", 1)
    found = seen(officer, "activity", one.pk)
    assert (found.activities, found.total, found.markings) == ([one], 2, ("clear", "red"))


def test_what_a_file_told_is_marked_and_linked_but_not_changed(officer, tmp_path):
    path = tmp_path / "file.xml"
    path.write_text(ACTIVITIES, encoding="utf-8")
    import_iati(path, actor=officer)
    one, promise = Activity.objects.get(), owed(officer)
    edit_activity(
        one, changes={"technologies": ["chips"], "commitment": promise, "tlp": "amber"}, actor=officer
    )
    assert [row.pk for row in seen(officer, "technology", "chips").activities] == [one.pk]
    assert activities_of(officer, commitment=promise) == [one]
    with pytest.raises(InvalidEntry) as fault:
        edit_activity(one, changes={"title": "Another"}, actor=officer)
    assert fault.value.code == "as_imported"
    with pytest.raises(InvalidEntry):
        add_budget(one, starts="2025", ends="2025", amount=1, currency="EUR", actor=officer)
    path.write_text(ACTIVITIES.replace("25000.50", "26000"), encoding="utf-8")
    import_iati(path, actor=officer)
    one.refresh_from_db()
    assert (one.tlp, one.commitment, one.technologies) == ("amber", promise, ["chips"])
    assert one.budgets.known().get().amount == "26000"
    with pytest.raises(Conflict):
        edit_activity(one, changes={"tlp": "red"}, seen=2, actor=officer)


def test_the_starter_pack_shows_a_board_alive(administrator):
    assert load_programmes(actor=administrator, today=TODAY) is None  # no dossier, no programmes
    import_starter(actor=None)
    load_starter(actor=administrator)
    done = load_programmes(actor=administrator, today=TODAY)
    assert done.added == Activity.objects.count() >= 2
    for row in Measured.objects.select_related("document"):
        assert row.address or row.said in row.document.text
    found = seen(administrator, "technology", "chips")
    assert any(kept.target.value == 50000 for tracked in found.tracked for kept in tracked.kept)
    assert any(tracked.path is not None for tracked in found.tracked)
    forecasts = [tracked.forecast for tracked in seen(administrator, "country", "VN").tracked]
    assert any(isinstance(one, Forecast) for one in forecasts)
    assert seen(administrator, "country", "SG").money.of("budget") == 20_000_000
    assert load_programmes(actor=administrator, today=TODAY) is None
