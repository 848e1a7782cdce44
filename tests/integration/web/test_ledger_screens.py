"""The screens of the ledger: the list, a commitment with its ladder, proposals; secret as their markings."""

from datetime import date

import pytest
from django.urls import reverse
from known_actors import make_actor
from ledgers import TODAY, both_sides, owed, shown

from passerelle.apps.ledger.actions.agreements import record_agreement
from passerelle.apps.ledger.actions.commitments import edit_commitment
from passerelle.apps.ledger.columns import forget
from passerelle.apps.ledger.models import Agreement, Commitment

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def another_database():
    forget()
    yield
    forget()


@pytest.fixture
def promised(officer):
    company, ministry = both_sides()
    one = owed(officer, owner=company, counterpart=ministry)
    shown(one, "signed", "2025-05-13", actor=officer, known_on=date(2025, 5, 14))
    shown(one, "started", "2026-02", actor=officer, known_on=date(2026, 2, 20))
    return one


def page(client, user, language, name, *args, **query) -> str:
    client.force_login(user)
    client.cookies["django_language"] = language
    answer = client.get(reverse(f"ledger:{name}", args=args), query)
    assert answer.status_code == 200
    text = answer.content.decode()
    return text[text.index("<main") :]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", ["Engagements", "Commencé", "décembre 2026", "Intel", "Formation"]),
        ("vi", ["Cam kết", "Đã bắt đầu", "tháng 12 năm 2026", "Intel", "Đào tạo"]),
        ("en", ["Commitments", "Started", "December 2026", "Intel", "Training"]),
    ],
)
def test_the_list_says_how_far_each_commitment_has_come(client, officer, promised, language, words):
    text = page(client, officer, language, "list")
    for word in words:
        assert word in text, word


def test_the_list_is_shown_as_it_stood_on_a_day(client, officer, promised):
    assert "Started" not in page(client, officer, "en", "list", as_of="2025-06-01").split("<table")[1]
    before = page(client, officer, "en", "list", as_of="2025-05-01")
    assert promised.title not in before
    assert "The desk knew of no commitment on this day." in before


def test_what_is_marked_is_not_there_for_others(client, officer, second_officer, promised):
    promised.tlp = "red"
    promised.save()
    forget()
    text = page(client, second_officer, "en", "list")
    assert promised.title not in text
    client.force_login(second_officer)
    assert client.get(reverse("ledger:commitment", args=[promised.pk])).status_code == 404


def test_a_commitment_shows_its_ladder_and_what_each_stage_rests_on(client, officer, promised):
    text = page(client, officer, "en", "commitment", promised.pk)
    ladder = text.split('class="ladder"')[1].split("</ol>")[0]
    assert ladder.index("Signed") < ladder.index("It is signed.") < ladder.index("It is started.")
    assert ladder.count('class="reached"') == 2
    assert "nobody has shown it" in ladder
    assert "Nobody is named who answers for it" in text


def test_the_ladder_is_that_of_the_day_that_is_asked_for(client, officer, promised):
    text = page(client, officer, "en", "commitment", promised.pk, as_of="2025-06-01")
    assert "It is signed." in text
    assert "It is started." not in text


def test_the_timeline_draws_a_bar_for_each_dated_commitment(client, officer, promised):
    text = page(client, officer, "en", "timeline")
    assert text.count('class="bar-of') == 1
    assert 'text class="year"' in text
    assert TODAY.year >= 2026


def test_a_filter_of_the_address_narrows_and_a_wrong_one_is_passed_over(client, officer, promised):
    assert promised.title in page(client, officer, "en", "list", stage="started")
    assert promised.title not in page(client, officer, "en", "list", stage="verified")
    assert promised.title in page(client, officer, "en", "list", stage="nonsense", owner="x", as_of="never")


def post(client, user, name, *args, **given):
    client.force_login(user)
    client.cookies["django_language"] = "en"
    return client.post(reverse(f"ledger:{name}", args=args), given)


