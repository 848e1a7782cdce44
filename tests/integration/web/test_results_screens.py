"""The screens of results: activities, forms that refuse and lose nothing, rates, boards; secret as their markings."""

from datetime import date

import pytest
from activities import engineers, programme
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from happenings import tell
from iati_samples import ACTIVITIES
from known_actors import make_actor
from ledgers import TODAY, owed

from passerelle.apps.ledger.actions.activities import edit_activity
from passerelle.apps.ledger.actions.iati import import_iati
from passerelle.apps.ledger.actions.money import add_budget, add_transaction
from passerelle.apps.ledger.columns import forget
from passerelle.apps.ledger.models import Activity, Budget, Indicator, Measured, Rate, Transaction

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def another_database():
    forget()
    yield
    forget()


@pytest.fixture
def running(officer):
    one = programme(officer, currency="EUR")
    past = [("2025-06-30", 8000), ("2025-12-31", 9000), ("2026-03-31", 11000), ("2026-06-30", 12500)]
    engineers(one, officer, today=TODAY, actuals=past)
    add_budget(one, starts="2025-01-01", ends="2025-12-31", amount="1000000", actor=officer, today=TODAY)
    add_transaction(one, type="3", on="2025-03-01", amount="250000", actor=officer, today=TODAY)
    return one


def page(client, user, language, name, *args, **query) -> str:
    client.force_login(user)
    client.cookies["django_language"] = language
    answer = client.get(reverse(f"results:{name}", args=args), query)
    assert answer.status_code == 200
    text = answer.content.decode()
    return text[text.index("<main") :]


def send(client, user, name, *args, **values):
    client.force_login(user)
    client.cookies["django_language"] = "en"
    answer = client.post(reverse(f"results:{name}", args=args), values)
    return answer, answer.content.decode()


BASE = {"title": "People trained", "starts": "2026", "status": "2", "tlp": "green"}


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", ["Valeur de référence", "50\u202f000", "Prévision", "encore ouverte", "Budget et dépenses"]),
        ("vi", ["Giá trị gốc", "50.000", "Dự báo", "còn hạn", "Ngân sách và thực chi"]),
        ("en", ["Baseline", "50,000", "Forecast", "still open", "Budget against what was spent"]),
    ],
)
def test_a_board_says_where_a_target_stands(client, officer, running, language, words):
    text = page(client, officer, language, "board", "activity", running.pk)
    for word in words:
        assert word in text, word
    assert "<svg" in text
    assert text.count('class="point"') == 4
    assert 'class="band"' in text


def test_a_board_is_shown_as_of_a_day(client, officer, running):
    text = page(client, officer, "en", "board", "activity", running.pk, as_of="2025-02-01")
    assert "Figures, budgets and transactions as the desk knew them on 1 February 2025" in text
    assert "Nothing is measured yet." in text
    assert "250,000" not in text


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fr", "tel que le bureau le connaissait le 1 juin 2025"),
        ("vi", "biết đến ngày 1 tháng 6 năm 2025"),
        ("en", "as the desk knew it on 1 June 2025"),
    ],
)
def test_the_list_of_boards_opens_each_on_the_day_asked_for(client, officer, running, language, said):
    board = reverse("results:board", args=["activity", running.pk])
    past = page(client, officer, language, "boards", as_of="2025-06-01")
    assert said in past
    assert f'"{board}?as_of=2025-06-01"' in past
    assert f'"{board}"' in page(client, officer, language, "boards")


@pytest.mark.parametrize(
    ("scope", "key"),
    [
        ("activity", "999999"),
        ("activity", "x"),
        ("activity", "9" * 30),
        ("organisation", "9" * 18),
        ("actor", "nobody"),
        ("country", "ZZ"),
        ("country", "vn"),
        ("technology", "magic"),
        ("nothing", "1"),
        ("technology", "space"),
    ],
)
def test_a_board_of_nothing_is_not_there(client, officer, running, scope, key):
    client.force_login(officer)
    assert client.get(reverse("results:board", args=[scope, key])).status_code == 404


@pytest.mark.parametrize(
    "query", ["as_of=x", "as_of=9999-99-99", "in=%00", "in=ABCDEF", "page=0", "page=99999999999999999999"]
)
def test_an_odd_address_shows_the_board_all_the_same(client, officer, running, query):
    client.force_login(officer)
    assert (
        client.get(reverse("results:board", args=["activity", running.pk]) + f"?{query}").status_code == 200
    )


