"""A release of the registry is read record by record; what is broken is told with its line."""

import gzip
import json
import zipfile

import pytest

from passerelle.sources.ror_register import Fault, Registered, entries_of, read_register

RECORD = {
    "id": "https://ror.org/052gg0110",
    "names": [
        {"value": "University of Oxford", "lang": "en", "types": ["ror_display", "label"]},
        {"value": "Prifysgol Rhydychen", "lang": "cy", "types": ["label"]},
        {"value": "Oxford University", "lang": None, "types": ["alias"]},
        {"value": "OU", "lang": None, "types": ["acronym"]},
    ],
    "locations": [{"geonames_details": {"country_code": "GB", "name": "Oxford"}}],
    "types": ["education", "funder"],
    "status": "active",
    "links": [{"type": "website", "value": "https://www.ox.ac.uk"}],
    "external_ids": [{"type": "wikidata", "all": ["Q34433"], "preferred": "Q34433"}],
    "relationships": [{"type": "parent", "id": "https://ror.org/0aaaaaa11", "label": "Above"},
                      {"type": "child", "id": "https://ror.org/0bbbbbb22", "label": "Below"}],
}  # fmt: skip
SHORT = {
    "id": "https://ror.org/000025p04", "names": [["TSRI", None, ["acronym"]], ["Thailand Science", "en", ["label"]]],
    "country": "TH", "city": "Bangkok", "types": ["funder"], "status": "withdrawn", "ext": {"wikidata": "Q1"},
    "rel": [["parent", "https://ror.org/03gd1bh37", "Fund"]], "links": ["https://www.tsri.or.th"],
}  # fmt: skip


def test_a_record_becomes_an_entry_with_all_its_names(tmp_path):
    path = tmp_path / "release.json"
    path.write_text(json.dumps([RECORD], indent=4), encoding="utf-8")
    (one,) = read_register(path)
    assert isinstance(one, Registered)
    assert (one.entry.actor, one.entry.kind, one.entry.country, one.entry.city) == (
        RECORD["id"], "university", "GB", "Oxford",
    )  # fmt: skip
    assert [(name.text, name.language, name.kind) for name in one.entry.names] == [
        ("University of Oxford", "en", "label"), ("Prifysgol Rhydychen", "cy", "label"),
        ("Oxford University", "", "alias"), ("OU", "", "acronym"),
    ]  # fmt: skip
    assert one.entry.identifiers == {"ror": RECORD["id"], "wikidata": "Q34433"}
    assert one.entry.parents == ("https://ror.org/0aaaaaa11",)
    assert one.website == "https://www.ox.ac.uk"
    assert ("child", "https://ror.org/0bbbbbb22") in one.relations


@pytest.mark.parametrize("form", ["array", "lines", "gz", "zip"])
def test_every_form_of_a_release_says_the_same(tmp_path, form):
    array, lines = json.dumps([RECORD, SHORT]), f"{json.dumps(RECORD)}\n{json.dumps(SHORT)}\n"
    path = tmp_path / f"release.{form}"
    if form == "zip":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("v1-ror-data.json", "[]")
            archive.writestr("v1-ror-data_schema_v2.json", array)
    elif form == "gz":
        path.write_bytes(gzip.compress(lines.encode()))
    else:
        path.write_text(array if form == "array" else lines, encoding="utf-8")
    assert [one.entry.actor for one in read_register(path)] == [RECORD["id"], SHORT["id"]]
    assert [entry.actor for entry in entries_of(path)] == [RECORD["id"]], "what was withdrawn is left out"


def test_a_broken_line_is_told_and_the_rest_goes_on(tmp_path):
    path = tmp_path / "release.jsonl"
    path.write_text(
        f'{json.dumps(RECORD)}\n{{"id": broken\n\n[1]\n{{"id": 3}}\n{json.dumps(SHORT)}\n', encoding="utf-8"
    )
    found = list(read_register(path))
    assert [one for one in found if isinstance(one, Fault)] == [
        Fault(2, "json"), Fault(4, "record"), Fault(5, "record"),
    ]  # fmt: skip
    assert [one.line for one in found if isinstance(one, Registered)] == [1, 6]


def test_a_broken_record_of_an_array_is_told_and_the_rest_goes_on(tmp_path):
    records = [json.dumps(one, indent=8) for one in (RECORD, RECORD, SHORT)]
    records[1] = records[1].replace('"GB"', "GB")
    path = tmp_path / "release.json"
    path.write_text("[\n    " + ",\n    ".join(records) + "\n]\n", encoding="utf-8")
    found = list(read_register(path))
    line = path.read_text(encoding="utf-8").split(records[1])[0].count("\n") + 1
    assert [type(one) for one in found] == [Registered, Fault, Registered]
    assert found[1] == Fault(line, "json")


def test_a_release_that_was_cut_off_says_where(tmp_path):
    path = tmp_path / "release.json"
    path.write_text(json.dumps([RECORD, SHORT])[:-1], encoding="utf-8")
    assert [type(one) for one in read_register(path)] == [Registered, Registered, Fault]


def test_long_releases_are_read_across_blocks(tmp_path):
    path = tmp_path / "release.json"
    path.write_text(json.dumps([RECORD] * 2000, indent=2), encoding="utf-8")
    assert sum(isinstance(one, Registered) for one in read_register(path)) == 2000
