from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelle.sources.published import date_in_address, date_in_text, find_published, normal_date

FRENCH = ["Publié le 12 juin 2025", "Paris, le 12 juin 2025", "Mis en ligne le jeudi 12 juin 2025 à 10h30",
          "HANOÏ (AVI), 12 juin 2025 – Le ministre", "12/06/2025", "Le 12.06.2025 à 10 h 30", "Jeudi 12 juin 2025",
          "Par C. Martin | Publié le : 12 juin 2025"]  # fmt: skip
VIETNAMESE = ["Hà Nội, ngày 12/6/2025", "Hà Nội, ngày 12 tháng 6 năm 2025", "(TTXVN) 12/06/2025",
              "Thứ năm, 12/06/2025 | 08:30 GMT+7", "Cập nhật lúc 08:30, ngày 12/06/2025", "Thứ Năm, ngày 12/6/2025",
              "Ngày 12 tháng sáu năm 2025", "08:30 12/06/2025", "Ngày đăng: 12-06-2025"]  # fmt: skip
ENGLISH = ["June 12, 2025", "Published on 12 June 2025", "Posted: Thursday, June 12, 2025",
           "HANOI, June 12, 2025 (VNA) -",           "Washington, D.C., June 12, 2025 -",
           "Last updated: Jun. 12, 2025", "12th June 2025"]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "language"),
    [(line, "fr") for line in FRENCH]
    + [(line, "vi") for line in VIETNAMESE]
    + [(line, "en") for line in ENGLISH],
)
def test_the_day_that_a_first_line_states_is_found(line, language):
    assert date_in_text(f"Un titre\n{line}\nsuite", language) == "2025-06-12"
    assert date_in_text(line) == "2025-06-12"


@pytest.mark.parametrize(
    ("line", "value"),
    [
        (" date 2025-05 Un titre qui suit", "2025-05"),
        ("2025-06-12T08:00:00Z", "2025-06-12"),
        ("Juin 2025", "2025-06"),
        ("Tháng 6/2025", "2025-06"),
        ("Bulletin, June 2025", "2025-06"),
        ("Paris, le 1er août 2025", "2025-08-01"),
        ("Ngày 3 tháng mười hai năm 2025", "2025-12-03"),
    ],
)
def test_a_date_is_as_precise_as_stated(line, value):
    assert date_in_text(line) == value


@pytest.mark.parametrize(
    "line",
    [
        "Le 12 juin 2025, le ministre a signé.",
        "À Paris, le 12 juin 2025, le ministre a signé.",
        "On June 12, 2025 he said",
        "In Paris, June 12, 2025 the minister",
        "Ngày 12/6/2025, Bộ trưởng đã ký.",
        "31/02/2025",
        "Décret 12/2025/NĐ-CP",
        "12 juin",
        "Tel. 12.06.2025.33",
        "Year 2025",
    ],
)
def test_a_date_without_a_cue_is_none(line):
    assert date_in_text(line) is None


def test_english_leaves_numeric_dates_alone():
    assert date_in_text("06/12/2025", "en") is None


def test_a_note_is_dated_by_its_heading_and_a_meeting_is_not():
    assert date_in_text("Titre\n\nNote de synthèse du 3 mars 2025\n\nTexte.", "fr") == "2025-03-03"
    assert date_in_text("Titre\n\nCompte rendu de la réunion du 3 mars 2025\n\nTexte.", "fr") is None
    assert date_in_text("La note du 3 mars 2025 dit que tout va bien.\n", "fr") is None


def test_only_the_first_lines_count():
    assert date_in_text("ligne\n" * 40 + "Publié le 12 juin 2025") is None


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("/a/2025/06/12/b.html", "2025-06-12"),
        ("/a-20250612093015123.htm", "2025-06-12"),
        ("/vnp20250612.vnp", "2025-06-12"),
        ("/2025-6-12/a", "2025-06-12"),
        ("/2025/06/a", "2025-06"),
        ("/post123456789.html", None),
        ("/a-20251340.html", None),
        ("/x-123456720250612.htm", None),
        ("/2025/31/a", None),
        ("/a?d=2025/06/12/", None),
    ],
)
def test_an_address_may_carry_the_date(path, value):
    assert date_in_address(f"https://example.org{path}") == value


def test_the_first_that_states_a_date_is_believed():
    everything = {
        "given": "2025-01-01",
        "metadata": "Thu, 02 Jan 2025 23:00:00 +0700",
        "address": "https://a.org/2025/01/03/x",
        "text": "Publié le 4 janvier 2025",
        "created": "2025-01-05",
    }
    hows = ["given", "metadata", "address", "text", "metadata"]
    for day, (way, how) in enumerate(zip(list(everything), hows, strict=True), start=1):
        assert find_published(**everything) == (f"2025-01-0{day}", how)
        del everything[way]
    assert find_published() is None


@pytest.mark.parametrize("stated", ["12/06/2025", "soon", "2025-13", "2025-02-30", "0001-01-01", ""])
def test_what_is_no_date_of_our_times_is_dropped(stated):
    assert normal_date(stated) is None


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2099, 12, 31)))
def test_every_day_survives_each_way_of_writing_it(day):
    iso = day.isoformat()
    assert normal_date(iso) == iso
    assert date_in_text(f"Hà Nội, ngày {day.day} tháng {day.month} năm {day.year}", "vi") == iso
    assert date_in_text(f"Publié le {day.day:02}/{day.month:02}/{day.year}", "fr") == iso
    assert date_in_address(f"https://a.vn/{day:%Y/%m/%d}/x") == iso


@given(st.text(), st.sampled_from(["fr", "vi", "en", None]))
def test_no_text_trips_the_search(text, language):
    value = date_in_text(text, language)
    assert value is None or normal_date(value) == value
