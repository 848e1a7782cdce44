"""The standard's own files are decided as it says, and damaged ones as libxml2 decides them by its schemas."""

import json
import sys
from datetime import date
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from passerelle.sources.iati import check_file, faults, tables
from passerelle.sources.iati.check import chunks_of
from passerelle.sources.iati.meaning import canonical, canonical_file
from passerelle.sources.iati.records import records
from passerelle.sources.iati.rules import broken
from passerelle.sources.iati.trees import Tree
from passerelle.sources.iati.writing import as_text, from_text, written

ROOT = Path(__file__).resolve().parents[3]
RELEASE = ROOT.parent / "shared" / "data" / "iati"
SCHEMAS = RELEASE / "schemas"


def tool(folder, name):
    """Return a module of tools or bench."""
    sys.path.insert(0, str(ROOT / folder))
    try:
        return import_module(name)
    finally:
        sys.path.pop(0)


decisions = tool("bench", "iati_decisions")
CASES = decisions.cases(SCHEMAS) if SCHEMAS.exists() else []
PASSING = [path for path in CASES if decisions.must_pass(path)] + sorted(
    (RELEASE / "examples").rglob("*.xml")
)

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not CASES, reason="the standard is not beside the project"),
]


PEER = decisions.Libxml2(SCHEMAS) if CASES else None


def test_every_file_of_the_standard_is_decided_right():
    assert len(CASES) >= 680
    wrong = [path for path in CASES if decisions.must_pass(path) == bool(list(check_file(path)))]
    assert wrong == []


def test_older_samples_are_told_to_be_older():
    old = RELEASE / "schemas" / "test-data" / "activities" / "worldbank.xml"
    assert [fault.code for fault in check_file(old)] == ["version"]


def test_lines_are_those_of_libxml2():
    for path in CASES:
        data = path.read_bytes()
        assert decisions.verdict(faults([data]), PEER.lines(data)) == "alike", path


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(PASSING or [Path()]), st.integers(0, 2**32), st.integers(1, 3))
def test_a_damaged_file_is_decided_as_libxml2_decides_it(path, seed, times):
    data = decisions.damaged(path, seed, times)
    assert decisions.verdict(faults([data]), PEER.lines(data)) not in {"differ", "another line"}


def test_what_is_read_and_written_again_is_equal_in_meaning():
    for path in PASSING:
        read_and_write_again(path)


def read_and_write_again(path):
    found = list(records(chunks_of(path)))
    elements = [record.element for record in found]
    root = "iati-organisations" if elements[0].name == "iati-organisation" else "iati-activities"
    attributes = {name: value for name, value in found[0].root if name != "version"}
    again = list(written(elements, root, attributes))
    assert list(faults(again)) == [], path
    before, after = canonical_file(chunks_of(path)), canonical_file(again)
    assert after[1:] == before[1:], path
    assert {**dict(before[0]), "version": tables.VERSION} == dict(after[0])
    for element in elements:
        assert canonical(from_text(as_text(element), root), root) == canonical(element, root)


