"""Same or not: the labelled pairs of names, told by our comparison and by nomenklatura's LogicV2.

    python bench/naming_pairs.py [--pairs FILE] [--peer PYTHON]

Prints F1, precision and recall at the shipped threshold and the average precision, by schema and by category, as
Markdown. `--peer` is the interpreter of another environment, where nomenklatura and followthemoney are installed: it
runs `naming_peer.py` on the same pairs, at that algorithm's own threshold. A pair has the columns schema, name1,
name2, is_match and category.
"""

import argparse
import csv
import json
import subprocess
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from passerelle.core.naming import compare

ROOT = Path(__file__).resolve().parents[1]
PAIRS = ROOT.parent / "shared" / "data" / "names" / "pairs_dev.csv"
PEER = Path(__file__).with_name("naming_peer.py")
PEER_SAME = 0.7  # the threshold that nomenklatura's and OpenSanctions' matching decide at
BAR = 0.90


class Told(NamedTuple):
    """One pair: whether it is one actor, and the score that it got."""

    same: bool
    score: float


def f1(told: Sequence[Told], threshold: float) -> tuple[float, float, float]:
    """Return F1, precision and recall of saying "same" from `threshold` on."""
    right = sum(one.same and one.score >= threshold for one in told)
    said, same = sum(one.score >= threshold for one in told), sum(one.same for one in told)
    return 2 * right / max(said + same, 1), right / max(said, 1), right / max(same, 1)


def average_precision(told: Sequence[Told]) -> float:
    """Return the mean precision at each true pair, best score first; pairs of one score are taken together."""
    groups: defaultdict[float, list[bool]] = defaultdict(list)
    for one in told:
        groups[one.score].append(one.same)
    seen, right, total = 0, 0, 0.0
    for score in sorted(groups, reverse=True):
        seen, right = seen + len(groups[score]), right + sum(groups[score])
        total += sum(groups[score]) * right / seen
    return total / right if right else 0.0


def ours(pairs: Sequence[dict[str, str]]) -> list[Told]:
    """Return the pairs as our comparison tells them."""
    return [
        Told(
            pair["is_match"] == "true",
            (compare.people if pair["schema"] == "Person" else compare.organisations)(
                pair["name1"], pair["name2"]
            ).value,
        )
        for pair in pairs
    ]


def theirs(pairs: Sequence[dict[str, str]], python: str) -> list[Told]:
    """Return the pairs as the peer tells them, in its own interpreter."""
    lines = "".join(json.dumps(pair) + "\n" for pair in pairs)
    done = subprocess.run(
        [python, PEER], input=lines, capture_output=True, text=True, check=True, timeout=900
    )
    scores = [json.loads(line)["score"] for line in done.stdout.splitlines()]
    return [Told(pair["is_match"] == "true", score) for pair, score in zip(pairs, scores, strict=True)]


def row(name: str, told: Sequence[Told], threshold: float) -> str:
    """Return one line of the table."""
    found, precision, recall = f1(told, threshold)
    counted = f"| {name} | {len(told)} | {sum(one.same for one in told)} |"
    return f"{counted} {found:.3f} | {precision:.3f} | {recall:.3f} | {average_precision(told):.3f} |"


def report(who: str, pairs: Sequence[dict[str, Any]], told: Sequence[Told], threshold: float) -> None:
    """Print the tables of one comparison."""
    print(f"\n## {who}, threshold {threshold}\n")
    print("| pairs | number | same | F1 | precision | recall | average precision |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    print(row("all", told, threshold))
    people = [one for pair, one in zip(pairs, told, strict=True) if pair["schema"] == "Person"]
    bodies = [one for pair, one in zip(pairs, told, strict=True) if pair["schema"] != "Person"]
    print(row("people", people, threshold))
    print(row("companies, organisations", bodies, threshold))
    for key in ("schema", "category"):
        groups: defaultdict[str, list[Told]] = defaultdict(list)
        for pair, one in zip(pairs, told, strict=True):
            groups[pair[key] or "–"].append(one)
        for name, group in sorted(groups.items()):
            print(row(f"{key}: {name}", group, threshold))


def main() -> None:
    """Compare, and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pairs", type=Path, default=PAIRS)
    parser.add_argument("--peer", help="interpreter of an environment with nomenklatura")
    asked = parser.parse_args()
    with asked.pairs.open(encoding="utf-8", newline="") as lines:
        pairs = list(csv.DictReader(lines))
    begun = time.perf_counter()
    told = ours(pairs)
    print(f"{len(pairs)} pairs in {time.perf_counter() - begun:.2f} s, tables loaded; asked: F1 {BAR}")
    report("Passerelle", pairs, told, compare.SAME)
    if asked.peer:
        peer = theirs(pairs, asked.peer)
        report("nomenklatura LogicV2", pairs, peer, PEER_SAME)
        best = max((f1(peer, one.score)[0], one.score) for one in peer)
        print(f"\nLogicV2 at the threshold that suits these pairs best ({best[1]:.2f}): F1 {best[0]:.3f}")


if __name__ == "__main__":
    main()
