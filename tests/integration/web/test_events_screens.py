"""The screens of events: the list, one event, what may be told twice; corrected by forms, secret as its documents."""

import pytest
from django.urls import reverse
from happenings import event_of, tell
from known_actors import make_actor

from passerelle.apps.events.models import Correction, Doubt
from passerelle.apps.events.queries.tellings import token

pytestmark = pytest.mark.django_db


@pytest.fixture
def known():
    make_actor(
        "vn-most",
        ("Bộ Khoa học và Công nghệ", "vi", "label"),
        ("Ministry of Science and Technology", "en", "label"),
        ("ministère des Sciences et des Technologies", "fr", "label"),
        kind="government",
    )
    make_actor("intel", "Intel", kind="company", country="US")


@pytest.fixture
def signed(known, organisation):
    """A signature told by three documents, one of which says another day."""
    return [
        tell(organisation, document={"publisher": "Nhân Dân", "tlp": "clear"}),
        tell(organisation, document={"publisher": "Le Courrier"}),
        tell(organisation, "2025-05-15", document={"publisher": "Hanoi Times", "published": "2025-05-16"}),
    ]


def page(client, user, language, name, *args, **query) -> str:
    client.force_login(user)
    client.cookies["django_language"] = language
    answer = client.get(reverse(f"events:{name}", args=args), query)
    assert answer.status_code == 200
    text = answer.content.decode()
    return text[text.index("<main") :]


def post(client, user, name, pk, **given):
    client.force_login(user)
    return client.post(reverse(f"events:{name}", args=[pk]), given)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "fr",
            [
                "ministère des Sciences et des Technologies",
                "Ce qu’ils disent différemment",
                "13 mai 2025",
                "15 mai 2025",
            ],
        ),
        ("vi", ["Bộ Khoa học và Công nghệ", "Những điểm khác nhau", "13 tháng 5 năm 2025"]),
        (
            "en",
            [
                "Ministry of Science and Technology",
                "What they say differently",
                "13 May 2025",
                "Semiconductor chips",
            ],
        ),
    ],
)
def test_an_event_shows_side_by_side_what_is_disputed_and_who_says_so(
    client, officer, signed, language, words
):
    event = event_of(signed[0])
    assert event == event_of(signed[2])
    shown = page(client, officer, language, "event", event.pk)
    told = [*words, "Intel", "Nhân Dân", "Le Courrier", "Hanoi Times"]
    assert [word for word in told if word not in shown] == []
    disputed = shown[shown.index('class="sides"') : shown.index('id="reports"')]
    assert disputed.count('class="side"') == 2
    assert "style=" not in shown


def test_each_sentence_stands_in_its_language_with_its_document_and_claim(client, officer, signed):
    shown = page(client, officer, "en", "event", event_of(signed[0]).pk)
    for document in signed:
        claim = document.claims.get()
        assert reverse("library:claim", args=[claim.pk]) in shown
        assert f"{reverse('library:document', args=[document.pk])}#claim-{claim.pk}" in shown
    assert shown.count('<p class="quote" lang="vi">') == 3


def test_what_each_report_changed_is_told_in_order(client, officer, signed):
    shown = page(client, officer, "en", "event", event_of(signed[0]).pk)
    history = shown[shown.index('id="changes"') : shown.index('id="reports"')]
    assert history.index("First report") < history.index("Now disputed")


def test_the_list_counts_documents_and_origins_and_marks_what_is_disputed(client, officer, signed):
    shown = page(client, officer, "en", "list")
    assert "3 documents" in shown
    assert "disputed: date" in shown


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"type": "agreement"}, True), ({"type": "policy"}, False), ({"technology": "chips"}, True),
        ({"technology": "space"}, False), ({"country": "US"}, True), ({"country": "JP"}, False),
        ({"actor": "intel"}, True), ({"actor": "nobody"}, False), ({"year": "2025"}, True), ({"year": "2019"}, False),
        ({"since": "2025"}, True), ({"since": "2031-02"}, False), ({"until": "2019-12-31"}, False),
        ({"since": "2020", "until": "2030-06"}, True), ({"since": "2025-13", "until": "soon"}, True),
        ({"several": "1"}, True), ({"year": "x", "type": "nonsense", "page": "-3"}, True),
    ],
)  # fmt: skip
def test_the_list_is_narrowed(client, officer, signed, query, found):
    address = reverse("events:event", args=[event_of(signed[0]).pk])
    assert (address in page(client, officer, "en", "list", **query)) is found


def test_an_actor_is_looked_for_by_name_and_without_tones(client, officer, signed):
    client.force_login(officer)
    answer = client.get(reverse("events:list"), {"who": "bo khoa hoc", "type": "agreement"})
    assert answer.url == f"{reverse('events:list')}?type=agreement&actor=vn-most"
    assert "No actor has such a name." in page(client, officer, "en", "list", who="nobody at all")


