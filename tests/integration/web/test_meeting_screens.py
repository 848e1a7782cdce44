"""The screens of meetings: the list, one with its people and decisions, its file, forms that lose nothing."""

import pytest
from django.urls import reverse
from happenings import tell
from known_actors import make_actor
from ledgers import both_sides, owed
from meetings import decided, met

from passerelle.apps.directory.models import Actor, Mandate
from passerelle.apps.ledger.actions.decisions import follow_decision
from passerelle.apps.ledger.actions.meetings import edit_meeting
from passerelle.apps.ledger.columns import forget
from passerelle.apps.ledger.models import Commitment, Meeting, MeetingDecision

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def another_database():
    forget()
    yield
    forget()


@pytest.fixture
def visit(officer):
    """A visit of Intel's president to the ministry."""
    company, ministry = both_sides()
    person = make_actor("jane-doe", "Jane Doe", kind="person", country="")
    Mandate.objects.create(
        person=person,
        organisation=company,
        office="President",
        office_fr="présidente",
        office_vi="Chủ tịch",
        since="2025",
    )
    return met(
        officer, title="Visit to Ha Noi", visit=True, until="2026-03-07", agenda="Chips\nPeople", language="en",
        participants=[(person, "", ""), (ministry, "Trần Lan", "Deputy minister")],
    )  # fmt: skip


def page(client, user, language, name, *args, **query) -> str:
    client.force_login(user)
    client.cookies["django_language"] = language
    answer = client.get(reverse(f"meetings:{name}", args=args), query)
    assert answer.status_code == 200
    text = answer.content.decode()
    return text[text.index("<main") :]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", ["Réunions", "Visite", "5 mars 2026", "7 mars 2026", "1 décision", "Passées", "États-Unis"]),
        ("vi", ["Cuộc họp", "Chuyến thăm", "5 tháng 3 năm 2026", "1 quyết định", "Đã diễn ra", "Hoa Kỳ"]),
        ("en", ["Meetings", "Visit", "5 March 2026", "7 March 2026", "1 decision", "Past", "United States"]),
    ],
)
def test_the_list_tells_when_where_who_and_what_was_decided(client, officer, visit, language, words):
    decided(visit, actor=officer)
    text = page(client, officer, language, "list")
    for word in [*words, "Visit to Ha Noi", "Jane Doe", "Trần Lan", "Hà Nội"]:
        assert word in text, word
    assert "Visit to Ha Noi" not in page(client, officer, language, "list", sort="meeting")


@pytest.mark.parametrize(
    ("language", "office", "lacking"),
    [
        ("fr", "présidente", "Il n’est pas dit qui a pouvoir de le faire"),
        ("vi", "Chủ tịch", "Chưa nêu"),
        ("en", "President", "Nobody is said to have the power to do it"),
    ],
)
def test_a_meeting_shows_its_people_their_offices_and_what_decisions_lack(
    client, officer, visit, language, office, lacking
):
    decided(visit, actor=officer)
    text = page(client, officer, language, "meeting", visit.pk)
    for word in (office, "Jane Doe", "Trần Lan", "Deputy minister", "Chips<br>People", lacking):
        assert word in text, word


def test_one_press_makes_a_commitment_and_asks_for_what_is_not_clear(client, officer, visit):
    decision = decided(visit, actor=officer)
    client.force_login(officer)
    visit.refresh_from_db()
    answer = client.post(
        reverse("meetings:decision-follow", args=[visit.pk, decision.pk]), {"seen": visit.version}
    )
    made = Commitment.objects.get()
    assert answer.url == reverse("ledger:edit", args=[made.pk])
    asked = client.get(answer.url).content.decode()
    assert (
        "Say what is still missing: Clear person, Clear responsibility, Clear authority, Clear outcome."
        in asked
    )
    text = page(client, officer, "en", "meeting", visit.pk)
    assert reverse("ledger:commitment", args=[made.pk]) in text
    assert "Follow as a commitment" not in text
    shown = client.get(reverse("ledger:commitment", args=[made.pk])).content.decode()
    assert reverse("meetings:meeting", args=[visit.pk]) in shown, "the minutes are its evidence"
    again = client.post(reverse("meetings:decision-follow", args=[visit.pk, decision.pk]), follow=True)
    assert "This decision is followed as a commitment" in again.content.decode()
    assert Commitment.objects.count() == 1