# The ruleset's own tests: a ruleset, a file, and whether it keeps the rules.
KEPT = {
    "title_exists": "empty title", "title_text_exists": "title_text", "no_paths": "empty", "empty": "empty",
    "no_more_than_one_title": "title empty_activity", 
    "dependent_title_description": "empty_activity title_description",
    "sum": "sum_good", "sum_two": "sum_two_good", "date_order": "empty_activity date_good",
    "regex_matches": "regex_good", "regex_no_matches": "regex_bad", "starts_with": "identifiers",
    "unique": "unique_good", "unique_title_description": "title_description_content", "if_then": "if_then_good",
    "condition": "empty_activity activity_status_2",
    "only_one_of": "only_one_of_activity_good only_one_of_transaction_good", "period_time": "period_time_good",
    "time_limit": "time_limit_good", "date_now": "date_now_good",
    "at_least_one": "at_least_one_ref at_least_one_narrative at_least_one_no_element_good",
    "one_or_all": "one_or_all_lang_good one_or_all_lang_good_all one_or_all_sector_good one_or_all_sector_all_good"
    " one_or_all_currency_good one_or_all_currency_all_good",
    "one_or_all_org": "one_or_all_org_currency_good", "between_dates": "between_dates_good", "range": "range_good",
    "recipient_region_budget": "recipient_region_budget_good", "total_expenditure": "total_expenditure_good",
    "forloop": "forloop_good", "sector_percentage_sum": "sector_percentage_sum_good",
    "recipient_country": "recipient_country_good", "results_references": "results_refs_good",
    "result_indicator_baseline_selector_with_conditions":
        "results_indicator_baseline_value_good results_indicator_baseline_value_not_relevant",
    "result_indicator_period_actual_selector_with_conditions":
        "results_indicator_period_actual_value_good results_indicator_period_actual_value_not_relevant",
    "result_indicator_period_target_selector_with_conditions":
        "results_indicator_period_target_value_good results_indicator_period_target_value_not_relevant",
}  # fmt: skip
BROKEN = {
    "title_exists": "empty_activity", "title_text_exists": "title", "no_paths": "empty_activity",
    "no_more_than_one_title": "title_twice", "dependent_title_description": "title description", "sum": "sum_bad",
    "sum_two": "sum_two_bad", "date_order": "date_bad", "regex_matches": "regex_bad", "regex_no_matches": "regex_good",
    "starts_with": "identifiers_bad", "unique": "unique_bad", "if_then": "if_then_bad",
    "condition": "activity_status_3", "only_one_of": "only_one_of_activity_bad only_one_of_transaction_bad",
    "period_time": "period_time_bad", "time_limit": "time_limit_bad", "date_now": "date_now_bad",
    "at_least_one": "at_least_one_bad",
    "one_or_all": "one_or_all_lang_bad one_or_all_lang_bad_all one_or_all_sector_bad one_or_all_sector_all_bad"
    " one_or_all_currency_bad one_or_all_currency_all_bad",
    "one_or_all_org": "one_or_all_org_currency_bad", "between_dates": "between_dates_bad", "range": "range_bad",
    "recipient_region_budget": "recipient_region_budget_bad", "total_expenditure": "total_expenditure_bad",
    "forloop": "forloop_bad", "sector_percentage_sum": "sector_percentage_sum_bad",
    "recipient_country": "recipient_country_bad", "results_references": "results_refs_bad",
    "result_indicator_baseline_selector_with_conditions": "results_indicator_baseline_value_bad",
    "result_indicator_period_actual_selector_with_conditions": "results_indicator_period_actual_value_bad",
    "result_indicator_period_target_selector_with_conditions": "results_indicator_period_target_value_bad",
}  # fmt: skip
PAIRS = [
    (ruleset, file, kept)
    for kept, rows in ((True, KEPT), (False, BROKEN))
    for ruleset, files in rows.items()
    for file in files.split()
]


@pytest.mark.parametrize(("ruleset", "file", "kept"), PAIRS)
def test_the_rulesets_own_tests_hold(ruleset, file, kept):
    folder = RELEASE / "rulesets" / "meta_tests"
    asked = tool("tools", "iati_tables").flat_ruleset(json.loads((folder / f"{ruleset}.json").read_text()))
    tree = Tree(etree.parse(str(folder / f"{file}.xml")).getroot(), {})
    assert (not list(broken(tree, asked, date(2026, 1, 1)))) is kept


def test_the_tables_are_those_that_the_importer_makes(tmp_path, monkeypatch):
    importer = tool("tools", "iati_tables")
    kept = importer.DATA
    monkeypatch.setattr(importer, "DATA", tmp_path)
    importer.main(RELEASE)
    for made in tmp_path.iterdir():
        assert made.read_bytes() == (kept / made.name).read_bytes(), made.name
