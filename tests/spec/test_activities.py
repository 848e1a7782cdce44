"""Activities that an organisation records itself: programmes, money, results; what is refused, and who may."""

from decimal import Decimal
from io import BytesIO

import pytest
from activities import SOURCE, engineers, programme
from happenings import tell
from known_actors import make_actor
from ledgers import TODAY, owed

from passerelle.apps.accounts.permissions import Refused
from passerelle.apps.audit.models import Event
from passerelle.apps.ledger.actions.activities import edit_activity, record_activity
from passerelle.apps.ledger.actions.iati_export import export_activities
from passerelle.apps.ledger.actions.measuring import (
    add_indicator,
    add_measured,
    remove_indicator,
    withdraw_measured,
)
from passerelle.apps.ledger.actions.money import (
    add_budget,
    add_transaction,
    remove_budget,
    remove_transaction,
)
from passerelle.apps.ledger.actions.refusals import Conflict, InvalidEntry, MarkingQuestion
from passerelle.apps.ledger.activities.leaving import Leaving
from passerelle.apps.ledger.models import Activity, Measured
from passerelle.apps.ledger.queries.activities import ActivityFilters, activities_page, activity_page
from passerelle.apps.library.actions.documents import mark_document
from passerelle.core.commitments.reporting import Reporter
from passerelle.sources.iati.check import check_file

pytestmark = pytest.mark.django_db


def refused(code, act, *args, **values):
    with pytest.raises(InvalidEntry) as fault:
        act(*args, **values)
    assert fault.value.code == code
    assert str(fault.value)


def test_a_programme_is_recorded_with_its_parts_and_who_takes_part(officer):
    most = make_actor("vn-most", "Ministry of Science and Technology", kind="government", country="VN")
    top = programme(officer, participants={"1": [most], "4": [most, most]}, countries=["vn"])
    part = programme(officer, title="Courses", parent=top)
    page = activity_page(officer, top.pk, "en")
    assert [(role, one.name) for role, one in page.participants] == [
        ("1", "Ministry of Science and Technology"),
        ("4", "Ministry of Science and Technology"),
    ]
    assert page.parts == [part]
    assert activity_page(officer, part.pk, "en").above == [top]
    assert top.countries == ["VN"]
    assert Event.objects.filter(verb="activity.record").count() == 2


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("title", " ", "required"),
        ("starts", "", "required"),
        ("starts", "soon", "not_a_date"),
        ("ends", "2023", "before_beginning"),
        ("status", "9", "not_a_choice"),
        ("currency", "XYZ", "unknown_currency"),
        ("countries", ["VNM"], "not_a_country"),
        ("technologies", ["magic"], "not_a_choice"),
        ("tlp", "white", "not_a_choice"),
        ("nothing", "", "unknown_field"),
    ],
)
def test_what_an_activity_cannot_be_is_refused(officer, field, value, code):
    refused(code, programme, officer, **{field: value})
    assert not Activity.objects.exists()


def test_an_activity_is_never_a_part_of_itself(officer):
    top = programme(officer)
    middle = programme(officer, parent=top)
    low = programme(officer, parent=middle)
    for parent in (top, middle, low):
        refused("circle", edit_activity, top, changes={"parent": parent}, actor=officer)
    assert edit_activity(low, changes={"parent": top}, actor=officer).parent == top


def test_the_second_of_two_editors_is_told_and_loses_nothing(officer, person, organisation):
    other = person("coordinator", organisation)
    one = programme(officer)
    edit_activity(one, changes={"title": "First"}, seen=1, actor=other)
    with pytest.raises(Conflict) as conflict:
        edit_activity(one, changes={"title": "Second"}, seen=1, actor=officer)
    assert conflict.value.by == other
    assert conflict.value.changes["title"] == ("Chip engineers", "First")
    with pytest.raises(Conflict):
        add_budget(one, starts="2025", ends="2025", amount=1, currency="EUR", seen=1, actor=officer)
    assert Activity.objects.get().title == "First"


