"""The tables of known actors: complete, consistent, and each with its source beside it."""

import csv
import gzip
import io
import time
import tomllib
from collections import Counter, defaultdict
from importlib.resources import files

import pytest

from passerelle.core.reading.model import ACTOR_KINDS
from passerelle.starter import country_codes, gazetteer, known_names

TABLES = files("passerelle.starter").joinpath("actors")


def test_every_table_has_its_source_licence_and_date() -> None:
    tables = [entry.name for entry in TABLES.iterdir() if not entry.name.endswith(".toml")]
    assert tables
    for name in tables:
        stem = name.split(".")[0]
        source = tomllib.loads(TABLES.joinpath(f"{stem}.source.toml").read_text(encoding="utf-8"))
        assert source["table"] == name
        assert all(source.get(key) for key in ("source", "licence", "date", "made"))


def test_names_are_clean_and_kinds_and_countries_are_known() -> None:
    for known in known_names():
        assert known.kind in (*ACTOR_KINDS, "demonym")
        assert known.name == known.name.strip()
        assert known.name
        assert known.country is None or known.country in country_codes()
        assert known.language in ("", "fr", "vi", "en")


def test_an_actor_of_the_hand_made_tables_has_one_kind_and_country() -> None:
    seen = defaultdict(set)
    for known in known_names():
        if known.kind not in ("demonym", "place", "university", "institute"):
            seen[known.actor, known.kind].add(known.country)
    assert [key for key, countries in seen.items() if len(countries) > 1 and key[1] == "company"] == []


def rows_of(folder: str) -> list[tuple[str, dict[str, str]]]:
    found = []
    for entry in files("passerelle.starter").joinpath(folder).iterdir():
        if entry.name.endswith((".csv", ".csv.gz")):
            data = entry.read_bytes()
            text = (gzip.decompress(data) if entry.name.endswith(".gz") else data).decode("utf-8")
            found += [
                (entry.name, row) for row in csv.DictReader(io.StringIO(text, newline="")) if "id" in row
            ]
    return found


@pytest.mark.parametrize("folder", ["actors", "directory"])
def test_an_id_is_one_row_of_a_folder(folder: str) -> None:
    counted = Counter(row["id"] for _table, row in rows_of(folder))
    assert [actor for actor, rows in counted.items() if rows > 1] == []


def test_an_actor_of_both_folders_is_of_one_kind() -> None:
    kinds = {row["id"]: row["kind"] for _table, row in rows_of("directory")}
    assert [r["id"] for _table, r in rows_of("actors") if kinds.get(r["id"], r["kind"]) != r["kind"]] == []


def test_an_identifier_is_one_actor_s() -> None:
    bearers = defaultdict(set)
    for _table, row in (*rows_of("actors"), *rows_of("directory")):
        for scheme in ("ror", "wikidata"):
            if row.get(scheme):
                bearers[scheme, row[scheme]].add(row["id"])
    assert {identifier: ids for identifier, ids in bearers.items() if len(ids) > 1} == {}


@pytest.mark.parametrize("language", ["fr", "vi", "en"])
def test_every_country_has_a_name_in_every_language(language: str) -> None:
    named = {k.country for k in known_names() if k.kind == "country" and k.language == language}
    assert country_codes() <= named


@pytest.mark.parametrize(
    ("text", "language", "actor"),
    [
        ("Bộ Khoa học và Công nghệ", "vi", "vn-most"),
        ("ministère du Plan et de l'Investissement", "fr", "vn-mpi"),
        ("Korea International Cooperation Agency", "en", "kr-koica"),
        ("Corée du Sud", "fr", "kr"),
        ("Hoa Kỳ", "vi", "us"),
        ("Trường Đại học Bách khoa Hà Nội", "vi", "hust"),
        ("Association américaine de l'industrie des semi-conducteurs", "fr", "sia"),
        ("STMicroelectronics", "en", "stmicroelectronics"),
    ],
)
def test_well_known_names_are_known(text: str, language: str, actor: str) -> None:
    (hit,) = gazetteer().find(text, language)
    assert actor in {known.actor for known in hit.known}


def test_finding_names_in_a_long_text_is_quick() -> None:
    text = "Viettel và Bộ Khoa học và Công nghệ ký với Samsung tại Hoa Kỳ. " * 200
    table = gazetteer()
    start = time.perf_counter()
    hits = table.find(text, "vi")
    assert len(hits) == 800
    assert time.perf_counter() - start < 5
