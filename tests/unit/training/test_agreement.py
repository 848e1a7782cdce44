"""Agreement counts what two annotators noted alike, whoever came first."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(
        not (ROOT.parent / "shared" / "gold" / "score.py").exists(),
        reason="the gold is not beside the project",
    ),
]


@pytest.fixture(scope="module")
def agreement():
    sys.path.insert(0, str(ROOT / "training"))
    try:
        from agreement import agreement
    finally:
        sys.path.remove(str(ROOT / "training"))
    return agreement


def record(*claims, actors=("Gaia Labs",)):
    return {
        "actors": [{"id": f"a{i}", "kind": "company", "names": [name]} for i, name in enumerate(actors)],
        "technologies": ["ai"],
        "claims": list(claims),
    }


def claim(kind="policy", status="adopted", date="2025", parties=("a0",)):
    return {"type": kind, "status": status, "date": date, "parties": list(parties), "quantity": None}


def test_whoever_notes_the_same_agrees_wholly(agreement):
    one = record(claim(), claim("strength", "stated", None))
    assert set(agreement([(one, one)]).values()) == {1.0}


def test_a_claim_that_only_one_noted_lowers_agreement_on_both_sides(agreement):
    one, two = record(claim(), claim("strength", "stated", None)), record(claim())
    assert agreement([(one, two)])["claims"] == pytest.approx(2 / 3)
    assert agreement([(two, one)])["claims"] == pytest.approx(2 / 3)


def test_status_and_date_are_shares_of_the_claims_that_both_noted(agreement):
    one, two = record(claim(status="adopted")), record(claim(status="drafted"))
    found = agreement([(one, two)])
    assert (found["claims"], found["status"], found["date"]) == (1.0, 0.0, 1.0)


def test_an_actor_counts_when_written_alike_and_of_one_kind(agreement):
    one, two = record(actors=("Gaia Labs", "Oru")), record(actors=("gaia labs", "Uro"))
    assert agreement([(one, two)])["actors"] == pytest.approx(0.5)
