"""The cause of a miss is the first that fits."""

import importlib.util
import sys
from collections import Counter
from pathlib import Path
from types import SimpleNamespace

import pytest

BENCH = Path(__file__).resolve().parents[3] / "bench"
TEXT = "Gaia Labs signed with Oru. " + "x" * 200 + " Gaia Labs opened two plants in Hue."


@pytest.fixture(scope="module")
def misses():
    spec = importlib.util.spec_from_file_location("bench_misses", BENCH / "misses.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules[spec.name]


def scoring(pairs=()):
    """A scoring that pairs what it is told to, whose quantities are (value,)."""
    return SimpleNamespace(
        align=lambda gold, found: {"g": "gaia"},
        matched=lambda gold, found, same: list(pairs),
        quantity=lambda claim: claim.get("quantity") and (claim["quantity"],),
    )


def noted(kind, anchor="signed with Oru", **more):
    return {"type": kind, "anchor": anchor, "parties": ["gaia"], **more}


def told(kind, at=10, **more):
    return {"type": kind, "start": at, "end": at + 6, "parties": ["g"], **more}


@pytest.mark.parametrize(
    ("claim", "found", "cause"),
    [
        (noted("agreement"), [told("agreement", at=240)], "nothing told"),
        (noted("agreement"), [told("policy")], "other type"),
        (noted("investment", quantity=2), [told("investment", quantity=3)], "figure"),
        (noted("agreement", parties=["gaia", "oru"]), [told("agreement")], "actor not found"),
        (noted("agreement", parties=["gaia", "vn"]), [told("agreement")], "parties"),
    ],
)
def test_a_missed_claim_has_one_cause(misses, claim, found, cause):
    missed, _ = misses.causes({"claims": [claim]}, {"claims": found}, TEXT, scoring())
    assert missed == Counter([cause])


def test_a_wrong_claim_beside_a_found_one_of_its_type_is_told_twice(misses):
    claim, right, again = noted("agreement"), told("agreement"), told("agreement", at=20)
    found = {"claims": [right, again]}
    missed, wrong = misses.causes({"claims": [claim]}, found, TEXT, scoring([(claim, right)]))
    assert (missed, wrong) == (Counter(), Counter(["told twice"]))


def test_an_anchor_is_found_across_a_line_break(misses):
    assert misses.place_of("signed\n  with Oru", "signed with Oru") == (0, 17)
    assert misses.place_of("signed", "opened") is None
