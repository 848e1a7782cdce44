"""Partnerships: who stands opposite to whom, the five keys and what they rest on, nothing that a marking hides."""

from datetime import date
from decimal import Decimal

import pytest
from happenings import tell
from hypothesis import HealthCheck, given, settings
from known_actors import make_actor
from ledgers import TODAY, both_sides, owed, shown
from test_ledger_tlp import READER, WORLD, World, emptied

from passerelle.apps.directory.models import Actor
from passerelle.apps.ledger import columns
from passerelle.apps.ledger.actions.agreements import record_agreement
from passerelle.apps.ledger.actions.evidence import add_evidence
from passerelle.apps.ledger.models import Commitment
from passerelle.apps.ledger.queries.following import followed_of
from passerelle.apps.ledger.queries.partners import partner
from passerelle.apps.ledger.queries.partnership import SHOWN, behind_page, partnership_page
from passerelle.apps.ledger.queries.partnerships import partnerships_page
from passerelle.apps.ledger.sides import Side
from passerelle.apps.library.actions.documents import mark_document

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def another_database():
    columns.forget()
    yield
    columns.forget()


def between(user, one, other, **given):
    return partnership_page(
        user, partner(user, one, "en"), partner(user, other, "en"), "en", today=TODAY, **given
    )


def partners_of(user, of, **given):
    page = partnerships_page(user, partner(user, of, "en"), "en", today=TODAY, **given)
    return {row.partner.key: row for row in (*page.countries, *page.actors)}


def titles(page):
    return sorted(row.commitment.title for row in page.urgent)


def test_the_owner_stands_opposite_to_the_counterpart(officer):
    company, ministry = both_sides()
    paris = make_actor("cnrs", "CNRS", country="FR")
    owed(officer, title="ours", owner=company, counterpart=ministry)
    owed(officer, title="theirs", owner=ministry, counterpart=company)
    owed(officer, title="elsewhere", owner=company, counterpart=paris)
    owed(officer, title="at home", owner=ministry, counterpart=make_actor("nic", "NIC", country="VN"))
    owed(officer, title="alone", owner=company)
    assert titles(between(officer, "US", "VN")) == ["ours", "theirs"]
    assert titles(between(officer, "intel", "VN")) == ["ours", "theirs"]
    assert titles(between(officer, "intel", "vn-most")) == ["ours", "theirs"]
    assert titles(between(officer, "vn-most", "nic")) == ["at home"]
    assert titles(between(officer, "VN", "FR")) == []
    # An actor against its own country: the others of it.
    assert (
        titles(between(officer, "vn-most", "VN")) == titles(between(officer, "VN", "vn-most")) == ["at home"]
    )
    found = partners_of(officer, "US")
    assert {key: row.total for key, row in found.items()} == {"VN": 2, "FR": 1, "vn-most": 2, "cnrs": 1}


def test_parties_of_the_agreement_stand_in_for_whoever_is_not_named(officer):
    company, ministry = both_sides()
    tokyo, berlin = make_actor("jst", "JST", country="JP"), make_actor("dfg", "DFG", country="DE")
    whole = record_agreement(
        title="Four sides", signed="2025-05-13", actor=officer,
        parties=[(one, "party") for one in (company, ministry, tokyo, berlin)],
    )  # fmt: skip
    owed(officer, title="to somebody", owner=company, agreement=whole)
    owed(officer, title="by somebody", counterpart=ministry, agreement=whole)
    owed(officer, title="of all", agreement=whole)
    owed(officer, title="of two", owner=company, counterpart=ministry, agreement=whole)
    assert titles(between(officer, "US", "JP")) == ["of all", "to somebody"]
    assert titles(between(officer, "VN", "JP")) == ["by somebody", "of all"]
    assert titles(between(officer, "JP", "DE")) == ["of all"]
    assert titles(between(officer, "US", "VN")) == ["by somebody", "of all", "of two", "to somebody"]
    page = between(officer, "JP", "DE")
    assert [one.title for one in page.agreements] == ["Four sides"]
    assert partners_of(officer, "JP")["DE"].agreements == 1


