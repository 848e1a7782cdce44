"""The screens of partnerships: in three languages, with what is missing said, secret as their markings."""

from datetime import date

import pytest
from activities import SOURCE, programme
from django.urls import reverse
from happenings import tell
from known_actors import make_actor
from ledgers import both_sides, owed, shown

from passerelle.apps.ledger.actions.agreements import record_agreement
from passerelle.apps.ledger.actions.money import add_transaction
from passerelle.apps.ledger.columns import forget

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def another_database():
    forget()
    yield
    forget()


@pytest.fixture
def promised(officer):
    company, ministry = both_sides()
    record_agreement(
        title="Chip alliance",
        signed="2025-05-13",
        actor=officer,
        parties=[(company, "party"), (ministry, "party")],
    )
    kept = owed(officer, owner=company, counterpart=ministry, deadline="2026-03")
    shown(kept, "delivered", "2026-02-01", actor=officer, kind="inspection", known_on=date(2026, 2, 3))
    return owed(officer, title="Open a design centre", owner=company, counterpart=ministry, deadline="")


def pay(activity, actor, amount, provider, receiver):
    add_transaction(
        activity, type="3", on="2026-02-01", amount=str(amount), currency="USD", provider=provider,
        receiver=receiver, address=SOURCE, actor=actor,
    )  # fmt: skip


def page(client, user, language, name, *args, **query) -> str:
    client.force_login(user)
    client.cookies["django_language"] = language
    answer = client.get(reverse(f"partnerships:{name}", args=args), query)
    assert answer.status_code == 200
    text = answer.content.decode()
    return text[text.index("<main") :]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "fr",
            ["Confiance", "Bénéfice mutuel", "1 sur 1", "Ce qui manque", "1 engagement n’a pas d’échéance"],
        ),
        ("vi", ["Tin cậy", "Cùng có lợi", "1 trên 1", "Thông tin còn thiếu", "1 cam kết không có thời hạn"]),
        ("en", ["Trust", "Mutual benefit", "1 of 1", "What is missing", "1 promise has no deadline"]),
    ],
)
def test_the_five_keys_say_what_they_rest_on_and_what_is_missing(client, officer, promised, language, words):
    text = page(client, officer, language, "partnership", "US", "VN")
    for word in [*words, "Train 500 chip designers", "Open a design centre", "Chip alliance"]:
        assert word in text, word
    assert text.count('class="sheet key"') == 5
    assert reverse("ledger:commitment", args=[promised.pk]) in text
    assert text.count("<polyline") == 3


def test_the_list_counts_partners_and_leads_to_each(client, officer, promised):
    text = page(client, officer, "en", "list", of="VN")
    assert reverse("partnerships:partnership", args=["VN", "US"]) in text
    assert reverse("partnerships:partnership", args=["VN", "intel"]) in text
    assert "1 of 1" in text
    client.force_login(officer)
    assert client.get(reverse("partnerships:list")).headers["Location"].startswith("/partnerships/?of=")


def test_a_partnership_is_shown_as_of_a_day(client, officer, promised):
    text = page(client, officer, "en", "partnership", "US", "VN", as_of="2026-02-03")
    assert "As the desk knew it on" in text
    assert "Open a design centre" not in text
    assert "Train 500 chip designers" in text
    assert "Train 500" not in page(client, officer, "en", "partnership", "US", "VN", as_of="2026-02-02")


def test_the_list_behind_a_figure_is_offered_and_wrong_ones_are_absent(client, officer, promised):
    text = page(client, officer, "en", "behind", "US", "VN", "trust")
    assert "Train 500 chip designers" in text
    assert "Open a design centre" not in text
    assert "Open a design centre" in page(
        client, officer, "en", "behind", "US", "VN", "trust", lacks="deadline"
    )
    for address in ("/partnerships/US/VN/greed/", "/partnerships/US/VN/trust/?lacks=x", "/partnerships/US/US/",
                    "/partnerships/US/ZZ/", "/partnerships/US/nobody/", "/partnerships/?of=nobody"):  # fmt: skip
        assert client.get(address).status_code == 404, address


def test_a_country_that_is_an_actor_leads_to_the_country(client, officer, promised):
    make_actor("us", "United States", kind="country", country="US")
    client.force_login(officer)
    assert client.get("/partnerships/us/VN/").headers["Location"] == "/partnerships/US/VN/"


