"""The ledger set keeps to its guide, and what it measured does not get worse unseen."""

import importlib.util
import sys
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from passerelle.core.commitments.silence import kinds
from passerelle.core.commitments.stages import CONDITIONS, STAGES
from passerelle.core.commitments.told import PROPOSALS
from passerelle.core.events.spans import days
from passerelle.core.reading.model import STATUSES

ROOT = Path(__file__).resolve().parents[3]
SETS = [(ROOT / "bench" / "ledger-set", "told"), (ROOT / "bench" / "ledger-set", "later"),
        (ROOT / "training" / "ledger", "told"), (ROOT / "bench" / "ledger-press", "told"),
        (ROOT / "bench" / "ledger-press", "later")]  # fmt: skip
IDS = ["told", "later", "training", "press", "press later"]


def table(folder: Path, name: str) -> dict:
    return tomllib.loads((folder / f"{name}.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def bench():
    sys.path.insert(0, str(ROOT / "bench"))
    try:
        spec = importlib.util.spec_from_file_location("bench_proposals", ROOT / "bench" / "proposals.py")
        module = importlib.util.module_from_spec(spec)
        sys.modules["bench_proposals"] = module
        spec.loader.exec_module(module)
        yield module
    finally:
        sys.path.remove(str(ROOT / "bench"))
        sys.modules.pop("bench_proposals", None)


@pytest.mark.parametrize(("folder", "name"), SETS, ids=IDS)
def test_what_is_told_and_expected_is_there(folder, name):
    actors, commitments = table(folder, "actors"), table(folder, "commitments")
    for row in commitments.values():
        assert row["kind"] in kinds()
        assert set(row["parties"]) <= set(actors)
        assert all(to in STAGES + CONDITIONS and days(on) for to, on in row["steps"])
        assert all(days(row[date]) for date in ("promised", "deadline") if date in row)
    told = table(folder, name)["told"]
    for row in told:
        assert row["status"] in STATUSES[row["type"]], row["text"]
        assert set(row["parties"]) <= set(actors), row["text"]
        assert days(row["published"])
        assert "date" not in row or days(row["date"])
        for kind, commitment, to in row["expect"]:
            assert kind in PROPOSALS
            assert commitment in commitments or kind == "commitment"
            assert to in ("", *STAGES, *CONDITIONS)
    assert len({row["text"] for row in told}) == len(told)
    assert min(Counter(row["language"] for row in told).values()) >= len(told) // 4


def test_nothing_that_measures_was_trained_on():
    said = [{row["text"] for row in table(folder, name)["told"]} for folder, name in SETS]
    assert not said[0] & said[1]
    assert not said[3] & said[4]
    assert not said[2] & set().union(*(one for at, one in enumerate(said) if at != 2))


@pytest.mark.parametrize(
    ("folder", "name", "least"),
    [("set", "told", 0.95), ("set", "later", 0.9), ("press", "told", 0.78), ("press", "later", 0.82)],
)
def test_proposals_are_as_good_as_they_were_measured(bench, folder, name, least):
    opens, given = bench.ledger_set(ROOT / "bench" / f"ledger-{folder}", name)
    right = wanted = found = 0
    for one in given:
        mine = {
            (each.kind, each.commitment, each.to) for each in bench.proposed(one, bench.known(one, opens))
        }
        right, wanted, found = (
            right + len(mine & set(one.expect)),
            wanted + len(one.expect),
            found + len(mine),
        )
    assert 2 * right / (wanted + found) >= least
