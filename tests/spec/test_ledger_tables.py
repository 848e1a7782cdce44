"""Tables of agreements go in line by line: faults are told, the rest goes in, twice is once, a kill loses nothing."""

import json
from pathlib import Path

import pytest
from django.utils import translation
from known_actors import make_actor
from ledgers import TODAY

from passerelle.apps.accounts.permissions import Refused
from passerelle.apps.directory.actions.starter import import_starter
from passerelle.apps.ledger.actions import tables
from passerelle.apps.ledger.actions.agreements import record_agreement
from passerelle.apps.ledger.actions.joining import join_agreements, keep_agreements_apart
from passerelle.apps.ledger.actions.refusals import InvalidEntry
from passerelle.apps.ledger.actions.tables import import_agreements
from passerelle.apps.ledger.labels import FAULTS, fault_said
from passerelle.apps.ledger.models import (
    Agreement,
    AgreementParty,
    Commitment,
    Evidence,
    Milestone,
    Step,
    Twin,
)
from passerelle.apps.ledger.queries.agreements import agreement_page, twins_for

pytestmark = pytest.mark.django_db

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "agreements"
HEADER = "id,date,title,participants,type,status,source_url,last_verified,funding"
TABLE = f"""{HEADER}
one,2024-05-02,Chip research,France|Viet Nam,research,implementation,https://example.org/a,2026-08-02,EUR 2 million
two,2024-06,"Skills, together",Việt Nam|Japan,training,signed,,,
bad date,soon,Title,France,research,signed,,,
no parties,2024-01-01,Title,,research,signed,,,
stranger,2024-01-01,Title,Atlantis|France,research,signed,,,
kind,2024-01-01,Title,France,alchemy,signed,,,
status,2024-01-01,Title,France,research,dreamt,,,
formula,2024-01-01,=1+1,France,research,signed,,,
address,2024-01-01,Title,France,research,signed,ftp://x,,
cut,2024-01-01
one,2024-05-02,Another title,France|Viet Nam,research,implementation,,,
untitled,2024-01-01,,France,research,signed,,,
"open,2024-01-01,Never closed,France,research,signed,,,
after,2025,After all,France|Japan,investment,operational,https://example.org/b,2026-01-01,
"""


@pytest.fixture(autouse=True)
def countries(db):
    for code, *names in (("FR", "France"), ("VN", "Viet Nam", "Việt Nam"), ("JP", "Japan")):
        make_actor(code.lower(), *names, kind="country", country=code)


def rows():
    models = (Agreement, AgreementParty, Commitment, Evidence, Step, Milestone, Twin)
    return [list(model.objects.order_by("pk").values()) for model in models]


