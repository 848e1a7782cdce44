"""A spreadsheet of commitments on the screen: asked, checked, and written when it is confirmed."""

import html
import io
from datetime import timedelta
from decimal import Decimal

import pytest
import regex
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from known_actors import make_actor
from ledgers import both_sides
from openpyxl import Workbook

from passerelle.apps.audit.models import Event
from passerelle.apps.correspondence.spreadsheets.mapping import guessed
from passerelle.apps.correspondence.spreadsheets.promises import WORDS
from passerelle.apps.directory.models import Actor
from passerelle.apps.ledger.actions.agreements import record_agreement
from passerelle.apps.ledger.actions.commitments import edit_commitment
from passerelle.apps.ledger.actions.promises import import_promises
from passerelle.apps.ledger.columns import forget
from passerelle.apps.ledger.models import Commitment, Evidence, Step, TakenPromise
from passerelle.apps.ledger.tables.promises import check_promises
from passerelle.apps.ledger.tables.questions import amounts_in, below_nothing, plain, quantities_in

HEADS = {
    "fr": ["Engagement", "Porteur", "Partenaire", "Promis le", "Livrable", "Quantité", "Unité", "Échéance", "Budget",
           "Devise", "Étape", "Date de l’étape", "Source", "Accord"],
    "vi": ["Cam kết", "Đơn vị chủ trì", "Đối tác", "Ngày cam kết", "Sản phẩm", "Số lượng", "Đơn vị tính", "Thời hạn",
           "Kinh phí", "Loại tiền", "Giai đoạn", "Ngày đạt", "Nguồn", "Thỏa thuận"],
    "en": ["Commitment", "Owner", "Counterpart", "Promised on", "Deliverable", "Quantity", "Unit", "Deadline",
           "Budget", "Currency", "Stage", "Reached on", "Source", "Agreement"],
}  # fmt: skip
FIELDS = [
    "title", "owner", "counterpart", "promised", "deliverable", "quantity_value", "quantity_unit", "deadline",
    "budget_amount", "budget_currency", "stage", "stage_on", "source", "agreement",
]  # fmt: skip
STAGES = {"fr": "Commencé", "vi": "Đã bắt đầu", "en": "Started"}
WORDS_OF = {"fr": "cinq millions d’euros", "vi": "năm triệu euro", "en": "five million euros"}
ROW = {
    "title": "Train designers", "owner": "Intel", "counterpart": "Ministry of Science and Technology",
    "promised": "2025-05-13", "deadline": "2027-12",
}  # fmt: skip


@pytest.fixture(autouse=True)
def another_database():
    forget()
    yield
    forget()


def check(user, *rows, language="en", **answers):
    given_rows = [(at, ROW | row) for at, row in enumerate(rows, start=2)]
    return check_promises(
        given_rows, user=user, answers=answers, language=language, today=timezone.localdate()
    )


def sheet(*rows, name="promises.xlsx", title="Promises"):
    book = Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return SimpleUploadedFile(name, file.getvalue())


def send(client, user, language, file):
    client.force_login(user)
    client.cookies["django_language"] = language
    return client.post(reverse("correspondence:promises"), {"file": file}).content.decode()


def press(client, page, do, **changed):
    """Press a button of a page: what its form holds goes back, with some values changed."""
    sent = {
        name: html.unescape(regex.search(rf'name="{name}" value="([^"]*)"', page)[1])
        for name in ("name", "grid")
    }
    for name, options in regex.findall(r'name="((?:column|answer)-\w+)">(.*?)</select>', page, regex.S):
        chosen = regex.search(r'value="([^"]*)" selected', options)
        sent[name] = html.unescape(chosen[1]) if chosen else ""
    return client.post(
        reverse("correspondence:promises"), sent | {"do": do, "tlp": "amber"} | changed
    ).content.decode()


