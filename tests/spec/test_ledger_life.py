"""The life of a commitment as people change it: versions, refusals, two times, nothing lost."""

from datetime import date
from decimal import Decimal

import pytest
from django.db.models import F
from django.utils import translation
from known_actors import make_actor
from ledgers import TODAY, both_sides, owed, shown

from passerelle.apps.accounts.permissions import Refused
from passerelle.apps.audit.models import Event
from passerelle.apps.ledger.actions.agreements import edit_agreement, end_agreement, record_agreement
from passerelle.apps.ledger.actions.commitments import edit_commitment
from passerelle.apps.ledger.actions.evidence import add_evidence, withdraw_evidence
from passerelle.apps.ledger.actions.figures import plain_figures
from passerelle.apps.ledger.actions.joining import join_agreements, undo_joining
from passerelle.apps.ledger.actions.milestones import add_milestone, reach_milestone
from passerelle.apps.ledger.actions.refusals import Conflict, InvalidEntry, StepRefused
from passerelle.apps.ledger.actions.steps import accept_step, withdraw_step
from passerelle.apps.ledger.models import Agreement, Commitment, Edit, Evidence, Standing, Twin

pytestmark = pytest.mark.django_db


def test_a_commitment_goes_from_announced_to_verified_and_each_step_keeps_its_day(officer):
    commitment = owed(officer)
    for to, on in [("announced", "2025-05-13"), ("signed", "2025-06-01"), ("started", "2025-10")]:
        shown(commitment, to, on, actor=officer)
    shown(commitment, "delivered", "2026-09-30", actor=officer)
    shown(commitment, "verified", "2026-10-15", actor=officer, kind="inspection")
    commitment.refresh_from_db()
    assert (commitment.stage, commitment.stage_since, commitment.hush) == ("verified", "2026-10-15", "closed")
    assert commitment.version == 11
    assert Event.objects.filter(verb="step.accept").count() == 5


def test_operational_needs_more_than_a_promise(officer):
    commitment = owed(officer)
    with pytest.raises(StepRefused) as refused:
        shown(commitment, "delivered", "2026-09-30", actor=officer, kind="statement")
    assert refused.value.refusal.code == "wrong_kind"
    assert refused.value.message
    commitment.refresh_from_db()
    assert commitment.stage == ""


def test_the_ledger_is_kept_as_it_stood_on_any_day(officer):
    commitment = owed(officer)
    shown(commitment, "signed", "2025-05-13", actor=officer, known_on=date(2025, 5, 20))
    step = shown(commitment, "started", "2025-09-01", actor=officer, known_on=date(2026, 1, 10))
    withdraw_step(step, actor=officer, today=TODAY)
    rows = Standing.objects.filter(commitment=commitment).values_list("known_from", "known_until", "stage")
    assert [row for row in rows if row[2]] == [
        (date(2025, 5, 20), date(2026, 1, 10), "signed"),
        (date(2026, 1, 10), TODAY, "started"),
        (TODAY, None, "signed"),
    ]


