"""Days without a year: the status of a claim says on which side of its document they lie."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from passerelle.core.reading.timing import told


@pytest.mark.parametrize(
    ("value", "written", "published", "coming", "meant"),
    [
        ("2025-02-10", "Sáng 10/2", "2025-02-11", True, "2025-02-10"),
        ("2025-02-10", "le 10 février", "2025-02-11", False, "2025-02-10"),
        ("2025-02-10", "10 February", "2025-02-11", False, "2025-02-10"),
        ("2025-03-15", "15 March", "2025-11-20", True, "2026-03-15"),
        ("2025-03", "tháng 3", "2025-11-20", True, "2026-03"),
        ("2025-12-10", "le 10 décembre", "2025-04-01", False, "2024-12-10"),
        ("2025-12-10", "ngày 10/12", "2025-11-20", False, "2025-12-10"),
        ("2025-03-15", "15 March 2025", "2025-11-20", True, "2025-03-15"),
        ("2024-02-29", "29 February", "2024-11-20", True, "2024-02-29"),
        ("2025", "this year", "2025-11-20", False, "2025"),
        ("2025-03-15", "15 March", None, True, "2025-03-15"),
    ],
)
def test_what_is_coming_lies_ahead_and_what_was_done_lies_behind(value, written, published, coming, meant):
    assert told(value, written, published, coming=coming) == meant


@given(st.dates(), st.dates(), st.booleans())
def test_a_year_moves_by_one_at_most_and_a_date_stays_a_date(day, published, coming):
    value = day.isoformat()
    found = told(value, f"{day.day}/{day.month}", published.isoformat(), coming=coming)
    assert abs(int(found[:4]) - day.year) <= 1
    assert found[4:] == value[4:]