@pytest.mark.parametrize("language", HEADS)
def test_columns_are_guessed_by_the_words_of_their_heads(language):
    assert guessed(HEADS[language], WORDS) == FIELDS


@pytest.mark.django_db
@pytest.mark.parametrize("language", HEADS)
def test_a_spreadsheet_becomes_commitments_when_it_is_confirmed_and_only_once(client, officer, language):
    company, ministry = both_sides()
    agreement = record_agreement(
        actor=officer, title="Chip alliance", signed="2025-05-13", parties=[(company, "party")]
    )
    row = [
        "Train designers", "Intel", "Ministry of Science and Technology", "2025-05-13", "A curriculum", 500,
        "engineers", "2027-12", WORDS_OF[language], "", STAGES[language], "2026-03", "https://example.org/a",
        "Chip alliance",
    ]  # fmt: skip
    page = send(client, officer, language, sheet(HEADS[language], row))
    assert Commitment.objects.count() == 0
    assert 'value="take"' not in page, "the amount in words waits for an answer"
    name = regex.search(r'name="(answer-\w+)"', page)[1]
    assert 'value="5000000.00 EUR"' in page
    page = press(client, page, "check", **{name: "5000000.00 EUR"})
    assert Commitment.objects.count() == 0, "checking writes nothing"
    press(client, page, "take")
    one = Commitment.objects.get()
    assert (one.title, one.owner, one.counterpart, one.promised, one.deadline, one.tlp) == (
        "Train designers", company, ministry, "2025-05-13", "2027-12", "amber",
    )  # fmt: skip
    assert (one.budget_amount, one.budget_currency, one.quantity_value, one.quantity_unit) == (
        Decimal("5000000.00"), "EUR", 500.0, "engineer",
    )  # fmt: skip
    assert (one.agreement, one.deliverable, one.stage, one.stage_since) == (
        agreement, "A curriculum", "started", "2026-03",
    )  # fmt: skip
    evidence = Evidence.objects.get(commitment=one)
    assert (evidence.address, evidence.supports, evidence.independent) == (
        "https://example.org/a",
        "started",
        False,
    )
    assert Step.objects.get(commitment=one).evidence.get() == evidence
    assert one.silent_from is not None, "what is derived is derived"
    press(client, page, "take")
    edit_commitment(one, actor=officer, changes={"title": "Train chip designers", "owner": None})
    press(client, page, "take")
    assert Commitment.objects.count() == TakenPromise.objects.count() == 1, (
        "also when people changed it since"
    )
    assert Event.objects.filter(verb="commitment.take").count() >= 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changed", "field", "words"),
    [
        ({"title": ""}, "title", "Fill this in."),
        ({"promised": "13 May"}, "promised", "Write a date as"),
        ({"promised": ""}, "promised", "Say when."),
        ({"deadline": "2024"}, "deadline", "before the promise was made"),
        ({"counterpart": "Intel"}, "counterpart", "Nobody promises something to themselves."),
        (
            {"budget_amount": "500", "budget_currency": "XYZ"},
            "budget_currency",
            "three letters of a currency",
        ),
        ({"budget_amount": "500"}, "budget_currency", "Say in which currency."),
        ({"budget_amount": "-500", "budget_currency": "EUR"}, "budget_amount", "cannot be negative"),
        ({"budget_amount": "plenty", "budget_currency": "EUR"}, "budget_amount", "in figures"),
        ({"budget_amount": "1.500"}, "budget_amount", "in figures"),
        ({"quantity_value": "many", "quantity_unit": "people"}, "quantity_value", "in figures"),
        ({"quantity_value": "500"}, "quantity_unit", "Say of what."),
        ({"kind": "Wonder"}, "kind", "“Wonder” stands in no list"),
        ({"technologies": "chips|magic"}, "technologies", "“magic” stands in no list"),
        ({"stage": "started", "source": "Minutes"}, "stage_on", "Say when."),
        ({"stage": "started", "stage_on": "2026"}, "source", "Say where this stands"),
        ({"stage": "started", "stage_on": "2099", "source": "Minutes"}, "stage", "lies in the future"),
        (
            {"stage": "verified", "stage_on": "2026-01", "source": "Minutes"},
            "stage",
            "delivered before it can be",
        ),
        (
            {"stage": "nearly", "stage_on": "2026-01", "source": "Minutes"},
            "stage",
            "“nearly” stands in no list",
        ),
        ({"stage": "signed", "stage_on": "2026-01", "source": "https://"}, "source", "web address"),
    ],
)
def test_what_is_wrong_with_a_row_names_its_field_and_the_remedy(officer, changed, field, words):
    both_sides()
    found = check(officer, changed, {"title": "A good row"})
    assert [(fault.number, fault.field) for fault in found.faults] == [(2, field)]
    assert words in found.faults[0].words
    assert [one.number for one in found.good] == [3], "the others go on"