def test_what_is_marked_is_nowhere_for_others(client, officer, second_officer, running):
    edit_activity(running, changes={"tlp": "red"}, actor=officer)
    client.force_login(second_officer)
    for name in ("activity", "edit", "budget"):
        assert client.get(reverse(f"results:{name}", args=[running.pk])).status_code == 404
    assert client.get(reverse("results:board", args=["technology", "chips"])).status_code == 404
    assert running.title not in page(client, second_officer, "en", "activities")
    assert running.title not in page(client, second_officer, "en", "boards")


def test_a_programme_is_entered_by_hand(client, officer):
    make_actor("vn-most", "Ministry of Science and Technology", kind="government", country="VN")
    promise = owed(officer)
    values = BASE | {
        "funding": "Ministry of Science and Technology", "countries": "vn; fr", "currency": "usd",
        "commitment": f"http://testserver/ledger/commitments/{promise.pk}/", "technologies": ["chips"],
    }  # fmt: skip
    answer, _text = send(client, officer, "new", **values)
    one = Activity.objects.get()
    assert answer.headers["Location"] == reverse("results:activity", args=[one.pk])
    assert (one.countries, one.currency, one.commitment) == (["VN", "FR"], "USD", promise)
    assert one.participating.get().actor.key == "vn-most"
    text = page(client, officer, "en", "activity", one.pk)
    for word in ("Under way", "Ministry of Science and Technology", promise.title, "France"):
        assert word in text, word
    client.force_login(officer)
    assert one.title in client.get(reverse("ledger:commitment", args=[promise.pk])).content.decode()
    assert client.get(reverse("results:edit", args=[one.pk])).context["form"].initial["funding"] == "vn-most"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"ends": "2025"}, "It cannot end before it begins."),
        ({"currency": "XXXX"}, "three letters of a currency"),
        ({"countries": "Vietnam"}, "two letters of a country"),
        ({"funding": "Nobody at all"}, "No actor of the directory has such a name"),
        ({"parent": "999"}, "nothing of this number or address"),
        ({"parent": "https://elsewhere.org/results/activities/1/"}, "nothing of this number or address"),
        ({"agreement": "\x00"}, "Null characters"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_typed_is_lost(client, officer, changes, said):
    answer, text = send(client, officer, "new", **BASE | changes)
    assert answer.status_code == 200
    assert said in text
    assert "People trained" in text
    assert not Activity.objects.exists()


def test_the_second_of_two_editors_is_told_what_changed(client, officer, running, person, organisation):
    seen = running.version + 7  # as many as the fixture entered
    other = person("coordinator", organisation)
    edit_activity(running, changes={"title": "Meanwhile"}, actor=other)
    current = Activity.objects.get().version
    answer, text = send(client, officer, "edit", running.pk, **BASE | {"seen": current - 1})
    assert answer.status_code == 200
    assert f"{other} changed this" in text
    assert "People trained" in text
    assert Activity.objects.get().title == "Meanwhile"
    assert f'name="seen" value="{current}"' in text
    assert seen


def test_a_figure_is_entered_with_a_document_and_the_marking_is_asked_about(
    client, officer, running, organisation
):
    paper = tell(organisation, "2026-05-10", document={"tlp": "amber"})
    indicator = Indicator.objects.get()
    values = {"kind": "actual", "value": "13 000", "ends": "2026-09-30", "source": f"/documents/{paper.pk}/"}
    answer, text = send(client, officer, "figure", running.pk, indicator.pk, **values)
    assert "TLP:AMBER" in text
    assert 'name="confirmed_marking"' in text
    answer, text = send(
        client, officer, "figure", running.pk, indicator.pk, **values, confirmed_marking="yes"
    )
    assert answer.status_code == 302
    last = Measured.objects.latest("pk")
    assert (last.value, last.document) == ("13000", paper)
    assert Activity.objects.get().tlp == "amber"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"value": "many"}, "Write a number in figures: 50000 or 0.53."),
        ({"source": ""}, "Say where it stands"),
        ({"source": "/documents/99999/"}, "nothing of this number or address"),
        ({"source": "somewhere"}, "Write a web address"),
        ({"dimensions": "women"}, "sex: women"),
        ({"starts": "2027"}, "The period ends before it begins."),
        ({"ends": "2040"}, "was not measured yet"),
    ],
)
def test_a_figure_that_cannot_be_is_told(client, officer, running, changes, said):
    indicator, number = Indicator.objects.get(), Measured.objects.count()
    values = {"kind": "actual", "value": "13000", "ends": "2026-09-30", "source": "https://example.org/"}
    answer, text = send(client, officer, "figure", running.pk, indicator.pk, **values | changes)
    assert answer.status_code == 200
    assert said in text
    assert Measured.objects.count() == number


