"""What the standard's ruleset asks beyond structure is told with its number, its line and a sentence of our own."""

from datetime import date

import pytest
from iati_samples import ACTIVITIES, ORGANISATIONS, changed

from passerelle.sources.iati import faults
from passerelle.sources.iati.faults import table
from passerelle.sources.iati.rules import standard_rules

TODAY = date(2026, 1, 1)
SECTOR = '<sector vocabulary="1" code="43082"/>'
COUNTRY = '<recipient-country code="VN"/>'
BUDGET = '<period-end iso-date="2024-12-31"/>\n      <value currency'
KIND = '<transaction-type code="3"/>'
RECEIVER = '<receiver-org receiver-activity-id="XM-OTHER-7"><narrative>Institut</narrative></receiver-org>'
AID = '<default-aid-type code="A01"/>'
MARKER = '<policy-marker vocabulary="1" code="1"/>'
REFERENCE = '<reference code="A" vocabulary="99"/>'
OTHER = '<recipient-country code="VN" percentage="60"/><recipient-country code="FR" percentage="60"/>'
PAID_ON = 'transaction-date iso-date="2024-03-11"'


def before(element, added):
    return changed(element, added + element)


def in_both(one, other, added):
    return before(one, added).replace(other.encode(), (added + other).encode())


def bad_organisation():
    line = '<budget-line><value value-date="2026-01-01">5</value><narrative>line</narrative></budget-line>'
    return changed(
        '    <document-link url="https',
        '<recipient-country-budget><recipient-country code="VN"/><period-start iso-date="2024-01-01"/>'
        f'<period-end iso-date="2024-12-31"/><value value-date="2024-01-01">9</value>{line}</recipient-country-budget>'
        '    <document-link url="https',
        ORGANISATIONS,
    )


