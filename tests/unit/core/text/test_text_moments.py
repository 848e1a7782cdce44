"""Dates that lean on others, shares and sums said in words, and prose in which there is none of them."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelle.core.languages import LANGUAGES
from passerelle.core.text import Money, find
from passerelle.core.text.dates import full_year
from passerelle.core.text.moments import bounds, easter, nth_of

PUBLISHED = datetime.date(2025, 10, 23)  # a Thursday


def values(text: str, language: str) -> list[object]:
    return [(found.kind, found.value) for found in find(text, language, PUBLISHED)]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "the first Friday of July", ("date", "2025-07-04")),
        ("en", "the last day of February 2024", ("date", "2024-02-29")),
        ("en", "the third week of next month", ("period", "2025-11-17/2025-11-23")),
        ("en", "the first half of 2026", ("period", "2026-01/2026-06")),
        ("en", "the first nine months of 2025", ("period", "2025-01/2025-09")),
        ("en", "the 20th of next month", ("date", "2025-11-20")),
        ("en", "two weeks before 13 May 2025", ("date", "2025-04-29")),
        ("en", "Tuesday of next week", ("date", "2025-10-28")),
        ("en", "last Tuesday", ("date", "2025-10-14")),
        ("en", "the end of next week", ("period", "2025-10-31/2025-11-02")),
        ("en", "this weekend", ("period", "2025-10-25/2025-10-26")),
        ("en", "within ten working days", ("date", "2025-11-06")),
        ("en", "the next three days", ("period", "2025-10-24/2025-10-26")),
        ("en", "the last two quarters", ("period", "2025-04/2025-09")),
        ("en", "the rest of the year", ("period", "2025-10-23/2025-12-31")),
        ("en", "week 31 of 2025", ("period", "2025-07-28/2025-08-03")),
        ("en", "from Friday the 3rd until Tuesday the 7th", ("period", "2025-10-03/2025-10-07")),
        ("en", "from November to February 2026", ("period", "2025-11/2026-02")),
        ("en", "between 2015 and May 2018", ("period", "2015/2018-05")),
        ("en", "the 1980s", ("period", "1980/1989")),
        ("en", "the nineties", ("period", "1990/1999")),
        ("en", "the 21st century", ("period", "2000/2099")),
        ("en", "in nineteen ninety-nine", ("date", "1999")),
        ("en", "Good Friday 2025", ("date", "2025-04-18")),
        ("en", "last summer", ("period", "2025-06-21/2025-09-23")),
        ("en", "31-Oct-24", ("date", "2024-10-31")),
        ("en", "2024/25", ("period", "2024/2025")),
        ("en", "two thirds", ("number", 2 / 3)),
        ("en", "six million and a quarter", ("number", 6.25e6)),
        ("en", "2½ tonnes", ("number", 2.5)),
        ("en", "3 out of 4", ("number", 0.75)),
        ("en", "-12.5", ("number", -12.5)),
        ("en", "12,34,567 rupees", ("money", Money(1_234_567.0, "INR"))),
        ("en", "two dollars and 23 cents", ("money", Money(2.23, "USD"))),
        ("en", "£20m", ("money", Money(2e7, "GBP"))),
        ("en", "42 Qatari riyals", ("money", Money(42.0, "QAR"))),
        ("fr", "le premier lundi de juin 2025", ("date", "2025-06-02")),
        ("fr", "le dernier jour d'octobre 2015", ("date", "2015-10-31")),
        ("fr", "la première moitié de 2026", ("period", "2026-01/2026-06")),
        ("fr", "les neuf premiers mois de 2025", ("period", "2025-01/2025-09")),
        ("fr", "le lendemain du 13 février", ("date", "2025-02-14")),
        ("fr", "mardi de la semaine prochaine", ("date", "2025-10-28")),
        ("fr", "dans les trois prochains jours", ("period", "2025-10-24/2025-10-26")),
        ("fr", "la semaine du 6 octobre", ("period", "2025-10-06/2025-10-12")),
        ("fr", "le 5 du mois prochain", ("date", "2025-11-05")),
        ("fr", "dans les années 70", ("period", "1970/1979")),
        ("fr", "au XXIe siècle", ("period", "2000/2099")),
        ("fr", "jeudi 16", ("date", "2025-10-16")),
        ("fr", "le lundi de Pâques 2025", ("date", "2025-04-21")),
        ("fr", "mi-décembre", ("date", "2025-12")),
        ("fr", "deux tiers", ("number", 2 / 3)),
        ("fr", "un quart des emplois", ("number", 0.25)),
        ("fr", "trois virgule cinq", ("number", 3.5)),
        ("vi", "thứ Ba tuần tới", ("date", "2025-10-28")),
        ("vi", "6 tháng đầu năm 2025", ("period", "2025-01/2025-06")),
        ("vi", "nửa đầu năm 2026", ("period", "2026-01/2026-06")),
        ("vi", "tuần đầu tiên của tháng 9 năm 2025", ("period", "2025-09-01/2025-09-07")),
        ("vi", "ba phần tư", ("number", 0.75)),
        ("vi", "một phẩy ba tỷ USD", ("money", Money(1.3e9, "USD"))),
        ("vi", "thập niên 1990", ("period", "1990/1999")),
        ("vi", "kể từ năm 2010", ("period", "2010/2025")),
        ("vi", "ngay 12 thang 6 nam 2025", ("date", "2025-06-12")),
        ("vi", "2,5 ty USD", ("money", Money(2.5e9, "USD"))),
    ],
)
def test_what_is_said_in_words_has_its_value(language: str, text: str, expected: tuple[str, object]) -> None:
    assert values(text, language) == [expected]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "One of the firms may march on; 3M, open 24/7, took a second look at the sun."),
        ("en", "a May meeting in name only, and Mark sat down where she wed"),
        ("fr", "Un des partenaires, la veille, a mis au point une seconde ligne."),
        ("vi", "Bộ Khoa học và Công nghệ tư vấn cho hai bên, kể cả tư nhân."),
        ("vi", "sau do ba ay noi ve hop tac"),
    ],
)
def test_prose_has_no_numbers_of_its_own(language: str, text: str) -> None:
    assert [found for found in values(text, language) if found[0] != "ordinal"] == []


def test_the_full_stop_stays_with_its_sentence() -> None:
    text = "They met on 23 April. Then they left."
    (found,) = find(text, "en", PUBLISHED)
    assert text[found.start : found.end] == "23 April"


def test_one_text_writes_its_dates_in_one_order() -> None:
    assert values("on 5/12, on 5/20", "en") == [("date", "2025-05-12"), ("date", "2025-05-20")]
    assert values("on 5/12, on 20/5", "en") == [("date", "2025-12-05"), ("date", "2025-05-20")]


def test_a_year_left_out_is_the_running_one_except_around_its_turn() -> None:
    january = datetime.date(2026, 1, 10)
    assert [found.value for found in find("on 20 December and on 5 March", "en", january)] == [
        "2025-12-20",
        "2026-03-05",
    ]


@pytest.mark.parametrize("text", ["9999-12-31", "5 days after 9999-12-31", "two years after 9999-12-31"])
def test_what_lies_outside_the_calendar_is_left_out(text: str) -> None:
    for language in LANGUAGES:
        assert all("10000" not in str(found.value) for found in find(text, language, PUBLISHED))


def test_easter_is_where_the_tables_have_it() -> None:
    assert [easter(year).isoformat() for year in (1961, 2000, 2024, 2025, 2038)] == [
        "1961-04-02", "2000-04-23", "2024-03-31", "2025-04-20", "2038-04-25",
    ]  # fmt: skip


@given(st.integers(1900, 2100), st.integers(1, 12), st.integers(1, 7), st.sampled_from([1, 2, 3, 4, -1, -2]))
def test_the_nth_weekday_of_a_month_is_one_of_its_days(
    year: int, month: int, weekday: int, number: int
) -> None:
    whole = f"{year:04d}-{month:02d}"
    built = nth_of({"ordinal": number, "weekday": weekday}, whole)
    assert built is not None
    day = datetime.date.fromisoformat(built[1])
    first, last = bounds(whole)
    assert first <= day <= last
    assert day.isoweekday() == weekday
    assert (day.day - 1) // 7 + 1 == number or (last - day).days // 7 + 1 == -number


@given(st.integers(0, 99), st.dates(datetime.date(1950, 1, 1), datetime.date(2100, 1, 1)))
def test_two_figures_are_a_year_at_most_twenty_years_ahead(short: int, reference: datetime.date) -> None:
    year = full_year(short, reference)
    assert year % 100 == short
    assert reference.year - 80 < year <= reference.year + 20
