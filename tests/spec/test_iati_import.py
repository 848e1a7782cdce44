"""Activities of IATI go into the ledger whole: faults are told by line, twice is once, a kill loses nothing."""

from decimal import Decimal
from os import fsdecode

import pytest
from iati_samples import ACTIVITIES, ORGANISATIONS, changed
from known_actors import make_actor

from passerelle.apps.accounts.permissions import Refused
from passerelle.apps.ledger.actions import iati
from passerelle.apps.ledger.actions.activities import edit_activity
from passerelle.apps.ledger.actions.iati import import_iati
from passerelle.apps.ledger.actions.refusals import Conflict
from passerelle.apps.ledger.iati_labels import IATI_FAULTS, iati_fault_said
from passerelle.apps.ledger.models import (
    Activity,
    Budget,
    IatiImport,
    Indicator,
    OrganisationReport,
    ParticipatingOrganisation,
    Period,
    Result,
    Transaction,
)
from passerelle.cli import main
from passerelle.sources.iati.meaning import canonical, canonical_file
from passerelle.sources.iati.writing import from_text

pytestmark = pytest.mark.django_db
MODELS = (Activity, ParticipatingOrganisation, Budget, Transaction, Result, Indicator, Period)


def rows():
    return [list(model.objects.order_by("pk").values()) for model in MODELS]


@pytest.fixture
def take(tmp_path, officer):
    def taken(content, name="file.xml", actor=officer, **given):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return import_iati(path, actor=actor, **given)

    return taken


def several(number, *, of=ACTIVITIES):
    """A file of the sample's activity, several times, each under an identifier of its own."""
    head, rest = of.split("<iati-activity ", 1)
    body, tail = rest.split("</iati-activity>", 1)
    one = f"<iati-activity {body}</iati-activity>"
    return head + "\n".join(one.replace("XM-TEST-LAB-1", f"XM-TEST-{at}") for at in range(number)) + tail


def test_an_activity_is_kept_whole_with_its_organisations_money_and_results(take):
    done = take(ACTIVITIES, tlp="clear")
    assert (done.done, done.added, done.faults_count) == (True, 1, 0)
    row = Activity.objects.get()
    assert (row.identifier, row.reporter, row.status, row.tlp) == ("XM-TEST-LAB-1", "XM-TEST", "2", "clear")
    assert (row.title, row.parents) == ("Laboratoire d’optique", ["XM-TEST-LAB"])
    assert canonical(from_text(row.record)) == canonical_file([ACTIVITIES.encode()])[1]
    assert row.participating.get().ref == "XM-TEST"
    budget, transaction = row.budgets.get(), row.transactions.get()
    assert (Decimal(budget.amount), budget.currency) == (Decimal("25000.50"), "EUR")
    assert (transaction.type, transaction.currency, transaction.receiver_name) == ("3", "EUR", "Institut")
    assert transaction.receiver_activity == "XM-OTHER-7"
    indicator = row.results.get().indicators.get()
    assert indicator.baselines == [{"value": "0", "dimensions": [], "year": "2023", "on": ""}]
    period = indicator.periods.get()
    assert period.targets == [{"value": "40", "dimensions": [["sex", "female"]]}]
    assert period.actuals == [{"value": "35", "dimensions": []}]


def test_organisations_are_found_by_identifier_first_and_by_name_where_one_alone_bears_it(take):
    lab = make_actor("lab", "Photonics Laboratory", identifiers={"ror": "05a28rw58"})
    institute = make_actor("institute", "Institut")
    make_actor("one", "Twice")
    make_actor("other", "Twice")
    take(
        changed(
            '<participating-org role="1" ref="XM-TEST"/>',
            '<participating-org role="1" ref="XI-ROR-05A28RW58"><narrative>Twice</narrative></participating-org>'
            '<participating-org role="4"><narrative>Twice</narrative></participating-org>',
        )
    )
    assert [one.actor for one in ParticipatingOrganisation.objects.all()] == [lab, None]
    assert Transaction.objects.get().receiver == institute


def test_the_same_file_twice_changes_nothing_and_a_later_one_replaces_what_it_says_anew(take):
    take(several(3))
    before = rows()
    take(several(3))
    assert rows() == before
    assert IatiImport.objects.count() == 1
    later = take(several(4).replace("25000.50", "30000", 1), "later.xml", tlp="red")
    assert (later.added, later.changed, later.known, later.faults_count) == (1, 1, 2, 0)
    standing = Budget.objects.known().order_by("activity")
    assert [one.amount for one in standing] == ["30000", *3 * ["25000.50"]]
    assert [one.tlp for one in Activity.objects.all()] == ["red", "red", "red", "red"]
    assert [model.objects.count() for model in MODELS] == [5 if model is Budget else 4 for model in MODELS]


def test_faults_are_told_with_their_line_and_the_rest_goes_in(take):
    text = several(3).replace('percentage="12.5"', 'percentage="12,5"', 1)
    text = text.replace("XM-TEST-2<", "XM-TEST-1<").replace("Ingénieurs", "Experts")
    text = text.replace("Experts", "Ingénieurs", 2)
    third = text[: text.rindex("<iati-activity ")].count("\n") + 1
    done = take(text)
    assert set(Activity.objects.values_list("identifier", flat=True)) == {"XM-TEST-1"}
    assert [(fault["line"], fault["code"]) for fault in done.faults][1:] == [(third, "again")]
    assert done.faults[0]["line"] == 18
    assert all(iati_fault_said(fault, "vi") for fault in done.faults)
    foreign = ORGANISATIONS.replace("</iati-organisations>", '<x:a xmlns:x="urn:x"/></iati-organisations>')
    assert [fault["code"] for fault in take(foreign, "o.xml").faults] == ["no_record"]
    assert (OrganisationReport.objects.count(), IatiImport.objects.get(name="o.xml").faults_count) == (1, 0)
    cut = take(several(3)[:-200], "cut.xml")
    assert (cut.done, cut.added, cut.faults_count) == (True, 1, 1)


