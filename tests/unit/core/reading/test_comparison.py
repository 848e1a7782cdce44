"""Two readings side by side: everything is gained, lost, changed or the same, and nothing twice."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from passerelle.core.reading.comparison import Change, changes, compare
from passerelle.core.reading.model import ATTRIBUTES, Claim, Quantity

ACCORD = Claim("agreement", "signed", 10, 60, 0, 80, parties=("vn", "fr"), instrument="mou", date="2025-05")
TARGET = Claim(
    "target", "set", 100, 130, 90, 140, parties=("vn",), quantity=Quantity(50.0, "percent", "2030")
)


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    start = draw(st.integers(0, 40))
    return Claim(
        type=draw(st.sampled_from(["agreement", "target"])),
        status=draw(st.sampled_from(["signed", "proposed"])),
        start=start,
        end=start + draw(st.integers(1, 20)),
        sentence_start=start,
        sentence_end=start + 20,
        parties=tuple(draw(st.lists(st.sampled_from(["vn", "fr", "cea"]), unique=True, max_size=2))),
        place=draw(st.sampled_from([None, "VN"])),
        quantity=draw(st.none() | st.builds(Quantity, st.sampled_from([1.0, 2.0]), st.just("EUR"))),
    )


@given(st.lists(claims(), max_size=7))
def test_a_reading_beside_itself_differs_in_nothing(found):
    side = compare(found, found)
    assert (side.gained, side.lost, side.changed) == ((), (), ())
    assert sorted(side.same, key=repr) == sorted(found, key=repr)


@given(st.lists(claims(), max_size=6), st.lists(claims(), max_size=6))
def test_every_claim_has_one_fate(before, after):
    side = compare(before, after)
    fates = [*side.gained, *side.same, *(pair.after for pair in side.changed)]
    assert sorted(fates, key=repr) == sorted(after, key=repr)
    assert all(claim in before for claim in (*side.lost, *(pair.before for pair in side.changed)))
    assert all(pair.changes for pair in side.changed)
    assert len(side.lost) + len(side.changed) + len(side.same) >= len(before)


@given(claims(), claims())
def test_changes_are_the_same_seen_from_either_side(one, other):
    back = tuple(Change(change.attribute, change.after, change.before) for change in changes(other, one))
    assert changes(one, other) == back
    assert {change.attribute for change in changes(one, other)} <= set(ATTRIBUTES)


def test_an_attribute_that_differs_is_named_with_both_values():
    later = replace(ACCORD, status="in_force", parties=("fr", "vn"), place="FR")
    (pair,) = compare([ACCORD], [later]).changed
    assert pair.changes == (Change("place", None, "FR"), Change("status", "signed", "in_force"))


def test_another_term_or_unit_is_another_quantity():
    later = replace(TARGET, quantity=Quantity(50.0, "percent", "2035"))
    assert [change.attribute for change in changes(TARGET, later)] == ["quantity"]


def test_other_words_for_the_same_statement_and_another_confidence_are_no_change():
    later = replace(ACCORD, start=12, end=70, confidence={"type": 0.4})
    assert compare([ACCORD], [later]).same == (later,)


def test_what_only_one_reader_finds_is_gained_or_lost():
    side = compare([ACCORD], [TARGET])
    assert (side.gained, side.lost) == ((TARGET,), (ACCORD,))