FILLED = {"title": "Open a design centre", "tlp": "green", "owner": "intel", "counterpart": "vn-most"}


def test_a_commitment_is_entered_with_actors_by_name(client, officer, organisation):
    both_sides()
    answer = post(client, officer, "new", **FILLED | {"owner": "Intel", "deadline": "2027-06"})
    assert answer.status_code == 302
    one = Commitment.objects.get()
    assert (one.owner.key, one.counterpart.key, one.deadline) == ("intel", "vn-most", "2027-06")
    assert one.organisation == officer.organisation


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("deadline", "soon", "Write a date as 2025"),
        ("budget_amount", "two million", "Write the amount in figures"),
        ("budget_amount", "-5", "An amount of money cannot be negative."),
        ("owner", "Nobody at all", "No actor of the directory has such a name"),
        ("counterpart", "intel", "Nobody promises something to themselves."),
    ],
)
def test_what_cannot_be_is_told_at_its_field_and_nothing_typed_is_lost(client, officer, field, value, told):
    both_sides()
    text = post(client, officer, "new", **FILLED | {field: value}).content.decode()
    assert told in text
    assert "Open a design centre" in text
    assert value in text
    assert not Commitment.objects.exists()


def test_the_second_of_two_editors_is_told_and_loses_nothing(client, officer, coordinator, promised):
    promised.refresh_from_db()
    seen = promised.version
    values = FILLED | {"kind": "training", "promised": "2025-05-13"}
    first = post(client, coordinator, "edit", promised.pk, **values, person="Lê An", seen=seen)
    assert first.status_code == 302
    second = post(client, officer, "edit", promised.pk, **values, person="Jean Roux", seen=seen)
    text = second.content.decode()
    assert f"{coordinator} changed this" in text
    assert "Jean Roux" in text
    assert "Lê An" in text
    promised.refresh_from_db()
    assert promised.person == "Lê An"
    again = post(client, officer, "edit", promised.pk, **values, person="Jean Roux", seen=promised.version)
    assert again.status_code == 302


def test_a_step_is_accepted_on_evidence_and_refused_without_the_right_kind(client, officer, promised):
    answer = post(
        client, officer, "evidence", promised.pk, kind="statement", on="2026-06", text="It will open."
    )
    assert answer.status_code == 302
    weak = promised.evidence.latest("pk")
    refused = post(client, officer, "step", promised.pk, to="delivered", on="2026-06", evidence=[weak.pk])
    assert "it needs more than a promise" in refused.content.decode()
    post(
        client,
        officer,
        "evidence",
        promised.pk,
        kind="inspection",
        on="2026-06",
        text="500 graduates were counted.",
    )
    strong = promised.evidence.latest("pk")
    done = post(client, officer, "step", promised.pk, to="delivered", on="2026-06", evidence=[strong.pk])
    assert done.status_code == 302
    assert "500 graduates were counted." in page(client, officer, "en", "commitment", promised.pk)


def test_a_step_is_withdrawn_and_stays_where_it_stood(client, officer, promised):
    step = promised.steps.get(to="started")
    answer = post(client, officer, "withdraw-step", promised.pk, step.pk)
    assert answer.status_code == 302
    text = page(client, officer, "en", "commitment", promised.pk)
    assert text.count('class="reached"') == 1
    before = page(client, officer, "en", "commitment", promised.pk, as_of="2026-03-01")
    assert before.count('class="reached"') == 2


def test_others_change_nothing(client, officer, visitor, second_officer, promised):
    for user in (visitor, second_officer):
        assert post(client, user, "edit", promised.pk, **FILLED).status_code == 403
        assert post(client, user, "withdraw-step", promised.pk, promised.steps.first().pk).status_code == 403
    assert 'href="/ledger/commitments/new/"' not in page(client, visitor, "en", "list")


