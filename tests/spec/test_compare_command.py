"""Two readers side by side in the terminal: what the second gained, lost and says otherwise."""

import json
from dataclasses import replace

import pytest
from django.utils import translation
from dossiers import make_document

from passerelle.cli import main
from passerelle.core.reading import registry
from passerelle.core.reading.model import Reading
from passerelle.core.reading.reader import Reader

TEXT = (
    "Le Viet Nam et la France ont signé un accord sur les semi-conducteurs à Paris. "
    "FPT investit 200 millions de dollars à Da Nang."
)


class Sceptic(Reader):
    """Finds no investment, and takes every agreement for one that is only being negotiated."""

    name, version = "sceptic", "3"

    def read(self, text: str, *, language: str | None = None, published: str | None = None) -> Reading:
        reading = super().read(text, language=language, published=published)
        kept = [
            replace(claim, status="negotiating", confidence={**claim.confidence, "status": 0.41})
            if claim.type == "agreement"
            else claim
            for claim in reading.claims
            if claim.type != "investment"
        ]
        return replace(reading, reader=self.name, version=self.version, claims=tuple(kept))


@pytest.fixture(autouse=True)
def two_readers(monkeypatch):
    readers = {("rules", "2"): Reader, ("sceptic", "3"): Sceptic}
    monkeypatch.setattr(registry, "READERS", readers)
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    monkeypatch.setenv("COLUMNS", "200")
    with translation.override("en"):
        yield


@pytest.fixture
def page(tmp_path):
    path = tmp_path / "page.txt"
    path.write_text(TEXT, encoding="utf-8")
    return str(path)


def test_what_changed_is_printed_with_its_sentence(page, capsys):
    assert main(["compare", "rules@2", "sceptic", page]) == 0
    said = capsys.readouterr().out
    assert "gained 0, lost 1, changed 1" in said
    assert "Status: signed → under negotiation · 41%" in said
    assert "− Investment: FPT" in said
    assert "ont signé un accord" in said
    assert "rules@2 → sceptic@3" in said


def test_what_the_second_finds_alone_is_gained(page, capsys):
    assert main(["compare", "sceptic@3", "rules", page]) == 0
    assert "+ Investment: FPT" in capsys.readouterr().out


def test_a_reader_beside_itself_changes_nothing(page, capsys):
    assert main(["compare", "rules", "rules@2", page]) == 0
    assert "gained 0, lost 0, changed 0" in capsys.readouterr().out


def test_json_says_the_same_in_the_words_of_the_gold(page, capsys):
    assert main(["compare", "rules", "sceptic", page, "--json"]) == 0
    document, total = map(json.loads, capsys.readouterr().out.splitlines())
    assert [claim["type"] for claim in document["lost"]] == ["investment"]
    (changed,) = document["changed"]
    assert changed["changes"] == {"status": ["signed", "negotiating"]}
    assert changed["after"]["confidence"]["status"] == 0.41
    assert TEXT[changed["after"]["start"] : changed["after"]["end"]].startswith(changed["after"]["anchor"])
    assert (total["readers"], total["lost"], total["attributes"]) == (
        ["rules@2", "sceptic@3"],
        1,
        {"status": 1},
    )
    assert total["types"]["investment"] == {"lost": 1}


@pytest.mark.parametrize(
    ("locale", "sentence"),
    [
        ("fr_FR", "Il n’existe pas de lecteur «\N{NO-BREAK SPACE}oracle\N{NO-BREAK SPACE}»"),
        ("vi_VN", "Không có bộ đọc “oracle”"),
        ("en_GB", "There is no reader “oracle”"),
    ],
)
def test_an_unknown_reader_is_answered_with_those_there_are(page, capsys, monkeypatch, locale, sentence):
    monkeypatch.setenv("LC_ALL", f"{locale}.UTF-8")
    assert main(["compare", "rules", "oracle", page]) == 2
    said = capsys.readouterr().err
    assert sentence in said
    assert "rules@2, sceptic@3" in said


def test_the_words_are_those_of_the_terminal(page, capsys, monkeypatch):
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    main(["compare", "rules", "sceptic", page])
    assert "Statut\N{NO-BREAK SPACE}: signé → en négociation · 41" in capsys.readouterr().out
    monkeypatch.setenv("LC_ALL", "vi_VN.UTF-8")
    main(["compare", "rules", "sceptic", page])
    assert "Tình trạng: đã ký → đang đàm phán" in capsys.readouterr().out


def test_what_is_refused_is_said_and_the_rest_goes_on(page, tmp_path, capsys):
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    assert main(["compare", "rules", "sceptic", str(empty), page]) == 1
    said = capsys.readouterr()
    assert "is empty" in said.err
    assert "lost 1" in said.out


def test_without_documents_there_is_nothing_to_compare(capsys):
    assert main(["compare", "rules", "sceptic"]) == 2
    assert "--stored" in capsys.readouterr().err


@pytest.mark.django_db
def test_documents_of_the_library_are_compared_by_number_as_far_as_they_may_be_seen(
    organisation, second_organisation, officer, second_officer, capsys
):
    document = make_document(organisation, text=TEXT, language="fr", tlp="amber")
    number = str(document.pk)
    assert main(["compare", "rules", "sceptic", "--stored", number, "--as", officer.username]) == 0
    assert "lost 1" in capsys.readouterr().out
    assert main(["compare", "rules", "sceptic", "--stored", number, "--as", second_officer.username]) == 1
    said = capsys.readouterr()
    assert f"no document {number}" in said.err
    assert "lost 1" not in said.out
    assert document.readings.count() == 1