def test_figures_by_part_are_added_and_shown(client, officer, running):
    indicator = Indicator.objects.get()
    for part, value in (("sex: women", "4000"), ("sex = men", "9500")):
        values = {"kind": "actual", "value": value, "ends": "2026-09-30", "source": "https://example.org/"}
        answer, _text = send(client, officer, "figure", running.pk, indicator.pk, dimensions=part, **values)
        assert answer.status_code == 302
    text = page(client, officer, "en", "board", "activity", running.pk)
    assert "13,500 (30 September 2026)" in text
    assert "sex: women" in text


def test_money_is_entered_refused_and_removed(client, officer, running):
    make_actor("intel", "Intel", kind="company", country="US")
    given = {"type": "3", "on": "2026-03-01", "amount": "10", "currency": "EUR", "receiver": "Intel"}
    for changes, said in (
        ({"amount": "-3"}, "cannot be negative"),
        ({"amount": "ten"}, "in figures"),
        ({"receiver": "Nobody at all"}, "No actor of the directory"),
        ({"other": "#77777"}, "nothing of this number"),
        ({"other": f"#{running.pk}"}, "does not pay itself"),
    ):
        answer, text = send(client, officer, "transaction", running.pk, **given | changes)
        assert answer.status_code == 200
        assert said in text
    assert send(client, officer, "transaction", running.pk, **given)[0].status_code == 302
    paid = Transaction.objects.latest("pk")
    assert paid.receiver.key == "intel"
    budget = {"starts": "2026", "ends": "2026", "amount": "5", "currency": "EUR", "type": "1", "status": "1"}
    assert "before it begins" in send(client, officer, "budget", running.pk, **budget | {"ends": "2025"})[1]
    assert send(client, officer, "budget", running.pk, **budget)[0].status_code == 302
    client.force_login(officer)
    assert (
        "10\u00a0EUR"
        in client.get(reverse("results:remove", args=[running.pk, "transaction", paid.pk])).content.decode()
    )
    assert send(client, officer, "remove", running.pk, "transaction", paid.pk)[0].status_code == 302
    paid.refresh_from_db()
    assert (paid.withdrawn_by, paid.amount) == (officer, "10")
    text = page(client, officer, "en", "activity", running.pk)
    assert "Transaction removed: 2026-03-01 10 EUR" in text
    for kind, row in (("transaction", paid.pk), ("nothing", 1), ("figure", 999)):
        assert send(client, officer, "remove", running.pk, kind, row)[0].status_code == 404
    assert Budget.objects.count() == 2


def test_what_is_corrected_is_asked_as_it_was_said_and_the_first_is_kept(client, officer, running):
    make_actor("intel", "Intel", kind="company", country="US")
    other = programme(officer, title="Courses")
    given = {
        "type": "3", "on": "2026-03-01", "amount": "10", "currency": "EUR", "receiver": "Intel",
        "other": f"#{other.pk}", "source": "https://example.org/paid",
    }  # fmt: skip
    send(client, officer, "transaction", running.pk, **given)
    paid = Transaction.objects.latest("pk")
    asked = client.get(reverse("results:transaction-row", args=[running.pk, paid.pk])).context["form"]
    typed = {field.name: field.value() for field in asked}
    assert typed == given | {"receiver": "intel", "provider": "", "said": ""}
    answer, _text = send(client, officer, "transaction-row", running.pk, paid.pk, **typed | {"amount": "12"})
    assert answer.status_code == 302
    assert [(row.amount, row.withdrawn_by) for row in Transaction.objects.order_by("pk")][1:] == [
        ("10", officer),
        ("12", None),
    ]
    text = page(client, officer, "en", "activity", running.pk)
    assert "12\u00a0EUR" in text
    assert "10\u00a0EUR" not in text
    assert "Transaction corrected: 2026-03-01 10 EUR → 2026-03-01 12 EUR" in text
    assert send(client, officer, "transaction-row", running.pk, paid.pk, **typed)[0].status_code == 404