@pytest.mark.django_db
def test_everything_that_is_wrong_with_a_row_is_told_at_once(officer):
    both_sides()
    wrong = {"deadline": "2024", "counterpart": "Intel", "budget_amount": "5", "quantity_unit": "people"}
    found = check(officer, wrong | {"kind": "Wonder"})
    assert [fault.field for fault in found.faults] == [
        "kind", "deadline", "counterpart", "budget_currency", "quantity_value",
    ]  # fmt: skip


@pytest.mark.django_db
def test_more_rows_than_one_press_can_take_are_refused_and_more_questions_than_a_form_can_hold_come_later(
    client, officer
):
    both_sides()
    many = [[f"Promise {at}", "2025"] for at in range(1001)]
    page = send(client, officer, "en", sheet(["Commitment", "Promised on"], *many))
    assert "at most 1000 rows" in page
    asked = [[f"Promise {at}", "2025", f"Unknown {at}", f"Stranger {at}"] for at in range(500)]
    page = send(client, officer, "en", sheet(["Commitment", "Promised on", "Owner", "Counterpart"], *asked))
    names = regex.findall(r'<select id="\w+-\w+" name="(answer-\w+)"', page)
    assert len(names) == 800
    assert "200 more questions come after these" in page
    page = press(client, page, "check", **dict.fromkeys(names, "none"))
    assert "that wait for an answer: 100;" in page
    press(client, page, "take")
    assert Commitment.objects.count() == 400


@pytest.mark.django_db
def test_a_deadline_before_the_signature_is_refused(officer):
    company, _ministry = both_sides()
    record_agreement(actor=officer, title="Chip alliance", signed="2025-05-13", parties=[(company, "party")])
    found = check(officer, {"agreement": "Chip alliance", "promised": "", "deadline": "2024"})
    assert "before the agreement was signed" in found.faults[0].words
    (good,) = check(officer, {"agreement": "chip ALLIANCE", "promised": ""}).good
    assert good.values["promised"] == "2025-05-13", "the promise is as old as its agreement"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "words", "place"),
    [("fr", "Promises, ligne 3, colonne D", "écrivez"), ("vi", "Promises, dòng 3, cột D", "viết"),
     ("en", "Promises, row 3, column D", "Write a date as")],
)  # fmt: skip
def test_a_fault_is_shown_with_sheet_row_and_column_in_the_readers_language(
    client, officer, language, words, place
):
    both_sides()
    rows = (["One", "Intel", "", "2025"], ["Two", "Intel", "", "13 mai"])
    page = send(client, officer, language, sheet(HEADS[language][:4], *rows))
    assert words in page
    done = press(client, page, "take")
    assert words in done
    assert [one.title for one in Commitment.objects.all()] == ["One"]