def test_a_merged_actor_is_who_it_is_by_now(officer):
    company, ministry = both_sides()
    old = make_actor("intel-old", "Intel Corp", kind="company", country="US")
    owed(officer, title="before", owner=old, counterpart=ministry)
    Actor.objects.filter(pk=old.pk).update(merged_into=company, state="merged")
    columns.forget()
    assert titles(between(officer, "intel", "vn-most")) == ["before"]


def keyed(page):
    return {key.name: key for key in page.keys}


def test_each_figure_has_the_commitments_behind_it_and_says_what_is_missing(officer):
    company, ministry = both_sides()
    sides = {"owner": company, "counterpart": ministry}
    kept = owed(
        officer, title="kept", deadline="2026-03", quantity_value=120, quantity_unit="engineer",
        budget_amount="3000000", budget_currency="USD", **sides,
    )  # fmt: skip
    shown(
        kept,
        "delivered",
        "2026-02-01",
        actor=officer,
        kind="inspection",
        address="https://example.org/opened",
    )
    late = owed(officer, title="late", deadline="2026-01", technologies=[], **sides)
    shown(late, "delivered", "2026-06-01", actor=officer, kind="inspection")
    back = owed(
        officer, title="back", kind="research", owner=ministry, counterpart=company, deadline="2026-12",
        budget_amount="1000000", budget_currency="USD",
    )  # fmt: skip
    shown(back, "delivered", "2026-05-01", actor=officer, kind="inspection", independent=False)
    owed(officer, title="open", deadline="", **sides)
    page = between(officer, "US", "VN")
    found = keyed(page)
    trust = found["trust"]
    assert (trust.value, set(trust.items)) == (Decimal(2) / 3, {str(kept.pk), str(late.pk), str(back.pk)})
    assert trust.low < trust.value < trust.high
    assert dict(trust.parts) == {"a": Decimal("0.5"), "b": Decimal(1)}
    assert [(one.what, len(one.items)) for one in trust.missing] == [("deadline", 1)]
    assert (found["mutual_benefit"].value, page.gifts.currency) == (Decimal("0.5"), "USD")
    assert dict(found["mutual_benefit"].parts) == {"a": 3_000_000, "b": 1_000_000}
    assert found["innovation"].value == 2
    assert [one.items for one in found["innovation"].missing] == [(str(late.pk),)]
    assert found["people"].value == 120
    assert [one.items for one in found["people"].missing] == [(str(late.pk),)]
    assert found["open_institutions"].value == Decimal("0.25")
    assert [len(one.items) for one in found["open_institutions"].missing] == [1]
    assert set(page.rows) >= {item for key in page.keys for item in key.items[:SHOWN]}
    assert page.counts == {"total": 4, "open": 1, "overdue": 0, "silent": 1, "delivered": 3}
    row = partners_of(officer, "US")["VN"]
    assert (row.total, row.delivered, row.kept, row.judged) == (4, 3, 2, 3)
    # The other way round each side keeps what it gave.
    turned = keyed(between(officer, "VN", "US"))
    assert dict(turned["mutual_benefit"].parts) == {"a": 1_000_000, "b": 3_000_000}


def test_amounts_in_other_currencies_are_said_and_not_added(officer):
    company, ministry = both_sides()
    for title, owner, other, amount, currency in (
        ("one", company, ministry, "10", "USD"), ("two", ministry, company, "10", "USD"),
        ("three", ministry, company, "99", "EUR"),
    ):  # fmt: skip
        one = owed(
            officer,
            title=title,
            owner=owner,
            counterpart=other,
            budget_amount=amount,
            budget_currency=currency,
        )
        shown(one, "delivered", "2026-02-01", actor=officer, kind="inspection")
    benefit = keyed(between(officer, "US", "VN"))["mutual_benefit"]
    assert (benefit.value, [one.what for one in benefit.missing]) == (1, ["rate"])


