"""How well, how surely and how fast the readers read: every figure that is said of them.

    python bench/reading.py [scores] [calibration] [misses] [speed] [growth] [--quick] [--shared ../shared]

Prints Markdown; without a name, all five parts in this order.
- scores: F1 on the development gold and, for each language apart, on the own test set (bench/test-set), by type and
  by register, each reader with and without models; the score.py of the gold counts.
- calibration: on the own test set, how often what was said with a confidence is right; draws
  docs/reference/reliability.svg.
- misses: on the own test set, why claims are missed, and what the wrong ones are.
- speed: documents a second beside spaCy's full pipelines on the same texts, in one process, median of five rounds.
- growth: time and memory on 100, 1,000 and 10,000 documents, and two processes against one.
`--quick` leaves out what takes long: fewer rounds, fewer documents.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterable
from functools import partial
from pathlib import Path

import calibration
import growth
import misses
import speed
from annotated import (
    DOSSIER,
    ROOT,
    TEST_SET,
    Case,
    by_register,
    development,
    figures,
    opened,
    own,
    predicted,
    reader,
    records,
    score,
    scoring,
)

from passerelle.core.reading.model import CLAIM_TYPES

READERS = ("rules@2", "trained@2")
PLOT = ROOT / "docs" / "reference" / "reliability.svg"
TASKS = ("actors", "technologies", "quantities", "claims", "status", "date")


def cases(shared: Path) -> list[Case]:
    """Return the sets that the tests hold to the bars: the development gold and the dossier."""
    return [development(shared), *own("own dossier", DOSSIER)]


def read(paths: list[Path], models: bool, reference: str = READERS[-1]) -> str:
    """Return what a reader finds, in the form of the gold (JSON Lines)."""
    return predicted(reference, models, paths)


def row(cells: Iterable[object]) -> str:
    """Return one row of a Markdown table; shares to three figures."""
    shown = (f"{cell:.3f}" if isinstance(cell, float) else str(cell) for cell in cells)
    return f"| {' | '.join(shown)} |".replace("| 0.", "| .")


def heading(*cells: str) -> None:
    """Print the head of a Markdown table."""
    print(row(cells))
    print(row("---" for _ in cells))


def scores(scorer: Path, sets: list[Case]) -> None:
    """Print F1 by task; of the own test set also by type and by register."""
    heading("documents", "reader", "models", *TASKS)
    tables = {}
    for case in sets:
        for reference in READERS:
            for models in (True, False):
                lines = predicted(reference, models, case.paths)
                table = figures(score(scorer, case.gold, lines, "--by-type"))
                tables[case.name, reference, models] = table
                cells = (table.get(task, 0.0) for task in TASKS)
                print(row([case.name, reference, "on" if models else "off", *cells]))
    ours = [case for case in sets if case.name.startswith("own test set")]
    print("\nClaims by type (F1, models on)\n")
    heading("documents", "reader", *CLAIM_TYPES)
    for case in ours:
        for reference in READERS:
            table = tables[case.name, reference, True]
            print(row([case.name, reference, *(table.get(kind, 0.0) for kind in CLAIM_TYPES)]))
    print("\nBy register (F1, models on, the three languages together)\n")
    heading("register", "documents", "reader", *TASKS[:4])
    registers: dict[str, list[str]] = {}
    for case in ours:
        for register, gold in by_register(case).items():
            registers.setdefault(register, []).append(gold)
    for register, golds in sorted(registers.items()):
        gold = "\n".join(golds) + "\n"
        for reference in READERS:
            lines = "".join(predicted(reference, True, case.paths) for case in ours)
            table = figures(score(scorer, gold, lines))
            cells = (table.get(task, 0.0) for task in TASKS[:4])
            print(row([register, len(gold.splitlines()), reference, *cells]))


def calibrated(scorer: Path, sets: list[Case], plot: Path | None) -> None:
    """Print how far what the readers say of their certainty can be believed."""
    for reference in READERS:
        for models in (True, False):
            whole: dict[str, list[calibration.Said]] = {}
            apart: dict[str, list[calibration.Said]] = {}
            for case in sets:
                found = records(predicted(reference, models, case.paths))
                said = calibration.said_of(records(case.gold), found, scoring(scorer))
                apart[case.name.split(", ")[1]] = said[calibration.WHOLE]
                for name, pairs in said.items():
                    whole.setdefault(name, []).extend(pairs)
            print(f"\n### {reference}, models {'on' if models else 'off'}\n")
            print(calibration.errors({**whole, **{f"claims, {code}": said for code, said in apart.items()}}))
            if models:
                print(f"\n{calibration.table(whole[calibration.WHOLE])}")
            if models and plot and reference == READERS[-1]:
                plot.write_text(calibration.plot(apart), encoding="utf-8")
    print(f"\nBar: expected calibration error of claims at most {calibration.BAR}.")


def missed(scorer: Path, sets: list[Case]) -> None:
    """Print why claims are missed, and what the wrong ones are, models on."""
    for title, side, kinds in (
        ("Missed", 0, ("nothing told", "other type", "figure", "actor not found", "parties")),
        ("Wrong", 1, ("nothing annotated", "other type", "told twice", "parties or figure")),
    ):
        print(f"\n{title}\n")
        heading("documents", "reader", *kinds, "all")
        for case in sets:
            for reference in READERS:
                gold, found = records(case.gold), records(predicted(reference, True, case.paths))
                counted: Counter[str] = Counter()
                for path in case.paths:
                    text = opened(path)[1].text
                    counted += misses.causes(gold[path.name], found[path.name], text, scoring(scorer))[side]
                cells = [counted[kind] for kind in kinds]
                print(row([case.name, reference, *cells, sum(cells)]))


def fast(scorer: Path, sets: list[Case], rounds: int) -> None:
    """Print documents a second beside the peers, with what the speed buys."""
    heading("language", "what reads", "documents a second", "times spaCy", "actors", "claims")
    for case in sets:
        language = case.name.split(", ")[1]
        texts = [opened(path)[1].text for path in case.paths]
        rivals = {
            f"{reference}, models {'on' if models else 'off'}": (reference, models)
            for reference in READERS
            for models in (True, False)
        }
        reads = {name: partial(reader(*given).read, language=language) for name, given in rivals.items()}
        if pipeline := speed.peer(language):
            reads[speed.PEERS[language]] = pipeline
        found = speed.paces(reads, texts, rounds)
        measure = found.get(speed.PEERS.get(language, ""))
        for name, pace in found.items():
            table = (
                figures(score(scorer, case.gold, predicted(*rivals[name], case.paths)))
                if name in rivals
                else {}
            )
            times = f"{pace / measure:.2f}" if measure else ""
            print(
                row([language, name, f"{pace:.1f}", times, table.get("actors", ""), table.get("claims", "")]),
                flush=True,
            )


def grown(sizes: Iterable[int], two: int, most: float) -> None:
    """Print time and memory by number of documents, and what a second process brings."""
    heading("models", "documents", "seconds", "ms a document", "resident, MB", "peak, MB")
    for models in (False, True):
        for size in sizes:
            one = growth.in_its_own_process(size, models, 1, READERS[-1], most)
            each = 1000 * one["seconds"] / max(one["documents"] - 1, 1)
            cells = one["documents"], one["seconds"], f"{each:.1f}", one["resident"], one["peak"]
            print(row(["on" if models else "off", *map(str, cells)]), flush=True)
    print(f"\nProcesses of the local engine, {two} documents, start included\n")
    heading("models", "one, s", "two, s", "times")
    for models in (False, True):
        single, double = (
            growth.in_its_own_process(two, models, processes, READERS[-1], most)["with start"]
            for processes in (1, 2)
        )
        print(
            row(["on" if models else "off", str(single), str(double), f"{single / double:.2f}"]), flush=True
        )


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parts = ("scores", "calibration", "misses", "speed", "growth")
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(parts))
    parser.add_argument("--quick", action="store_true", help="fewer rounds and documents")
    parser.add_argument("--most", type=float, default=1200, metavar="SECONDS", help="bound of one growth run")
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    options = parser.parse_args()
    if unknown := set(options.parts) - set(parts):
        parser.error(f"unknown part: {', '.join(sorted(unknown))}")
    scorer = options.shared / "gold" / "score.py"
    ours = own("own test set", TEST_SET)
    for part in options.parts or parts:
        print(f"\n## {part}\n", flush=True)
        if part == "scores":
            scores(scorer, [development(options.shared), *ours])
        elif part == "calibration":
            calibrated(scorer, ours, None if options.quick else PLOT)
        elif part == "misses":
            missed(scorer, ours)
        elif part == "speed":
            fast(scorer, ours, 1 if options.quick else 5)
        else:
            grown(
                (30, 100) if options.quick else (100, 1000, 10000),
                60 if options.quick else 1000,
                options.most,
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
