"""passerelle iati: one line a fault with file, line and reason, in the terminal's language; 0 when all is valid."""

import pytest
import regex
from iati_samples import ACTIVITIES, ORGANISATIONS, changed

from passerelle.cli import main


@pytest.fixture(autouse=True)
def terminal(monkeypatch):
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")


@pytest.fixture
def kept(tmp_path):
    def write(name, content):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return str(path)

    return write


def test_valid_files_are_passed_in_silence(kept, capsys):
    assert main(["iati", "check", kept("a.xml", ACTIVITIES), kept("o.xml", ORGANISATIONS)]) == 0
    assert capsys.readouterr().out == ""


def test_one_line_a_fault_names_file_line_and_reason(kept, capsys):
    good = kept("good.xml", ACTIVITIES)
    bad = kept("bad.xml", changed('percentage="12.5"', 'percentage="12,5"'))
    assert main(["iati", "check", good, bad, str(bad) + ".none"]) == 1
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith(f"{bad}:18: ")
    assert "12,5" in first
    assert second == f"{bad}.none: there is no such file."


@pytest.mark.parametrize(
    ("locale", "word"), [("fr_FR.UTF-8", "manque"), ("vi_VN.UTF-8", "thiếu"), ("C", "lacks")]
)
def test_reasons_are_in_the_language_of_the_terminal(kept, capsys, monkeypatch, locale, word):
    monkeypatch.setenv("LC_ALL", locale)
    bad = kept("bad.xml", changed(' iso-date="2024-01-15"', ""))
    assert main(["iati", "check", bad]) == 1
    assert word in capsys.readouterr().out


def test_a_folder_an_empty_file_and_a_bomb_are_told_each_in_a_line(kept, tmp_path, capsys):
    bomb = "<!DOCTYPE a [<!ENTITY b 'bb'><!ENTITY c '&b;&b;&b;'>]>\n<iati-activities>&c;</iati-activities>"
    files = [str(tmp_path), kept("empty.xml", ""), kept("bomb.xml", bomb)]
    assert main(["iati", "check", *files]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 3
    assert regex.match(r".*bomb\.xml:1: a document type", lines[2])


def test_rules_are_asked_only_when_wanted_and_advice_makes_no_file_invalid(kept, capsys):
    advised = kept("advised.xml", ACTIVITIES)
    assert main(["iati", "check", "--rules", advised]) == 0
    assert "advice, rule 1.14.8" in capsys.readouterr().out
    broken = kept("broken.xml", changed('<sector vocabulary="1" code="43082"/>', ""))
    assert main(["iati", "check", broken]) == 0
    assert main(["iati", "check", "--rules", broken]) == 1
    assert f"{broken}:3: rule 6.2.2: " in capsys.readouterr().out