@pytest.mark.django_db
def test_unknown_names_are_asked_about_and_nobody_is_made(officer, second_officer):
    company, _ministry = both_sides()
    before = Actor.objects.count()
    rows = ({"owner": "Intell Corp"}, {"title": "Another", "owner": "Intell Corp", "counterpart": ""})
    found = check(officer, *rows)
    assert (found.good, found.waiting) == ([], [2, 3])
    (question,) = found.questions
    assert (question.sort, question.written, question.places) == (
        "actor", "Intell Corp", ((2, "owner"), (3, "owner")),
    )  # fmt: skip
    assert question.options[0][0] == str(company.pk)
    assert Actor.objects.count() == before
    answered = check(officer, *rows, **{question.key: str(company.pk)})
    assert [one.values["owner"] for one in answered.good] == [company, company]
    empty = check(officer, *rows, **{question.key: "none"})
    assert [one.values["owner"] for one in empty.good] == [None, None]
    stranger = make_actor("elsewhere", "Quite Another Institute")
    assert check(officer, *rows, **{question.key: str(stranger.pk)}).waiting == [2, 3], (
        "only what was offered"
    )
    import_promises(empty.good, actor=officer, tlp="green")
    again = check(officer, *rows, **{question.key: str(company.pk)})
    assert (again.good, again.known) == ([], [2, 3]), "another answer makes no second commitment"


@pytest.mark.django_db
def test_a_name_of_two_actors_is_asked_about(officer):
    both_sides()
    twins = [make_actor(key, "Institute of Light") for key in ("light-1", "light-2")]
    (question,) = check(officer, {"owner": "Institute of Light"}).questions
    assert {option for option, _label in question.options} >= {str(one.pk) for one in twins}


@pytest.mark.django_db
def test_agreements_of_others_are_neither_found_nor_offered(officer, second_officer):
    company, _ministry = both_sides()
    for actor in (officer, second_officer):
        record_agreement(
            actor=actor,
            title=f"Alliance of {actor.username}",
            signed="2025-05-13",
            parties=[(company, "party")],
            tlp="green",
        )
    found = check(officer, {"agreement": f"Alliance of {second_officer.username}"})
    (question,) = found.questions
    assert all(second_officer.username not in label for _pk, label in question.options)
    assert found.waiting == [2]


@pytest.mark.django_db
def test_two_rows_of_one_name_are_once_or_told(officer):
    both_sides()
    same = check(officer, {}, {})
    assert ([one.number for one in same.good], same.known) == ([2], [3])
    other = check(officer, {}, {"deadline": "2029"})
    assert [fault.number for fault in other.faults] == [3]
    assert "twice, and not the same" in other.faults[0].words


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("1.500 EUR", {"1.50 EUR", "1500.00 EUR"}), ("5 000 000 €", {"5000000.00 EUR"}),
        ("30 tỷ đồng", {"30000000000.00 VND"}),
        ("1,5 M€", {"1500000.00 EUR"}), ("beaucoup d’argent", set()), ("deux cent mille dollars", {"200000.00 USD"}),
    ],
)  # fmt: skip
def test_an_amount_is_offered_as_each_language_reads_it(written, found):
    assert {value for value, _label in amounts_in(written)} == found


@given(st.integers(0, 10**12), st.sampled_from(["", "\u00a0", "\u202f", " "]))
def test_whole_numbers_are_read_without_asking_and_doubtful_ones_never(number, space):
    assert plain(f"{number:,}".replace(",", space)) == str(number)
    dotted = f"{number:,}".replace(",", ".")
    assert plain(dotted) == (str(number) if number < 1000 else None)


@pytest.mark.django_db
def test_a_full_spreadsheet_is_taken_within_a_few_hundred_statements(officer, django_assert_max_num_queries):
    both_sides()
    rows = [
        {"title": f"Promise {at}", "stage": "signed", "stage_on": "2025-05-13", "source": "MoU"}
        for at in range(200)
    ]
    found = check(officer, *rows)
    assert len(found.good) == 200
    with django_assert_max_num_queries(1100):
        assert import_promises(found.good, actor=officer, tlp="green") == 200
    assert set(Commitment.objects.values_list("stage", flat=True)) == {"signed"}