def test_others_neither_write_nor_reach_into_what_is_not_theirs(
    officer, visitor, second_organisation, person
):
    stranger = person("officer", second_organisation)
    one = programme(officer)
    for somebody in (visitor, stranger):
        with pytest.raises(Refused):
            edit_activity(one, changes={"title": "X"}, actor=somebody)
    refused("unknown_parent", programme, stranger, parent=one)
    refused("unknown_commitment", programme, stranger, commitment=owed(officer))


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"amount": "-5"}, "negative"),
        ({"amount": "five million"}, "not_a_number"),
        ({"amount": ""}, "required"),
        ({"amount": "1e30"}, "too_much"),
        ({"currency": "EURO"}, "unknown_currency"),
        ({"currency": ""}, "required"),
        ({"ends": "2024-12-31"}, "before_beginning"),
        ({"starts": ""}, "required"),
        ({"type": "7"}, "not_a_choice"),
        ({"status": "7"}, "not_a_choice"),
        ({"address": "ftp://x"}, "not_an_address"),
    ],
)
def test_what_a_budget_cannot_be_is_refused(officer, values, code):
    one = programme(officer)
    given = {"starts": "2025-01-01", "ends": "2025-12-31", "amount": "1500000.50", "currency": "eur"}
    refused(code, add_budget, one, actor=officer, **given | values)
    assert add_budget(one, actor=officer, **given).amount == "1500000.50"
    refused("already", add_budget, one, actor=officer, **given)


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"type": "99"}, "not_a_choice"),
        ({"on": "2025"}, "not_a_day"),
        ({"on": "2027-01-01"}, "in_the_future"),
        ({"amount": "-1"}, "negative"),
        ({"amount": "cent mille"}, "not_a_number"),
        ({"currency": "??"}, "unknown_currency"),
    ],
)
def test_what_a_transaction_cannot_be_is_refused(officer, values, code):
    one = programme(officer, currency="EUR")
    given = {"type": "3", "on": "2025-03-01", "amount": "100"}
    refused(code, add_transaction, one, actor=officer, today=TODAY, **given | values)
    row = add_transaction(one, actor=officer, today=TODAY, **given)
    assert (row.amount, row.currency) == ("100", "EUR")


def test_nobody_pays_themselves_and_both_activities_of_a_payment_are_told_apart(officer):
    intel = make_actor("intel", "Intel", kind="company", country="US")
    one, other = programme(officer, currency="EUR"), programme(officer)
    given = {"on": "2025-03-01", "amount": "100", "actor": officer, "today": TODAY}
    refused("both_sides", add_transaction, one, type="3", provider=intel, receiver=intel, **given)
    refused("itself", add_transaction, one, type="3", other=one, **given)
    assert add_transaction(one, type="3", other=other, **given).receiver_activity == f"#{other.pk}"
    assert add_transaction(one, type="1", other=other, **given).provider_activity == f"#{other.pk}"


def test_money_is_removed_and_the_history_keeps_what_it_said(officer):
    one = programme(officer, currency="EUR")
    budget = add_budget(one, starts="2025", ends="2025", amount="7", actor=officer)
    paid = add_transaction(one, type="3", on="2025-03-01", amount="3", actor=officer, today=TODAY)
    remove_budget(budget, actor=officer)
    remove_transaction(paid, actor=officer)
    with pytest.raises(Conflict):
        remove_budget(budget, actor=officer)
    page = activity_page(officer, one.pk, "en")
    assert (page.budgets, page.transactions) == ([], [])
    assert page.edits[1].before == {"budget": "2025 – 2025: 7 EUR"}
    assert page.edits[0].before == {"transaction": "2025-03-01 3 EUR"}


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"value": "many"}, "not_a_number"),
        ({"value": ""}, "not_a_number"),
        ({"value": "1e40"}, "too_much"),
        ({"ends": ""}, "required"),
        ({"ends": "2027"}, "in_the_future"),
        ({"starts": "2026-06"}, "before_beginning"),
        ({"address": ""}, "required"),
        ({"kind": "guess"}, "not_a_choice"),
        ({"dimensions": [("sex", "")]}, "required"),
        ({"dimensions": [("sex", "f"), ("sex", "m")]}, "twice"),
    ],
)
def test_what_a_figure_cannot_be_is_refused(officer, values, code):
    one = add_indicator(programme(officer), title="People trained", actor=officer)
    given = {"kind": "actual", "ends": "2025-12-31", "value": "10 000", "address": SOURCE}
    refused(code, add_measured, one, actor=officer, today=TODAY, **given | values)
    assert add_measured(one, actor=officer, today=TODAY, **given).value == "10000"
    refused("already", add_measured, one, actor=officer, today=TODAY, **given)


def test_a_figure_is_withdrawn_once_and_stays_in_the_history(officer):
    one = programme(officer)
    indicator = engineers(one, officer, today=TODAY, actuals=[("2025-12-31", 9000)])
    last = indicator.measured.get(kind="actual")
    withdraw_measured(last, actor=officer, today=TODAY)
    with pytest.raises(Conflict):
        withdraw_measured(last, actor=officer, today=TODAY)
    assert Measured.objects.get(pk=last.pk).withdrawn_on == TODAY
    refused("needed", remove_indicator, indicator, actor=officer)
    bare = add_indicator(one, title="Nothing yet", actor=officer)
    remove_indicator(bare, actor=officer)
    assert [result.title for result in one.results.all()] == ["Semiconductor engineers trained"]