def test_a_partnership_is_shown_as_the_desk_knew_it(officer):
    company, ministry = both_sides()
    one = owed(officer, owner=company, counterpart=ministry, deadline="2026-03")
    shown(one, "delivered", "2026-02-01", actor=officer, kind="inspection", known_on=date(2026, 4, 10))
    past = between(officer, "US", "VN", as_of=date(2026, 4, 9))
    assert (past.counts["total"], past.counts["overdue"], keyed(past)["trust"].value) == (0, 0, None)
    known = between(officer, "US", "VN", as_of=date(2026, 4, 10))
    assert (known.counts["delivered"], keyed(known)["trust"].value) == (1, 1)
    assert partners_of(officer, "US", as_of=date(2026, 4, 9)) == {}
    assert partners_of(officer, "US", as_of=date(2026, 4, 10))["VN"].kept == 1


def test_open_institutions_follow_the_marking_of_the_documents(officer, organisation):
    company, ministry = both_sides()
    paper = tell(organisation, document={"tlp": "clear"})
    one = owed(officer, owner=company, counterpart=ministry)
    add_evidence(
        one,
        kind="report",
        on="2025-05-13",
        claim=paper.claims.get(),
        independent=True,
        actor=officer,
        today=TODAY,
    )
    assert keyed(between(officer, "US", "VN"))["open_institutions"].value == 1
    mark_document(paper, tlp="green", actor=officer)
    assert keyed(between(officer, "US", "VN"))["open_institutions"].value == 0


def test_the_list_behind_a_figure_is_whole_and_in_pages(officer):
    company, ministry = both_sides()
    for number in range(30):
        owed(officer, title=f"c{number}", owner=company, counterpart=ministry, deadline="")
    one, other = partner(officer, "US", "en"), partner(officer, "VN", "en")
    seen = []
    for number in (1, 2):
        page = behind_page(officer, one, other, "trust", "en", today=TODAY, lacks="deadline", number=number)
        seen += [row.commitment.title for row in page.rows]
    assert (page.total, page.pages, len(set(seen))) == (30, 2, 30)
    with pytest.raises(KeyError):
        behind_page(officer, one, other, "trust", "en", today=TODAY, lacks="amount")


@pytest.mark.parametrize("named", ["XX", "nobody", "US-VN"])
def test_a_side_that_is_none_is_not_found(officer, named):
    with pytest.raises(Actor.DoesNotExist):
        partner(officer, named, "en")


def test_both_sides_are_never_one(officer):
    with pytest.raises(ValueError, match="two sides"):
        between(officer, "VN", "VN")


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(WORLD, READER)
def test_no_partnership_counts_or_shows_what_a_marking_hides(db, world, reader):
    emptied()
    made = World(world, reader)
    # Whoever owes a commitment of this world owes it to one ministry.
    ministry = make_actor(f"ministry-{made.number}", "Ministry", kind="government", country="VN")
    for one in made.commitments:
        one.refresh_from_db()
        one.counterpart = ministry
        one.save()
    columns.forget()
    user = made.user
    home = partner(user, "VN", "en")
    expected: dict[str, set[int]] = {}
    for one in Commitment.objects.filter(pk__in=made.open).select_related("owner", "counterpart"):
        sides = {one.owner.country, one.counterpart.country} if one.owner and one.counterpart else set()
        for country in sides - {"VN"} if "VN" in sides else ():
            expected.setdefault(country, set()).add(one.pk)
    page = partnerships_page(user, home, "en", today=TODAY)
    assert {row.partner.key: row.total for row in page.countries if row.total} == {
        country: len(some) for country, some in expected.items()
    }
    for country in ("FR", "JP", "KR", "SG", "US"):
        visible = expected.get(country, set())
        whole = partnership_page(user, partner(user, country, "en"), home, "en", today=TODAY)
        assert whole.counts["total"] == len(visible)
        assert {row.commitment.pk for row in (*whole.urgent, *whole.silent, *whole.rows.values())} <= visible
        assert {pk for key in whole.keys for pk in key.items} <= {str(pk) for pk in visible}
        assert {one.pk for one in whole.agreements} <= made.agreements
        assert whole.progress.moments == () or whole.progress.moments[-1].promised == len(visible)
        assert set(whole.markings) == {made.open[pk].tlp for pk in visible}
    followed = followed_of(user, Side(country="VN"), "en", today=TODAY, size=50)
    assert followed.total == len(followed.rows) == len(set().union(*expected.values()))