def take(tmp_path, text, actor, name="table.csv"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return import_agreements(path, actor=actor, today=TODAY)


def test_what_is_right_goes_in_and_each_fault_is_told_with_its_line(tmp_path, officer):
    done = take(tmp_path, TABLE, officer)
    assert set(Agreement.objects.values_list("reference", flat=True)) == {"one", "two", "stranger", "after"}
    assert [(fault["line"], fault["code"]) for fault in done.faults] == [
        (4, "date"), (5, "no_parties"), (6, "unknown_party"), (7, "kind"), (8, "status"), (9, "formula"),
        (10, "address"), (11, "broken"), (12, "again"), (13, "no_title"), (14, "broken"),
    ]  # fmt: skip
    assert (done.done, done.added, done.faults_count) == (True, 4, 10)
    one = agreement_page(officer, Agreement.objects.get(reference="one").pk, "en", today=TODAY)
    assert [name for _party, name in one.parties] == ["France", "Vietnam"]
    assert [(row.stage, row.commitment.promised) for row in one.commitments] == [("started", "2024-05-02")]
    assert (one.agreement.amount, one.documents[0].address) == ("EUR 2 million", "https://example.org/a")
    assert Commitment.objects.get(agreement__reference="after").stage == "delivered"
    assert Commitment.objects.get(agreement__reference="two").stage == "signed"


@pytest.mark.parametrize("language", ["fr", "vi", "en"])
def test_every_fault_has_a_sentence_in_three_languages(language):
    with translation.override(language):
        said = {code: fault_said(code, {"value": "X"}) for code in FAULTS}
    assert all(said.values())
    if language != "en":
        with translation.override("en"):
            assert all(fault_said(code, {"value": "X"}) != text for code, text in said.items())


def test_the_same_table_twice_changes_nothing_and_another_adds_what_is_new(tmp_path, officer):
    take(tmp_path, TABLE, officer)
    before = rows()
    take(tmp_path, TABLE, officer)
    assert rows() == before
    longer = take(tmp_path, f"{TABLE}more,2025-02,More,Japan,dialogue,announced,,,\n", officer, "longer.csv")
    assert (longer.added, longer.known) == (1, 5)
    assert Agreement.objects.get(reference="more").signed == ""


def test_a_table_that_was_broken_off_goes_on_where_it_was(tmp_path, officer, monkeypatch):
    monkeypatch.setattr(tables, "AT_ONCE", 3)
    whole = tables.take
    calls = []

    def dying(lines, **given):
        calls.append(len(lines))
        if len(calls) == 3:
            raise KeyboardInterrupt
        return whole(lines, **given)

    monkeypatch.setattr(tables, "take", dying)
    with pytest.raises(KeyboardInterrupt):
        take(tmp_path, TABLE, officer)
    assert Agreement.objects.count() < 4
    done = take(tmp_path, TABLE, officer)
    assert (done.done, done.added, done.faults_count) == (True, 4, 10)


def test_milestones_come_in_a_table_of_their_own_or_with_their_agreement(tmp_path, officer):
    agreement = {
        "id": "one", "date": "2024-05-02", "title": "Chip research", "participants": ["France", "Viet Nam"],
        "scope": "semiconductor-specific", "milestones": [{"date": "2025-03", "milestone": "first call"}],
    }  # fmt: skip
    take(tmp_path, json.dumps(agreement) + "\n{broken\n[1]\n", officer, "table.jsonl")
    assert Agreement.objects.get().technologies == ["chips"]
    done = take(
        tmp_path,
        "id|date|milestone\none|2025-03|first call\none|2031|last call\nno|2025|x\n",
        officer,
        "m.psv",
    )
    assert [(fault["line"], fault["code"]) for fault in done.faults] == [(4, "unknown_agreement")]
    assert list(Milestone.objects.values_list("title", "reached", "due")) == [
        ("first call", "2025-03", ""), ("last call", "", "2031"),
    ] or set(Milestone.objects.values_list("title", "reached", "due")) == {
        ("first call", "2025-03", ""), ("last call", "", "2031"),
    }  # fmt: skip
    assert Evidence.objects.filter(text="first call").count() == 1


def test_what_is_no_table_is_said(tmp_path, officer, visitor):
    assert take(tmp_path, "a,b\n1,2\n", officer).faults[0]["code"] == "columns"
    assert take(tmp_path, "", officer, "empty.csv").faults[0]["code"] == "columns"
    with pytest.raises(Refused):
        take(tmp_path, TABLE, visitor)
    with pytest.raises(InvalidEntry):
        import_agreements(tmp_path / "table.csv", tlp="pink", actor=officer)


def test_an_agreement_entered_twice_is_proposed_as_one_and_asked_about_once(tmp_path, officer):
    table = f"""{HEADER}
a,2026-01-15,France–Viet Nam Agreement on Semiconductor Trade and Investment,France|Viet Nam,investment,signed,,,
b,2026-01-15,France–Viet Nam Trade and Investment semiconductor partnership,France|Viet Nam,investment,signed,,,
c,2026-01-15,France–Viet Nam railway safety dialogue,France|Viet Nam,dialogue,signed,,,
"""
    take(tmp_path, table, officer)
    (alike,) = twins_for(officer)
    assert {alike.twin.left.reference, alike.twin.right.reference} == {"a", "b"}
    keep_agreements_apart(alike.twin.left, alike.twin.right, actor=officer)
    take(tmp_path, table + "d,2026-02,Other,Japan,dialogue,signed,,,\n", officer, "again.csv")
    assert twins_for(officer) == []


def test_an_agreement_entered_by_hand_is_compared_too(officer):
    given = {"signed": "2026-01-15", "kind": "investment"}
    from passerelle.apps.directory.models import Actor

    parties = [(one, "party") for one in Actor.objects.filter(key__in=["fr", "vn"])]
    one = record_agreement(title="Agreement on semiconductor trade", parties=parties, actor=officer, **given)
    two = record_agreement(title="Semiconductor trade agreement", parties=parties, actor=officer, **given)
    assert [alike.other for alike in twins_for(officer, of=one)] == [two]
    join_agreements(one, two, actor=officer)
    assert twins_for(officer) == []


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="The data beside the project is not there.")
def test_the_list_of_agreements_beside_the_project_imports_whole(officer):
    from passerelle.apps.directory.models import Actor, Name

    Name.objects.all().delete()
    Actor.objects.all().delete()
    import_starter(actor=None)
    done = import_agreements(SHARED / "records.jsonl", actor=officer, today=TODAY)
    assert (done.added, done.faults_count) == (54, 0)
    assert [fault["details"]["value"] for fault in done.faults] == ["European Union member states"]
    milestones = import_agreements(SHARED / "milestones.psv", actor=officer, today=TODAY)
    assert (milestones.faults_count, Milestone.objects.count()) == (0, 13)
    pairs = [{one.twin.left.reference, one.twin.right.reference} for one in twins_for(officer)]
    assert {"usa-twn-investment-2026", "usa-twn-trade-investment-semiconductors-2026"} in pairs
    assert len(pairs) == 1
    assert Commitment.objects.exclude(stage="").count() == 54
    again = import_agreements(SHARED / "records.jsonl", actor=officer, today=TODAY)
    assert again.pk == done.pk
    assert Agreement.objects.count() == 54
