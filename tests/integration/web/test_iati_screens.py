"""The ledger leaves from the browser: what is asked is told at its field, what stays is said before."""

import pytest
from django.urls import reverse
from ledgers import both_sides, owed, shown

from passerelle.apps.audit.models import Event
from passerelle.apps.ledger.actions.activities import record_activity
from passerelle.apps.ledger.actions.agreements import record_agreement
from passerelle.apps.ledger.models import Reporting
from passerelle.sources.iati.reading import read
from passerelle.web.correspondence.views import iati

pytestmark = pytest.mark.django_db
ADDRESS = reverse("correspondence:iati")
SAID = {
    "ref": "XM-TEST", "type": "10", "name": "Office of Sciences", "language": "en", "marking": "clear",
    "country": "", "sector": "",
}  # fmt: skip


@pytest.fixture
def owing(officer):
    """An agreement with two commitments, one of them marked more strictly, and one beside it."""
    company, ministry = both_sides()
    agreement = record_agreement(
        title="Chips together", signed="2025-05-13", tlp="clear", actor=officer, parties=[(company, "party")]
    )
    first, second = (
        owed(officer, owner=company, counterpart=ministry, agreement=agreement, tlp=tlp, title=f"Train {tlp}")
        for tlp in ("clear", "amber")
    )
    return agreement, first, second, owed(officer, title="Beside", tlp="clear")


def asked(client, user, do="look", **said):
    client.force_login(user)
    return client.post(ADDRESS, SAID | {"do": do} | said)


def told(answer):
    content = b"".join(answer.streaming_content)
    return [one.title[0].text for _record, one in read([content]) if one]


def test_what_leaves_and_what_stays_is_said_before_anything_does(client, officer, owing):
    text = asked(client, officer).content.decode()
    assert [text.count(word) for word in ("TLP:CLEAR", "TLP:AMBER")] >= [1, 1]
    assert "3 activities are valid and leave." in text
    assert not Event.objects.filter(verb="iati.export").exists()
    assert not Reporting.objects.exists()
    assert "Its sector is not known" in text
    assert reverse("ledger:commitment", args=[owing[3].pk]) in text
    named = asked(client, officer, sector="43082", country="VN").content.decode()
    assert "is not known:" not in named.split("What leaves")[1]


def test_a_programme_leaves_with_the_agreement_it_belongs_to(client, officer, owing):
    agreement, *_rest = owing
    own = record_activity(title="Courses", starts="2025", tlp="clear", agreement=agreement, actor=officer)
    text = asked(client, officer, agreement=agreement.pk).content.decode()
    assert reverse("results:activity", args=[own.pk]) in text
    content = told(asked(client, officer, "take", agreement=agreement.pk))
    assert content == ["Chips together", "Train clear", "Courses"]


def test_the_file_holds_what_its_marking_allows_of_what_was_chosen(client, officer, owing):
    agreement, _first, second, beside = owing
    whole = asked(client, officer, "take")
    assert whole.headers["Content-Disposition"].startswith('attachment; filename="iati-XM-TEST-')
    assert told(whole) == ["Chips together", "Train clear", "Beside"]
    assert told(asked(client, officer, "take", agreement=agreement.pk)) == ["Chips together", "Train clear"]
    assert told(asked(client, officer, "take", commitment=beside.pk)) == ["Beside"]
    strict = asked(client, officer, "take", commitment=second.pk)
    assert "0 activities" in strict.content.decode()
    assert told(asked(client, officer, "take", commitment=second.pk, marking="amber")) == ["Train amber"]
    event = Event.objects.filter(verb="iati.export").first()
    assert (event.detail["commitment"], event.detail["marking"]) == (second.pk, "amber")


def test_as_whom_the_organisation_reports_is_remembered(client, officer, second_officer, owing):
    assert told(asked(client, officer, "take", sector="43082"))
    assert 'value="XM-TEST"' in client.get(ADDRESS).content.decode()
    client.force_login(second_officer)
    assert 'value="XM-TEST"' not in client.get(ADDRESS).content.decode()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("ref", ""),
        ("ref", "nobody"),
        ("type", "99"),
        ("sector", "1"),
        ("country", "XX"),
        ("marking", "white"),
    ],
)
def test_what_cannot_be_is_told_at_its_field_and_nothing_leaves(client, officer, owing, field, value):
    answer = asked(client, officer, "take", **{field: value})
    assert answer.status_code == 200
    assert answer.context["form"].errors.keys() == {field}
    assert not Event.objects.filter(verb="iati.export").exists()


def test_only_members_let_leave_and_only_what_is_their_own(client, officer, visitor, second_officer, owing):
    assert asked(client, visitor).status_code == 403
    assert asked(client, second_officer, commitment=owing[1].pk).status_code == 403
    assert asked(client, second_officer, commitment=owing[2].pk).status_code == 404
    for odd in ("x", "-1", "9" * 30):
        assert asked(client, officer, agreement=odd).status_code == 404
    mine = told(asked(client, officer, "take", marking="red"))
    assert len(mine) == 4
    assert "0 activities" in asked(client, second_officer, marking="red").content.decode()


def test_too_much_for_a_screen_is_said(client, officer, owing, monkeypatch):
    monkeypatch.setattr(iati, "MOST", 2)
    assert "3 are too many" in asked(client, officer, "take").content.decode()
    assert not Event.objects.filter(verb="iati.export").exists()


@pytest.mark.parametrize(("language", "word"), [("fr", "reste"), ("vi", "ở lại"), ("en", "stays")])
def test_the_page_speaks_three_languages(client, officer, owing, language, word):
    client.cookies["django_language"] = language
    assert word in asked(client, officer).content.decode()


def test_the_pages_of_the_ledger_lead_there(client, officer, visitor, owing):
    agreement, first, *_rest = owing
    shown(first, "signed", "2025-05-13", actor=officer)
    for user, there in ((officer, True), (visitor, False)):
        client.force_login(user)
        for page, query in (
            (reverse("ledger:list"), ""),
            (reverse("ledger:agreement", args=[agreement.pk]), f"?agreement={agreement.pk}"),
            (reverse("ledger:commitment", args=[first.pk]), f"?commitment={first.pk}"),
        ):
            assert (f'href="{ADDRESS}{query}"' in client.get(page).content.decode()) is there