# The sentence, the number of its rule, a file that breaks it, and the line; "advice" where it is no demand.
BROKEN = [
    ("identical", "1.1.3", changed("XM-TEST-LAB-1", "XM-TEST"), 4),
    ("prefix", "1.1.21", changed("XM-TEST-LAB-1", "ZZ-LAB"), 4),
    ("agency", "1.14.8", ACTIVITIES.encode(), 5),
    ("spaces", "1.3.1", changed("XM-TEST-LAB-1", " XM-TEST-LAB-1"), 4),
    ("symbols", "1.3.13", changed("XM-TEST-LAB-1", "XM-TEST-LAB/1"), 4),
    ("start_date", "6.11.1", changed('type="1" iso-date', 'type="3" iso-date'), 3),
    ("sector", "6.2.2", changed(SECTOR, ""), 3),
    ("sector_twice", "6.6.2", changed(RECEIVER, RECEIVER + SECTOR), 12),
    ("sector_everywhere", "6.7.2", changed(SECTOR, ""), 19),
    ("language", "4.1.1", changed(' xml:lang="fr" humanitarian', " humanitarian"), 5),
    ("wordless", "4.4.1", changed("Un laboratoire commun.", ""), 7),
    ("currency", "7.8.1", changed(' default-currency="EUR"', ""), 22),
    ("future", "11.2.1", changed(PAID_ON, 'transaction-date iso-date="2026-01-02"'), 21),
    ("order", "8.6.3", changed(BUDGET, BUDGET.replace("2024", "2023")), 14),
    ("year", "7.5.3", changed(BUDGET, BUDGET.replace("2024", "2025")), 15),
    ("within", "11.3.1", bad_organisation(), 12),
    ("percent_range", "12.2.1", changed("12.5", "112.5"), 18),
    ("percent_sum", "3.1.2", changed(COUNTRY, OTHER), 11),
    ("percent_each", "2.1.1", changed(SECTOR, SECTOR + SECTOR.replace("43082", "11420")), 12),
    ("percent_single", "3.1.4", changed(COUNTRY, '<recipient-country code="VN" percentage="50"/>'), 11),
    ("own_vocabulary", "2.2.1", changed(SECTOR, SECTOR + '<sector vocabulary="99" code="Q"/>'), 12),
    ("significance", "6.14.1", changed(SECTOR, SECTOR + MARKER), 12),
    ("dac", "102.1.1", changed('vocabulary="1" code="43082"', 'vocabulary="2" code="430"'), 12),
    ("one_aid_type", "107.1.2", changed(SECTOR, SECTOR + AID + AID), 12),
    ("place_twice", "3.6.2", changed(RECEIVER, RECEIVER + '<recipient-country code="VN"/>'), 11),
    ("place_missing", "3.7.1", changed(COUNTRY, ""), 3),
    ("nameless", "6.10.1", changed('role="1" ref="XM-TEST"', 'role="1"'), 8),
    ("reference_twice", "8.11.1", in_both("<indicator", '<baseline year="2023"', REFERENCE), 28),
    ("value_missing", "8.10.1", changed('<actual value="35"/>', "<actual/>"), 35),
    ("value_number", "8.10.2", changed('<actual value="35"/>', '<actual value="many"/>'), 35),
    ("value_unwanted", "8.8.3", changed('indicator measure="1"', 'indicator measure="5"'), 30),
    ("unlisted", "TransactionType", changed(KIND, '<transaction-type code="33"/>'), 20),
    ("unlisted", "Currency", changed('default-currency="EUR"', 'default-currency="EURO"'), 3),
    ("odd_name", "structure", changed("</iati-activity>", '<x:a xmlns:x="my extension"/></iati-activity>'), 3),
    ("percent_sum", "3.1.2", changed(COUNTRY, OTHER.replace("60", "9" * 40)), 11),
    ("version", "version", changed('version="2.03"', 'version="xx"'), 3),
]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "rule", "data", "line"), BROKEN, ids=[f"{one[0]}-{one[1]}" for one in BROKEN]
)
def test_a_rule_that_is_broken_is_told_at_its_line(code, rule, data, line):
    assert list(faults([data])) == []
    found = list(faults([data], TODAY))
    assert (code, rule, line) in [(fault.code, fault.rule, fault.line) for fault in found]
    for language in ("en", "fr", "vi"):
        assert all("{" not in fault.sentence(language) for fault in found)


def test_every_rule_has_a_sentence_and_every_sentence_is_tried():
    numbered = {rule["id"] for rule in standard_rules()}
    assert numbered == set(table()["rules"])
    assert set(table()["rules"].values()) <= {code for code, *_ in BROKEN}


@pytest.mark.parametrize("sample", [ACTIVITIES, ORGANISATIONS])
def test_a_good_record_gets_at_most_advice(sample):
    assert [fault.code for fault in faults([sample.encode()], TODAY)] == ["agency"]
    registered = sample.replace("XM-TEST", "XM-DAC-TEST")
    assert list(faults([registered.encode()], TODAY)) == []


def test_advice_is_told_apart_from_a_demand():
    (advice,) = faults([ACTIVITIES.encode()], TODAY)
    assert advice.advice
    assert advice.sentence("en").startswith("advice, rule 1.14.8: ")
    demand = [fault for fault in faults([changed(SECTOR, "")], TODAY) if fault.rule == "6.2.2"]
    assert demand[0].sentence("fr").startswith("règle 6.2.2")


def test_a_broken_structure_is_told_before_any_rule_is_asked():
    data = changed(SECTOR, '<sector vocabulary="1"/>')
    assert [fault.code for fault in faults([data], TODAY)] == ["missing_attribute"]


def test_every_transaction_is_held_against_a_rule_and_told_at_its_own_line():
    paid = '<transaction-date iso-date="2027-01-01"/><value value-date="2024-01-01">1</value>'
    second = f"<transaction>{KIND}\n{paid}</transaction>"
    data = before('    <related-activity ref="XM-TEST-LAB"', second)
    assert [(fault.code, fault.line) for fault in faults([data], TODAY) if not fault.advice] == [
        ("future", 26)
    ]
