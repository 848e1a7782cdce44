"""How much of an activity each country has is asked where a file does not say, kept beside the record, and leaves."""

from decimal import Decimal
from io import BytesIO

import pytest
from activities import programme
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from iati_samples import changed
from ledgers import TODAY

from passerelle.apps.ledger.actions.activities import edit_activity
from passerelle.apps.ledger.actions.iati import import_iati
from passerelle.apps.ledger.actions.iati_export import export_activities
from passerelle.apps.ledger.actions.refusals import InvalidEntry
from passerelle.apps.ledger.activities.leaving import Leaving
from passerelle.apps.ledger.models import Activity, IatiImport
from passerelle.cli import main
from passerelle.core.commitments.country_shares import EQUAL, GIVEN, Division
from passerelle.core.commitments.reporting import Reporter
from passerelle.sources.iati.reading import read

pytestmark = pytest.mark.django_db
ONE = '<recipient-country code="VN"/>'
SEVERAL = changed(ONE, ONE + '<recipient-country code="FR"/><recipient-country code="LA"/>').decode()
SAID = SEVERAL.replace('"VN"/>', '"VN" percentage="50"/>').replace('"FR"/>', '"FR" percentage="30"/>')
SAID = SAID.replace('"LA"/>', '"LA" percentage="20"/>')


@pytest.fixture
def take(tmp_path, officer):
    def taken(text, **given):
        path = tmp_path / "file.xml"
        path.write_text(text)
        return import_iati(path, actor=officer, tlp="clear", **given)

    return taken


def leaving(user):
    out = BytesIO()
    done = export_activities(out, Leaving(Reporter("XM-US", "10", "Us", "en"), "clear", TODAY), actor=user)
    found = [told for _record, told in read([out.getvalue()])] if out.getvalue() else []
    return done, [[(one.code, one.percentage) for one in told.countries] for told in found]


@pytest.mark.parametrize(
    ("division", "shares"),
    [
        (None, {}),
        (Division(EQUAL), {"VN": "33.34", "FR": "33.33", "LA": "33.33"}),
        (
            Division(GIVEN, {"VN": Decimal(60), "FR": Decimal(30), "LA": Decimal(10)}),
            {"VN": "60", "FR": "30", "LA": "10"},
        ),
        (Division(GIVEN, {"VN": Decimal(60), "FR": Decimal(40)}), {}),  # of other countries
    ],
)
def test_what_the_person_answers_is_kept_beside_the_record_and_leaves_with_it(
    take, officer, division, shares
):
    done = take(SEVERAL, division=division)
    one = Activity.objects.get()
    assert (one.shares, "percentage" in one.record.split("capital-spend")[0]) == (shares, False)
    remarks = [(fault["code"], fault["details"]) for fault in done.faults]
    assert remarks == ([] if shares else [("undivided", {"value": "VN, FR, LA"})])
    assert done.faults_count == 0
    exported, countries = leaving(officer)
    assert exported.activities == bool(shares)  # without, it is against the ruleset
    told = [{code: str(part) for code, part in some} for some in countries]
    assert told == ([shares] if shares else [])


def test_a_later_file_keeps_the_answer_until_it_says_itself_or_names_others(take):
    take(SEVERAL, division=Division(EQUAL))
    again = take(SEVERAL.replace("25000.50", "1"))
    assert (Activity.objects.get().shares["VN"], again.faults) == ("33.34", [])
    take(SEVERAL.replace('<recipient-country code="LA"/>', ""))
    assert Activity.objects.get().shares == {}
    take(SEVERAL + "\n", division=Division(EQUAL))
    take(SAID)
    assert Activity.objects.get().shares == {}


def test_shares_are_said_on_the_page_of_an_activity_too(take, officer):
    take(SEVERAL)
    one = Activity.objects.get()
    edit_activity(one, changes={"shares": "VN 60; fr=30, LA 10 %"}, actor=officer)
    one.refresh_from_db()
    assert one.shares == {"VN": "60", "FR": "30", "LA": "10"}
    for wrong in ("VN 60, FR 40", "VN 60, FR 30, LA 11", "VN 60, FR 30, LA 10, LA 0", "half", "VN 33,3"):
        with pytest.raises(InvalidEntry) as fault:
            edit_activity(one, changes={"shares": wrong}, actor=officer)
        assert fault.value.field == "shares"
    take(SAID)
    with pytest.raises(InvalidEntry) as fault:
        edit_activity(Activity.objects.get(), changes={"shares": "VN 60, FR 30, LA 10"}, actor=officer)
    assert fault.value.code == "said"


def test_our_own_programme_leaves_with_the_shares_that_were_said(officer):
    programme(officer, countries=["VN", "FR"], tlp="clear")
    exported, countries = leaving(officer)
    edit_activity(Activity.objects.get(), changes={"shares": "VN 70, FR 30"}, actor=officer)
    told, said = leaving(officer)
    assert (countries, said) == ([[("VN", 50), ("FR", 50)]], [[("VN", 70), ("FR", 30)]])
    assert "shares_unknown" in {note for _who, note in exported.notes}
    assert "shares_unknown" not in {note for _who, note in told.notes}


@pytest.mark.parametrize(
    ("language", "said"), [("fr", "Viêt Nam"), ("vi", "Việt Nam, Pháp, Lào"), ("en", "Vietnam, France, Laos")]
)
def test_who_sends_a_file_is_asked_before_anything_is_written(client, officer, language, said):
    client.force_login(officer)
    client.cookies["django_language"] = language

    def sent(**given):
        file = SimpleUploadedFile("file.xml", SEVERAL.encode())
        answer = client.post(reverse("correspondence:iati-file"), {"file": file, "tlp": "green"} | given)
        return answer, answer.content.decode()

    answer, text = sent()
    assert [one["identifier"] for one in answer.context["asked"]] == ["XM-TEST-LAB-1"]
    assert said in text
    for wrong in ("", "VN 60, FR 41", "much"):
        assert sent(shares="given", parts=wrong)[0].context["form"].errors.keys() == {"parts"}
    assert not IatiImport.objects.exists()
    sent(shares="given", parts="VN 60, FR 30, LA 10")
    assert Activity.objects.get().shares == {"VN": "60", "FR": "30", "LA": "10"}


def test_the_command_divides_as_it_is_told_and_says_what_it_did_not(
    tmp_path, monkeypatch, capsys, administrator
):
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    path = tmp_path / "file.xml"
    path.write_text(SEVERAL)
    who = ["--as", administrator.username]
    assert main(["iati", "import", str(path), "--shares", "most", *who]) == 2
    assert "--shares: " in capsys.readouterr().err
    assert main(["iati", "import", str(path), *who]) == 0
    assert "VN, FR, LA" in capsys.readouterr().err
    path.write_text(SEVERAL + "\n\n")
    Activity.objects.all().delete()
    assert main(["iati", "import", str(path), "--shares", "VN=50,FR=25,LA=25", *who]) == 0
    assert Activity.objects.get().shares == {"VN": "50", "FR": "25", "LA": "25"}
