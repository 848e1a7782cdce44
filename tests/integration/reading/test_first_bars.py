"""The first reader reaches its first bars, on the development gold and on the project's own dossier."""

import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
SHARED = ROOT.parent / "shared"
BARS = {"actors": 0.80, "technologies": 0.85, "quantities": 0.75, "claims": 0.40}

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(
        not (SHARED / "gold" / "score.py").exists(), reason="the gold is not beside the project"
    ),
]


def figures() -> list[tuple[str, float, str, list[Path]]]:
    sys.path.insert(0, str(ROOT / "bench"))
    try:
        import reading
    finally:
        sys.path.pop(0)
    if not (SHARED / "gold" / "score.py").exists():
        return []
    # The own dossier may lie a tenth below the bars.
    return [
        (name, 0.0 if name.startswith("dev") else 0.10, gold, paths)
        for name, gold, paths in reading.cases(SHARED)
    ]


@pytest.mark.parametrize(
    ("name", "below", "gold", "paths"),
    figures(),
    ids=lambda value: value if isinstance(value, str) and len(value) < 40 else "",
)
def test_the_first_bars_hold_without_any_model(name, below, gold, paths):
    sys.path.insert(0, str(ROOT / "bench"))
    try:
        from reading import read, score
    finally:
        sys.path.pop(0)
    table = score(SHARED / "gold" / "score.py", gold, read(paths, models=False))
    for task, bar in BARS.items():
        reached = float(re.search(rf"^{task} .*F1 +([\d.]+)", table, re.M).group(1))
        assert reached >= bar - below, f"{name}: {task} {reached}\n{table}"