def test_a_press_on_what_somebody_changed_meanwhile_does_nothing(client, officer, coordinator, visit):
    decision = decided(visit, actor=officer)
    edit_meeting(visit, changes={"place": "Huế"}, actor=coordinator)
    client.force_login(officer)
    answer = client.post(
        reverse("meetings:decision-follow", args=[visit.pk, decision.pk]), {"seen": "2"}, follow=True
    )
    assert "changed this on" in answer.content.decode()
    assert not Commitment.objects.exists()


def form(**given) -> dict:
    base = {
        "title": "Committee",
        "held_on": "2026-03-05",
        "tlp": "green",
        "language": "en",
        "until": "",
        "place": "",
    }
    return base | {"agenda": "", "minutes": ""} | given


def test_a_meeting_is_recorded_with_people_found_by_name_or_named_freely(client, officer, visit):
    client.force_login(officer)
    people = {
        "who": ["Jane Doe", "", "", "intel"],
        "person": ["", "Lê Văn An", "", ""],
        "office": ["", "Expert", "", ""],
    }
    looked = client.post(reverse("meetings:new"), form(do="look", **people)).content.decode()
    assert "President (Intel)" in looked
    assert Meeting.objects.count() == 1
    client.post(reverse("meetings:new"), form(**people))
    one = Meeting.objects.exclude(pk=visit.pk).get()
    assert [(row.actor and row.actor.key, row.person, row.office) for row in one.participants.order_by("pk")] == [
        ("jane-doe", "", ""), (None, "Lê Văn An", "Expert"), ("intel", "", ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"who": "Nobody Known", "person": "", "office": ""}, "No actor of the directory has such a name"),
        ({"held_on": "5 March"}, "Write a date as 2025"),
        ({"until": "2026-03-01"}, "It cannot end before it begins."),
        ({"who": "", "person": "", "office": "Expert"}, "Say who"),
        ({"held_on": "2199-01-01", "minutes": "Done"}, "A meeting to come has no minutes yet."),
        ({"title": "x" * 501}, "At most 500 characters."),
        ({"who": "\x00", "person": "\x00", "office": "Expert"}, "Say who"),
    ],
)
def test_what_is_refused_is_told_and_what_was_typed_stays(client, officer, given, told):
    client.force_login(officer)
    answer = client.post(reverse("meetings:new"), form(place="Maison de la chimie", **given)).content.decode()
    assert told in answer
    assert 'value="Maison de la chimie"' in answer
    for value in given.values():
        assert value[:60].strip("\x00") in answer
    assert not Meeting.objects.exists()


def test_the_second_of_two_is_told_and_loses_nothing(client, officer, coordinator, visit):
    edit_meeting(visit, changes={"place": "Huế"}, actor=coordinator)
    client.force_login(officer)
    sent = form(title="Mine", place="Đà Nẵng", seen="1", who="jane-doe", person="", office="")
    answer = client.post(reverse("meetings:edit", args=[visit.pk]), sent).content.decode()
    assert f"{coordinator} changed this on" in answer
    assert "Meanwhile: Place: Hà Nội → Huế" in answer
    assert 'value="Đà Nẵng"' in answer
    assert 'value="jane-doe"' in answer
    assert 'name="seen" value="2"' in answer
    client.post(reverse("meetings:edit", args=[visit.pk]), sent | {"seen": "2"})
    visit.refresh_from_db()
    assert (visit.title, visit.place, visit.participants.count()) == ("Mine", "Đà Nẵng", 1)
    history = page(client, officer, "en", "meeting", visit.pk)
    assert "Title: Visit to Ha Noi → Mine" in history
    assert "Who takes part: jane-doe; vn-most, Trần Lan, Deputy minister → jane-doe" in history


def test_decisions_are_noted_changed_and_withdrawn_by_forms(client, officer, visit):
    client.force_login(officer)
    base = {"text": "Open a laboratory", "owner": "Intel", "person": "", "due": "2027"}
    client.post(reverse("meetings:decide", args=[visit.pk]), base | {"seen": "1"})
    decision = MeetingDecision.objects.get()
    assert decision.owner.key == "intel"
    edit = reverse("meetings:decision-edit", args=[visit.pk, decision.pk])
    assert 'value="intel"' in client.get(edit).content.decode()
    refused = client.post(edit, base | {"due": "2020"}).content.decode()
    assert "This lies before the meeting." in refused
    client.post(edit, base | {"text": "Open two laboratories"})
    withdraw = reverse("meetings:decision-withdraw", args=[visit.pk, decision.pk])
    assert "Open two laboratories" in client.get(withdraw).content.decode()
    client.post(withdraw)
    decision.refresh_from_db()
    assert decision.withdrawn_by == officer
    assert "<s>Open two laboratories</s>" in page(client, officer, "en", "meeting", visit.pk)
    assert (
        client.get(reverse("meetings:decision-edit", args=[met(officer).pk, decision.pk])).status_code == 404
    )


