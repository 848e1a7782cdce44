"""The screens on which a decision is tied to a commitment that is there: by name, asked, told in three languages."""

import pytest
from django.urls import reverse
from ledgers import owed
from meetings import decided, met

from passerelle.apps.ledger.actions.meetings import edit_meeting
from passerelle.apps.ledger.models import Commitment, MeetingDecision

pytestmark = pytest.mark.django_db


@pytest.fixture
def decision(officer):
    return decided(met(officer, language="en"), text="Finish by June", due="2027-06", actor=officer)


def address(decision, name="tie"):
    return reverse(f"meetings:decision-{name}", args=[decision.meeting_id, decision.pk])


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", ["De quel engagement s’agit-il", "C’est de celui-ci qu’il s’agit", "juin 2027", "Prendre"]),
        (
            "vi",
            ["Quyết định này nói về cam kết nào", "Đúng là cam kết này", "tháng 6 năm 2027", "Lấy hạn mới"],
        ),
        (
            "en",
            ["Which commitment is it about?", "It is about this one", "June 2027", "Take the new deadline"],
        ),
    ],
)
def test_it_is_found_by_name_tied_by_one_press_and_its_new_date_offered(
    client, officer, decision, language, words
):
    made = owed(officer, title="Đào tạo kỹ sư")
    client.force_login(officer)
    client.cookies["django_language"] = language
    meeting = reverse("meetings:meeting", args=[decision.meeting_id])
    assert address(decision) in client.get(meeting).content.decode()
    found = client.get(address(decision), {"q": "dao tao"}).content.decode()
    part = client.get(address(decision), {"q": "dao tao"}, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    for text in (found, part):
        assert "Đào tạo kỹ sư" in text
        assert words[1] in text
    assert words[0] in found
    client.post(address(decision), {"commitment": made.pk, "q": "dao tao", "seen": "2"})
    shown = client.get(meeting).content.decode()
    assert reverse("ledger:commitment", args=[made.pk]) in shown
    assert words[2] in shown
    assert words[3] in shown
    told = client.get(reverse("ledger:commitment", args=[made.pk])).content.decode()
    assert f"{meeting}#decision-{decision.pk}" in told
    assert words[3] in told
    asked = client.get(address(decision, "date")).content.decode()
    assert words[2] in asked
    client.post(address(decision, "date"), {"seen": Commitment.objects.get().version})
    assert Commitment.objects.get().deadline == "2027-06"
    assert client.get(address(decision, "date")).status_code == 404


def test_a_stricter_marking_is_asked_and_a_faster_person_named(client, officer, coordinator, decision):
    made = owed(officer, tlp="clear", title="Train designers")
    edit_meeting(decision.meeting, changes={"tlp": "amber"}, actor=coordinator)
    client.force_login(officer)
    refused = client.post(address(decision), {"commitment": made.pk, "seen": "2"}).content.decode()
    assert f"{coordinator} changed this on" in refused
    assert 'name="seen" value="3"' in client.get(address(decision), {"q": "train"}).content.decode()
    asked = client.post(
        address(decision), {"commitment": made.pk, "seen": "3", "q": "train"}
    ).content.decode()
    assert "TLP:AMBER" in asked
    assert 'name="confirmed_marking" value="yes"' in asked
    assert MeetingDecision.objects.get().commitment is None
    client.post(address(decision), {"commitment": made.pk, "seen": "3", "confirmed_marking": "yes"})
    assert MeetingDecision.objects.get().commitment == made
    assert "Untie the decision" in client.get(address(decision, "untie")).content.decode()
    client.post(address(decision, "untie"), {"seen": "4"})
    assert MeetingDecision.objects.get().commitment is None
    history = client.get(reverse("meetings:meeting", args=[decision.meeting_id])).content.decode()
    assert "Decision untied from a commitment: Finish by June" in history
    assert client.get(address(decision, "untie")).status_code == 404


def test_what_is_not_ones_own_is_not_found_and_not_tied(client, officer, second_officer, visitor, decision):
    theirs = owed(second_officer, tlp="amber", title="Their secret")
    client.force_login(officer)
    assert "Their secret" not in client.get(address(decision), {"q": "secret"}).content.decode()
    for given in (theirs.pk, 0, 10**20):
        assert client.post(address(decision), {"commitment": given}).status_code in (200, 404)
    assert MeetingDecision.objects.get().commitment is None
    for user in (visitor, second_officer):
        client.force_login(user)
        for name in ("tie", "untie", "date"):
            assert client.get(address(decision, name)).status_code in (403, 404)
