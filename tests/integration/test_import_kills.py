"""An import that is killed at any moment is finished by the second run: nothing is lost, nothing doubled."""

import random

import pytest
from iati_samples import ACTIVITIES
from known_actors import make_actor
from processes import PATIENCE, kill_when, start

from passerelle.apps.audit.models import Event
from passerelle.apps.ledger.actions.iati import import_iati
from passerelle.apps.ledger.actions.tables import import_agreements
from passerelle.apps.ledger.models import (
    Activity,
    Agreement,
    AgreementDocument,
    AgreementImport,
    AgreementParty,
    Budget,
    Commitment,
    Evidence,
    IatiImport,
    Indicator,
    Milestone,
    ParticipatingOrganisation,
    Period,
    Result,
    Standing,
    Step,
    Transaction,
    Twin,
)

pytestmark = [pytest.mark.crash, pytest.mark.django_db(transaction=True)]

SEED = 20261122
KILLS = 3
AGREEMENTS, ACTIVITIES_MADE = 1000, 500
KINDS, STATUSES = (
    ("research", "training", "investment"),
    ("signed", "announced", "implementation", "operational"),
)
WORDS = (
    "laser",
    "quantum",
    "harbour",
    "vaccine",
    "battery",
    "satellite",
    "grid",
    "seed",
    "chip",
    "cloud",
    "ocean",
)
# What an organisation has → how its rows lead to it, and what of them says the same in every organisation.
AGREED = {
    Agreement: ("organisation", ("reference", "title", "kind", "signed", "amount", "address", "tlp")),
    AgreementParty: ("agreement__organisation", ("agreement__reference", "actor__key", "role")),
    AgreementDocument: ("agreement__organisation", ("agreement__reference", "address")),
    Commitment: (
        "organisation",
        ("agreement__reference", "title", "stage", "stage_since", "hush", "silent_from", "clarity", "tlp"),
    ),
    Evidence: (
        "commitment__organisation", ("commitment__agreement__reference", "supports", "on", "text", "address")
    ),
    Step: ("commitment__organisation", ("commitment__agreement__reference", "to", "on", "evidence__text")),
    Standing: ("commitment__organisation", ("commitment__agreement__reference", "stage", "known_from")),
    Milestone: ("commitment__organisation", ("commitment__agreement__reference", "title", "due", "reached")),
    Twin: ("left__organisation", ("left__reference", "right__reference", "score")),
}  # fmt: skip
REPORTED = {
    Activity: ("organisation", ("identifier", "title", "status", "record", "tlp")),
    ParticipatingOrganisation: ("activity__organisation", ("activity__identifier", "ref", "role")),
    Budget: ("activity__organisation", ("activity__identifier", "amount", "currency")),
    Transaction: ("activity__organisation", ("activity__identifier", "on", "amount", "currency")),
    Result: ("activity__organisation", ("activity__identifier", "title")),
    Indicator: ("result__activity__organisation", ("result__activity__identifier", "title")),
    Period: ("indicator__result__activity__organisation", ("indicator__result__activity__identifier",)),
}


def table(draw: random.Random) -> str:
    lines = ["id,date,title,participants,type,status,source_url,funding"]
    for at in range(AGREEMENTS):
        day = f"{draw.randint(2005, 2025)}-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}"
        title = f"{' and '.join(draw.sample(WORDS, 3))} number {at}"
        who = "|".join(draw.sample(["France", "Viet Nam", "Japan", "Intel"], 2))
        lines.append(
            f"ref-{at},{day},{title},{who},{draw.choice(KINDS)},{draw.choice(STATUSES)},https://example.org/{at},"
        )
    lines[500:500] = ["broken", "no-date,soon,Title,France,research,signed,,"]
    return "\n".join(lines) + "\n"


def activities() -> str:
    head, rest = ACTIVITIES.split("<iati-activity ", 1)
    body, tail = rest.split("</iati-activity>", 1)
    one = f"<iati-activity {body}</iati-activity>"
    many = (one.replace("XM-TEST-LAB-1", f"XM-TEST-{at}") for at in range(ACTIVITIES_MADE))
    return head + "\n".join(many) + tail