def test_a_meeting_is_called_off_and_held_after_all(client, officer, visit):
    client.force_login(officer)
    address = reverse("meetings:call-off", args=[visit.pk])
    client.post(address)
    tag = '<span class="tag warn">Called off</span>'
    assert tag in page(client, officer, "en", "meeting", visit.pk)
    assert client.get(reverse("meetings:decide", args=[visit.pk])).status_code == 200
    refused = client.post(reverse("meetings:decide", args=[visit.pk]), {"text": "Anything"}).content.decode()
    assert "This meeting was called off." in refused
    client.post(address)
    text = page(client, officer, "en", "meeting", visit.pk)
    assert tag not in text
    assert "Called off: yes → no" in text


def test_the_file_tells_what_to_know_and_what_was_promised(client, officer, organisation, visit):
    owed(
        officer,
        title="Late promise",
        owner=make_actor("amd", "AMD", country="US"),
        promised="2025",
        deadline="2026-01",
    )
    tell(organisation, "2026-03-06", document={"published": "2026-03-06"})
    before = page(client, officer, "en", "before", visit.pk)
    for word in ("Late promise", "1 open commitment", "1 overdue", "President", "Chips"):
        assert word in before, word
    made = follow_decision(decided(visit, actor=officer), actor=officer)
    after = page(client, officer, "en", "after", visit.pk)
    assert made.title in after
    assert "<mark>Bộ Khoa" in after
    assert "What became of it" in after


def test_pages_of_the_directory_and_the_ledger_lead_to_meetings(client, officer, second_officer, visit):
    address = reverse("meetings:meeting", args=[visit.pk])
    client.force_login(officer)
    assert address in client.get(reverse("directory:actor", args=["jane-doe"])).content.decode()
    assert reverse("meetings:list") in client.get(reverse("ledger:list")).content.decode()
    Meeting.objects.update(tlp="amber")
    client.force_login(second_officer)
    assert address not in client.get(reverse("directory:actor", args=["jane-doe"])).content.decode()


def test_who_was_merged_into_another_is_found_with_that_one(client, officer, visit):
    other = make_actor("intel-vn", "Intel Products", kind="company", country="US")
    Actor.objects.filter(key="jane-doe").update(merged_into=other, state="merged")
    client.force_login(officer)
    address = reverse("meetings:meeting", args=[visit.pk])
    assert address in client.get(reverse("directory:actor", args=["intel-vn"])).content.decode()


@pytest.mark.parametrize(
    "address", ["/meetings/99999999999999999999999/", "/meetings/0/", "/meetings/1/decisions/9/edit/"]
)
def test_what_is_not_there_is_not_found(client, officer, address):
    client.force_login(officer)
    assert client.get(address).status_code == 404


def test_visitors_read_and_are_offered_nothing_to_change(client, visitor, officer, visit):
    decided(visit, actor=officer)
    text = page(client, visitor, "en", "meeting", visit.pk)
    for address in ("edit", "decide", "call-off"):
        assert reverse(f"meetings:{address}", args=[visit.pk]) not in text
        assert client.get(reverse(f"meetings:{address}", args=[visit.pk])).status_code == 403
    assert "Follow as a commitment" not in text
    assert "Who changed what" not in text


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", ["État au", "n’avait pas encore enregistré", "1 janvier 2020"]),
        ("vi", ["Tính đến ngày", "chưa được ghi vào sổ", "1 tháng 1 năm 2020"]),
        ("en", ["As of", "had not recorded this meeting yet", "1 January 2020"]),
    ],
)
def test_a_meeting_is_shown_as_of_a_day(client, officer, visit, language, words):
    decided(visit, actor=officer, text="Open a laboratory")
    edit = reverse("meetings:edit", args=[visit.pk])
    now = page(client, officer, language, "meeting", visit.pk)
    assert "Open a laboratory" in now
    assert edit in now
    before = page(client, officer, language, "meeting", visit.pk, as_of="2020-01-01")
    for word in words:
        assert word in before, word
    assert "Open a laboratory" not in before
    assert edit not in before
