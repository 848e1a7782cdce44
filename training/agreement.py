"""How far two people agree who annotated the same texts: the first pass (corpus) against the second (second-pass).

    python training/agreement.py

Counts as the scoring of the annotation guide does, the first pass taken as the gold; F1 is the same either way. Nobody
reads better than two people agree: these figures are the ceiling of every score on such texts.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterable
from typing import Any

from examples import ROOT, corpus
from trial import SCORE

SECOND = ROOT / "training" / "second-pass"
TASKS = ("actors", "technologies", "quantities", "claims")


def agreement(pairs: Iterable[tuple[dict[str, Any], dict[str, Any]]]) -> dict[str, float]:
    """Return F1 by task, and among claims that both noted the shares with the same status and date."""
    both: Counter[str] = Counter()
    each: Counter[str] = Counter()
    for first, second in pairs:
        same = SCORE.align(first, second)
        kinds, others = SCORE.kinds(first), SCORE.kinds(second)
        free = sum(kind in ("place", "country") and one not in same for one, kind in others.items())
        both["actors"] += len({one for got, one in same.items() if kinds.get(one) == others[got]})
        each["actors"] += len(kinds) + len(others) - free
        groups = set(first["technologies"]), set(second["technologies"])
        both["technologies"] += len(groups[0] & groups[1])
        each["technologies"] += len(groups[0]) + len(groups[1])
        amounts = [Counter(filter(None, map(SCORE.quantity, one["claims"]))) for one in (first, second)]
        both["quantities"] += (amounts[0] & amounts[1]).total()
        each["quantities"] += amounts[0].total() + amounts[1].total()
        matched = SCORE.matched(first, second, same)
        both["claims"] += len(matched)
        each["claims"] += len(first["claims"]) + len(second["claims"])
        both["status"] += sum(ours["status"] == theirs["status"] for ours, theirs in matched)
        both["date"] += sum(SCORE.date_agrees(ours, theirs) for ours, theirs in matched)
    shares = {task: 2 * both[task] / each[task] if each[task] else 1.0 for task in TASKS}
    matched_claims = both["claims"] or 1
    return shares | {name: both[name] / matched_claims for name in ("status", "date")}


def twice(language: str, kind: str) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Return the sentences ("") or pages ("-pages") of a language annotated twice, both annotations of each."""
    first = {record["doc"]: record for record, _ in corpus([language])}
    lines = (SECOND / f"{language}{kind}.jsonl").read_text(encoding="utf-8").splitlines()
    return [(first[record["doc"]], record) for record in map(json.loads, lines)]


def main() -> int:
    print("| texts | language | how many | claims | " + " | ".join(TASKS) + " | status right | date right |")
    print("| --- " * 10 + "|")
    for name, kind in (("sentences", ""), ("pages", "-pages")):
        for language in ("fr", "vi", "en"):
            pairs = twice(language, kind)
            shown = " | ".join(f"{one:.3f}" for one in agreement(pairs).values())
            claims = sum(len(first["claims"]) for first, _ in pairs)
            print(f"| {name} | {language} | {len(pairs)} | {claims} | {shown} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
