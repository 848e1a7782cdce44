"""Releases of the research registry become compact rows: own country whole, others by weight, no shared acronym."""

import gzip
import json
from pathlib import Path

from passerelle.sources.ror import read_release, rows, select

RECORDS = [
    {
        "id": "https://ror.org/000000001", "status": "active", "types": ["education"],
        "names": [
            {"value": "Trường Đại học Sông Xanh", "lang": "vi", "types": ["label"]},
            {"value": "Blue River University", "lang": "en", "types": ["alias"]},
            {"value": "BLRU", "lang": None, "types": ["acronym"]},
        ],
        "locations": [{"geonames_details": {"country_code": "VN"}}], "relationships": [],
    },
    {
        "id": "https://ror.org/000000002", "status": "active", "types": ["facility"],
        "names": [
            {"value": "Northern Light Laboratory", "lang": "en", "types": ["label"]},
            {"value": "BLRU", "lang": None, "types": ["acronym"]},
        ],
        "locations": [{"geonames_details": {"country_code": "NO"}}], "relationships": [{"type": "parent"}] * 9,
    },
    {
        "id": "https://ror.org/000000003", "status": "active", "types": ["government"],
        "names": [{"value": "Agency of Small Lakes", "lang": "en", "types": ["label"]}],
        "locations": [{"geonames_details": {"country_code": "FI"}}], "relationships": [],
    },
    {
        "id": "https://ror.org/000000004", "status": "withdrawn", "types": ["education"],
        "names": [{"value": "Closed Old University", "lang": "en", "types": ["label"]}],
        "locations": [{"geonames_details": {"country_code": "FI"}}], "relationships": [],
    },
]  # fmt: skip


def test_an_official_release_is_read(tmp_path: Path) -> None:
    release = tmp_path / "v2.9-2026-06-23-ror-data.json"
    release.write_text(json.dumps(RECORDS), encoding="utf-8")
    found = list(read_release(release))
    assert [one.kind for one in found] == ["university", "institute", "government"]
    assert found[0].row()["vi"] == "Trường Đại học Sông Xanh"
    assert found[0].row()["id"] == "blue-river-university"


def test_records_one_a_line_with_short_keys_are_read(tmp_path: Path) -> None:
    line = {
        "id": "https://ror.org/000000005", "status": "active", "types": ["education"], "country": "FR", "rel": [],
        "names": [["École des Vents", "fr", ["label"]]],
    }  # fmt: skip
    release = tmp_path / "ror.jsonl.gz"
    release.write_bytes(gzip.compress((json.dumps(line) + "\n").encode()))
    (found,) = read_release(release)
    assert (found.kind, found.country, found.row()["ror"]) == ("university", "FR", "000000005")


def test_the_own_country_is_kept_whole_and_shared_acronyms_fall(tmp_path: Path) -> None:
    release = tmp_path / "ror.json"
    release.write_text(json.dumps(RECORDS), encoding="utf-8")
    kept = select(read_release(release), most=1)
    assert [one.country for one in kept] == ["VN", "NO"]
    assert all(one.acronyms == () for one in kept)


def test_bodies_of_one_name_have_ids_of_their_own(tmp_path: Path) -> None:
    def ministry(number: int, country: str) -> dict:
        label = [{"value": "Ministry of Small Lakes", "lang": "en", "types": ["label"]}]
        return {
            "id": f"https://ror.org/00000001{number}", "status": "active", "types": ["government"], "names": label,
            "locations": [{"geonames_details": {"country_code": country}}], "relationships": [],
        }  # fmt: skip

    release = tmp_path / "v2.9-2026-06-23-ror-data.json"
    given = [*RECORDS, ministry(1, "FI"), ministry(2, "NO"), ministry(3, "NO")]
    release.write_text(json.dumps(given), encoding="utf-8")
    assert [row["id"] for row in rows(read_release(release))][2:] == [
        "agency-of-small-lakes",
        "ministry-of-small-lakes-fi",
        "ministry-of-small-lakes-no-000000012",
        "ministry-of-small-lakes-no-000000013",
    ]
