"""Reading into the library from the terminal."""

import io
import json

import pytest
from django.utils import translation

from passerelle.apps.library.actions.sources import add_source
from passerelle.apps.library.models import Document, Job, Source, SourceKind
from passerelle.cli import main

pytestmark = pytest.mark.django_db

TEXT = "Le Viet Nam et la France ont signé un accord sur les semi-conducteurs à Paris. {n}"


@pytest.fixture(autouse=True)
def english(monkeypatch):
    """The terminal's language is English unless a test says otherwise, and stays that test's own."""
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    with translation.override("en"):
        yield


@pytest.fixture
def folder(tmp_path):
    for n in (1, 2):
        (tmp_path / f"{n}.txt").write_text(TEXT.format(n=n), encoding="utf-8")
    return tmp_path


def test_a_folder_is_read_into_the_library(administrator, folder, capsys):
    assert main(["read", str(folder), "--published", "2025-05"]) == 0
    documents = Document.objects.all()
    assert {(d.added_by, d.source.kind, d.published, d.tlp) for d in documents} == {
        (administrator, "files", "2025-05", "green")
    }
    assert documents.count() == 2
    said = capsys.readouterr()
    assert "Read" in said.out
    claims = sum(document.claims_count for document in documents)
    assert f"{claims} claims found." in said.out
    assert said.err == ""


def test_reading_the_same_again_brings_nothing(administrator, folder, capsys):
    main(["read", str(folder)])
    capsys.readouterr()
    assert main(["read", str(folder)]) == 0
    assert Document.objects.count() == 2
    assert Source.objects.count() == 1
    assert "Already in the library" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("locale", "reason"),
    [("fr_FR", "est vide"), ("vi_VN", "không có nội dung"), ("en_GB", "is empty"), ("de_DE", "is empty")],
)
def test_what_is_refused_is_said_in_the_language_of_the_terminal(
    administrator, folder, capsys, monkeypatch, locale, reason
):
    monkeypatch.setenv("LC_ALL", f"{locale}.UTF-8")
    (folder / "0.txt").write_bytes(b"")
    assert main(["read", str(folder)]) == 1
    assert Document.objects.count() == 2
    said = capsys.readouterr().err
    assert "0.txt" in said
    assert reason in said


def test_json_lines_come_from_standard_input(administrator, capsys, monkeypatch):
    lines = [
        json.dumps(
            {"doc": "one", "text": TEXT.format(n=1), "published": "2025-05-13", "url": "https://a.fr/1"}
        ),
        "{broken",
    ]
    stream = io.TextIOWrapper(io.BytesIO("\n".join(lines).encode()))
    monkeypatch.setattr("sys.stdin", stream)
    assert main(["read", "-", "--source", "Wire", "--tlp", "RED", "--reliability", "b"]) == 1
    document = Document.objects.get()
    assert (document.name, document.url, document.published) == ("one", "https://a.fr/1", "2025-05-13")
    assert (document.tlp, document.reliability, document.source.name) == ("red", "B", "Wire")
    assert document.source.kind == SourceKind.STREAM


def test_a_named_source_gives_its_marking(administrator, folder):
    add_source(name="Press", kind=SourceKind.FILES, tlp="amber", reliability="C", actor=administrator)
    main(["read", str(folder), "--source", "Press"])
    assert set(Document.objects.values_list("tlp", "reliability", "source__name")) == {
        ("amber", "C", "Press")
    }


def test_one_acts_as_oneself(administrator, officer, visitor, folder, capsys):
    assert main(["read", str(folder), "--as", visitor.username]) == 1
    assert "Only officers" in capsys.readouterr().err
    assert main(["read", str(folder), "--as", "nobody"]) == 1
    assert "nobody" in capsys.readouterr().err
    assert not Job.objects.exists()
    assert main(["read", str(folder), "--as", officer.username]) == 0
    assert set(Document.objects.values_list("added_by", flat=True)) == {officer.pk}


def test_without_anybody_the_desk_is_to_be_opened_first(db, folder, capsys):
    assert main(["read", str(folder)]) == 1
    assert "passerelle serve" in capsys.readouterr().err


def test_what_an_older_reader_read_is_read_again(administrator, folder, capsys):
    main(["read", str(folder)])
    assert main(["reread"]) == 0
    assert "Nothing is to be read again." in capsys.readouterr().out
    old = Document.objects.first()
    old.readings.update(version="0")
    assert main(["reread"]) == 0
    assert [document.readings.count() for document in Document.objects.order_by("pk")].count(2) == 1
    assert old.readings.count() == 2
    main(["reread", "--all"])
    assert old.readings.count() == 3


def test_no_feed_is_no_fault(administrator, capsys):
    assert main(["refresh"]) == 0
    assert "No feed is due." in capsys.readouterr().out


def test_a_source_that_cannot_be_is_refused_in_words(administrator, folder, capsys):
    assert main(["read", str(folder), "--source", "a" * 201]) == 1
    assert "200 characters" in capsys.readouterr().err
    assert not Source.objects.exists()


def test_an_older_encoding_is_said_on_the_error_output(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    old = "Boä Khoa hoïc vaø Coâng ngheä kyù thoûa thuaän hôïp taùc vôùi Vieän Nghieân cöùu cuûa Phaùp."
    (tmp_path / "old.txt").write_bytes(old.encode("cp1252"))
    assert main(["read", str(tmp_path), "--json"]) == 0
    said = capsys.readouterr()
    assert json.loads(said.out)["lang"] == "vi"
    assert "VNI-Windows" in said.err
    assert "converti en Unicode" in said.err


def test_reading_again_counts_what_the_reader_says_otherwise(administrator, folder, capsys):
    main(["read", str(folder)])
    main(["reread", "--all"])
    assert "The reader says the same as before." in capsys.readouterr().out
    claim = Document.objects.first().claims.first()
    claim.status, claim.proposed = "proposed", {**claim.proposed, "status": "proposed"}
    claim.save()
    assert main(["reread", "--all"]) == 0
    said = capsys.readouterr().out
    assert next(line.split() for line in said.splitlines() if "Changed" in line)[-2] == "1"
    assert "wait for review" in said