def test_a_claim_is_moved_out_and_the_correction_undone(client, officer, signed):
    event, claim = event_of(signed[0]), signed[1].claims.get()
    answer = post(client, officer, "move", event.pk, claim=claim.pk, to="", seen=token(officer, event))
    assert answer.url == reverse("events:event", args=[event.pk])
    assert event_of(signed[1]) != event
    shown = page(client, officer, "en", "event", event.pk)
    assert "not one event" in shown
    assert str(officer) in shown
    post(client, officer, "undo", Correction.objects.get().pk, event=event.pk)
    assert event_of(signed[1]) == event_of(signed[0])


def test_two_events_are_joined_and_the_old_address_leads_on(client, officer, organisation, signed):
    one, other = event_of(signed[0]), event_of(tell(organisation, what="meet"))
    post(client, officer, "join", one.pk, other=other.pk, seen=token(officer, one))
    client.force_login(officer)
    answer = client.get(reverse("events:event", args=[other.pk]), follow=True)
    assert answer.redirect_chain[-1][0] == reverse("events:event", args=[one.pk])


def test_whoever_corrects_after_a_new_report_is_told(client, officer, organisation, signed):
    event, claim = event_of(signed[0]), signed[1].claims.get()
    seen = token(officer, event)
    tell(organisation)
    post(client, officer, "move", event.pk, claim=claim.pk, to="", seen=seen)
    assert event_of(signed[1]) == event
    assert not Correction.objects.exists()
    client.cookies["django_language"] = "en"
    told = client.get(reverse("events:event", args=[event.pk])).content.decode()
    assert "has changed since you opened it" in told


@pytest.fixture
def alike(signed, organisation):
    """Two events that a person is asked about."""
    other = tell(organisation, "2025-06-20", document={"published": "2025-06-21"})
    left, right = sorted((signed[0].claims.get(), other.claims.get()), key=lambda claim: claim.pk)
    Doubt.objects.update_or_create(
        left=left, right=right,
        defaults={"value": 0.61, "reasons": [["parties", 3.2], ["other_stage", -2.5]], "conflicts": ["date"]},
    )  # fmt: skip
    return event_of(signed[0]), event_of(other)


def test_perhaps_the_same_event_is_asked_with_reasons_and_both_sentences(client, officer, alike):
    one, other = alike
    shown = page(client, officer, "en", "event", one.pk)
    asked = shown[shown.index("Perhaps the same event") :]
    told = ["Parties in common", "Another stage", "The dates contradict each other.", f"/events/{other.pk}/"]
    assert [word for word in told if word not in asked] == []
    assert "Perhaps the same event" in page(client, officer, "en", "doubtful")
    post(client, officer, "apart", one.pk, other=other.pk)
    assert "Perhaps the same event" not in page(client, officer, "en", "event", one.pk)


def test_doubts_have_pages(client, officer, organisation, alike, monkeypatch):
    monkeypatch.setattr("passerelle.web.events.views.events.DOUBTS_AT_ONCE", 1)
    third = tell(organisation, "2027-01-05", document={"published": "2027-01-06"})
    other = event_of(third)
    left = alike[0].tellings.first().claim
    Doubt.objects.all().delete()
    for value, right in ((0.7, alike[1].tellings.first().claim), (0.4, third.claims.get())):
        one, two = sorted((left, right), key=lambda claim: claim.pk)
        Doubt.objects.create(left=one, right=two, value=value)
    first = page(client, officer, "en", "doubtful")
    assert "Page 1 of 2" in first
    assert f"/events/{other.pk}/" not in first
    for number in ("2", "99"):
        second = page(client, officer, "en", "doubtful", page=number)
        assert "Page 2 of 2" in second
        assert f"/events/{other.pk}/" in second
    assert "Page 1 of 2" in page(client, officer, "en", "doubtful", page="-1")


def test_a_visitor_reads_and_corrects_nothing(client, visitor, signed):
    event = event_of(signed[0])
    shown = page(client, visitor, "fr", "event", event.pk)
    assert "<form" not in shown
    assert post(client, visitor, "move", event.pk, claim=signed[0].claims.get().pk).status_code == 403
    assert client.get(reverse("events:doubtful")).status_code == 403


def test_an_event_is_as_secret_as_its_documents(client, second_visitor, second_officer, organisation, known):
    hidden = tell(organisation, document={"tlp": "amber", "publisher": "Secret Gazette"})
    event = event_of(hidden)
    client.force_login(second_officer)
    for name in ("event", "join", "apart", "move"):
        address = reverse(f"events:{name}", args=[event.pk])
        answer = (
            client.get(address) if name == "event" else client.post(address, {"other": event.pk, "claim": 1})
        )
        assert answer.status_code == 404
    assert f"/events/{event.pk}/" not in page(client, second_officer, "en", "list")
    tell(organisation, document={"tlp": "clear", "publisher": "Open Gazette"})
    shown = page(client, second_visitor, "en", "event", event.pk)
    assert "Open Gazette" in shown
    assert "Secret" not in shown
    assert "2 documents" not in shown


def test_the_list_asks_the_database_as_often_for_many_as_for_few(
    client, officer, organisation, signed, django_assert_max_num_queries
):
    for month in range(6, 10):
        tell(organisation, f"2025-{month:02}-20", document={"published": f"2025-{month:02}-21"})
    with django_assert_max_num_queries(32):
        page(client, officer, "en", "list")
