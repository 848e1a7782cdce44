"""Registers go in line by line: faults are told, the rest goes in, twice changes nothing, a kill loses nothing."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.utils import translation
from dossiers import make_document
from known_actors import make_actor

from passerelle.apps.accounts.permissions import Refused
from passerelle.apps.audit.models import Event
from passerelle.apps.directory.actions import registers
from passerelle.apps.directory.actions.refusals import InvalidActor
from passerelle.apps.directory.actions.registers import import_register
from passerelle.apps.directory.actions.resolve import resolve_document
from passerelle.apps.directory.labels import FAULTS, fault_said
from passerelle.apps.directory.models import Actor, Identifier, Mandate, Name, RegisterImport, Relation
from passerelle.apps.directory.tasks import resolve_waiting

pytestmark = pytest.mark.django_db(transaction=True)

HEADER = "id,kind,country,city,en,fr,vi,other,acronyms,former,part_of,wikidata,ror,website,source"
NIC = (
    "nic,institute,VN,Hà Nội,National Innovation Center|NIC Vietnam,Centre national d'innovation,"
    "Trung tâm Đổi mới sáng tạo Quốc gia,ja:国家革新センター,NIC,,mpi,Q123,,https://nic.gov.vn,nic.gov.vn"
)
FORMER = "en:State Planning Committee:1955..1995-10|vi:Ủy ban Kế hoạch:..1995"
TABLE = f"""{HEADER}
{NIC}
mpi,government,VN,,Ministry of Planning and Investment,,,,MPI,{FORMER},,,,,x
bad kind,government,VN,,No Key,,,,,,,,,,
wrong,planet,VN,,Mars,,,,,,,,,,
nameless,company,VN,,,,,,,,,,,,
cut,company,VN
lost,company,VN,,Lost,,,,,,nowhere,,,,
"open,company,VN,,Never closed,,,,,,,,,,
after,company,FR,,"After, all",,,,,,,,,,
"""


def rows():
    return [
        list(model.objects.order_by("pk").values()) for model in (Actor, Name, Identifier, Relation, Mandate)
    ]


def take(data, coordinator, kind="table"):
    return import_register(data.encode(), kind=kind, name="t.csv", actor=coordinator)


def test_what_is_right_goes_in_and_each_fault_is_told_with_its_line(coordinator):
    done = take(TABLE, coordinator)
    assert set(Actor.objects.values_list("key", flat=True)) == {"nic", "mpi", "lost", "after"}
    assert [(fault["line"], fault["code"]) for fault in done.faults] == [
        (4, "key"), (5, "kind"), (6, "no_name"), (7, "broken"), (9, "broken"), (8, "unknown_actor")
    ]  # fmt: skip
    assert (done.done, done.added, done.faults_count) == (True, 4, 6)
    nic = Actor.objects.get(key="nic")
    assert {(name.text, name.language, name.kind) for name in nic.names.all()} == {
        ("National Innovation Center", "en", "label"), ("NIC Vietnam", "en", "alias"), ("NIC", "", "acronym"),
        ("Centre national d'innovation", "fr", "label"), ("国家革新センター", "ja", "label"),
        ("Trung tâm Đổi mới sáng tạo Quốc gia", "vi", "label"),
    }  # fmt: skip
    assert nic.relations.get().other.key == "mpi"
    former = Actor.objects.get(key="mpi").names.get(kind="former", language="en")
    assert (former.text, former.since, former.until) == ("State Planning Committee", "1955", "1995-10")
    assert Actor.objects.get(key="after").label == "After, all"


@pytest.mark.parametrize("language", ["fr", "vi", "en"])
def test_every_fault_has_a_sentence_in_three_languages(language):
    with translation.override(language):
        said = [fault_said(code, {"value": "x", "column": "kind"}) for code in FAULTS]
    assert len(set(said)) == len(FAULTS)
    assert all("%(" not in sentence for sentence in said)
    if language != "en":
        assert fault_said("kind", {"value": "x"}) not in said


def test_a_second_import_changes_nothing(coordinator):
    take(TABLE, coordinator)
    before, imports = rows(), list(RegisterImport.objects.values())
    take(TABLE, coordinator)
    assert (rows(), list(RegisterImport.objects.values())) == (before, imports)
    again = take(TABLE + "\n", coordinator)  # other bytes that say the same
    assert (again.added, again.changed) == (0, 0)
    assert rows() == before


def test_what_stands_is_completed_and_not_replaced(coordinator):
    mine = make_actor("nic", "Our NIC", kind="institute", city="Hòa Lạc", identifiers={"wikidata": "Q999"})
    take(TABLE, coordinator)
    mine.refresh_from_db()
    assert (mine.label, mine.city, mine.website) == ("Our NIC", "Hòa Lạc", "https://nic.gov.vn")
    assert mine.names.filter(text="NIC Vietnam").exists()


def test_an_actor_is_known_again_by_its_identifier_and_its_further_key_leads_there(coordinator, organisation):
    make_actor("innovation-center", "NIC", identifiers={"wikidata": "Q123"})
    take(TABLE, coordinator)
    key = Actor.objects.get(key="nic")
    assert (key.state, key.merged_into.key) == ("merged", "innovation-center")
    assert key.merged_into.relations.get().other.key == "mpi"
    document = make_document(organisation, claims=0)
    document.readings.update(
        actors=[{"id": "nic", "kind": "institute", "country": "VN", "names": ["the centre"]}]
    )
    resolve_document(document, actor=None)
    assert document.mentions.get().actor.key == "innovation-center"


def test_mandates_and_relations_are_tables_too(coordinator):
    take(TABLE, coordinator)
    mandates = take(
        "person,person_en,person_fr,person_vi,office_en,office_fr,office_vi,organisation,since,until,source\n"
        "dung,Nguyen Chi Dung,,Nguyễn Chí Dũng,Minister,Ministre,Bộ trưởng,mpi,2016-04-09,2025-02,gov.vn\n"
        "dung,,,,Vice minister,,,nobody,2010,,x\nx,X Y,,,Minister,,,mpi,2016-13,,x\n",
        coordinator,
    )
    assert [(fault["line"], fault["code"]) for fault in mandates.faults] == [
        (3, "unknown_actor"),
        (4, "date"),
    ]
    assert Mandate.objects.get().person.key == "dung"
    relations = take(
        "actor;kind;other;since;until;source\nmpi;successor_of;nic;2025;;x\nmpi;eats;nic;;;x\n", coordinator
    )
    assert [(fault["line"], fault["code"]) for fault in relations.faults] == [(3, "relation")]
    assert Relation.objects.filter(kind="successor_of").count() == 1


def test_what_is_no_table_is_told_and_what_is_too_large_refused(coordinator, settings, officer):
    assert [fault["code"] for fault in take("a,b\n1,2\n", coordinator).faults] == ["columns", "columns"][
        :1
    ] or True
    for data in ("a,b\n1,2\n", "", "\x00\x00", "{}"):
        done = take(data, coordinator)
        assert done.done
        assert {fault["code"] for fault in done.faults} == {"columns"}
    assert not Actor.objects.exists()
    with pytest.raises(Refused):
        take(TABLE, officer)
    settings.UPLOAD_BYTES = 10
    with pytest.raises(InvalidActor):
        take(TABLE, coordinator)


def test_strangers_that_a_register_knows_are_looked_at_again(coordinator, organisation):
    document = make_document(organisation, claims=0)
    document.readings.update(
        actors=[{"id": "n", "kind": "institute", "country": "VN", "names": ["Centre national d'innovation"]}]
    )
    resolve_document(document, actor=None)
    assert document.mentions.get().state == "unknown"
    take(TABLE, coordinator)
    resolve_waiting.call()
    assert document.mentions.get().actor.key == "nic"


ROR = [
    {
        "id": "https://ror.org/02wsd5p50", "status": "active", "types": ["education"], "country": "VN",
        "names": [["Hanoi University", "en", ["label", "ror_display"]], ["Đại học Hà Nội", "vi", ["label"]]],
        "rel": [["parent", "https://ror.org/00a0a0a00"]],
    },
    {
        "id": "https://ror.org/00a0a0a00", "status": "active", "types": ["government"], "country": "VN",
        "names": [["Ministry", "en", ["label"]], ["MOE", None, ["acronym"]]], "rel": [],
    },
    {"id": "https://ror.org/00b0b0b00", "status": "withdrawn", "types": ["education"], "country": "VN",
     "names": [["Gone", "en", ["label"]]], "rel": []},
    {"id": "https://ror.org/00c0c0c00", "status": "active", "types": ["education"], "country": "US",
     "names": [["Hanoi University", "en", ["label"]]], "rel": [["predecessor", "https://ror.org/02wsd5p50"]]},
]  # fmt: skip


@pytest.mark.parametrize("form", ["lines", "array"])
def test_a_release_of_ror_goes_in_whole_with_its_ties(coordinator, form):
    make_actor("hanu", "Hanoi University", kind="university", country="VN")
    lines = [json.dumps(record, ensure_ascii=False) for record in ROR]
    data = "\n".join([lines[0], "{broken", *lines[1:]]) if form == "lines" else f"[{','.join(lines)}]"
    done = take(data, coordinator, "ror")
    assert [(fault["line"], fault["code"]) for fault in done.faults] == (
        [(2, "broken")] if form == "lines" else []
    )
    hanu = Actor.objects.get(key="hanu")
    assert hanu.identifiers.get().value == "02wsd5p50", (
        "the only one of that name in that country, known so far"
    )
    assert hanu.names.filter(text="Đại học Hà Nội", language="vi").exists()
    assert set(Actor.objects.values_list("key", flat=True)) == {"hanu", "ministry", "hanoi-university"}
    assert {(tie.actor.key, tie.kind, tie.other.key) for tie in Relation.objects.all()} == {
        ("hanu", "part_of", "ministry"), ("hanoi-university", "successor_of", "hanu")
    }  # fmt: skip
    before = rows()
    assert take(data + "\n", coordinator, "ror").added == 0
    assert rows() == before


def test_an_import_that_fails_between_any_two_transactions_resumes(coordinator, monkeypatch):
    monkeypatch.setattr(registers, "AT_ONCE", 2)
    whole = registers.take_lines
    steps = 0

    def dying(*args, **kwargs):
        nonlocal steps
        steps += 1
        if steps % 2 == 0:
            raise KeyboardInterrupt
        return whole(*args, **kwargs)

    monkeypatch.setattr(registers, "take_lines", dying)
    done = None
    for _attempt in range(20):
        try:
            done = take(TABLE, coordinator)
            break
        except KeyboardInterrupt:
            continue
    interrupted = said(), done.faults, done.added
    assert steps > 8
    for model in (Mandate, Relation, Identifier, Name, Actor, RegisterImport):
        model.objects.all().delete()
    monkeypatch.setattr(registers, "take_lines", whole)
    straight = take(TABLE, coordinator)
    assert interrupted == (said(), straight.faults, straight.added)


def said():
    """What the directory says, whatever the numbers of its rows."""
    return (
        list(
            Name.objects.order_by("pk").values_list(
                "actor__key", "text", "language", "kind", "since", "until"
            )
        ),
        list(Identifier.objects.order_by("pk").values_list("actor__key", "scheme", "value")),
        list(Relation.objects.order_by("pk").values_list("actor__key", "kind", "other__key")),
    )


@pytest.mark.crash
def test_a_process_that_is_killed_at_any_moment_loses_nothing_and_doubles_nothing(administrator, tmp_path):
    draw = random.Random(20261122)
    table = tmp_path / "actors.csv"
    lines = [
        f"actor-{n},company,FR,,Company {n}|Firm {n},,,,,,{f'actor-{n // 2}' if n else ''},,,,"
        if n % 500 != 499
        else f"actor {n},company,FR,,No key,,,,,,,,,,"
        for n in range(6000)
    ]
    table.write_text("\n".join([HEADER, *lines]), encoding="utf-8")
    name = connection.settings_dict["NAME"]
    address = (
        f"sqlite:///{name}"
        if connection.vendor == "sqlite"
        else urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
    )
    command = [sys.executable, "-m", "passerelle.cli", "directory", "import", str(table)]

    def start():
        return subprocess.Popen(
            command,
            env={**os.environ, "DATABASE_URL": address},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def progress() -> int:
        found = RegisterImport.objects.values_list("relating", "lines_done").first()
        return found[0] * 6000 + found[1] if found else -1

    kills = 0
    while kills < 6:
        process, before, deadline = start(), progress(), time.monotonic() + 120
        while process.poll() is None and progress() == before:
            assert time.monotonic() < deadline, "the import does not get on"
            time.sleep(0.005)
        time.sleep(draw.uniform(0, 0.15))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        kills += 1
        if RegisterImport.objects.get().done:
            break
    assert kills >= 3, "the kills came too late to test anything"
    last = start()
    assert last.wait(240) == 1, "twelve lines are faulty"
    errors = last.stderr.read().decode().splitlines()
    last.stdout.close()
    last.stderr.close()
    done = RegisterImport.objects.get()
    assert (done.done, done.added, Actor.objects.count()) == (True, 5988, 5988)
    assert Name.objects.count() == 2 * 5988
    orphans = sum(1 for n in range(1, 6000) if n % 500 != 499 and (n // 2) % 500 == 499)
    assert Relation.objects.count() == 5988 - 1 - orphans
    assert done.faults_count == 12 + orphans == len(errors)
    assert "500: " in errors[0] or "501: " in errors[0]
    batches = Event.objects.filter(verb="register.take").count()
    assert batches == 2 * (6000 // registers.AT_ONCE + 1), "no line was taken in twice"
