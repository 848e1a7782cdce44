"""What boards and activities keep to themselves, leave aside and tell: markings, rejected claims, odd numbers."""

from datetime import date

import pytest
from activities import SOURCE, programme
from django.urls import reverse
from django.utils.html import escape
from happenings import tell
from iati_samples import ACTIVITIES
from known_actors import make_actor
from ledgers import TODAY, both_sides, owed, shown

from passerelle.apps.directory.models import Actor
from passerelle.apps.ledger import columns
from passerelle.apps.ledger.actions.activities import edit_activity
from passerelle.apps.ledger.actions.evidence import add_evidence
from passerelle.apps.ledger.actions.iati import import_iati
from passerelle.apps.ledger.actions.measuring import add_indicator, add_measured
from passerelle.apps.ledger.actions.money import add_transaction
from passerelle.apps.ledger.actions.rates import give_rate
from passerelle.apps.ledger.actions.refusals import InvalidEntry
from passerelle.apps.ledger.activities.leaving import Exported, Leaving, leaving_elements
from passerelle.apps.ledger.models import Activity
from passerelle.apps.ledger.queries.board_scopes import scopes
from passerelle.apps.ledger.queries.boards import board
from passerelle.apps.ledger.queries.partners import partner
from passerelle.apps.ledger.queries.partnership import partnership_page
from passerelle.apps.library.actions.documents import mark_document
from passerelle.apps.library.actions.review import reject_claim
from passerelle.apps.library.models import Claim
from passerelle.core.commitments.reporting import Reporter
from passerelle.sources.iati.writing import written

pytestmark = pytest.mark.django_db
REPORTER = Reporter("XM-US", "10", "Us", "en", "43082", "VN")


def seen(user, scope, key):
    return board(user, scope, str(key), day=TODAY, today=TODAY)


def taken_in(tmp_path, officer, text=ACTIVITIES, tlp="green"):
    file = tmp_path / "activities.xml"
    file.write_text(text)
    import_iati(file, name="activities.xml", actor=officer, tlp=tlp)
    return Activity.objects.get()


def left(officer):
    done = Exported()
    elements = list(leaving_elements(officer, Leaving(REPORTER, "green", TODAY), done))
    return b"".join(written(elements, "iati-activities")).decode(), done


def test_the_second_editor_is_told_who_takes_part_and_the_status_in_words(client, officer, coordinator):
    one = programme(officer)
    lab = make_actor("lab", "Lab One", kind="institute", country="VN")
    typed = {"title": "Mine", "starts": "2024-01-01", "status": "2", "tlp": "green", "seen": one.version}
    edit_activity(
        one, actor=coordinator, changes={"status": "4"}, participants={"4": [lab]}, seen=one.version
    )
    client.force_login(officer)
    page = client.post(reverse("results:edit", args=[one.pk]), typed)
    assert page.status_code == 200
    body = page.content.decode()
    assert "Who takes part was changed" in body
    assert "Under way → Closed" in body
    assert 'value="Mine"' in body


def test_a_quote_is_shown_only_to_those_who_may_see_its_document(client, officer, second_officer):
    document = tell(second_officer.organisation, fold=False, document={"tlp": "green"})
    claim = Claim.objects.get(document=document)
    one = programme(officer)
    add_measured(
        add_indicator(one, title="X", actor=officer), kind="actual", ends="2025", value=5, claim=claim,
        confirmed_marking=True, actor=officer, today=TODAY,
    )  # fmt: skip
    client.force_login(officer)
    pages = [reverse("results:activity", args=[one.pk]), reverse("results:board", args=["activity", one.pk])]
    quote = escape(claim.quote[:40])
    assert all(quote in client.get(page).content.decode() for page in pages)
    mark_document(document, actor=second_officer, tlp="red")
    for page in pages:
        body = client.get(page).content.decode()
        assert quote not in body
        assert "a document that you may not see" in body


