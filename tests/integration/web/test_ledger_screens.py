"""The screens of the ledger: the list, a commitment with its ladder, proposals; secret as their markings."""

from datetime import date

import pytest
from django.urls import reverse
from ledgers import TODAY, both_sides, owed, shown

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