def test_an_activity_is_marked_as_strictly_as_the_documents_it_rests_on(officer, organisation):
    paper = tell(organisation, "2025-05-10", document={"tlp": "amber"})
    one = programme(officer, tlp="clear")
    indicator = add_indicator(one, title="People trained", actor=officer)
    given = {"kind": "actual", "ends": "2025-05", "value": 5, "document": paper, "actor": officer}
    with pytest.raises(MarkingQuestion):
        add_measured(indicator, **given)
    add_measured(indicator, **given, confirmed_marking=True)
    one.refresh_from_db()
    assert one.tlp == "amber"
    refused("too_open", edit_activity, one, changes={"tlp": "green"}, actor=officer)
    mark_document(paper, tlp="red", actor=officer)
    one.refresh_from_db()
    assert one.tlp == "red"


def test_a_document_that_one_may_not_see_is_no_source(officer, second_organisation):
    paper = tell(second_organisation, "2025-05-10", document={"tlp": "amber"})
    one = programme(officer, currency="EUR")
    refused(
        "unknown_document",
        add_budget,
        one,
        starts="2025",
        ends="2025",
        amount=1,
        document=paper,
        actor=officer,
    )


def test_the_list_shows_what_one_may_see_and_narrows(officer, visitor, person, second_organisation):
    intel = make_actor("intel", "Intel", kind="company", country="US")
    one = programme(officer, tlp="clear", participants={"4": [intel]})
    hidden = programme(officer, title="Đào tạo bí mật", tlp="red", countries=["FR"], technologies=["space"])
    part = programme(officer, title="A part", parent=one, tlp="green")

    def shown(user, **given):
        return {row.pk for row, _names in activities_page(user, ActivityFilters.from_query(given), "en").rows}

    assert shown(officer) == {one.pk, hidden.pk, part.pk}
    assert shown(visitor) == {one.pk, part.pk}
    assert shown(person("officer", second_organisation)) == {one.pk, part.pk}
    assert shown(officer, q="bi MAT") == {hidden.pk}
    assert shown(officer, country="US") == {one.pk}
    assert shown(officer, country="FR") == {hidden.pk}
    assert shown(officer, technology="space") == {hidden.pk}
    assert shown(officer, kind="programmes") == {one.pk, hidden.pk}
    assert shown(officer, kind="files") == set()
    with pytest.raises(Activity.DoesNotExist):
        activity_page(visitor, hidden.pk, "en")


def test_a_programme_leaves_as_a_valid_file_of_iati(officer, tmp_path):
    intel = make_actor("intel", "Intel", kind="company", country="US")
    top = programme(officer, tlp="clear", currency="EUR", countries=["VN", "FR", "US"], ends="2030",
                    participants={"1": [intel]})  # fmt: skip
    part = programme(officer, title="Courses", parent=top, tlp="clear")
    programme(officer, title="Not for others", tlp="green")
    engineers(top, officer, today=TODAY, actuals=[("2025-12-31", 9000), ("2026-06-30", 12000)])
    add_budget(top, starts="2025-01-01", ends="2025-12-31", amount="7.50", actor=officer)
    add_budget(top, starts="2025", ends="2030", amount="9", actor=officer)
    add_transaction(top, type="3", on="2025-03-01", amount="3", receiver=intel, other=part, actor=officer)
    out = BytesIO()
    reporter = Reporter("VN-GOV-1", "10", "Embassy", "en")
    done = export_activities(out, Leaving(reporter, "clear", TODAY), actor=officer)
    assert done.activities == 2
    assert done.left_out == 0
    said = [what for _identifier, what in done.notes]
    assert said.count("budget_over_a_year") == 1
    assert set(said) == {
        "budget_over_a_year", "sector_unknown", "country_unknown", "parties_unknown", "shares_unknown",
        "actual_day_unknown",
    }  # fmt: skip
    text = out.getvalue().decode()
    assert f"VN-GOV-1-programme-{part.pk}" in text
    assert "12000" in text
    assert "Not for others" not in text
    given = tmp_path / "out.xml"
    given.write_bytes(out.getvalue())
    assert [fault for fault in check_file(given, today=TODAY) if not fault.advice] == []


def test_amounts_stay_exact(officer):
    one = programme(officer, currency="VND")
    row = add_budget(one, starts="2025", ends="2025", amount="123456789012345678", actor=officer)
    assert Decimal(row.amount) == Decimal("123456789012345678")
    assert record_activity(title="X", starts="2025", tlp="clear", actor=officer).version == 1
