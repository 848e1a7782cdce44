"""A file of IATI is taken in from the browser: checked first, its faults told by line."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from iati_samples import ACTIVITIES, ORGANISATIONS, changed

from passerelle.apps.audit.models import Event
from passerelle.apps.ledger.models import Activity, IatiImport, OrganisationReport
from passerelle.web.correspondence.views import iati_files

pytestmark = pytest.mark.django_db
ADDRESS = reverse("correspondence:iati-file")
FAULTY = changed('iso-date="2024-01-15"', 'iso-date="tomorrow"')


def sent(client, user, content, *, language="en", **given):
    client.force_login(user)
    client.cookies["django_language"] = language
    file = SimpleUploadedFile("file.xml", content if isinstance(content, bytes) else content.encode())
    answer = client.post(ADDRESS, {"file": file, "tlp": "green"} | given)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(("content", "model"), [(ACTIVITIES, Activity), (ORGANISATIONS, OrganisationReport)])
def test_a_valid_file_goes_in_under_its_marking(client, officer, content, model):
    assert "Taken in" in sent(client, officer, content, tlp="amber")
    row = model.objects.get()
    assert (row.tlp, row.organisation, row.source.name) == ("amber", officer.organisation, "file.xml")
    assert model.objects.count() == 1
    sent(client, officer, content, tlp="amber")
    assert model.objects.count() == 1


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", ["Ligne 10", "Rien n’a été repris"]),
        ("vi", ["Dòng 10", "tomorrow"]),
        ("en", ["Line 10", "tomorrow"]),
    ],
)
def test_faults_are_told_by_line_and_nothing_is_written(client, officer, language, words):
    text = sent(client, officer, FAULTY, language=language)
    for word in words:
        assert word in text
    assert not Activity.objects.exists()
    assert not IatiImport.objects.exists()
    assert not Event.objects.filter(verb__startswith="iati").exists()


def test_what_is_valid_goes_in_when_it_is_wanted(client, officer):
    one = ACTIVITIES[ACTIVITIES.index("  <iati-activity") : ACTIVITIES.index("</iati-activities>")]
    other = one.replace("XM-TEST-LAB-1", "XM-TEST-LAB-2").replace("2024-01-15", "tomorrow")
    both = ACTIVITIES.replace(one, one + other)
    assert "Line 48" in sent(client, officer, both, partly="on")
    assert Activity.objects.get().identifier == "XM-TEST-LAB-1"


@pytest.mark.parametrize(
    "content",
    [
        b"\x00\x01",
        b"<html/>",
        b"id,amount\n1,2",
        b'<!DOCTYPE a [<!ENTITY b "c">]><iati-activities>&b;</iati-activities>',
    ],
)
def test_what_is_no_file_of_iati_is_refused(client, officer, content):
    assert "Nothing was taken in" in sent(client, officer, content)
    assert not IatiImport.objects.exists()


def test_an_empty_too_large_or_missing_file_is_told_at_its_field(client, officer, monkeypatch):
    assert "errorlist" in sent(client, officer, b"")
    monkeypatch.setattr(iati_files, "_MOST", 100)
    assert "errorlist" in sent(client, officer, ACTIVITIES)
    answer = client.post(ADDRESS, {"tlp": "green"})
    assert answer.context["form"].errors.keys() == {"file"}
    assert not IatiImport.objects.exists()


def test_very_many_faults_are_counted(client, officer):
    text = sent(client, officer, changed("<activity-status", "<activity-mood/>" * 5000 + "<activity-status"))
    assert text.count("<b>Line") == 100
    assert "and 4900 more" in text


def test_only_members_take_files_in(client, visitor):
    client.force_login(visitor)
    file = SimpleUploadedFile("file.xml", ACTIVITIES.encode())
    assert client.post(ADDRESS, {"file": file, "tlp": "green"}).status_code == 403
    assert client.get(ADDRESS).status_code == 403
    assert not Activity.objects.exists()
