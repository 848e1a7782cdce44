"""Engines: one plan over the same names, on this machine's processes and on Spark; seconds, and equality of results.

    python bench/engines.py [--names 20000 100000] [--most 300]

Names are made: words of a made vocabulary, a third of them written again with a slip of the pen or words turned round.
The plan blocks by the beginnings of pairs of words and compares by RapidFuzz, so that the engines are measured and not
the comparison. Opening (processes, Java) is timed apart. A size that would not end in time is left out.
"""

import argparse
import sys
import time
from collections.abc import Iterator
from itertools import combinations
from random import Random

from rapidfuzz.fuzz import token_sort_ratio

from passerelle.core.naming.plan import Plan, cluster
from passerelle.core.naming.register import Entry, Written
from passerelle.core.naming.scoring import Reason, Score
from passerelle.engine import open_engine

_BEGINNING = 3


def block(entry: Entry) -> Iterator[str]:
    """Yield the beginnings of every two words."""
    words = sorted({word[:_BEGINNING] for word in entry.label.split()})
    return (f"{one} {other}" for one, other in combinations(words, 2))


def compared(one: Entry, other: Entry) -> Score:
    """Return how alike two names are, words in any order."""
    value = token_sort_ratio(one.label, other.label) / 100
    return Score(value, (Reason("letters", value, ""),))


PLAN = Plan(block, compared, 0.88)


def names(count: int) -> list[Entry]:
    """Return that many entries, the same each time."""
    random = Random(count)
    syllables = [a + b for a in "bcdfghklmnprstvx" for b in ("a", "e", "i", "o", "u", "an", "in", "or")]
    words = ["".join(random.choices(syllables, k=random.randint(2, 4))) for _ in range(count // 4)]
    written: list[str] = []
    while len(written) < count:
        if written and random.random() < 1 / 3:
            written.append(slipped(random, random.choice(written)))
        else:
            written.append(" ".join(random.choices(words, k=random.randint(2, 5))))
    return [
        Entry(f"n{number:07}", "institute", names=(Written(name),)) for number, name in enumerate(written)
    ]


def slipped(random: Random, name: str) -> str:
    """Return a name with its words turned round, or a letter lost."""
    if random.random() < 0.5:
        return " ".join(random.sample(name.split(), len(name.split())))
    at = random.randrange(len(name))
    return name[:at] + name[at + 1 :]


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--names", type=int, nargs="+", default=[20_000, 100_000])
    parser.add_argument("--most", type=float, default=300, metavar="SECONDS")
    options = parser.parse_args()
    began = time.perf_counter()
    opened = {}
    print("| engine | names | seconds | matches | clusters | equal |\n| --- | --- | --- | --- | --- | --- |")
    for engine, given in (("local", {"processes": 2}), ("spark", {"master": "local[2]"})):
        start = time.perf_counter()
        opened[engine] = open_engine(engine, **given)
        list(opened[engine].map(abs, range(64)))
        print(f"| {engine} | opened | {time.perf_counter() - start:.1f} | | | |", flush=True)
    spent, before = 0.0, 0
    for count in sorted(options.names):
        if before and time.perf_counter() - began + spent * count / before > options.most:
            print(f"{count} names would not end in {options.most:.0f} s", file=sys.stderr)
            break
        entries, results = names(count), []
        start = time.perf_counter()
        for engine, one in opened.items():
            begin = time.perf_counter()
            found = one.matches(PLAN, entries)
            took = time.perf_counter() - begin
            results.append((found, cluster(PLAN, entries, found)))
            equal = "yes" if results[-1] == results[0] else "NO"
            print(
                f"| {engine} | {count} | {took:.1f} | {len(found)} | {len(results[-1][1])} | {equal} |",
                flush=True,
            )
        spent, before = time.perf_counter() - start, count
    for one in opened.values():
        one.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