def test_activities_without_an_identifier_are_told_apart_by_what_they_say(take):
    nameless = several(2).replace("XM-TEST-0<", "<").replace("XM-TEST-1<", "<")
    other = nameless.replace("25000.50", "30000", 1)
    assert (take(nameless).added, take(nameless, "again.xml").added) == (1, 1)
    assert (take(other, "other.xml").added, IatiImport.objects.get(name="other.xml").known) == (1, 1)
    assert Activity.objects.filter(identifier="").count() == 2


def test_a_file_that_was_broken_off_goes_on_where_it_was(take, monkeypatch):
    monkeypatch.setattr(iati, "AT_ONCE", 2)
    whole, calls = iati.take, []

    def dying(lines, source, taking):
        calls.append(len(lines))
        if len(calls) == 2:
            raise KeyboardInterrupt
        return whole(lines, source, taking)

    monkeypatch.setattr(iati, "take", dying)
    with pytest.raises(KeyboardInterrupt):
        take(several(5))
    assert Activity.objects.count() == 2
    done = take(several(5))
    assert (done.done, done.added, done.known, done.records_done) == (True, 5, 0, 5)
    assert calls == [2, 2, 2, 1]


def test_only_members_take_files_in_and_only_for_their_organisation(take, visitor, second_officer):
    with pytest.raises(Refused):
        take(ACTIVITIES, actor=visitor)
    take(ACTIVITIES)
    take(ACTIVITIES, actor=second_officer)
    assert Activity.objects.values("organisation").distinct().count() == 2


@pytest.mark.parametrize("language", ["fr", "vi"])
def test_our_own_faults_have_sentences_in_three_languages(language):
    for code in IATI_FAULTS:
        fault = {"line": 1, "code": code, "element": "", "details": {}}
        assert iati_fault_said(fault, language) != iati_fault_said(fault, "en")


def test_the_command_tells_each_fault_in_a_line_and_counts(tmp_path, monkeypatch, capsys, administrator):
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    path = tmp_path / "file.xml"
    path.write_text(several(2).replace('percentage="12.5"', 'percentage="12,5"', 1))
    assert main(["iati", "import", str(path), "--as", administrator.username]) == 1
    said = capsys.readouterr()
    assert said.err.startswith(f"{path}:18: ")
    assert "ajoutées" in said.out
    assert Activity.objects.get().organisation == administrator.organisation
    assert main(["iati", "import", str(path) + ".none"]) == 2


@pytest.mark.parametrize(("content", "model"), [(ACTIVITIES, Activity), (ORGANISATIONS, OrganisationReport)])
def test_a_file_given_again_more_strictly_marks_what_another_file_told_too(take, content, model):
    take(content, "first.xml", tlp="green")
    assert take(content + "\n", "second.xml", tlp="green").known == 1
    before = model.objects.get()
    again = take(content + "\n", "second.xml", tlp="red")
    assert (again.tlp, again.known, model.objects.get().tlp) == ("red", 1, "red")
    assert model.objects.get().record == before.record
    assert take(content + "\n", "second.xml", tlp="green").tlp == "red"
    assert model.objects.get().tlp == "red"


@pytest.mark.parametrize("last", ["", "\n"])
def test_whoever_edits_an_activity_whose_marking_was_raised_meanwhile_is_told(take, officer, last):
    take(ACTIVITIES, tlp="green")
    one = Activity.objects.get()
    take(ACTIVITIES + last, "again.xml", tlp="red")
    with pytest.raises(Conflict):
        edit_activity(one, actor=officer, changes={"tlp": "green"}, seen=one.version)
    assert Activity.objects.get().tlp == "red"


def test_a_marking_that_was_cut_short_is_done_by_the_next_run(take, monkeypatch):
    take(several(3), "first.xml", tlp="green")
    take(several(3) + "\n", "second.xml", tlp="green")
    monkeypatch.setattr(iati, "AT_ONCE", 1)
    marked = iati.mark_iati_records

    def cut(source, lines, **given):
        marked(source, lines, **given)
        raise OSError("the disk is gone")

    monkeypatch.setattr(iati, "mark_iati_records", cut)
    with pytest.raises(OSError, match="disk"):
        take(several(3) + "\n", "second.xml", tlp="red")
    monkeypatch.setattr(iati, "mark_iati_records", marked)
    assert Activity.objects.filter(tlp="red").count() == 1
    take(several(3) + "\n", "second.xml", tlp="red")
    assert set(Activity.objects.values_list("tlp", flat=True)) == {"red"}


def test_a_name_of_the_disk_that_is_no_text_is_kept_as_far_as_it_is(tmp_path, officer):
    path = tmp_path / fsdecode(b"a\xff.xml")
    path.write_text(ACTIVITIES)
    assert import_iati(path, actor=officer).name == "a?.xml"
