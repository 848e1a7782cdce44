"""Files of IATI are decided right, each fault with its line; whatever the bytes are, the answer is a sentence."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from iati_samples import ACTIVITIES, ORGANISATIONS, changed

from passerelle.sources.iati import check_file, faults
from passerelle.sources.iati.faults import table

STATUS = '<activity-status code="2"/>'
VALUE = '<value value-date="2024-03-11">1200</value>'
INSTANCE = 'xmlns:i="http://www.w3.org/2001/XMLSchema-instance"'
FAULTY = [
    ("missing_element", changed('<value currency="EUR" value-date="2024-01-01">25000.50</value>', ""), 13),
    ("missing_before", changed('<period-end iso-date="2024-12-31"/>\n      <value currency', "<value currency"), 15),
    ("missing_before", changed('<transaction-date iso-date="2024-03-11"/>', ""), 22),
    ("repeated_element", changed(STATUS, STATUS * 2), 9),
    ("misplaced_element", changed('<capital-spend percentage="12.5"/>', "<tag code='1' vocabulary='1'/>"), 18),
    ("unknown_element", changed(STATUS, STATUS + "<activity-mood/>"), 9),
    ("after_foreign", changed("</iati-activity>", '<related-activity ref="A" type="2"/></iati-activity>'), 40),
    ("more", changed(STATUS, STATUS + "<activity-mood/>" * 1002), 3),
    ("unknown_attribute", changed('role="1" ref', 'role="1" reff'), 8),
    ("unknown_attribute", changed('ref="XM-TEST-LAB" type', 'xml:lang="fr" ref="XM-TEST-LAB" type'), 25),
    ("missing_attribute", changed(' iso-date="2024-01-15"', ""), 10),
    ("bad_value", changed('iso-date="2024-01-15"', 'iso-date="2024-02-30"'), 10),
    ("bad_value", changed('percentage="12.5"', 'percentage="twelve"'), 18),
    ("bad_value", changed('humanitarian="0"', 'humanitarian="no"'), 3),
    ("bad_value", changed('xml:lang="vi"', 'xml:lang="tiếng"'), 6),
    ("bad_value", changed('year="2023"', 'year="MMXXIII"'), 30),
    ("bad_text", changed("25000.50", "25 000,50"), 16),
    ("bad_text", changed("25000.50", "vingt mille"), 16),
    ("child_in_text", changed("Un laboratoire", "Un <b>beau</b> laboratoire"), 7),
    ("stray_text", changed(STATUS, STATUS + "\n perdu"), 3),
    ("nil", changed(VALUE, VALUE.replace("<value", f'<value {INSTANCE} i:nil="true"')), 22),
    ("other_type", changed(VALUE, VALUE.replace("<value", f'<value {INSTANCE} i:type="string"')), 22),
    ("not_iati", b"<html><body/></html>", 1),
    ("version", changed('version="2.03"', 'version="1.05"'), 2),
    ("empty", b"", 1),
    ("not_xml", b"%PDF-1.7", 1),
    ("not_xml", b"id,amount\n1,2\n", 1),
    ("syntax", changed("</result>", "</resultat>"), 38),
    ("syntax", ACTIVITIES.encode()[:-30], 40),
    ("syntax", changed("commun.", "commun & plus."), 7),
    ("doctype", b'<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;">]><iati-activities>&d;</iati-activities>', 1),
    ("doctype", b'<?xml version="1.0"?>\n<!DOCTYPE a SYSTEM "file:///etc/passwd"><iati-activities/>', 2),
    ("entity", changed("commun.", "commun&eacute;."), 7),
    ("encoding", b'<?xml version="1.0" encoding="klingon"?><iati-activities/>', 1),
    ("wrong_encoding", ACTIVITIES.encode("latin-1", errors="ignore"), 6),
    ("long_tag", changed('role="1" ref', f'role="{"1" * 3_000_000}" ref'), 8),
    ("too_deep", b'<iati-activities version="2.03">\n' + b"<x>" * 500, 2),
]  # fmt: skip


@pytest.mark.parametrize("sample", [ACTIVITIES, ORGANISATIONS])
def test_a_valid_file_has_no_fault(sample):
    assert list(faults([sample.encode()])) == []
    assert list(faults([sample.replace("UTF-8", "UTF-16").encode("utf-16")])) == []


@pytest.mark.parametrize(
    ("code", "data", "line"), FAULTY, ids=[f"{code}-{n}" for n, (code, *_) in enumerate(FAULTY)]
)
def test_a_fault_is_named_at_its_line(code, data, line):
    assert (code, line) in [(fault.code, fault.line) for fault in faults([data])]


def test_every_code_is_tried_and_worded_in_three_languages(tmp_path):
    whole = {fault.code for path in ("none.xml", ".") for fault in check_file(tmp_path / path)}
    assert whole == {"absent", "folder"}
    own = set(table()["faults"]) - set(table()["rules"].values()) - {"rule", "unlisted"}
    assert own == {code for code, *_ in FAULTY} | whole | {"unreadable", "too_large", "odd_name"}
    for one in (*table()["faults"].values(), *table()["words"].values()):
        assert set(one) == {"en", "fr", "vi"}
        assert len(set(one.values())) == 3


@pytest.mark.parametrize("language", ["en", "fr", "vi"])
def test_a_sentence_names_the_element_and_the_value(language):
    (fault,) = faults([changed('iso-date="2024-01-15"', 'iso-date="hier\n"')])
    said = fault.sentence(language)
    assert "iso-date" in said
    assert "iati-activity/activity-date" in said
    assert "hier" in said
    assert "\n" not in said
    assert "{" not in said


def test_a_long_tag_is_one_whatever_the_pieces():
    data = changed('role="1" ref', f'role="{"1" * 2_100_000}" ref')
    for size in (1_000, 65_536, 1_000_000, len(data)):
        found = list(faults(data[at : at + size] for at in range(0, len(data), size)))
        assert [(fault.code, fault.line) for fault in found] == [("long_tag", 8)], size


def test_a_long_comment_or_text_is_no_long_tag():
    long = "x " * 1_500_000
    data = changed("Un laboratoire", f"<!--{long}-->{long}<![CDATA[{long}]]>")
    pieces = [data[at : at + 65_536] for at in range(0, len(data), 65_536)]
    assert list(faults(pieces)) == []


def test_an_element_out_of_order_is_told_once():
    data = changed(
        '<period-start iso-date="2024-01-01"/>\n      <period-end iso-date="2024-12-31"/>\n      <value currency',
        '<period-end iso-date="2024-12-31"/>\n      <period-start iso-date="2024-01-01"/>\n      <value currency',
    )
    assert [(fault.code, fault.line) for fault in faults([data])] == [("missing_before", 14)]


def test_faults_go_on_after_an_element_that_is_not_known():
    data = changed(STATUS, "<mood/>" + STATUS).replace(b"1200", b"twelve")
    assert [fault.code for fault in faults([data])] == ["unknown_element", "bad_text"]


def test_content_of_another_namespace_is_let_in_and_ours_within_it_is_checked():
    inside = "<x:box><title/><anything/></x:box>"
    data = changed('<x:note kept="yes">à nous</x:note>', inside)
    assert [(fault.code, fault.element.rpartition("/")[2]) for fault in faults([data])] == [
        ("missing_element", "title")
    ]


def test_a_long_file_keeps_its_lines():
    many = "\n" * 70_000
    (fault,) = faults([changed("</transaction>", f"</transaction>{many}").replace(b'measure="1"', b"")])
    assert (fault.code, fault.line) == ("missing_attribute", 70_028)


@given(st.binary(max_size=400))
@example(b"<iati-activities version='2.03'><")
@example(b"\x00")
def test_any_bytes_are_answered(data):
    found = list(faults([data]))
    assert found
    assert all(fault.sentence("vi") for fault in found)


@given(st.integers(1, 4000))
def test_the_pieces_in_which_a_file_arrives_change_nothing(size):
    data = FAULTY[0][1]
    pieces = [data[at : at + size] for at in range(0, len(data), size)]
    assert list(faults(pieces)) == list(faults([data]))
