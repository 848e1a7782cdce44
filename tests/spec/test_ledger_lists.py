"""The lists of the ledger: facets count exactly what a plain look at the rows counts, on any day."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from django.db import transaction
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from known_actors import make_actor
from ledgers import TODAY, both_sides, owed, shown

from passerelle.apps.directory.actions.decide import merge_actors
from passerelle.apps.ledger import columns
from passerelle.apps.ledger.actions.agreements import edit_agreement, record_agreement
from passerelle.apps.ledger.actions.commitments import edit_commitment
from passerelle.apps.ledger.actions.refusals import StepRefused
from passerelle.apps.ledger.models import Commitment
from passerelle.apps.ledger.queries.agreements import AgreementFilters, agreement_page, agreements_page
from passerelle.apps.ledger.queries.commitment import commitment_page
from passerelle.apps.ledger.queries.filters import LedgerFilters
from passerelle.apps.ledger.queries.ledger import ledger_counts, ledger_page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_kept():
    columns.forget()


def listed(user, **narrow):
    page = ledger_page(user, LedgerFilters(**narrow), "en", today=TODAY)
    return [row.commitment.title for row in page.rows]


def facet(user, name, **narrow):
    page = ledger_page(user, LedgerFilters(**narrow), "en", today=TODAY)
    found = next(one for one in page.facets if one.name == name)
    return {value.value: value.count for value in found.values}


def test_overdue_and_silent_come_first_then_silent_then_quiet(officer):
    owed(officer, title="on time", promised="2026-11-01", deadline="2027-06")
    owed(officer, title="quiet", promised="2026-04-10", deadline="", kind="training")
    owed(officer, title="silent", promised="2025-01-01", deadline="", kind="training")
    owed(officer, title="late", promised="2026-10-01", deadline="2026-11-20", kind="dialogue")
    owed(officer, title="late and silent", promised="2024-01-01", deadline="2025", kind="training")
    done = owed(officer, title="done", promised="2024-01-01", deadline="2025", kind="training")
    shown(done, "delivered", "2025-02-01", actor=officer)
    assert listed(officer) == ["late and silent", "late", "silent", "quiet", "on time", "done"]
    assert facet(officer, "hush") == {"silent": 2, "quiet": 1, "heard": 2, "closed": 1}
    assert facet(officer, "due", hush="silent") == {"overdue": 1, "none": 1}
    assert ledger_counts(officer, today=TODAY) == {
        "total": 6, "overdue": 2, "soon": 0, "silent": 2, "quiet": 1,
    }  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_what_is_taken_back_is_not_remembered(officer):
    one = owed(officer, title="one", kind="visit")
    assert facet(officer, "kind") == {"visit": 1}
    with transaction.atomic():
        edit_commitment(one, changes={"kind": "policy"}, actor=officer, today=TODAY)
        assert facet(officer, "kind") == {"policy": 1}
        transaction.set_rollback(True)
    # The number of the change that was taken back goes to the next one.
    owed(officer, title="two", kind="training")
    assert facet(officer, "kind") == {"visit": 1, "training": 1}


@pytest.mark.django_db(transaction=True)
def test_what_changed_is_seen_at_once_and_counted_once(officer):
    intel, ministry = both_sides()
    one = owed(officer, title="one", owner=intel)
    assert facet(officer, "country") == {"US": 1}
    agreement = record_agreement(title="M", parties=[(ministry, "party")], actor=officer)
    two = owed(officer, title="two", owner=intel, agreement=agreement)
    assert facet(officer, "country") == {"US": 2, "VN": 1}
    edit_commitment(one, changes={"owner": None}, actor=officer, today=TODAY)
    assert facet(officer, "country") == {"US": 1, "VN": 1}
    edit_agreement(agreement, changes={}, parties=[(intel, "party")], actor=officer)
    assert facet(officer, "country") == {"US": 1}
    assert facet(officer, "owner") == {str(intel.pk): 1}
    shown(two, "started", "2026-11-01", actor=officer)
    assert facet(officer, "stage") == {"none": 1, "started": 1}


def test_actors_that_were_merged_are_one_owner(officer):
    intel, other = (
        make_actor("intel", "Intel", country="US"),
        make_actor("intel-corp", "Intel Corp", country=""),
    )
    owed(officer, owner=intel)
    owed(officer, owner=other)
    assert facet(officer, "owner") == {str(intel.pk): 1, str(other.pk): 1}
    merge_actors(intel, other, actor=officer)
    assert facet(officer, "owner") == {str(intel.pk): 2}
    assert facet(officer, "country") == {"US": 2}


def test_the_list_is_shown_as_it_stood_on_any_day(officer):
    commitment = owed(officer, promised="2025-05-13", deadline="2026-03")
    shown(commitment, "signed", "2025-05-13", actor=officer, known_on=date(2025, 5, 20))
    shown(commitment, "delivered", "2026-02-01", actor=officer, known_on=date(2026, 6, 1))

    def stood(day):
        page = ledger_page(officer, LedgerFilters(as_of=day), "en", today=TODAY)
        return [(row.stage, row.due, row.hush) for row in page.rows]

    assert stood(date(2025, 5, 19)) == []
    assert stood(date(2025, 5, 20)) == [("signed", "later", "heard")]
    # What the desk only knew in June it does not show in May.
    assert stood(date(2026, 5, 31)) == [("signed", "overdue", "silent")]
    assert stood(date(2026, 6, 1)) == [("delivered", "done", "closed")]
    page = commitment_page(officer, commitment.pk, "en", today=TODAY, as_of=date(2026, 5, 31))
    assert (page.standing.stage, page.hush.state, page.due.state) == ("signed", "silent", "overdue")
    assert [rung.on for rung in page.ladder] == [None, "2025-05-13", None, None, None, None]
    now = commitment_page(officer, commitment.pk, "en", today=TODAY)
    assert (now.standing.stage, now.due.state, len(now.evidence)) == ("delivered", "kept", 2)


STEPS = st.lists(
    st.tuples(st.sampled_from(["announced", "signed", "started", "delivered", "suspended"]), st.integers(0, 400)),
    max_size=4, unique_by=lambda step: step[0],
)  # fmt: skip


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(STEPS, min_size=1, max_size=4), st.integers(0, 500))
def test_a_list_as_of_a_day_says_what_each_page_says(db, officer, lives, later):
    Commitment.objects.all().delete()
    columns.forget()
    begin = date(2025, 5, 13)
    for life in lives:
        commitment = owed(officer, promised=begin.isoformat(), deadline="")
        for to, after in sorted(life, key=lambda step: step[1]):
            on = begin + timedelta(days=after)
            with suppress(StepRefused):
                shown(commitment, to, on.isoformat(), actor=officer, known_on=on)
    day = begin + timedelta(days=later)
    page = ledger_page(officer, LedgerFilters(as_of=day), "en", today=TODAY)
    for row in page.rows:
        alone = commitment_page(officer, row.commitment.pk, "en", today=TODAY, as_of=day)
        assert (row.stage, row.condition) == (alone.standing.stage, alone.standing.condition or "")
        assert row.hush == alone.hush.state


def test_words_are_found_without_accents_and_filters_come_back_from_their_address(officer):
    owed(officer, title="Đào tạo 500 kỹ sư thiết kế vi mạch")
    owed(officer, title="Autre chose")
    assert listed(officer, query="dao tao vi mach") == ["Đào tạo 500 kỹ sư thiết kế vi mạch"]
    given = QueryDict(
        "stage=signed&hush=silent&country=FR&owner=7&as_of=2026-05-01&q=a+b&page=3&order=latest&due=x"
    )
    filters = LedgerFilters.from_query(given)
    assert filters == LedgerFilters.from_query(QueryDict(filters.to_query(page=3)))
    assert (filters.stage, filters.due, filters.owner, filters.page) == ("signed", "", 7, 3)


def test_pages_hold_every_commitment_once(officer):
    for number in range(7):
        owed(officer, title=f"c{number}")
    seen = [
        row.commitment.pk
        for page in (1, 2, 3, 9)
        for row in ledger_page(officer, LedgerFilters(page=page), "en", today=TODAY, page_size=3).rows
    ]
    # A page beyond the last is the last.
    assert (len(seen), len(set(seen))) == (8, 7)


def test_an_agreement_shows_its_parties_commitments_and_parts(officer):
    intel, ministry = both_sides()
    whole = record_agreement(
        title="Framework", signed="2025", parties=[(intel, "party"), (ministry, "party")], actor=officer
    )
    part = record_agreement(
        title="Memorandum", parent=whole, addresses=["https://example.org/mou"], actor=officer
    )
    owed(officer, agreement=whole, owner=intel)
    page = agreement_page(officer, whole.pk, "en", today=TODAY)
    assert [name for _party, name in page.parties] == ["Intel", "Ministry of Science and Technology"]
    assert [row.owner for row in page.commitments] == ["Intel"]
    assert page.parts == [part]
    assert (
        agreement_page(officer, part.pk, "en", today=TODAY).documents[0].address == "https://example.org/mou"
    )
    found = agreements_page(officer, AgreementFilters(country="US"), "en")
    assert [(row.agreement, row.commitments) for row in found.rows] == [(whole, 1)]
