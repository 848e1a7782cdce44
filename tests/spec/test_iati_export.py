"""The ledger leaves as a valid file of IATI: nothing that its marking keeps, nothing invented."""

from datetime import date
from io import BytesIO

import pytest
from happenings import tell
from iati_samples import ACTIVITIES, changed
from known_actors import make_actor, make_candidate
from ledgers import TODAY, both_sides, owed, shown

from passerelle.apps.accounts.permissions import Refused
from passerelle.apps.audit.models import Event
from passerelle.apps.ledger.actions.agreements import record_agreement
from passerelle.apps.ledger.actions.evidence import add_evidence
from passerelle.apps.ledger.actions.iati import import_iati
from passerelle.apps.ledger.actions.iati_export import export_activities
from passerelle.apps.ledger.actions.milestones import add_milestone
from passerelle.apps.ledger.actions.refusals import InvalidEntry
from passerelle.apps.ledger.activities.leaving import Leaving
from passerelle.apps.ledger.iati_labels import IATI_NOTES, iati_note_said
from passerelle.apps.ledger.models import Activity, Agreement
from passerelle.apps.library.actions.review import reject_claim
from passerelle.cli import main
from passerelle.core.commitments.reporting import Reporter
from passerelle.sources.iati import faults
from passerelle.sources.iati.meaning import canonical_file
from passerelle.sources.iati.reading import read

pytestmark = pytest.mark.django_db
REPORTER = Reporter("XM-TEST", "10", "Office of Sciences", "en")


def leave(actor, **given):
    """What is exported: its bytes, its activities by the end of their identifiers, and what is said of it."""
    out = BytesIO()
    leaving = Leaving(**({"reporter": REPORTER, "marking": "clear", "today": TODAY} | given))
    done = export_activities(out, leaving, actor=actor)
    told = {one.identifier.removeprefix("XM-TEST-"): one for _record, one in read([out.getvalue()]) if one}
    assert len(told) == done.activities
    return out.getvalue(), told, done


def valid(content):
    return [fault for fault in faults([content], TODAY) if not fault.advice] == []


@pytest.fixture
def promised(officer):
    """A commitment of Intel's towards the ministry under an agreement, funded, started and delivered."""
    intel, ministry = both_sides()
    agreement = record_agreement(
        title="Chips together", signed="2025-05", in_force="2025-06", tlp="clear", actor=officer,
        parties=[(intel, "party"), (ministry, "funder"), (make_candidate(), "party")],
    )  # fmt: skip
    one = owed(
        officer, agreement=agreement, owner=intel, counterpart=ministry, tlp="clear", budget_amount="2000000.50",
        budget_currency="USD", quantity_value=500, quantity_unit="engineers", deliverable="500 designers",
    )  # fmt: skip
    shown(one, "funded", "2025-06-10", actor=officer, kind="transaction")
    shown(one, "started", "2025-07", actor=officer)
    shown(one, "delivered", "2026-11", actor=officer)
    return one


def test_agreements_and_commitments_are_activities_with_what_is_known_of_them(officer, promised):
    content, told, done = leave(officer)
    assert valid(content)
    assert (done.activities, done.left_out) == (2, 0)
    assert done.notes == [
        (f"XM-TEST-agreement-{promised.agreement_id}", "actual_day_unknown"),
        (f"XM-TEST-agreement-{promised.agreement_id}", "sector_unknown"),
        (f"XM-TEST-commitment-{promised.pk}", "budget_over_a_year"),
        (f"XM-TEST-commitment-{promised.pk}", "actual_day_unknown"),
        (f"XM-TEST-commitment-{promised.pk}", "actual_unknown"),
    ]
    agreement, one = told[f"agreement-{promised.agreement_id}"], told[f"commitment-{promised.pk}"]
    assert (agreement.status, agreement.dates) == ("2", (("1", "2025-05-01"),))
    assert [(part.names[0].text, part.role) for part in agreement.participating] == [
        ("Intel", "2"), ("Ministry of Science and Technology", "1"),
    ]  # fmt: skip
    assert (one.status, one.title[0].text, one.parents) == ("3", promised.title, (agreement.identifier,))
    assert one.dates == (("1", "2025-05-13"), ("3", "2026-12-31"))
    assert [(part.names[0].text, part.type, part.role) for part in one.participating] == [
        ("Intel", "70", "4"), ("Ministry of Science and Technology", "10", "2"),
    ]  # fmt: skip
    assert one.budgets == ()
    (funding,) = one.transactions
    assert (funding.type, funding.on) == ("2", "2025-06-10")
    assert (str(funding.value.amount), funding.value.currency) == ("2000000.50", "USD")
    assert funding.provider.names[0].text == "Intel"
    assert funding.receiver.names[0].text == "Ministry of Science and Technology"
    (indicator,) = one.results[0].indicators
    assert (indicator.title[0].text, indicator.periods[0].targets[0].value) == ("engineers", "500")
    assert indicator.periods[0].actuals == ()
    assert [share.code for share in (*one.countries, *one.sectors)] == ["VN", "11430"]


