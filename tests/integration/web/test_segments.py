"""A text cut at claims' bounds is still the text."""

from hypothesis import given
from hypothesis import strategies as st

from passerelle.web.library.forms import nearest
from passerelle.web.library.segments import segments

spans = st.lists(st.tuples(st.integers(1, 50), st.integers(0, 60), st.integers(0, 60)), max_size=12)


@given(st.text(max_size=60), spans)
def test_the_pieces_joined_are_the_text_and_cover_what_the_claims_cover(text, anchors):
    pieces = segments(text, anchors)
    assert "".join(piece.text for piece in pieces) == text
    for piece in pieces:
        assert text[piece.start : piece.start + len(piece.text)] == piece.text
        for offset in range(piece.start, piece.start + len(piece.text)):
            covering = sorted(claim for claim, start, end in anchors if start <= offset < end)
            assert sorted(piece.claims) == covering


def test_the_shortest_claim_comes_first_where_claims_overlap():
    pieces = segments("abcdef", [(1, 0, 6), (2, 2, 4)])
    assert [(piece.text, piece.claims) for piece in pieces] == [("ab", (1,)), ("cd", (2, 1)), ("ef", (1,))]


@given(st.text("ab ", max_size=30), st.text("ab ", min_size=1, max_size=3), st.integers(0, 40))
def test_the_nearest_of_several_places_is_chosen(text, words, near):
    places = [at for at in range(len(text)) if text.startswith(words, at)]
    found = nearest(text, words, near)
    if not places:
        assert found is None
    else:
        start, end = found
        assert text[start:end] == words
        assert abs(start - near) == min(abs(place - near) for place in places)
