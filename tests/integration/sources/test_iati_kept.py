"""The standard's own valid files are taken into the ledger and leave it equal in meaning."""

import sys
from datetime import date
from importlib import import_module
from io import BytesIO
from pathlib import Path

import pytest

from passerelle.apps.ledger.actions.iati import import_iati
from passerelle.apps.ledger.actions.iati_export import export_activities, export_reports
from passerelle.apps.ledger.activities.leaving import Leaving
from passerelle.apps.ledger.models import Activity, IatiImport, OrganisationReport
from passerelle.core.commitments.reporting import Reporter
from passerelle.sources.iati.check import chunks_of
from passerelle.sources.iati.meaning import canonical_file
from passerelle.sources.iati.reading import read

ROOT = Path(__file__).resolve().parents[3]
RELEASE = ROOT.parent / "shared" / "data" / "iati"
sys.path.insert(0, str(ROOT / "bench"))
decisions = import_module("iati_decisions")
sys.path.remove(str(ROOT / "bench"))
CASES = decisions.cases(RELEASE / "schemas") if RELEASE.exists() else []
VALID = [path for path in CASES if decisions.must_pass(path)] + sorted((RELEASE / "examples").rglob("*.xml"))
FAILING = [path for path in CASES if not decisions.must_pass(path)]
REPORTER = Reporter("XM-TEST-OWN", "10", "Office", "en")
TODAY = date(2026, 11, 22)

pytestmark = [
    pytest.mark.shared,
    pytest.mark.django_db,
    pytest.mark.skipif(not CASES, reason="the standard is not beside the project"),
]


def test_what_is_imported_and_exported_again_is_equal_in_meaning(officer):
    kept = {True: 0, False: 0}
    for path in VALID:
        told = [one for _record, one in read(chunks_of(path)) if one]
        done = import_iati(path, actor=officer, tlp="clear")
        assert (done.added, done.faults_count) == (len(told), 0), path
        assert told, path
        out = BytesIO()
        if reports := OrganisationReport.objects.exists():
            export_reports(out, actor=officer, marking="clear", today=TODAY, as_given=True)
        else:
            export_activities(out, Leaving(REPORTER, "clear", TODAY, as_given=True), actor=officer)
        assert canonical_file([out.getvalue()])[1:] == canonical_file(chunks_of(path))[1:], path
        for model in (Activity, OrganisationReport, IatiImport):
            model.objects.all().delete()  # another file may be the same
        kept[reports] += 1
    assert kept == {True: 19, False: 216}


def test_no_failing_file_goes_in_without_a_fault(officer):
    for path in FAILING:
        assert import_iati(path, actor=officer).faults_count, path