def test_people_are_counted_from_evidence_that_the_reader_may_see(officer, second_officer):
    company, ministry = both_sides()
    one = owed(officer, title="Train", owner=company, counterpart=ministry, tlp="green")
    shown(one, "delivered", "2026-03-01", actor=officer)
    document = tell(
        second_officer.organisation, fold=False, type="result", status="held", quantity_value=777,
        quantity_unit="person", document={"tlp": "green"},
    )  # fmt: skip
    add_evidence(
        one, kind="report", on="2026-03-01", claim=Claim.objects.get(document=document),
        confirmed_marking=True, actor=officer, today=TODAY,
    )  # fmt: skip

    def people():
        columns.forget()
        sides = partner(officer, "US", "en"), partner(officer, "VN", "en")
        page = partnership_page(officer, *sides, "en", today=TODAY)
        return {key.name: key for key in page.keys}["people"].value

    assert people() == 777
    mark_document(document, actor=second_officer, tlp="red")
    assert people() != 777
    columns.forget()


def test_an_activity_that_stays_is_named_neither_on_pages_nor_in_files(
    client, officer, second_officer, tmp_path
):
    hidden = taken_in(tmp_path, officer, tlp="red")
    one = programme(officer, currency="EUR", countries=["VN"])
    add_transaction(one, type="3", on="2025-03-01", amount="500", other=hidden, actor=officer, today=TODAY)
    part = programme(officer, title="Part", parent=hidden, countries=["VN"])
    page = reverse("results:activity", args=[one.pk])
    client.force_login(officer)
    assert hidden.identifier in client.get(page).content.decode()
    client.force_login(second_officer)
    assert hidden.identifier not in client.get(page).content.decode()
    file, done = left(officer)
    assert hidden.identifier not in file
    assert f"programme-{part.pk}" in file
    assert not done.left_out
    Activity.objects.filter(pk=hidden.pk).update(tlp="green")
    assert hidden.identifier in left(officer)[0]


def test_a_payment_that_names_only_an_activity_leaves_with_who_reports_it(officer):
    part = programme(officer, title="Part", countries=["VN"])
    one = programme(officer, currency="EUR", countries=["VN"])
    add_transaction(one, type="3", on="2025-03-01", amount="500", other=part, actor=officer, today=TODAY)
    file, done = left(officer)
    assert (done.activities, done.left_out) == (2, 0)
    assert f'receiver-activity-id="XM-US-programme-{part.pk}"' in file


def test_an_identifier_of_a_file_is_never_taken_for_one_of_our_numbers(officer, tmp_path):
    one = programme(officer, currency="EUR", countries=["VN"])
    theirs = taken_in_second(tmp_path, officer, f"#{one.pk}")
    assert theirs.called != one.called
    add_transaction(one, type="3", on="2025-03-01", amount="500", other=theirs, actor=officer, today=TODAY)
    assert f'receiver-activity-id="#{one.pk}"' in left(officer)[0]


def taken_in_second(tmp_path, officer, identifier):
    file = tmp_path / "second.xml"
    file.write_text(ACTIVITIES.replace("XM-TEST-LAB-1<", f"{identifier}<"))
    import_iati(file, name="second.xml", actor=officer, tlp="green")
    return Activity.objects.get(identifier=identifier)


def test_what_rests_on_a_rejected_claim_counts_no_more_and_is_said(client, officer):
    document = tell(officer.organisation, fold=False)
    claim = Claim.objects.get(document=document)
    one = programme(officer, currency="EUR", countries=["VN"])
    add_measured(
        add_indicator(one, title="X", actor=officer), kind="actual", ends="2025", value=5, claim=claim,
        confirmed_marking=True, actor=officer, today=TODAY,
    )  # fmt: skip
    add_transaction(one, type="3", on="2025-01-10", amount="100", claim=claim, actor=officer, today=TODAY)
    assert seen(officer, "activity", one.pk).money.spent == 100
    reject_claim(claim, actor=officer, reason="wrong")
    found = seen(officer, "activity", one.pk)
    assert found.money.spent is None
    assert [line.reason for line in found.money.left_out] == ["rejected"]
    assert not [reached for tracked in found.tracked for reached in tracked.measured]
    client.force_login(officer)
    assert "This claim was rejected" in client.get(f"/results/boards/activity/{one.pk}/").content.decode()
    assert "this claim was rejected" in client.get(f"/results/activities/{one.pk}/").content.decode()
    assert "transaction-date" not in left(officer)[0]


