"""What organisations report of themselves goes into the ledger whole, with its sums as rows, and leaves as it came."""

from io import BytesIO

import pytest
from iati_samples import ORGANISATIONS
from known_actors import make_actor
from ledgers import TODAY

from passerelle.apps.accounts.permissions import Refused
from passerelle.apps.audit.models import Event
from passerelle.apps.ledger.actions.iati import import_iati
from passerelle.apps.ledger.actions.iati_export import export_reports
from passerelle.apps.ledger.models import OrganisationReport, ReportedSum
from passerelle.cli import main
from passerelle.sources.iati import faults
from passerelle.sources.iati.meaning import canonical_file

pytestmark = pytest.mark.django_db

PERIOD = '<period-start iso-date="{0}-01-01"/><period-end iso-date="{0}-12-31"/>'
SUMS = f"""
    <recipient-org-budget status="2">
      <recipient-org ref="XI-ROR-05a28rw58"><narrative>Photonics Laboratory</narrative></recipient-org>
      {PERIOD.format(2024)}<value currency="USD" value-date="2024-01-01">500.25</value>
      <budget-line ref="A1"><value value-date="2024-01-01">300</value><narrative>Equipment</narrative></budget-line>
    </recipient-org-budget>
    <recipient-region-budget>
      <recipient-region vocabulary="1" code="298"><narrative>Africa</narrative></recipient-region>
      {PERIOD.format(2024)}<value value-date="2024-01-01">70</value>
    </recipient-region-budget>
    <recipient-country-budget>
      <recipient-country code="VN"/>
      {PERIOD.format(2025)}<value value-date="2025-01-01">80</value>
    </recipient-country-budget>
    <total-expenditure>
      {PERIOD.format(2023)}<value value-date="2023-12-31">81000</value>
      <expense-line ref="E1"><value value-date="2023-12-31">1</value><narrative>Postage</narrative></expense-line>
    </total-expenditure>
    <document-link"""
SAMPLE = ORGANISATIONS.replace("\n    <document-link", SUMS)


@pytest.fixture
def take(tmp_path, officer):
    def taken(text, name="organisations.xml", actor=officer, **given):
        path = tmp_path / name
        path.write_text(text)
        return import_iati(path, actor=actor, **given)

    return taken


def leave(actor, **given):
    out = BytesIO()
    given = {"marking": "clear", "today": TODAY} | given
    return out, export_reports(out, actor=actor, **given)


def test_each_sum_is_a_row_with_who_receives_it(take):
    lab = make_actor("lab", "Photonics Laboratory", identifiers={"ror": "05a28rw58"})
    itself = make_actor("office", "Office of Sciences")
    done = take(SAMPLE, tlp="clear")
    assert (done.added, done.faults_count) == (1, 0)
    report = OrganisationReport.objects.get()
    assert (report.identifier, report.reporter, report.name) == ("XM-TEST", "XM-TEST", "Office of Sciences")
    assert (report.actor, report.tlp, report.currency) == (itself, "clear", "EUR")
    assert [
        (
            one.kind,
            one.starts[:4],
            one.amount,
            one.currency,
            one.status,
            one.recipient_code,
            one.recipient_name,
        )
        for one in report.sums.all()
    ] == [
        ("total-budget", "2024", "90000", "EUR", "", "", ""),
        ("recipient-org-budget", "2024", "500.25", "USD", "2", "XI-ROR-05a28rw58", "Photonics Laboratory"),
        ("recipient-region-budget", "2024", "70", "EUR", "", "298", "Africa"),
        ("recipient-country-budget", "2025", "80", "EUR", "", "VN", ""),
        ("total-expenditure", "2023", "81000", "EUR", "", "", ""),
    ]
    assert [one.recipient for one in report.sums.all()] == [None, lab, None, None, None]
    line = {"ref": "A1", "name": "Equipment", "amount": "300", "currency": "EUR", "value_date": "2024-01-01"}
    assert report.sums.get(kind="recipient-org-budget").lines == [line]
    assert [one["name"] for one in report.sums.get(kind="total-expenditure").lines] == ["Postage"]


def test_the_same_changes_nothing_and_a_later_report_replaces_the_earlier(take):
    take(SAMPLE)
    before = list(ReportedSum.objects.values())
    assert (take(SAMPLE, "again.xml").known, list(ReportedSum.objects.values())) == (0, before)
    assert take(SAMPLE.replace("<narrative>Plan", "<narrative>Scheme"), "later.xml", tlp="red").changed == 1
    report = OrganisationReport.objects.get()
    assert (report.sums.count(), report.tlp) == (5, "red")
    take(SAMPLE, "back.xml", tlp="clear")
    report.refresh_from_db()
    assert report.tlp == "red"


def test_what_was_taken_in_leaves_equal_in_meaning_and_only_as_far_as_its_marking_allows(
    take, officer, second_officer, visitor
):
    take(SAMPLE, tlp="green")
    out, done = leave(officer)
    assert (out.getvalue(), done.activities) == (b"", 0)
    out, done = leave(officer, marking="green")
    assert done.activities == 1
    assert [fault for fault in faults([out.getvalue()], TODAY) if not fault.advice] == []
    assert canonical_file([out.getvalue()])[1:] == canonical_file([SAMPLE.encode()])[1:]
    assert leave(second_officer, marking="red")[1].activities == 0
    with pytest.raises(Refused):
        leave(visitor)
    assert Event.objects.filter(verb="iati.export_reports").count() == 3


def test_a_report_against_the_ruleset_stays_unless_it_is_asked_for_as_given(take, officer):
    take(SAMPLE.replace('2025-12-31"', '2024-01-01"'), tlp="clear")
    out, done = leave(officer)
    assert (out.getvalue(), done.left_out) == (b"", 1)
    assert leave(officer, as_given=True)[1].activities == 1


def test_the_command_takes_in_and_writes_organisations(tmp_path, monkeypatch, capsys, administrator):
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    given, path = tmp_path / "given.xml", tmp_path / "out.xml"
    given.write_text(SAMPLE)
    acting = ["--as", administrator.username, "--tlp", "clear"]
    assert main(["iati", "import", str(given), *acting]) == 0
    assert main(["iati", "export", "--organisations", "--out", str(path), *acting]) == 0
    assert "Fiches écrites" in capsys.readouterr().err
    assert canonical_file([path.read_bytes()])[1:] == canonical_file([SAMPLE.encode()])[1:]