def test_a_budget_of_a_year_is_indicative_and_a_pledge_until_it_is_signed(officer):
    intel, _ministry = both_sides()
    one = owed(
        officer, owner=intel, tlp="clear", deadline="2025-12", budget_amount="7", budget_currency="EUR"
    )
    for stage, status, kind, on in (
        ("announced", "1", "12", "2025-05-13"),
        ("signed", "2", "2", "2025-06-01"),
    ):
        shown(one, stage, on, actor=officer)
        content, told, done = leave(officer)
        assert valid(content)
        assert done.notes == []
        activity = told[f"commitment-{one.pk}"]
        assert [(part.start, part.end, part.status) for part in activity.budgets] == [
            ("2025-05-13", "2025-12-31", status)
        ]
        assert [(part.type, part.on, str(part.value.amount)) for part in activity.transactions] == [
            (kind, on, "7.00")
        ]


@pytest.mark.parametrize("decided", ["stands", "rejected"])
def test_what_claims_state_of_money_paid_and_of_what_was_reached_is_told(officer, organisation, decided):
    intel, ministry = both_sides()
    one = owed(
        officer, owner=intel, counterpart=ministry, tlp="clear", quantity_value=500, quantity_unit="engineer",
        promised="2025-05-01",
    )  # fmt: skip
    add_milestone(one, title="First class", due="2026-03", reached="2026-02-10", actor=officer)
    reached = {"type": "result", "status": "reached"}
    for kind, on, value, unit, claimed in (
        ("transaction", "2025-07-01", 2_000_000, "USD", reached),
        ("transaction", "2025-07-01", 2_000_000, "USD", reached),  # another paper tells the same payment
        ("transaction", "2025-08", 7, "EUR", reached),
        ("transaction", "2025-06-01", 9, "EUR", {"type": "investment", "status": "announced"}),
        ("report", "2025-06-02", 11, "EUR", reached),
        ("report", "2026-06-30", 480, "engineer", reached),
        ("report", "2026-07-30", 900, "engineer", {"type": "programme", "status": "running"}),
        ("report", "2026-07-31", 901, "teacher", reached),
    ):
        document = tell(
            organisation, on, document={"tlp": "clear"}, quantity_value=value, quantity_unit=unit, **claimed
        )
        claim = document.claims.get()
        add_evidence(one, kind=kind, on=on, claim=claim, actor=officer, today=TODAY)
        if decided == "rejected":
            reject_claim(claim, reason="wrong", seen=claim.token, actor=officer)
    content, told, done = leave(officer)
    assert valid(content)
    activity = told[f"commitment-{one.pk}"]
    promised, *milestones = activity.results[0].indicators
    assert [part.title[0].text for part in milestones] == ["First class"]
    assert [part.value for part in milestones[0].periods[0].actuals] == ["1"]
    paid = [
        (part.type, part.on, str(part.value.amount), part.value.currency) for part in activity.transactions
    ]
    stands = decided == "stands"
    assert paid == ([("3", "2025-07-01", "2000000", "USD")] if stands else [])
    assert [part.value for part in promised.periods[0].actuals] == (["480"] if stands else [])
    assert ("payment_without_day" in [code for _of, code in done.notes]) is stands


def test_money_that_nobody_nameable_gives_is_left_out_for_it_would_be_the_reporters(officer):
    for owner, budget in ((None, "7"), (make_candidate(), "7")):
        one = owed(
            officer, owner=owner, tlp="clear", deadline="2025-12", budget_amount=budget, budget_currency="EUR"
        )
        content, told, done = leave(officer)
        assert valid(content)
        assert told[f"commitment-{one.pk}"].transactions == ()
        assert (f"XM-TEST-commitment-{one.pk}", "money_without_provider") in done.notes


def test_a_day_on_which_it_really_began_or_ended_is_told_only_where_somebody_said_the_day(officer):
    intel, ministry = both_sides()
    known = owed(officer, owner=intel, counterpart=ministry, tlp="clear", promised="2024", deadline="2027")
    shown(known, "started", "2025-03-04", actor=officer)
    shown(known, "delivered", "2026", actor=officer)
    content, told, done = leave(officer)
    assert valid(content)
    assert told[f"commitment-{known.pk}"].dates == (
        ("1", "2024-01-01"), ("2", "2025-03-04"), ("3", "2027-12-31"),
    )  # fmt: skip
    assert (f"XM-TEST-commitment-{known.pk}", "actual_day_unknown") in done.notes


