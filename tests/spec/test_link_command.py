"""JSON Lines in, JSON Lines out: who is meant, how sure, and why; what is no line is said with its number."""

import io
import json
import os
import subprocess
import sys

import pytest
from django.utils import translation
from known_actors import make_actor, make_candidate

from passerelle.apps.directory.editions import renew
from passerelle.cli import main

RECORD = {
    "id": "https://ror.org/052gg0110", "country": "GB", "city": "Oxford", "types": ["education"], "status": "active",
    "names": [["University of Oxford", "en", ["label"]], ["Oxford University", None, ["alias"]]],
    "ext": {"wikidata": "Q34433"}, "rel": [], "links": [],
}  # fmt: skip


@pytest.fixture(autouse=True)
def terminal(monkeypatch):
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    with translation.override("en"):
        yield


@pytest.fixture
def typed(monkeypatch):
    def give(*lines):
        written = "\n".join(one if isinstance(one, str) else json.dumps(one) for one in lines)
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(written.encode())))

    return give


def objects(capsys):
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


@pytest.fixture
def release(tmp_path):
    path = tmp_path / "release.json"
    path.write_text(json.dumps([RECORD]), encoding="utf-8")
    return str(path)


@pytest.fixture
def directory(db):
    """A directory without actors, which no other test left in memory."""
    renew()


def test_known_actors_are_linked_with_identifiers_confidence_and_reasons(directory, typed, capsys):
    typed(
        {"id": 1, "name": "Viện Hàn lâm Khoa học và Công nghệ Việt Nam"},
        {"id": "b", "name": "Zyxwvut Qponmlk", "country": "FR"},
    )
    assert main(["link", "--json"]) == 0
    known, unknown = objects(capsys)
    assert (known["id"], known["actor"]) == (1, "vast")
    assert known["confidence"] > 0.5
    first = known["reasons"][0]
    assert (first["rule"], first["detail"]) == ("name", "Viện Hàn lâm Khoa học và Công nghệ Việt Nam")
    assert isinstance(first["weight"], float)
    assert (unknown["id"], unknown["actor"], unknown["identifiers"]) == ("b", None, {})
    assert unknown["reasons"][0]["rule"] == "unknown"


def test_the_actors_of_the_installation_take_the_place_of_the_starter_pack(directory, typed, capsys):
    make_actor("own-lab", "Quizzlewick Laboratory", identifiers={"ror": "052gg0110"})
    make_candidate()
    asked = [{"id": 1, "name": "Quizzlewick Laboratory"}, {"id": 2, "name": "VAST"}]
    typed(*asked)
    assert main(["link", "--json"]) == 0
    own, starter = objects(capsys)
    assert (own["actor"], own["identifiers"]) == ("own-lab", {"ror": RECORD["id"]})
    assert starter["actor"] is None


def linked_elsewhere(home, **given):
    """Link one name in a process with a home, and a database, of its own."""
    env = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    env |= {"PASSERELLE_HOME": str(home), "LC_ALL": "en_GB.UTF-8", **given}
    asked = json.dumps({"id": 1, "name": "VAST", "country": "VN"})
    command = [sys.executable, "-m", "passerelle.cli", "link", "--json"]
    return subprocess.run(command, input=asked, capture_output=True, text=True, env=env, check=False)


def test_before_there_is_a_database_the_starter_pack_is_known(tmp_path):
    found = linked_elsewhere(tmp_path)
    assert found.returncode == 0
    assert json.loads(found.stdout)["actor"] == "vast"


def test_a_database_that_does_not_answer_is_said(tmp_path):
    found = linked_elsewhere(tmp_path, DATABASE_URL="postgres://nobody@127.0.0.1:9/nothing")
    assert (found.returncode, found.stdout) == (2, "")
    assert "The database does not answer." in found.stderr


def test_a_release_of_the_registry_takes_the_place_of_the_known_actors(release, typed, capsys):
    typed({"id": 1, "name": "Dept. of Physics, Univ. of Oxford, UK"}, {"id": 2, "name": "VAST"})
    assert main(["link", "--json", "--register", release]) == 0
    oxford, vast = objects(capsys)
    assert oxford["actor"] == RECORD["id"]
    assert oxford["identifiers"] == {"ror": RECORD["id"], "wikidata": "Q34433"}
    assert vast["actor"] is None


def test_a_file_is_read_like_the_standard_input(release, tmp_path, capsys):
    path = tmp_path / "names.jsonl"
    path.write_text('{"id": 1, "name": "Oxford University"}\n', encoding="utf-8")
    assert main(["link", str(path), "--json", "--register", release]) == 0
    assert [one["actor"] for one in objects(capsys)] == [RECORD["id"]]


@pytest.mark.parametrize(
    ("locale", "sentence"),
    [
        ("fr_FR", "ligne 2\N{NO-BREAK SPACE}: ce n’est pas un objet JSON"),
        ("vi_VN", "dòng 2: không phải là đối tượng JSON"),
        ("en_GB", "line 2: not a JSON object"),
    ],
)
def test_a_line_that_is_none_is_said_with_its_number_and_the_rest_goes_on(
    release, typed, capsys, monkeypatch, locale, sentence
):
    monkeypatch.setenv("LC_ALL", f"{locale}.UTF-8")
    typed(
        {"id": 1, "name": ""},
        "{broken",
        '["a list"]',
        {"id": 4},
        {"id": 5, "name": 7},
        {"id": 6, "name": "😀"},
    )
    assert main(["link", "--json", "--register", release]) == 1
    said = capsys.readouterr()
    assert sentence in said.err
    assert said.err.count("\n") == 4
    assert [json.loads(line)["reasons"][0]["rule"] for line in said.out.splitlines()] == [
        "empty",
        "no_letters",
    ]


def test_a_person_reads_one_line_a_name(release, typed, capsys, monkeypatch):
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    typed({"id": 1, "name": "University of Oxford"}, {"id": 2, "name": ""})
    main(["link", "--register", release])
    first, second = capsys.readouterr().out.splitlines()
    assert "University of Oxford" in first
    assert "le nom" in first
    assert second == "2\t–\tLe nom est vide."


def test_a_broken_record_is_told_and_a_register_of_nothing_is_refused(tmp_path, typed, capsys):
    path = tmp_path / "register.jsonl"
    path.write_text(f'{json.dumps(RECORD)}\n{{"id"\n', encoding="utf-8")
    typed({"id": 1, "name": "University of Oxford"})
    assert main(["link", "--json", "--register", str(path)]) == 0
    assert "register.jsonl, line 2" in capsys.readouterr().err
    path.write_text("", encoding="utf-8")
    assert main(["link", "--register", str(path)]) == 2
    assert "names no organisation" in capsys.readouterr().err
    assert main(["link", "--register", str(tmp_path / "nothing")]) == 2
    assert "cannot be read" in capsys.readouterr().err