def test_whoever_comes_second_is_told_who_was_faster_and_loses_nothing(officer, coordinator):
    commitment = owed(officer)
    edit_commitment(commitment, changes={"person": "Lan"}, seen=1, actor=officer, today=TODAY)
    with pytest.raises(Conflict) as conflict:
        edit_commitment(
            commitment,
            changes={"person": "Minh", "outcome": "500 designers"},
            seen=1,
            actor=coordinator,
            today=TODAY,
        )
    assert conflict.value.by == officer
    assert conflict.value.changes == {"person": ("", "Lan")}
    assert str(officer) in conflict.value.message
    commitment.refresh_from_db()
    assert (commitment.person, commitment.outcome) == ("Lan", "")
    edit_commitment(commitment, changes={"outcome": "500 designers"}, seen=2, actor=coordinator, today=TODAY)
    assert Edit.objects.filter(commitment=commitment).count() == 2


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"budget_amount": "-5", "budget_currency": "EUR"}, "budget_amount", "negative"),
        ({"budget_amount": "five million", "budget_currency": "EUR"}, "budget_amount", "not_a_number"),
        ({"budget_amount": "NaN", "budget_currency": "EUR"}, "budget_amount", "not_a_number"),
        ({"budget_amount": "1.500", "budget_currency": "VND"}, "budget_amount", "ambiguous"),
        ({"budget_amount": "5", "budget_currency": "EEE"}, "budget_currency", "unknown_currency"),
        ({"budget_amount": "5"}, "budget_currency", "required"),
        ({"deadline": "soon"}, "deadline", "not_a_date"),
        ({"deadline": "2025-02-30"}, "deadline", "not_a_date"),
        ({"deadline": "2025-04"}, "deadline", "before_promise"),
        ({"title": "  "}, "title", "required"),
        ({"title": "a\x00b"}, "title", "unseen"),
        ({"title": "a\u202eb"}, "title", "unseen"),
        ({"quantity_value": "-4", "quantity_unit": "engineer"}, "quantity_value", "negative"),
        ({"promised": "2030-01-01", "deadline": ""}, "promised", "in_the_future"),
        ({"kind": "magic"}, "kind", "not_a_choice"),
        ({"technologies": ["alchemy"]}, "technologies", "not_a_choice"),
        ({"quantity_value": 5}, "quantity_unit", "required"),
        ({"stage": "delivered"}, "stage", "unknown_field"),
    ],
)
def test_what_a_commitment_cannot_be_is_refused_and_nothing_changes(officer, changes, field, code):
    commitment = owed(officer)
    with pytest.raises(InvalidEntry) as invalid:
        edit_commitment(commitment, changes=changes, actor=officer, today=TODAY)
    assert (invalid.value.field, invalid.value.code) == (field, code)
    assert Commitment.objects.get().version == 1


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("1500000", "1500000"),
        ("1.500.000", "1500000"),
        ("1 500 000,50", "1500000.50"),
        ("1\u202f500\u00a0000", "1500000"),
        ("1,500,000.50", "1500000.50"),
        ("1,5", "1.5"),
        (Decimal("1.125"), "1.12"),
    ],
)
def test_figures_are_taken_as_each_language_writes_them(officer, written, meant):
    commitment = owed(officer)
    changes = {
        "budget_amount": written,
        "budget_currency": "EUR",
        "quantity_value": written,
        "quantity_unit": "unit",
    }
    edit_commitment(commitment, changes=changes, actor=officer, today=TODAY)
    commitment.refresh_from_db()
    assert commitment.budget_amount == Decimal(meant)
    assert commitment.quantity_value == pytest.approx(float(meant), abs=0.01)


@pytest.mark.parametrize(
    ("language", "asked"), [("en", "26500 or 26.5:"), ("fr", "26500 ou 26,5"), ("vi", "26500 hoặc 26,5:")]
)
def test_what_may_be_read_in_two_ways_is_asked_in_the_figures_of_the_reader(officer, language, asked):
    with translation.override(language), pytest.raises(InvalidEntry) as invalid:
        owed(officer, budget_amount="26.500", budget_currency="VND")
    with translation.override(language):
        assert asked in str(invalid.value)
    assert "26.1250" in str(_ambiguous("26.125"))


def _ambiguous(written: str) -> InvalidEntry:
    with pytest.raises(InvalidEntry) as invalid:
        plain_figures("value", written)
    return invalid.value


def test_an_agreement_of_two_parties_of_one_country_is_recorded(officer):
    company, ministry = both_sides()
    other = make_actor("second-company", "Second Company", kind="company", country=company.country)
    for signed in ("2025", "2025-05-13"):
        record_agreement(
            title="Laboratory", signed=signed, parties=[(company, "party"), (other, "party"), (ministry, "party")],
            actor=officer,
        )  # fmt: skip
    assert Agreement.objects.count() == 2
    assert not Twin.objects.filter(left=F("right")).exists()
    with pytest.raises(InvalidEntry) as invalid:
        record_agreement(title="To come", signed="2027-01-01", actor=officer, today=TODAY)
    assert invalid.value.code == "in_the_future"


def test_a_party_on_both_sides_and_a_deadline_before_the_signature_are_refused(officer):
    intel, ministry = both_sides()
    agreement = record_agreement(
        title="Memorandum",
        signed="2025-06-01",
        parties=[(intel, "party"), (ministry, "party")],
        actor=officer,
    )
    with pytest.raises(InvalidEntry) as invalid:
        owed(officer, owner=intel, counterpart=intel)
    assert invalid.value.code == "both_sides"
    with pytest.raises(InvalidEntry) as invalid:
        owed(officer, agreement=agreement, deadline="2025-05-20")
    assert invalid.value.code == "before_signature"
    # May is not surely before a day in May.
    assert owed(officer, agreement=agreement, deadline="2025-06").pk


def test_agreements_are_never_parts_of_themselves(officer):
    whole = record_agreement(title="Framework", actor=officer)
    part = record_agreement(title="Memorandum", parent=whole, actor=officer)
    for row, parent in [(whole, part), (whole, whole)]:
        with pytest.raises(InvalidEntry) as invalid:
            edit_agreement(row, changes={"parent": parent}, actor=officer)
        assert invalid.value.code == "circle"


