"""Affiliation strings to ROR ids: precision, recall and F1 of linking, on labelled strings that taught nothing.

    python bench/affiliations.py [--data FOLDER]

`S2AFF val` is labelled by hand; the `Crossref` strings carry one id that a publisher asserts, often wrongly or for
one of several organisations; the half that training did not see is measured. Pairs count whose id is in the register;
texts without such a pair are counted apart: there, whatever is told is wrong.
"""

import argparse
import ast
import csv
import gzip
import hashlib
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from passerelle.core.naming.link import Asked, Link, Linker
from passerelle.sources.ror_register import entries_of

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
_RECALL = 0.8


class Told(NamedTuple):
    """An answer beside what is right: how sure, which actors, which were wanted."""

    sure: float
    actors: tuple[str, ...]
    wanted: frozenset[str]


class Figures(NamedTuple):
    """Pairs told, right and wanted."""

    told: int
    right: int
    wanted: int

    @property
    def precision(self) -> float:
        return self.right / max(self.told, 1)

    @property
    def recall(self) -> float:
        return self.right / max(self.wanted, 1)

    @property
    def f1(self) -> float:
        return 2 * self.right / max(self.told + self.wanted, 1)


def sets(data: Path) -> Iterator[tuple[str, str, frozenset[str]]]:
    """Yield (set, affiliation, ids that are right)."""
    with gzip.open(data / "affiliations" / "s2aff_train_val.csv.gz", "rt", encoding="utf-8-sig") as lines:
        for row in csv.DictReader(lines):
            if row["split"] == "val":
                yield "S2AFF val", row["original_affiliation"], frozenset(ast.literal_eval(row["labels"]))
    with gzip.open(data / "affiliations" / "crossref_train.csv.gz", "rt", encoding="utf-8-sig") as lines:
        for row in csv.DictReader(lines):
            if int(hashlib.sha256(row["affiliation"].encode()).hexdigest(), 16) % 2 == 0:
                yield "Crossref", row["affiliation"], frozenset({row["ror_id"]})


def figures(told: Sequence[Told], least: float = 0.0, *, others: bool = False) -> Figures:
    """Return how answers that are at least so sure stand; with `others`, every actor told counts."""
    given = [(one, one.actors if others else one.actors[:1]) for one in told if one.sure >= least]
    return Figures(
        sum(len(actors) for _, actors in given),
        sum(len(one.wanted & set(actors)) for one, actors in given),
        sum(len(one.wanted) for one in told),
    )


def at_recall(told: Sequence[Told], recall: float) -> Figures | None:
    """Return the figures of the surest answers, as many as reach a recall; None when all do not."""
    for least in sorted({one.sure for one in told}, reverse=True):
        if (found := figures(told, least)).recall >= recall:
            return found
    return None


def answers(linker: Linker, rows: Sequence[tuple[str, frozenset[str]]]) -> list[Told]:
    """Return what the linker says, sure or not, of each text whose ids are known."""
    known = {entry.actor for entry in linker.entries}
    links = linker.link_all([Asked(text) for text, _ in rows])
    return [_told(link, ids & known) for link, (_, ids) in zip(links, rows, strict=True)]


def _told(link: Link, wanted: frozenset[str]) -> Told:
    """Return an answer; of nobody, whoever was likeliest with how likely: a reader may ask for less certainty."""
    if link.actor:
        return Told(link.confidence, (link.actor, *(actor for actor, _ in link.others)), wanted)
    if link.runners_up:
        return Told(link.runners_up[0][1], (link.runners_up[0][0],), wanted)
    return Told(0.0, (), wanted)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=DATA)
    options = parser.parse_args()
    began = time.perf_counter()
    linker = Linker(entries_of(options.data / "ror" / "ror_51k.jsonl.gz"))
    print(f"register: {len(linker.entries)} organisations, built in {time.perf_counter() - began:.1f} s")
    rows: dict[str, list[tuple[str, frozenset[str]]]] = {}
    for name, text, ids in sets(options.data):
        rows.setdefault(name, []).append((text, ids))
    for name, labelled in rows.items():
        began = time.perf_counter()
        every = answers(linker, labelled)
        pace = len(labelled) / (time.perf_counter() - began)
        resolvable = [one for one in every if one.wanted]
        print(
            f"\n{name}: {len(every)} texts, {len(resolvable)} with an id of the register, {pace:.0f} a second"
        )
        for what, told in (("pairs of the register", resolvable), ("all texts", every)):
            for kind, found in (
                (f"told from {linker.threshold}", figures(told, linker.threshold)),
                ("told, with others", figures(told, linker.threshold, others=True)),
                ("best told", max((figures(told, i / 100) for i in range(100)), key=lambda one: one.f1)),
                (f"at recall {_RECALL:.2f}", at_recall(told, _RECALL)),
            ):
                if found:
                    line = f"precision {found.precision:.3f}  recall {found.recall:.3f}  F1 {found.f1:.3f}"
                    print(f"  {what:22}  {kind:18}  {line}")
        likely = [one for one in every if one.sure >= linker.threshold]
        for low in (0.3, 0.5, 0.7, 0.9):
            bin_ = [one for one in likely if low <= one.sure < low + 0.2]
            if bin_:
                right = sum(one.actors[0] in one.wanted for one in bin_) / len(bin_)
                mean = sum(one.sure for one in bin_) / len(bin_)
                print(
                    f"  sure {low:.1f}–{low + 0.2:.1f}: {len(bin_)} told, said {mean:.2f}, right {right:.2f}"
                )
    return 0


if __name__ == "__main__":
    sys.exit(main())
