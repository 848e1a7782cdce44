"""Dates, numbers and money are found with their values, and what cannot be known is left out."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelle.core.languages import LANGUAGES
from passerelle.core.text import KINDS, Money, find

PUBLISHED = datetime.date(2025, 10, 25)


def values(text: str, language: str, reference: datetime.date | None = PUBLISHED) -> list[object]:
    return [(found.kind, found.value) for found in find(text, language, reference)]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "le 22 septembre à New York", ("date", "2025-09-22")),
        ("fr", "le 22/9", ("date", "2025-09-22")),
        ("fr", "le 1er mai 2024", ("date", "2024-05-01")),
        ("fr", "mardi 13 mai", ("date", "2025-05-13")),
        ("fr", "d'ici 2030", ("date", "2030")),
        ("fr", "hier", ("date", "2025-10-24")),
        ("fr", "en mai", ("date", "2025-05")),
        ("fr", "au troisième trimestre 2025", ("period", "2025-07/2025-09")),
        ("fr", "au cours des 20 dernières années", ("period", "2005/2025")),
        ("fr", "depuis 2010", ("period", "2010/2025")),
        ("fr", "du 22 au 25 septembre 2024", ("period", "2024-09-22/2024-09-25")),
        ("fr", "pendant trois mois", ("duration", "P3M")),
        ("vi", "chiều 22/9", ("date", "2025-09-22")),
        ("vi", "ngày 12 tháng 6 năm 2025", ("date", "2025-06-12")),
        ("vi", "tháng 5/2025", ("date", "2025-05")),
        ("vi", "tháng Mười hai năm 2024", ("date", "2024-12")),
        ("vi", "quý III/2025", ("period", "2025-07/2025-09")),
        ("vi", "giai đoạn 2025-2030", ("period", "2025/2030")),
        ("vi", "vào năm 2030", ("date", "2030")),
        ("vi", "hôm qua", ("date", "2025-10-24")),
        ("vi", "tuần trước", ("period", "2025-10-13/2025-10-19")),
        ("vi", "năm ngoái", ("date", "2024")),
        ("vi", "trong 5 năm qua", ("period", "2020/2025")),
        ("en", "May 13, 2025", ("date", "2025-05-13")),
        ("en", "13th of May", ("date", "2025-05-13")),
        ("en", "20 December", ("date", "2025-12-20")),
        ("en", "15 March", ("date", "2025-03-15")),
        ("en", "last May", ("date", "2025-05")),
        ("en", "on Tuesday", ("date", "2025-10-21")),
        ("en", "next month", ("date", "2025-11")),
        ("en", "the third quarter of 2025", ("period", "2025-07/2025-09")),
        ("en", "by 2030", ("date", "2030")),
        ("en", "2025-10-01", ("date", "2025-10-01")),
        ("en", "in the 2020s", ("period", "2020/2029")),
        ("en", "Q3 2025", ("period", "2025-07/2025-09")),
        ("en", "H1 2025", ("period", "2025-01/2025-06")),
        ("en", "since January 2023", ("period", "2023-01/2025-10")),
        ("en", "over the next five years", ("period", "2026/2030")),
        ("en", "From 20 to 23 October, then", ("period", "2025-10-20/2025-10-23")),
        ("fr", "d'ici la fin de l'année", ("date", "2025")),
        ("fr", "à la fin de l'année 2027", ("date", "2027")),
        ("fr", "à la mi-décembre", ("date", "2025-12")),
        ("en", "by the end of the year", ("date", "2025")),
        ("vi", "vào cuối năm", ("date", "2025")),
        ("vi", "vào cuối năm 2027", ("date", "2027")),
        ("fr", "mardi prochain", ("date", "2025-10-28")),
        ("fr", "d'ici cinq ans", ("date", "2030")),
        ("vi", "ngày thứ Ba", ("date", "2025-10-21")),
        ("vi", "(21/10)", ("date", "2025-10-21")),
        ("vi", "từ 2 - 4/11", ("period", "2025-11-02/2025-11-04")),
        ("vi", "Từ ngày 20 đến 23/10/2025", ("period", "2025-10-20/2025-10-23")),
        ("vi", "Tháng 3 năm ngoái", ("date", "2024-03")),
        ("vi", "trong vòng 10 năm tới", ("period", "2026/2035")),
    ],
)
def test_dates_are_resolved_against_the_day_of_publication(
    language: str, text: str, expected: tuple[str, object]
) -> None:
    assert values(text, language) == [expected]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "former 50.000 ingénieurs", ("number", 50_000.0)),
        ("fr", "10\u202f000 personnes", ("number", 10_000.0)),
        ("fr", "des centaines de milliers de programmeurs", ("number", 100_000.0)),
        ("fr", "des millions de travailleurs", ("number", 1_000_000.0)),
        ("fr", "quatre-vingt-dix-sept pays", ("number", 97.0)),
        ("fr", "vingt et un pays", ("number", 21.0)),
        ("fr", "10 à 15 %", ("percent", 15.0)),
        ("fr", "1,6 milliard de dollars américains", ("money", Money(1.6e9, "USD"))),
        ("fr", "3 millions de dollars canadiens", ("money", Money(3e6, "CAD"))),
        ("fr", "1,2 Md€", ("money", Money(1.2e9, "EUR"))),
        ("vi", "50.000 kỹ sư", ("number", 50_000.0)),
        ("vi", "hàng nghìn doanh nghiệp", ("number", 1_000.0)),
        ("vi", "hai mươi lăm nước", ("number", 25.0)),
        ("vi", "một trăm linh năm", ("number", 105.0)),
        ("vi", "năm triệu người", ("number", 5e6)),
        ("fr", "quatre mille vingt arbres", ("number", 4_020.0)),
        ("vi", "8,02%", ("percent", 8.02)),
        ("vi", "ba mươi phần trăm", ("percent", 30.0)),
        ("vi", "từ 5-7 triệu USD", ("money", Money(7e6, "USD"))),
        ("vi", "2,5 tỷ đô la", ("money", Money(2.5e9, "USD"))),
        ("vi", "hàng chục nghìn tỷ đồng", ("money", Money(1e13, "VND"))),
        ("vi", "một tỷ rưỡi đồng", ("money", Money(1.5e9, "VND"))),
        ("en", "hundreds of thousands of people", ("number", 100_000.0)),
        ("en", "dozens of firms", ("number", 10.0)),
        ("en", "two hundred and fifty", ("number", 250.0)),
        ("en", "50,000 engineers", ("number", 50_000.0)),
        ("en", "15 percentage points", ("percent", 15.0)),
        ("en", "US$1.6bn", ("money", Money(1.6e9, "USD"))),
        ("en", "A$200 million", ("money", Money(2e8, "AUD"))),
        ("en", "between $5 and $7 million", ("money", Money(7e6, "USD"))),
        ("en", "the 14th forum", ("ordinal", 14.0)),
        ("en", "the twenty-fifth time", ("ordinal", 25.0)),
        ("en", "a $3.5 billion deal", ("money", Money(3.5e9, "USD"))),
        ("en", "5,000-6,000 jobs", ("number", 6_000.0)),
        ("fr", "50 M d'euros", ("money", Money(5e7, "EUR"))),
        ("fr", "45 000 milliards de dongs", ("money", Money(4.5e13, "VND"))),
        ("vi", "vốn đầu tư 12.800 tỷ đồng", ("money", Money(1.28e13, "VND"))),
    ],
)
def test_amounts_have_their_value(language: str, text: str, expected: tuple[str, object]) -> None:
    assert values(text, language) == [expected]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "la décision n° 1131/QD-TTg et la résolution n° 57-NQ/TW"),
        ("fr", "la 5G, la COVID-19, la norme ISO 27001 et l'industrie 4.0"),
        ("vi", "Quyết định 1131/QĐ-TTg, Nghị quyết 57-NQ/TW, Nghị định 09/2024/NĐ-CP, mạng 5G"),
        ("fr", "24h/24 et 7j/7 en 3D sur https://example.org/2025/12 et page-197251025.htm, m²"),
        ("vi", "đồng chí, hai bên, một số nước, tỷ lệ, hàng hóa"),
        ("en", "Resolution 57, No. 57, an A350, COVID-19 and Industry 4.0"),
        ("en", "a may be, a first lady and at 8:30"),
        ("de", "50.000 Euro am 5. Mai 2025"),
    ],
)
def test_names_are_no_numbers(language: str, text: str) -> None:
    assert values(text, language) == []


def test_a_length_of_time_stays_one_when_its_end_is_unknown() -> None:
    assert values("au cours des 30 dernières années, les dernières années", "fr", None) == [
        ("duration", "P30Y")
    ]


def test_what_depends_on_the_day_of_publication_is_not_invented() -> None:
    assert values("hier, le 22 septembre, depuis 2010 et le 13 mai 2025", "fr", None) == [
        ("date", "2010"),
        ("date", "2025-05-13"),
    ]


MONTHS_FR = [
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
]  # fmt: skip
MONTHS_EN = [
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
]  # fmt: skip
DAYS = st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 12, 31))


def written_dates(day: datetime.date, language: str) -> list[str]:
    number, month, year = day.day, day.month, day.year
    figures = [f"{number}/{month}/{year}", f"{number:02d}/{month:02d}/{year}", day.isoformat()]
    words = {
        "fr": [
            f"le {number} {MONTHS_FR[month - 1]} {year}",
            f"{number:02d} {MONTHS_FR[month - 1].upper()} {year}",
        ],
        "vi": [f"ngày {number} tháng {month} năm {year}", f"{number}-{month}-{year}"],
        "en": [f"{MONTHS_EN[month - 1]} {number}, {year}", f"{number} {MONTHS_EN[month - 1]} {year}"],
    }
    return figures + words[language]


@given(DAYS, st.sampled_from(LANGUAGES), st.none() | DAYS)
def test_a_written_date_is_read_back(
    day: datetime.date, language: str, reference: datetime.date | None
) -> None:
    for written in written_dates(day, language):
        assert values(f"({written}).", language, reference) == [("date", day.isoformat())]


@given(st.integers(1, 999_999_999), st.sampled_from(LANGUAGES))
def test_a_written_amount_is_read_back(amount: int, language: str) -> None:
    grouped = f"{amount:,}"
    currency = {"fr": "euros", "vi": "đồng", "en": "dollars"}[language]
    code = {"fr": "EUR", "vi": "VND", "en": "USD"}[language]
    marks = {"fr": ".\u202f\u00a0 ", "vi": ".", "en": ","}[language]
    for written in [str(amount), *(grouped.replace(",", mark) for mark in marks)]:
        assert values(f"Total: {written} {currency}.", language) == [("money", Money(float(amount), code))]


@given(st.integers(1, 9_999), st.sampled_from([1, 2]), st.sampled_from(LANGUAGES))
def test_a_written_scale_is_read_back(cents: int, places: int, language: str) -> None:
    value = cents / 10**places
    figure = f"{value:.{places}f}"
    scale = {"fr": "millions de", "vi": "triệu", "en": "million"}[language]
    figure = figure if language == "en" else figure.replace(".", ",")
    expected = Money(round(value * 1e6, 6), "USD")
    assert values(f"{figure} {scale} USD", language) == [("money", expected)]


FRENCH = "22 septembre mai 2025 50.000 10 15 % à de des milliers millions hier depuis € n° 5G COVID-19"
VIETNAMESE = "năm tháng 6 ngày tỷ đồng hàng nghìn hôm qua quý III thứ hai 12/6/2025 22/9"
ENGLISH = "May 13 , 2030 - billion US$ yesterday third quarter of 1.6bn . ( 1 st a"
ODD = "œ Đ e\u0301 999999999999999999999 ½ ² ٣ \n \u00a0 ㋀ Ⅲ …"
WORDS = [word for words in (FRENCH, VIETNAMESE, ENGLISH, ODD) for word in words.split(" ")]


@given(
    st.lists(st.sampled_from(WORDS) | st.text(max_size=4), max_size=30),
    st.sampled_from(LANGUAGES),
    st.none() | DAYS,
)
def test_expressions_are_ordered_apart_and_inside_the_text(
    words: list[str], language: str, reference: datetime.date | None
) -> None:
    text = " ".join(words)
    end = 0
    for found in find(text, language, reference):
        assert end <= found.start < found.end <= len(text)
        assert found.kind in KINDS
        quoted = text[found.start : found.end]
        assert quoted == quoted.strip()
        assert any(character.isalnum() for character in quoted)
        end = found.end


@pytest.mark.parametrize("unit", ["1", " ", "1 ", "1.", "năm ", "de ", "1/", "$5 ", "2025-", "covid-1", "\n"])
def test_hostile_text_is_read_in_linear_time(unit: str) -> None:
    for language in LANGUAGES:
        find(unit * (20_000 // len(unit)), language, PUBLISHED)