@pytest.mark.django_db
def test_merged_cells_formulas_and_strangers_to_the_form_are_refused(client, officer):
    page = send(client, officer, "en", sheet(["Commitment", "Owner"], ["One", "=1+1"]))
    assert "row 2, column B" in page
    assert "formula" in page
    page = client.post(
        reverse("correspondence:promises"), {"grid": "[" * 9999, "do": "take"}
    ).content.decode()
    assert "Nothing was taken in." in page
    assert not Commitment.objects.exists()


@pytest.mark.django_db
def test_who_may_not_import_is_told_so(client, visitor):
    client.force_login(visitor)
    assert client.get(reverse("correspondence:promises")).status_code == 403


@pytest.mark.django_db
def test_taken_commitments_are_heard_of_from_the_day_they_are_known(officer):
    both_sides()
    long_ago = (timezone.localdate() - timedelta(days=2000)).isoformat()
    (good,) = check(
        officer,
        {"promised": long_ago, "deadline": "", "stage": "signed", "stage_on": long_ago, "source": "MoU"},
    ).good
    import_promises([good], actor=officer, tlp="green")
    one = Commitment.objects.get()
    assert (one.stage, one.hush) == ("signed", "silent")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("cells", "field"),
    [
        ({"budget_amount": "1e30 EUR"}, "budget_amount"),
        ({"budget_amount": "-5 millions EUR"}, "budget_amount"),
        ({"budget_amount": "moins 5 millions d’euros"}, "budget_amount"),
        ({"budget_amount": "minus five million euros"}, "budget_amount"),
        ({"budget_amount": "âm năm triệu euro"}, "budget_amount"),
        ({"budget_amount": "10^40 euros"}, "budget_amount"),
        ({"budget_amount": "5 000 10 EUR"}, "budget_amount"),
        ({"budget_amount": "20 30", "budget_currency": "EUR"}, "budget_amount"),
        ({"quantity_value": "moins dix", "quantity_unit": "engineers"}, "quantity_value"),
        ({"quantity_value": "20 30", "quantity_unit": "engineers"}, "quantity_value"),
        ({"stage": "delivered", "stage_on": "2024-01-01", "source": "https://example.org/a"}, "stage_on"),
    ],
)  # fmt: skip
def test_what_no_amount_can_be_and_what_came_before_its_promise_is_a_fault_of_the_row(officer, cells, field):
    both_sides()
    found = check(officer, cells)
    assert (found.good, found.questions) == ([], [])
    assert field in [fault.field for fault in found.faults]


@pytest.mark.parametrize(
    ("written", "figures"),
    [("5 000 000", "5000000"), (" 20 ", "20"), ("1 500.25", "1500.25"), ("20 30", None), ("5 000 10", None)],
)
def test_spaces_part_a_number_in_groups_of_three_only(written, figures):
    assert plain(written) == figures


def test_less_than_is_not_below_nothing():
    assert [one for one, _shown in amounts_in("moins de 5 millions d’euros")] == ["5000000.00 EUR"]
    assert not below_nothing("moins de 5 millions d’euros")
    assert [shown for shown, _words in quantities_in("dix mille m2", "")] == ["10000 m2"]


@pytest.mark.django_db
def test_another_promise_of_the_same_name_is_not_silently_known(officer):
    both_sides()
    first = check(officer, {"quantity_value": "500", "quantity_unit": "engineers"})
    assert import_promises(first.good, actor=officer, tlp="green") == 1
    same = check(officer, {"quantity_value": "500", "quantity_unit": "engineers"})
    assert (same.known, same.faults) == ([2], [])
    other = check(officer, {"quantity_value": "200", "quantity_unit": "engineers"})
    assert (other.known, [fault.field for fault in other.faults]) == ([], ["title"])
