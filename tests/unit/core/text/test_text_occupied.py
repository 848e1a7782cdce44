"""Occupied text: what was taken is not free, whatever the order."""

from hypothesis import given
from hypothesis import strategies as st

from passerelle.core.text.occupied import Occupied

SPANS = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 9)).map(lambda pair: (pair[0], sum(pair))))


@given(SPANS, st.integers(0, 40), st.integers(1, 9))
def test_a_span_is_free_when_it_overlaps_nothing_taken(
    spans: list[tuple[int, int]], start: int, size: int
) -> None:
    occupied = Occupied(50)
    for low, high in spans:
        occupied.take(low, high)
    assert occupied.free(start, start + size) == all(
        high <= start or start + size <= low for low, high in spans
    )