def test_what_is_not_known_is_left_out_and_said_and_what_is_against_the_standard_does_not_leave(officer):
    intel, _ministry = both_sides()
    vague = owed(officer, owner=intel, tlp="clear", deadline="", budget_amount="5", budget_currency="USD")
    shown(vague, "funded", "2025-06", actor=officer, kind="transaction")
    undated = record_agreement(title="Undated", tlp="clear", actor=officer)
    content, told, done = leave(officer)
    assert valid(content)
    one = told[f"commitment-{vague.pk}"]
    assert (one.budgets, one.transactions, one.countries[0].code) == ((), (), "US")
    assert set(done.notes) == {
        (f"XM-TEST-agreement-{undated.pk}", "no_day"),
        (one.identifier, "budget_without_end"),
        (one.identifier, "money_without_day"),
    }
    assert done.left_out == 1


def test_only_what_the_marking_allows_leaves_and_never_more_than_the_person_may_see(
    officer, visitor, second_officer
):
    both_sides()
    own = {tlp: owed(officer, title=f"Ours {tlp}", tlp=tlp) for tlp in ("clear", "green", "amber", "red")}
    owed(second_officer, title="Theirs", tlp="clear")
    for asked, count in (("clear", 1), ("green", 2), ("amber", 3), ("red", 4)):
        content, told, _done = leave(officer, marking=asked)
        assert set(told) == {f"commitment-{one.pk}" for one in list(own.values())[:count]}
        assert b"Theirs" not in content
    with pytest.raises(Refused):
        leave(visitor)
    assert Event.objects.filter(verb="iati.export").count() == 4


def test_a_commitment_does_not_tell_of_an_agreement_that_stays(officer, promised):
    Agreement.objects.filter(pk=promised.agreement_id).update(tlp="amber")
    content, told, _done = leave(officer)
    assert b"Chips together" not in content
    assert told[f"commitment-{promised.pk}"].related == ()


def test_an_actor_is_named_with_its_identifier_and_a_candidate_not_at_all(officer):
    lab = make_actor("lab", "Photonics Laboratory", identifiers={"ror": "05a28rw58"})
    known = owed(officer, owner=lab, tlp="clear")
    nobody = owed(officer, owner=make_candidate(country="FR"), tlp="clear")
    content, told, _done = leave(officer)
    assert valid(content)
    assert told[f"commitment-{known.pk}"].participating[0].ref == "XI-ROR-05a28rw58"
    stranger = told[f"commitment-{nobody.pk}"]
    assert ([one.ref for one in stranger.participating], stranger.countries) == (["XM-TEST"], ())


def test_what_was_taken_in_leaves_equal_in_meaning(tmp_path, officer):
    path = tmp_path / "file.xml"
    path.write_text(ACTIVITIES)
    import_iati(path, actor=officer, tlp="clear")
    content, _told, _done = leave(officer)
    assert valid(content)
    assert canonical_file([content])[1:] == canonical_file([ACTIVITIES.encode()])[1:]
    Activity.objects.update(tlp="green")
    assert leave(officer)[1] == {}


def test_an_activity_against_the_ruleset_stays_unless_it_is_asked_for_as_given(tmp_path, officer):
    path = tmp_path / "file.xml"
    path.write_bytes(given := changed('<sector vocabulary="1" code="43082"/>', ""))
    import_iati(path, actor=officer, tlp="clear")
    content, told, done = leave(officer)
    assert (told, done.left_out, content) == ({}, 1, b"")
    assert iati_note_said(done.notes[0][1], "fr") != iati_note_said(done.notes[0][1], "en")
    content, _told, done = leave(officer, as_given=True)
    assert canonical_file([content])[1:] == canonical_file([given])[1:]


def test_an_export_that_was_taken_in_again_is_told_once(tmp_path, officer, promised):
    path = tmp_path / "file.xml"
    path.write_bytes(leave(officer)[0])
    assert import_iati(path, actor=officer, tlp="clear").added == 2
    assert leave(officer)[2].activities == 2


@pytest.mark.parametrize("reporter", [("", "10"), ("two words-1", "10"), ("nodash", "10"), ("XM-TEST", "99")])
def test_who_reports_has_to_be_said(officer, reporter):
    with pytest.raises(InvalidEntry):
        leave(officer, reporter=Reporter(*reporter, "Office", "en"))


@pytest.mark.parametrize("language", ["fr", "vi"])
def test_notes_have_sentences_in_three_languages(language):
    assert all(iati_note_said(code, language) != iati_note_said(code, "en") for code in IATI_NOTES)


def test_the_command_writes_the_file_and_asks_for_who_reports(tmp_path, monkeypatch, capsys, administrator):
    monkeypatch.setenv("LC_ALL", "vi_VN.UTF-8")
    both_sides()
    owed(administrator, tlp="clear", today=date(2026, 11, 22))
    path = tmp_path / "out.xml"
    given = ["iati", "export", "--as", administrator.username, "--out", str(path)]
    assert main(given) == 2
    assert "XM-DAC-41114" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
    assert main([*given, "--reporter", "XM-TEST"]) == 0
    assert list(tmp_path.iterdir()) == [path]
    assert main(["iati", "check", "--rules", str(path)]) == 0
    assert main([*given[:-1], str(tmp_path / "none" / "out.xml"), "--reporter", "XM-TEST"]) == 2