def test_a_withdrawn_figure_stays_in_the_table(client, officer, running):
    last = Measured.objects.filter(kind="actual").latest("pk")
    assert send(client, officer, "remove", running.pk, "figure", last.pk)[0].status_code == 302
    text = page(client, officer, "en", "activity", running.pk)
    assert "12,500" in text
    assert "withdrawn on" in text
    assert "12,500" not in page(client, officer, "en", "board", "activity", running.pk)


def test_what_a_file_told_is_marked_and_linked_only(client, officer, tmp_path):
    path = tmp_path / "file.xml"
    path.write_text(ACTIVITIES, encoding="utf-8")
    import_iati(path, actor=officer)
    one = Activity.objects.get()
    text = page(client, officer, "en", "activity", one.pk)
    for word in (
        "XM-TEST-LAB-1",
        "from the file file.xml",
        "as the file says",
        "25,000.50",
        "1200",
        "Institut",
        "Output",
    ):
        assert word in text, word
    assert "Add a budget" not in text
    client.force_login(officer)
    assert client.get(reverse("results:budget", args=[one.pk])).status_code == 403
    assert send(client, officer, "edit", one.pk, tlp="amber", technologies=["chips"])[0].status_code == 302
    one.refresh_from_db()
    assert (one.tlp, one.technologies, one.title) == ("amber", ["chips"], "Laboratoire d’optique")


def test_rates_are_given_one_by_one_and_as_a_table(client, officer, visitor):
    given = {"currency": "EUR", "base": "VND", "on": "2026-03-02", "value": "29500", "source": "State Bank"}
    assert send(client, officer, "rates", **given)[0].status_code == 302
    assert "there already" in send(client, officer, "rates", **given)[1]
    assert send(client, visitor, "rates", **given)[0].status_code == 403
    lines = "currency,base,date,rate,source\nUSD,VND,2026-03-02,26000,SB\nEURO,VND,2026-03-02,1,SB\n"

    def table(text):
        client.force_login(officer)
        file = SimpleUploadedFile("rates.csv", text.encode())
        return client.post(reverse("results:rates-table"), {"file": file}, follow=True).content.decode()

    both = table(
        "currency,base,on,value,source\nEUR,VND,2026-03-02,=1+1,Bank\nEUX,VND,2026-13-01,26500.5,Bank\n"
    )
    assert "row 2, column D" in both
    assert "row 3" in both

    refused = table(lines)
    assert "row 3" in refused
    assert "EURO" in refused
    assert Rate.objects.count() == 1
    against = "".join(f"EUR,VND,2026-03-02,{29501 + at},SB\n" for at in range(60))
    refused = table(lines.rsplit("EURO", 1)[0] + against)
    assert refused.count("Another rate of this day is there: 1 EUR = 29500 VND, says State Bank.") == 50
    assert "and 10 more rows" in refused
    assert "There is no column of: Value, Source" in table("currency,base,date\nUSD,VND,2026-03-02\n")
    assert "no spreadsheet" in table("PK\x03\x04 nothing")
    assert "1 rate was added." in table(lines.rsplit("EURO", 1)[0])
    row = Rate.objects.get(currency="USD")
    assert send(client, officer, "rate-remove", row.pk)[0].status_code == 302
    assert Rate.objects.count() == 1
    assert send(client, officer, "rate-remove", 999)[0].status_code == 404


def test_sums_are_converted_with_the_rate_and_its_day_said(client, officer, running):
    given = {"currency": "EUR", "base": "VND", "on": "2025-02-20", "value": "27000", "source": "State Bank"}
    assert send(client, officer, "rates", **given)[0].status_code == 302
    text = page(client, officer, "en", "board", "activity", running.pk, **{"in": "vnd"})
    for word in ("6,750,000,000", "1 EUR = 27,000 VND", "20 February 2025", "State Bank"):
        assert word in text, word
    assert "1,000,000" in text  # the budget, of January, has no rate yet
    assert date(2025, 2, 20) == Rate.objects.get().on


def test_the_list_asks_the_same_number_of_queries_for_any_number_of_rows(
    client, officer, django_assert_max_num_queries
):
    intel = make_actor("intel", "Intel", kind="company", country="US")
    for at in range(12):
        programme(officer, title=f"Programme {at}", participants={"4": [intel]})
    client.force_login(officer)
    with django_assert_max_num_queries(20):
        client.get(reverse("results:activities"))
    with django_assert_max_num_queries(40):
        client.get(reverse("results:board", args=["technology", "chips"]))
