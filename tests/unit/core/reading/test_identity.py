"""The same statement is recognised in a later reading, and different statements stay apart."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from passerelle.core.reading.identity import likeness, recognise, same_statement
from passerelle.core.reading.model import Claim, Quantity

IDS = ["vn", "fr", "vn-most", "cea", "fpt"]


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    start = draw(st.integers(0, 60))
    length = draw(st.integers(1, 30))
    return Claim(
        type=draw(st.sampled_from(["agreement", "target", "investment"])),
        status="signed",
        start=start,
        end=start + length,
        sentence_start=start,
        sentence_end=start + length,
        parties=tuple(draw(st.lists(st.sampled_from(IDS), unique=True, max_size=3))),
        people=tuple(draw(st.lists(st.sampled_from(["lan", "paul"]), unique=True, max_size=1))),
        date=draw(st.sampled_from([None, "2025", "2025-05"])),
        quantity=draw(
            st.none() | st.builds(Quantity, st.sampled_from([1.0, 50.0]), st.sampled_from(["EUR", "percent"]))
        ),
    )


@given(claims(), claims())
def test_likeness_is_symmetric_and_bounded(one, other):
    assert likeness(one, other) == likeness(other, one)
    assert 0 <= likeness(one, other) <= 1


@given(claims())
def test_a_claim_is_wholly_like_itself(claim):
    assert likeness(claim, claim) == 1
    assert same_statement(claim, claim)


@given(st.lists(claims(), max_size=8), st.randoms())
def test_the_same_reading_again_brings_nothing_new(found, random):
    again = list(found)
    random.shuffle(again)
    assert None not in recognise([(claim,) for claim in found], again)


@given(st.lists(claims(), max_size=8))
def test_the_same_reading_again_finds_each_claim_at_its_own(found):
    matched = recognise([(claim,) for claim in found], found)
    assert all(found[known] == found[new] for new, known in enumerate(matched) if known is not None)
    assert sorted(matched) == list(range(len(found)))


@given(st.lists(claims(), max_size=6), st.lists(claims(), max_size=6))
def test_only_what_could_be_the_same_is_paired(old, new):
    for index, known in enumerate(recognise([(claim,) for claim in old], new)):
        if known is not None:
            assert old[known].type == new[index].type
            assert likeness(old[known], new[index]) > 0


@given(claims(), st.integers(0, 5), st.integers(0, 5), st.sampled_from(IDS))
def test_a_wider_span_and_one_more_party_is_the_same_claim(claim, left, right, party):
    later = replace(
        claim,
        start=max(0, claim.start - left),
        end=claim.end + right,
        parties=tuple({*claim.parties, party}) if claim.parties else (party,),
        status="in_force",
    )
    assert recognise([(claim,)], [later]) == [0]


@given(claims(), claims())
def test_a_corrected_claim_is_known_by_what_was_first_proposed_and_by_what_stands(first, corrected):
    faces = [(first, corrected)]
    assert recognise(faces, [first]) == [0]
    assert recognise(faces, [corrected]) == [0]
    assert recognise(faces, [first, first]) == [0, 0]


def _target(value: float, **changes) -> Claim:
    return replace(
        Claim("target", "set", 10, 60, 0, 80, parties=("vn",), quantity=Quantity(value, "percent")), **changes
    )


def test_two_targets_of_one_sentence_stay_two():
    fifty, seventy = _target(50), _target(70)
    assert likeness(fifty, seventy) == 0
    assert recognise([(fifty,)], [seventy, fifty]) == [None, 0]


def test_other_parties_make_another_claim():
    assert recognise([(_target(50),)], [_target(50, parties=("fr",))]) == [None]


def test_elsewhere_in_the_text_is_another_claim():
    assert recognise([(_target(50),)], [_target(50, start=61, end=70)]) == [None]


def test_the_most_alike_are_paired_first():
    held = Claim("engagement", "held", 10, 60, 0, 80, parties=("vn", "fr"), date="2025-05-13")
    planned = replace(held, date="2025-06", status="planned")
    assert recognise([(planned,), (held,)], [held, planned]) == [1, 0]