@pytest.mark.parametrize(
    ("stated", "by"),
    [(">1200<", ">" + "9" * 40 + "<"), ('<actual value="35"/>', '<actual value="1e400"/>')],
)
def test_a_number_of_a_file_that_is_too_large_is_left_aside(client, officer, tmp_path, stated, by):
    assert stated in ACTIVITIES
    one = taken_in(tmp_path, officer, ACTIVITIES.replace(stated, by))
    client.force_login(officer)
    for page in ("results:activity", "results:board"):
        args = [one.pk] if page == "results:activity" else ["activity", one.pk]
        assert client.get(reverse(page, args=args)).status_code == 200
    reasons = [line.reason for line in seen(officer, "activity", one.pk).money.left_out]
    assert ("too_large" in reasons) == (stated == ">1200<")


def test_the_board_of_a_merged_actor_is_that_of_the_one_it_is_by_now(client, officer):
    new = make_actor("intel", "Intel", kind="company", country="US")
    old = make_actor("intel-old", "Intel Corp", kind="company", country="US")
    older = make_actor("intel-older", "Intel C", kind="company", country="US")
    for number, actor in enumerate((new, old, older)):
        programme(officer, title=f"P{number}", participants={"4": [actor]})
    Actor.objects.filter(pk=old.pk).update(merged_into=new, state="merged")
    Actor.objects.filter(pk=older.pk).update(merged_into=old, state="merged")
    assert [(actor.key, many) for actor, many in scopes(officer).actors] == [("intel", 3)]
    client.force_login(officer)
    for key in ("intel", "intel-old", "intel-older"):
        page = client.get(reverse("results:board", args=["actor", key]))
        assert page.context["board"].total == 3


@pytest.mark.parametrize("page", ["/partnerships/?of=%00", "/results/boards/actor/%00/"])
def test_an_address_that_no_database_takes_is_not_found(client, officer, page):
    client.force_login(officer)
    assert client.get(page).status_code in (200, 404)
    with pytest.raises(Actor.DoesNotExist):
        partner(officer, "\x00", "en")


def test_the_same_payment_is_entered_once(officer):
    one = programme(officer, currency="EUR")
    given = {"type": "3", "on": "2025-03-01", "actor": officer, "today": date(2025, 6, 1)}
    add_transaction(one, amount="10", address=SOURCE, **given)
    with pytest.raises(InvalidEntry) as refused:
        add_transaction(one, amount="10.00", address=SOURCE, **given)
    assert refused.value.code == "already"
    add_transaction(one, amount="11", address=SOURCE, **given)
    add_transaction(one, amount="10", **given)
    add_transaction(one, amount="10", **given)
    assert one.transactions.count() == 4


def test_rates_and_what_is_removed_are_written_as_the_reader_writes_numbers(client, officer):
    give_rate(
        currency="EUR", base="VND", on="2026-03-02", value="29500.5", source="x", actor=officer, today=TODAY
    )
    one = programme(officer, currency="EUR")
    paid = add_transaction(one, type="3", on="2025-03-01", amount="29500.5", actor=officer, today=TODAY)
    client.force_login(officer)
    for page in ("/results/rates/", f"/results/activities/{one.pk}/remove/transaction/{paid.pk}/"):
        body = client.get(page, headers={"accept-language": "fr"}).content.decode()
        assert "29500.5" not in body
        assert "500,5" in body