def test_what_is_marked_is_not_there_for_others(client, officer, second_officer, promised):
    promised.tlp = "red"
    promised.save()
    forget()
    text = page(client, second_officer, "en", "partnership", "US", "VN")
    assert "Open a design centre" not in text
    assert "no deadline" not in text
    assert "Train 500 chip designers" in text


@pytest.mark.parametrize(
    "name", ["partnerships:list", "correspondence:reports", "correspondence:calendar", "correspondence:sheet"]
)
def test_the_ledger_is_lit_on_the_screens_that_belong_to_it(client, officer, promised, name):
    client.force_login(officer)
    client.cookies["django_language"] = "en"
    text = client.get(reverse(name), follow=True).content.decode()
    assert '<a href="/ledger/" aria-current="page">' in text
    assert text.split("</nav>")[0].count("aria-current") == 1


def test_the_list_and_an_agreement_show_promised_against_delivered(client, officer, promised):
    client.force_login(officer)
    client.cookies["django_language"] = "en"
    for address in ("/ledger/", "/ledger/timeline/"):
        text = client.get(address).content.decode()
        assert "Promised and delivered through time" in text
        assert text.count("<polyline") == 3
    assert "<polyline" not in client.get("/ledger/?stage=verified").content.decode()


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", ["Ce qui est suivi", "Réalisé", "Dans le registre"]),
        ("vi", ["Nội dung đang theo dõi", "Đã hoàn thành", "Trong sổ cam kết"]),
        ("en", ["What is followed", "Delivered", "In the ledger"]),
    ],
)
def test_the_page_of_an_actor_says_what_became_of_its_promises(
    client, officer, promised, organisation, language, words
):
    claim = tell(organisation).claims.get()
    one = owed(officer, title="Born of a claim", owner=promised.owner, born_of=claim)
    client.force_login(officer)
    client.cookies["django_language"] = language
    text = client.get(reverse("directory:actor", args=["intel"])).content.decode()
    for word in [*words, "Train 500 chip designers", "Open a design centre"]:
        assert word in text, word
    assert text.count(reverse("ledger:commitment", args=[one.pk])) == 2  # followed, and beside its claim
    assert f"?of={promised.owner.key}" in text
    tell(organisation)  # another document tells the same event
    text = client.get(reverse("directory:actor", args=["intel"])).content.decode()
    assert text.count(reverse("ledger:commitment", args=[one.pk])) == 3
    country = client.get(reverse("directory:country", args=["US"])).content.decode()
    assert "Train 500 chip designers" in country
    assert "?of=US" in country


def test_the_page_of_an_actor_keeps_what_is_marked(client, officer, second_officer, promised, organisation):
    claim = tell(organisation, document={"tlp": "clear"}).claims.get()
    owed(officer, title="Born of a claim", owner=promised.owner, born_of=claim, tlp="red")
    client.force_login(second_officer)
    text = client.get(reverse("directory:actor", args=["intel"])).content.decode()
    assert "Born of a claim" not in text
    assert "Open a design centre" in text
    client.force_login(officer)
    assert "Born of a claim" in client.get(reverse("directory:actor", args=["intel"])).content.decode()


def test_the_board_of_a_mission_shows_promised_against_delivered(client, officer, promised):
    activity = programme(officer)
    pay(activity, officer, 300, promised.owner, promised.counterpart)
    client.force_login(officer)
    client.cookies["django_language"] = "en"
    for scope, key in (("organisation", officer.organisation_id), ("technology", "chips")):
        text = client.get(reverse("results:board", args=[scope, key])).content.decode()
        assert "Promised and delivered through time" in text, scope
        assert text.count('class="curve ') == 3
    assert (
        "Promised and"
        not in client.get(reverse("results:board", args=["activity", activity.pk])).content.decode()
    )


def test_money_behind_a_figure_leads_to_its_activity(client, officer, promised):
    activity = programme(officer, title="Grants")
    pay(activity, officer, 300, promised.owner, promised.counterpart)
    text = page(client, officer, "en", "partnership", "US", "VN")
    assert reverse("results:activity", args=[activity.pk]) in text
    assert "Grants" in page(client, officer, "en", "behind", "US", "VN", "mutual_benefit")
