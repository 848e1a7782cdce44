"""The six clarities: each is held by what is stated, and by nothing else."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from passerelle.core.commitments.clarity import CLARITIES, SAYS, Promise, clarities

CLEAR = Promise(
    person="Lê Minh Tâm",
    deliverable="đào tạo kỹ sư thiết kế vi mạch",
    owner="most-vn",
    owner_kind="government",
    deadline="2027-06",
    authority="Quyết định 1131/QĐ-TTg",
    outcome="a pool of engineers",
    quantity=500,
    unit="engineer",
)


def held(promise: Promise) -> dict[str, bool]:
    return {one.name: one.held for one in clarities(promise)}


def test_a_clear_promise_has_six_and_an_empty_one_none():
    assert all(held(CLEAR).values())
    assert list(held(CLEAR)) == list(CLARITIES)
    assert not any(held(Promise()).values())


@pytest.mark.parametrize(
    ("lacking", "name", "says"),
    [
        ({"person": " "}, "person", "nobody_named"),
        ({"deliverable": ""}, "task", "no_task"),
        ({"deliverable": "coopération"}, "task", "one_word"),
        ({"owner": ""}, "responsibility", "no_owner"),
        ({"owner": "vn", "owner_kind": "country"}, "responsibility", "only_a_state"),
        ({"deadline": None}, "deadline", "no_deadline"),
        ({"deadline": "by the end of the year"}, "deadline", "no_deadline"),
        ({"deadline": "2027/2030"}, "deadline", "too_vague"),
        ({"authority": ""}, "authority", "no_authority"),
        ({"outcome": "", "quantity": None}, "outcome", "no_outcome"),
        ({"outcome": "", "unit": ""}, "outcome", "no_unit"),
    ],
)
def test_what_is_missing_is_named_and_only_that(lacking, name, says):
    facts = {field: getattr(CLEAR, field) for field in Promise.__slots__}
    found = {one.name: one for one in clarities(Promise(**facts | lacking))}
    assert (found[name].held, found[name].says) == (False, says)
    assert [one.name for one in found.values() if not one.held] == [name]


DEADLINES = st.sampled_from([None, "2027", "2027-06", "2027-06-01"])
OWNERS = st.sampled_from(["", "country", "company"])


@settings(deadline=None)
@given(st.builds(Promise, deadline=DEADLINES, quantity=st.none() | st.floats(0, 10), owner_kind=OWNERS))
def test_six_are_always_told_with_known_codes(promise):
    found = clarities(promise)
    assert tuple(one.name for one in found) == CLARITIES
    assert {one.says for one in found} <= set(SAYS)
