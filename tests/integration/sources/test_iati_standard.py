"""The standard's own files are decided as it says, and damaged ones as libxml2 decides them by its schemas."""

import copy
import json
import random
import sys
from datetime import date
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
CASES = sorted(
    path
    for path in (RELEASE / "schemas" / "tests").rglob("*")
    if path.is_file() and not {"registry-tests"} & set(path.parts) and not path.name.startswith("README")
)
PASSING = [path for path in CASES if "should-pass" in path.parts] + sorted(
    (RELEASE / "examples").rglob("*.xml")
)

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not CASES, reason="the standard is not beside the project"),
]


def libxml2():
    """Return the schemas by root element."""
    return {
        root: etree.XMLSchema(etree.parse(str(RELEASE / "schemas" / f"iati-{name}-schema.xsd")))
        for root, name in tables.STANDARDS.items()
    }


SCHEMAS = libxml2() if CASES else {}


def test_every_file_of_the_standard_is_decided_right():
    assert len(CASES) >= 680
    wrong = [path for path in CASES if ("should-pass" in path.parts) == bool(list(check_file(path)))]
    assert wrong == []


def test_older_samples_are_told_to_be_older():
    old = RELEASE / "schemas" / "test-data" / "activities" / "worldbank.xml"
    assert [fault.code for fault in check_file(old)] == ["version"]


def libxml2_lines(path):
    """Return the lines at which libxml2 finds fault with a file, by its parser or else by its schema."""
    parser = etree.XMLParser(recover=True)
    tree = etree.parse(str(path), parser)
    if parser.error_log:
        return {parser.error_log[0].line}
    schema = SCHEMAS.get(tree.getroot().tag)
    if schema is None:
        return set()
    schema.validate(tree)
    return {error.line for error in schema.error_log}


def test_lines_are_those_of_libxml2():
    for path in CASES:
        assert libxml2_lines(path) <= {fault.line for fault in check_file(path)}, path


VALUES = (
    "", "x", " 1 ", "-1", "0", "2012-02-30", "2013-01-01", "2013-01-01Z", "true", "1.5", "1e3", "http://a b/",
    "%zz", ":a", "a:b", "1a:b", "http://a:1:2/", "http://h:80/", "#a#b", "en", "en_US", "9999999999", "NaN", "+3",
    "2012-01-01T00:00:00", "2012-13-01T00:00:00", "zoé", "a/b:c", "//", "//h:", "?q=[1]", "x\u00a0y",
    "2012-01-01+14:00", "-0001-02-29", "1.", "\u0661",
)  # fmt: skip
NAMES = (
    "narrative", "title", "budget", "mood", "value", "period-start", "description", "reporting-org", "iati-activity",
    "transaction",
)  # fmt: skip
XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
ATTRIBUTES = (
    "foo", "iso-date", "code", "currency", "{urn:x}a", tables.XML + "lang", tables.XML + "space", tables.XML + "base",
    XSI + "schemaLocation", XSI + "nil", XSI + "other",
)  # fmt: skip


def damage(root, choose):
    """Change one thing of a file: drop, double, move, rename, break a value, add."""
    element = choose.choice([one for one in root.iter() if isinstance(one.tag, str)])
    parent, what = element.getparent(), choose.randrange(10)
    if what == 0 and parent is not None:
        parent.remove(element)
    elif what == 1 and parent is not None:
        parent.insert(parent.index(element), copy.deepcopy(element))
    elif what == 2 and parent is not None:
        place = choose.randrange(len(parent))
        parent.remove(element)
        parent.insert(place, element)
    elif what == 3 and element.attrib:
        element.set(choose.choice(list(element.attrib)), choose.choice(VALUES))
    elif what == 4 and element.attrib:
        del element.attrib[choose.choice(list(element.attrib))]
    elif what == 5:
        element.set(choose.choice(ATTRIBUTES), choose.choice(VALUES))
    elif what == 6:
        element.text = choose.choice(VALUES)
    elif what == 7:
        child = etree.Element(choose.choice(NAMES))
        element.insert(choose.randint(0, len(element)), child)
    elif what == 8:
        element.tail = choose.choice(VALUES)
    elif what == 9:
        element.tag = choose.choice(NAMES)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(PASSING or [Path()]), st.integers(0, 2**32), st.integers(1, 3))
def test_a_damaged_file_is_decided_as_libxml2_decides_it(path, seed, times):
    """But for one habit of libxml2: of a sequence `a*, foreign*` it lets an `a` follow a foreign element."""
    tree, choose = etree.parse(str(path)), random.Random(seed)
    for _ in range(times):
        damage(tree.getroot(), choose)
    data = etree.tostring(tree.getroot(), encoding="utf-8", with_tail=False)
    root = etree.fromstring(data)
    found = [fault for fault in faults([data]) if fault.code != "after_foreign"]
    if root.tag not in SCHEMAS or any(fault.code == "version" for fault in found):
        assert found
        return
    schema = SCHEMAS[root.tag]
    schema.validate(root)
    expected = {error.line for error in schema.error_log}
    if len(found) == len(list(faults([data]))):
        assert bool(found) == bool(expected)
    assert expected <= {fault.line for fault in faults([data])}


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
    asked = iati_tables().flat_ruleset(json.loads((folder / f"{ruleset}.json").read_text()))
    tree = Tree(etree.parse(str(folder / f"{file}.xml")).getroot(), {})
    assert (not list(broken(tree, asked, date(2026, 1, 1)))) is kept


def iati_tables():
    sys.path.insert(0, str(ROOT / "tools"))
    try:
        import iati_tables
    finally:
        sys.path.pop(0)
    return iati_tables


def test_the_tables_are_those_that_the_importer_makes(tmp_path, monkeypatch):
    tool = iati_tables()
    kept = tool.DATA
    monkeypatch.setattr(tool, "DATA", tmp_path)
    tool.main(RELEASE)
    for made in tmp_path.iterdir():
        assert made.read_bytes() == (kept / made.name).read_bytes(), made.name