def test_an_agreement_is_recorded_changed_and_ended(client, officer):
    both_sides()
    given = {
        "title": "Memorandum on chips",
        "tlp": "green",
        "signed": "2025-05-13",
        "parties": "intel\nvn-most",
    }
    answer = post(client, officer, "agreement-new", **given)
    agreement = Agreement.objects.get()
    assert answer.url == reverse("ledger:agreement", args=[agreement.pk])
    assert set(agreement.parties.values_list("actor__key", flat=True)) == {"intel", "vn-most"}
    wrong = post(client, officer, "agreement-end", agreement.pk, ended="2024-01-01", seen=agreement.version)
    assert "This lies before the signature." in wrong.content.decode()
    post(client, officer, "agreement-end", agreement.pk, ended="2026-01-01", seen=agreement.version)
    assert "1 January 2026" in page(client, officer, "en", "agreement", agreement.pk)


def test_a_commitment_is_put_under_an_agreement_by_words_of_its_title_and_out_of_it_again(
    client, officer, promised
):
    chips = record_agreement(actor=officer, title="Memorandum on chips", reference="M-7", signed="2025-05-13")
    record_agreement(actor=officer, title="Memorandum on cables", signed="2026-11")
    values = FILLED | {"promised": "2025-05-13", "deadline": "2026-10"}

    def put(typed: str) -> str:
        promised.refresh_from_db()
        return post(
            client, officer, "edit", promised.pk, **values, agreement=typed, seen=promised.version
        ).content.decode()

    for typed in ("M-7", "CHIPS", "memorandum on chips", f"#{chips.pk}"):
        put("")
        assert put(typed) == ""
        promised.refresh_from_db()
        assert promised.agreement == chips, typed
    assert 'value="Memorandum on chips"' in page(client, officer, "en", "edit", promised.pk)
    assert "Thỏa thuận: – → Memorandum on chips" in page(client, officer, "vi", "commitment", promised.pk)
    assert f"#{chips.pk} – Memorandum on chips (13 May 2025)" in put("memorandum")
    assert "No agreement of the ledger has such a title" in put("treaty")
    assert "The deadline lies before the agreement was signed." in put("cables")
    promised.refresh_from_db()
    assert promised.agreement == chips
    new = page(client, officer, "en", "new", agreement=chips.pk)
    assert 'value="Memorandum on chips"' in new


def test_an_agreement_of_others_is_not_found_by_its_title(client, officer, second_officer):
    record_agreement(actor=second_officer, title="Secret memorandum", tlp="red")
    record_agreement(actor=second_officer, title="Open memorandum", tlp="clear")
    for typed in ("Secret memorandum", "Open memorandum"):
        answer = post(client, officer, "new", **FILLED, agreement=typed)
        assert "No agreement of the ledger has such a title" in answer.content.decode()


def test_a_unit_is_written_in_the_words_of_the_officer(client, officer, promised):
    assert (
        post(client, officer, "new", **FILLED, quantity_value="500", quantity_unit="ingénieurs").status_code
        == 302
    )
    one = Commitment.objects.get(title=FILLED["title"])
    assert one.quantity_unit == "engineer"
    assert 'value="kỹ sư"' in page(client, officer, "vi", "edit", one.pk)
    post(client, officer, "edit", one.pk, **FILLED, promised="2025", quantity_value="5", quantity_unit="licornes",
         seen=one.version)  # fmt: skip
    one.refresh_from_db()
    assert one.quantity_unit == "licornes"


@pytest.mark.parametrize("never", ["9999-12-31", "0001", "2201-01-01"])
def test_a_year_that_no_calendar_and_no_drawing_can_hold_is_refused(client, officer, never):
    both_sides()
    text = post(client, officer, "new", **FILLED | {"deadline": never}).content.decode()
    assert "Write a date as 2025" in text
    assert not Commitment.objects.exists()


