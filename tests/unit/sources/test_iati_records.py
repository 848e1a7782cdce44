"""A file is read record by record, what is wrong stays with its record, and what was read is written alike."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from iati_samples import ACTIVITIES, ORGANISATIONS, changed

from passerelle.core.commitments import activities as said
from passerelle.core.commitments.activities import Activity, Element, Narrative, Organisation, Value
from passerelle.sources.iati import faults
from passerelle.sources.iati import records as recording
from passerelle.sources.iati.faults import MOST_FAULTS, number_of
from passerelle.sources.iati.meaning import canonical, canonical_file
from passerelle.sources.iati.reading import activity_of, read
from passerelle.sources.iati.records import records
from passerelle.sources.iati.rules import rule_faults
from passerelle.sources.iati.shaping import element_of
from passerelle.sources.iati.writing import as_text, from_text, written

START, END = ACTIVITIES.index("  <iati-activity"), ACTIVITIES.index("</iati-activities>")
RECORD = ACTIVITIES[START:END]


def file(*pieces):
    return [(ACTIVITIES[:START] + "".join(pieces) + ACTIVITIES[END:]).encode()]


def test_an_activity_is_told_in_the_standards_words():
    ((record, activity),) = read(file(RECORD))
    assert record.line == 3
    assert activity.identifier == "XM-TEST-LAB-1"
    assert activity.title == (Narrative("Laboratoire d’optique"), Narrative("Phòng quang học", "vi"))
    assert (activity.currency, activity.language) == ("EUR", "fr")
    (budget,) = activity.budgets
    assert (budget.start, budget.end) == ("2024-01-01", "2024-12-31")
    assert budget.value == Value(Decimal("25000.50"), "EUR", "2024-01-01")
    (transaction,) = activity.transactions
    assert said.FLOW_KINDS[transaction.type] == "disbursement"
    assert transaction.receiver == Organisation(names=(Narrative("Institut"),), activity="XM-OTHER-7")
    assert activity.parents == ("XM-TEST-LAB",)
    (period,) = activity.results[0].indicators[0].periods
    assert period.targets[0].dimensions == (("sex", "female"),)
    assert period.actuals[0].value == "35"


def test_a_fault_stays_with_its_record():
    bad = RECORD.replace('code="2"/>', 'kode="2"/>', 1)
    found = list(read(file(RECORD, bad, RECORD)))
    assert [activity is not None for _, activity in found] == [True, False, True]
    assert [fault.code for fault in found[1][0].faults] == ["unknown_attribute", "missing_attribute"]
    assert [fault.line for fault in found[1][0].faults] == [47, 47]


def test_what_is_wrong_with_the_file_is_no_records_fault():
    data = changed('version="2.03" ', "")
    whole, record = records([data])
    assert (whole.element, [fault.code for fault in whole.faults]) == (None, ["missing_attribute"])
    assert record.faults == ()


def test_a_file_that_breaks_off_gives_what_came_before():
    found = list(read([file(RECORD, RECORD)[0][:-400]]))
    assert [activity is not None for _, activity in found] == [True, False]
    assert [fault.code for fault in found[1][0].faults] == ["syntax"]


def test_a_record_that_would_fill_the_memory_is_let_go_and_told(monkeypatch):
    monkeypatch.setattr(recording, "MOST_BYTES", 60_000)
    large = RECORD.replace("Un laboratoire commun.", "très long " * 9_000)
    found = list(read(file(RECORD, large, RECORD)))
    assert [activity is not None for _, activity in found] == [True, False, True]
    assert [fault.code for fault in found[1][0].faults] == ["too_large"]


@pytest.mark.parametrize("sample", [ACTIVITIES, ORGANISATIONS])
def test_what_was_read_is_written_alike(sample):
    before = [sample.encode()]
    root = "iati-organisations" if "organisation-identifier" in sample else "iati-activities"
    after = list(written((record.element for record in records(before)), root))
    assert list(faults(after)) == []
    assert canonical_file(after) == canonical_file(before)


@pytest.mark.parametrize(
    ("before", "after", "same"),
    [
        ("25000.50", "+025000.500", True),
        ("25000.50", "25000.5<!-- about -->0", True),
        ("25000.50", "25000.51", False),
        ('humanitarian="0"', 'humanitarian="false"', True),
        ('humanitarian="0"', 'humanitarian="1"', False),
        ('role="1" ref="XM-TEST"', 'ref="XM-TEST" role="1"', True),
        ("Un laboratoire commun.", "<![CDATA[Un laboratoire commun.]]>", True),
        ("Un laboratoire commun.", "Un laboratoire  commun.", False),
        ("xmlns:x=", "xmlns:y='urn:other' xmlns:x=", True),
        ("à nous", "à vous", False),
    ],
)
def test_meaning_is_told_from_spelling(before, after, same):
    assert (canonical_file([changed(before, after)]) == canonical_file([ACTIVITIES.encode()])) is same


LETTERS = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Cn"]) | st.sampled_from("\r\n\t<&>\"']"), max_size=12
)
NAMES = st.sampled_from(["narrative", "a", "{urn:x}b", "{urn:y}c"])


def elements(children):
    return st.builds(
        Element,
        NAMES,
        st.dictionaries(st.sampled_from(["code", "{urn:x}q", "{urn:z}r"]), LETTERS).map(
            lambda d: tuple(d.items())
        ),
        LETTERS,
        children,
    )


FOREIGN = st.recursive(
    elements(st.just(())),
    lambda inner: elements(st.lists(st.builds(replace, inner, tail=LETTERS), max_size=3).map(tuple)),
    max_leaves=6,
)


@given(FOREIGN)
def test_any_element_of_another_namespace_is_kept_to_the_letter(inner):
    element = Element("{urn:own}box", children=(inner,))
    (kept,) = from_text(as_text(element)).children
    assert canonical(kept) == canonical(_laid_out(inner))


def _laid_out(element):
    """Leave out the white space that only lays out elements of IATI, as reading does."""
    ours = not element.name.startswith("{") and element.children
    children = tuple(
        replace(_laid_out(child), tail="" if ours and not child.tail.strip(" \t\r\n") else child.tail)
        for child in element.children
    )
    text = "" if ours and not element.text.strip(" \t\r\n") else element.text
    return replace(element, children=children, text=text)


WORDS = st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=12)
DAYS = st.dates().map(lambda day: f"{day.year:04}-{day.month:02}-{day.day:02}")
TOLD = st.lists(st.builds(Narrative, WORDS, st.sampled_from(["", "fr", "vi"])), min_size=1, max_size=2).map(
    tuple
)
VALUES = st.builds(
    Value, st.decimals(allow_nan=False, allow_infinity=False, places=2), st.sampled_from(["", "VND"]), DAYS
)
WHO = st.builds(Organisation, WORDS, st.sampled_from(["", "10"]), TOLD, st.sampled_from(["", "XM-1"]))
MEASURED = st.builds(said.Measured, st.none() | WORDS, st.just((("sex", "female"),)), st.just(()) | TOLD)
PERIODS = st.builds(said.Period, DAYS, DAYS, st.tuples(MEASURED), st.tuples(MEASURED))
INDICATORS = st.builds(
    said.Indicator, st.just("1"), TOLD, st.tuples(st.builds(said.Measured, WORDS, year=st.just("2023"))),
    st.tuples(PERIODS), st.booleans(),
)  # fmt: skip


def shares(*vocabularies):
    percentage = st.none() | st.decimals("0", "100", places=1)
    return st.lists(st.builds(said.Share, WORDS, percentage, st.sampled_from(vocabularies)), max_size=2).map(
        tuple
    )


ACTIVITY = st.builds(
    Activity,
    identifier=WORDS,
    reporting=st.builds(Organisation, WORDS, st.just("10"), TOLD),
    title=TOLD,
    description=TOLD,
    participating=st.tuples(st.builds(Organisation, WORDS, st.just("10"), TOLD, st.just(""), st.just("1"))),
    status=st.just("2"),
    dates=st.tuples(st.tuples(st.just("1"), DAYS)),
    countries=shares(""),
    regions=shares("", "1"),
    sectors=shares("", "2"),
    budgets=st.lists(st.builds(said.Budget, DAYS, DAYS, VALUES, st.sampled_from(["", "1"])), max_size=2).map(tuple),
    transactions=st.lists(
        st.builds(said.Transaction, st.sampled_from(list(said.FLOW_KINDS)), DAYS, VALUES, WORDS, st.just(()) | TOLD,
                  st.none() | WHO, st.none() | WHO),
        max_size=2,
    ).map(tuple),
    related=st.lists(st.tuples(WORDS, st.just("1")), max_size=2).map(tuple),
    results=st.lists(st.builds(said.Result, st.just("1"), TOLD, st.tuples(INDICATORS)), max_size=1).map(tuple),
    currency=st.sampled_from(["EUR", "VND"]),
    language=st.sampled_from(["fr", "vi", "en"]),
)  # fmt: skip


@given(ACTIVITY)
def test_what_the_desk_writes_is_valid_and_read_alike(activity):
    data = list(written([element_of(activity)]))
    assert [(fault.code, fault.details) for fault in faults(data)] == []
    ((_, again),) = read(data)
    assert replace(again, record=None) == activity


def test_what_xml_cannot_hold_is_marked():
    element = Element("narrative", text="a\x00b\x0bc")
    assert from_text(as_text(element)).text == "a\ufffdb\ufffdc"


def test_an_organisation_is_no_activity():
    (record,) = records([ORGANISATIONS.encode()])
    assert activity_of(record.element) is None


def test_of_a_record_with_very_many_faults_the_first_are_told_and_the_rest_counted():
    bad = RECORD.replace("<activity-status", "<activity-mood/>" * 5000 + "<activity-status", 1)
    (first, _), (second, told) = read(file(bad, RECORD))
    assert len(first.faults) == MOST_FAULTS + 1
    assert {fault.code for fault in first.faults[:-1]} == {"unknown_element"}
    assert (first.faults[-1].code, first.faults[-1].line) == ("more", first.line)
    assert number_of(first.faults) == 5000
    assert (second.faults, told is not None) == ((), True)
    assert list(faults(file(bad, RECORD))) == list(first.faults)
    cut = [b"".join(file(bad))[: -len(ACTIVITIES[END:]) - 30]]
    assert number_of(faults(cut)) == 5001  # and that the file is broken


def test_faults_beside_records_are_counted_apart():
    many = b" ".join(b'a%d=""' % at for at in range(3000))
    head, tail = b'<iati-activities version="2.03" ' + many + b">", b"<x/></iati-activities>"
    found = list(faults([head + RECORD.replace('<x:note kept="yes">à nous</x:note>', "").encode() + tail]))
    assert number_of(found) == 3001
    assert [(fault.code, fault.element) for fault in found[-2:]] == [
        ("more", "iati-activities"), ("unknown_element", "iati-activities"),
    ]  # fmt: skip


def test_rules_that_are_broken_very_often_are_told_so_too():
    odd = RECORD.replace(
        '<sector vocabulary="1" code="43082"/>', '<sector vocabulary="1" code="{}"/>\n' * 3000
    )
    (record,) = records(file(odd.format(*range(3000))))
    found = rule_faults(record, date(2026, 11, 22))
    assert len(found) == MOST_FAULTS + 1
    assert (found[-1].code, found[-1].advice) == ("more", False)
    assert number_of(found) >= 3000


def test_a_long_value_is_not_kept_whole():
    (fault,) = faults([changed('iso-date="2024-01-15"', f'iso-date="{"x" * 10_000}"')])
    assert len(fault.details["value"]) < 1000
