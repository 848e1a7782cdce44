"""The standard's own files are decided as it says, and damaged ones as libxml2 decides them by its schemas."""

import copy
import random
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from passerelle.sources.iati import check_file, faults, tables
from passerelle.sources.iati.check import chunks_of
from passerelle.sources.iati.meaning import canonical, canonical_file
from passerelle.sources.iati.records import records
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


def test_the_tables_are_those_that_the_importer_makes(tmp_path, monkeypatch):
    sys.path.insert(0, str(ROOT / "tools"))
    try:
        import iati_tables
    finally:
        sys.path.pop(0)
    kept = iati_tables.DATA
    monkeypatch.setattr(iati_tables, "DATA", tmp_path)
    iati_tables.main(RELEASE)
    for made in tmp_path.iterdir():
        assert made.read_bytes() == (kept / made.name).read_bytes(), made.name