def test_a_mistyped_name_does_not_make_one_overwrite_what_another_saved(
    client, officer, coordinator, promised
):
    promised.refresh_from_db()
    seen = promised.version
    values = FILLED | {"kind": "training", "promised": "2025-05-13"}
    post(client, coordinator, "edit", promised.pk, **values, person="Lê An", seen=seen)
    wrong = post(
        client, officer, "edit", promised.pk, **values | {"owner": "Nobody"}, person="Jean Roux", seen=seen
    )
    assert f'name="seen" value="{seen}"' in wrong.content.decode()
    again = post(client, officer, "edit", promised.pk, **values, person="Jean Roux", seen=seen)
    assert f"{coordinator} changed this" in again.content.decode()
    promised.refresh_from_db()
    assert promised.person == "Lê An"


def test_others_are_not_told_what_a_commitment_said_before(client, officer, second_officer, promised):
    edit_commitment(promised, actor=officer, changes={"note": "Not for others"}, seen=None)
    promised.refresh_from_db()
    edit_commitment(promised, actor=officer, changes={"note": ""}, seen=None)
    assert "Not for others" in page(client, officer, "en", "commitment", promised.pk)
    assert "Not for others" not in page(client, second_officer, "en", "commitment", promised.pk)


def test_the_countries_of_a_hidden_agreement_are_not_those_of_what_was_promised_under_it(
    client, officer, second_officer, promised
):
    japan = make_actor("jst", "Japan Science and Technology Agency", kind="government", country="JP")
    secret = record_agreement(
        actor=officer, title="Memorandum", signed="2025-05-13", tlp="red", parties=[(japan, "party")]
    )
    edit_commitment(promised, actor=officer, changes={"agreement": secret}, seen=None)
    for user in (officer, second_officer):
        assert "Japan" not in page(client, user, "en", "list")
        assert promised.title not in page(client, user, "en", "list", country="JP")
    edit_commitment(promised, actor=officer, changes={"tlp": "red"}, seen=None)
    assert promised.title in page(client, officer, "en", "list", country="JP")


def test_what_looks_like_an_address_and_is_none_is_refused(client, officer, promised):
    given = {"kind": "report", "on": "2026-06", "address": "http://[x"}
    assert "Write a web address" in post(client, officer, "evidence", promised.pk, **given).content.decode()
    assert promised.evidence.count() == 2


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", ("État au", "les connaissait le 1 juin 2025", "n’avait pas encore")),
        ("vi", ("Tính đến ngày", "biết đến ngày 1 tháng 6 năm 2025", "chưa có thông tin")),
        ("en", ("As of", "as the desk knew it on 1 June 2025", "did not know of this agreement yet")),
    ],
)
def test_an_agreement_and_the_list_are_shown_as_of_a_day(client, officer, promised, language, words):
    agreement = record_agreement(title="Memorandum", signed="2025-05", actor=officer)
    edit_commitment(promised, actor=officer, changes={"agreement": agreement}, seen=None)
    field, then, unknown = words
    now = page(client, officer, language, "agreement", agreement.pk)
    assert field in now
    assert reverse("ledger:agreement-edit", args=[agreement.pk]) in now
    past = page(client, officer, language, "agreement", agreement.pk, as_of="2025-06-01")
    assert then in past
    assert f"/ledger/commitments/{promised.pk}/?as_of=2025-06-01" in past
    assert reverse("ledger:agreement-edit", args=[agreement.pk]) not in past
    assert 'value="2025-06-01"' in past
    before = page(client, officer, language, "agreement", agreement.pk, as_of="2025-05-01")
    assert unknown in before
    assert promised.title not in before
    listed = page(client, officer, language, "agreements", as_of="2025-06-01")
    assert f"/{agreement.pk}/?as_of=2025-06-01" in listed
    assert "Memorandum" not in page(client, officer, language, "agreements", as_of="2025-05-01")