def held(organisation, models) -> dict[str, list]:
    """Everything that an organisation has, told without the numbers of rows."""
    return {
        model.__name__: sorted(model.objects.filter(**{owner: organisation}).values_list(*fields), key=repr)
        for model, (owner, fields) in models.items()
    }


def ranges(verb: str, field: str, organisation) -> list[list[int]]:
    found = Event.objects.filter(verb=verb, organisation=organisation).order_by("pk")
    return [event.detail[field] for event in found]


@pytest.fixture
def known(db):
    for code, name in (("FR", "France"), ("VN", "Viet Nam"), ("JP", "Japan")):
        make_actor(code.lower(), name, kind="country", country=code)
    make_actor("intel", "Intel", kind="company", country="US")


def killed_and_finished(command: list[str], kept, counter: str, organisation, at_once: int) -> str:
    """Kill a command some times, let it then run to its end, and return what it says."""
    draw = random.Random(SEED)

    def done() -> int:
        return kept.objects.filter(organisation=organisation).values_list(counter, flat=True).first() or 0

    for kill in range(KILLS):
        goal = done() + at_once
        kill_when(start(*command), lambda goal=goal: done() >= goal, draw.uniform(0, 0.15))
        assert not kept.objects.get(organisation=organisation).done, (
            f"kill {kill} came too late to test anything"
        )
    last = start(*command)
    said, _none = last.communicate(timeout=PATIENCE)
    assert kept.objects.get(organisation=organisation).done, said
    return said


def test_a_killed_import_of_agreements_is_finished_and_doubles_nothing(
    known, officer, second_officer, tmp_path
):
    file = tmp_path / "table.csv"
    file.write_text(table(random.Random(SEED)), encoding="utf-8")
    command = ["agreements", "import", str(file), "--as", officer.username]
    said = killed_and_finished(command, AgreementImport, "lines_done", officer.organisation, 200)
    assert f"Agreements added: {AGREEMENTS}; known already: 0; faulty lines: 2" in said
    import_agreements(file, actor=second_officer)  # in one go, elsewhere
    mine, theirs = (held(one.organisation, AGREED) for one in (officer, second_officer))
    assert {name: len(rows) for name, rows in mine.items()} == {
        name: len(rows) for name, rows in theirs.items()
    }
    assert mine == theirs
    assert len(mine["Commitment"]) == AGREEMENTS
    taken = ranges("agreement.take", "lines", officer.organisation)
    assert [first for first, _last in taken[1:]] == [last for _first, last in taken[:-1]], (
        "each line once, in order"
    )
    before = held(officer.organisation, AGREED)
    again = start(*command)
    again.communicate(timeout=PATIENCE)
    assert held(officer.organisation, AGREED) == before


def test_a_killed_import_of_activities_is_finished_and_doubles_nothing(
    known, officer, second_officer, tmp_path
):
    file = tmp_path / "activities.xml"
    file.write_text(activities(), encoding="utf-8")
    command = ["iati", "import", str(file), "--as", officer.username]
    said = killed_and_finished(command, IatiImport, "records_done", officer.organisation, 100)
    assert f"Records added: {ACTIVITIES_MADE}; changed: 0; known already: 0; faults: 0" in said
    import_iati(file, actor=second_officer)
    mine, theirs = (held(one.organisation, REPORTED) for one in (officer, second_officer))
    assert {name: len(rows) for name, rows in mine.items()} == {
        name: len(rows) for name, rows in theirs.items()
    }
    assert mine == theirs
    assert len(mine["Activity"]) == ACTIVITIES_MADE
    assert len(mine["Transaction"]) >= ACTIVITIES_MADE, "activities without money would prove little"
    taken = ranges("iati.take", "records", officer.organisation)
    assert [first for first, _last in taken[1:]] == [last for _first, last in taken[:-1]]