def test_editing_an_agreement_keeps_its_parties_and_what_was_before(officer, coordinator):
    intel, ministry = both_sides()
    agreement = record_agreement(title="Memorandum", signed="2025", parties=[(intel, "party")], actor=officer)
    edit_agreement(
        agreement, changes={"signed": "2025-06-01"}, parties=[(intel, "party"), (ministry, "funder")], seen=1,
        actor=officer,
    )  # fmt: skip
    edit = Edit.objects.get(agreement=agreement)
    assert edit.before == {"signed": "2025", "parties": [[intel.pk, "party"]]}
    assert edit.after["parties"] == [[intel.pk, "party"], [ministry.pk, "funder"]]
    with pytest.raises(Conflict):
        end_agreement(agreement, on="2026-01-01", seen=1, actor=coordinator)
    assert end_agreement(agreement, on="2026-01-01", seen=2, actor=coordinator).ended == "2026-01-01"


def test_another_organisation_and_a_visitor_change_nothing(officer, visitor, second_officer):
    commitment = owed(officer)
    for person in (visitor, second_officer):
        with pytest.raises(Refused):
            edit_commitment(commitment, changes={"person": "X"}, actor=person)
        with pytest.raises(Refused):
            shown(commitment, "announced", "2025-05-13", actor=person)
    assert Evidence.objects.count() == 0


def test_evidence_that_a_step_rests_on_is_withdrawn_after_the_step(officer):
    commitment = owed(officer)
    step = shown(commitment, "signed", "2025-06-01", actor=officer)
    evidence = step.evidence.get()
    with pytest.raises(InvalidEntry):
        withdraw_evidence(evidence, actor=officer, today=TODAY)
    withdraw_step(step, actor=officer, today=TODAY)
    withdraw_evidence(evidence, actor=officer, today=TODAY)
    with pytest.raises(Conflict):
        withdraw_evidence(evidence, actor=officer, today=TODAY)
    with pytest.raises(StepRefused):
        accept_step(commitment, "signed", on="2025-06-01", evidence=[evidence], actor=officer, today=TODAY)


def test_nothing_has_happened_in_the_future(officer):
    commitment = owed(officer)
    for on in ("2026-11-23", "2026-12", "2027"):
        with pytest.raises(InvalidEntry):
            add_evidence(commitment, kind="report", on=on, text="It will be.", actor=officer, today=TODAY)
    assert add_evidence(commitment, kind="report", on="2026-11", text="It was.", actor=officer, today=TODAY)


def test_milestones_are_added_once_and_reached_on_a_day(officer):
    commitment = owed(officer)
    milestone = add_milestone(commitment, title="First class", due="2026-03", actor=officer, today=TODAY)
    with pytest.raises(InvalidEntry):
        add_milestone(commitment, title="First class", due="2026-03", actor=officer, today=TODAY)
    with pytest.raises(InvalidEntry):
        reach_milestone(milestone, on="2027", actor=officer, today=TODAY)
    assert reach_milestone(milestone, on="2026-04", actor=officer, today=TODAY).reached == "2026-04"


def test_two_agreements_are_joined_and_separated_again_and_nothing_is_lost(officer, coordinator):
    intel, ministry = both_sides()
    kept = record_agreement(title="MoU", parties=[(intel, "party")], technologies=["ai"], actor=officer)
    other = record_agreement(
        title="Memorandum", signed="2025-06-01", parties=[(intel, "party"), (ministry, "party")],
        technologies=["ai", "chips"], addresses=["https://example.org"], actor=officer,
    )  # fmt: skip
    commitment = owed(officer, agreement=other)
    joining = join_agreements(kept, other, actor=officer)
    kept.refresh_from_db()
    commitment.refresh_from_db()
    assert (kept.signed, kept.technologies, commitment.agreement) == ("2025-06-01", ["ai", "chips"], kept)
    assert (kept.parties.count(), kept.documents.count()) == (2, 1)
    with pytest.raises(Conflict):
        join_agreements(kept, other, actor=coordinator)
    undo_joining(joining, actor=coordinator)
    for row in (kept, other, commitment):
        row.refresh_from_db()
    assert (kept.signed, kept.technologies, commitment.agreement) == ("", ["ai"], other)
    assert (kept.parties.count(), other.parties.count(), other.documents.count()) == (1, 2, 1)
    with pytest.raises(Conflict) as conflict:
        undo_joining(joining, actor=officer)
    assert conflict.value.by == coordinator
