"""Linking in bulk: strings a second and F1 against the whole register, beside nomenklatura and Splink.

    python bench/naming.py [--strings 100000] [--peer PYTHON [--nomenklatura 300] [--splink 10000]]

The strings are names of the register with slips, shortened, with departments before and places behind (seeded), and
every labelled affiliation. Ours are linked by as many processes as there are cores, each with the whole register; the
peers, in an interpreter of their own (`naming_bulk_peer.py`), link as many as is said, and their time is told for each
string. F1 counts the best organisation of each string that all have linked, at the threshold each comes with and at
the one that suits it best.
"""

import argparse
import json
import multiprocessing
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from affiliations import DATA, sets

from passerelle.core.naming.link import Asked, Linker
from passerelle.core.naming.register import Entry
from passerelle.sources.ror_register import entries_of

PEER = Path(__file__).with_name("naming_bulk_peer.py")
SEED, SHARE = 20261122, 500
_UNITS = (
    "Department of Physics",
    "Faculty of Medicine",
    "School of Engineering",
    "Dept. of Computer Science",
)
_SHORT = {
    "University": "Univ.",
    "Institute": "Inst.",
    "Technology": "Technol.",
    "Science": "Sci.",
    "Hospital": "Hosp.",
}
_linker: Linker | None = None


class String(NamedTuple):
    """A string to be linked, and the actors that are right."""

    name: str
    wanted: frozenset[str]


class Answers(NamedTuple):
    """What one linker said: best actor and score by the string's number, seconds, MB, and its own threshold.

    `each`: seconds a string; `work`: seconds of the processor a string, which a busy machine changes little.
    """

    found: dict[int, tuple[str, float]]
    prepared: float
    each: float
    work: float
    memory: float
    threshold: float


def strings(entries: Sequence[Entry], most: int, data: Path) -> list[String]:
    """Return the strings, the labelled ones spread among those made from names."""
    chance = random.Random(SEED)
    known = {entry.actor for entry in entries}
    labelled = [String(text, ids & known) for _, text, ids in sets(data) if ids & known][:most]
    made = [_made(chance.choice(entries), chance) for _ in range(most - len(labelled))]
    every = labelled + made
    chance.shuffle(every)
    return every


def _made(entry: Entry, chance: random.Random) -> String:
    name = chance.choice([one.text for one in entry.names if one.kind != "acronym"] or [entry.names[0].text])
    if chance.random() < 0.3:
        name = " ".join(_SHORT.get(word, word) for word in name.split())
    if chance.random() < 0.3 and len(name) > 8:
        at = chance.randrange(1, len(name) - 1)
        name = name[:at] + chance.choice(("", name[at] * 2, chance.choice("aeinrst"))) + name[at + 1 :]
    if chance.random() < 0.4:
        name = f"{chance.choice(_UNITS)}, {name}"
    if chance.random() < 0.5:
        name = f"{name}, {entry.city}, {entry.country}"
    return String(name, frozenset({entry.actor}))


def prepare(register: Path) -> None:
    """Build the linker of this process, once."""
    global _linker
    _linker = Linker(entries_of(register))


def link(names: list[str]) -> tuple[list[tuple[str, float]], float, float]:
    """Return the best actor of each name with its score, told or not; seconds of the processor; peak memory in MB."""
    if _linker is None:
        raise RuntimeError("prepare() comes first")
    began = time.process_time()
    found = []
    for one in _linker.link_all([Asked(name) for name in names]):
        likeliest = (one.actor, one.confidence) if one.actor else (one.runners_up or (("", 0.0),))[0]
        found.append(likeliest)
    worked = time.process_time() - began
    return found, worked, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def ours(register: Path, given: Sequence[String], processes: int) -> Answers:
    """Link all strings in several processes; the time to link begins when each has its register."""
    began = time.perf_counter()
    threshold = Linker(()).threshold
    with multiprocessing.get_context("spawn").Pool(processes, prepare, (register,)) as pool:
        pool.map(link, [[given[0].name]] * processes * 4, chunksize=1)
        prepared = time.perf_counter() - began
        began = time.perf_counter()
        shares = [[one.name for one in given[i : i + SHARE]] for i in range(0, len(given), SHARE)]
        done = pool.map(link, shares, chunksize=1)
        each = (time.perf_counter() - began) / len(given)
    found = dict(enumerate(one for share, _, _ in done for one in share))
    work = sum(worked for _, worked, _ in done) / len(given)
    memory = max(used for _, _, used in done) * processes
    return Answers(found, prepared, each, work, memory, threshold)


def theirs(which: str, python: str, folder: Path, most: int) -> Answers:
    """Let a peer link the first strings in its own interpreter."""
    done = subprocess.run(
        [python, PEER, which, folder, str(most)], capture_output=True, text=True, check=True, timeout=1800
    )
    said: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    found = {int(key): (actor, score) for key, (actor, score) in said["found"].items()}
    each, work = said["linked"] / most, said["worked"] / most
    return Answers(found, said["prepared"], each, work, said["memory"], said["threshold"])


def f1(answers: Answers, given: Sequence[String], threshold: float) -> float:
    """Return F1 of the actors told from a threshold on."""
    told = [
        (i, answers.found[i][0]) for i in range(len(given)) if answers.found.get(i, ("", 0.0))[1] >= threshold
    ]
    right = sum(actor in given[i].wanted for i, actor in told)
    return 2 * right / max(len(told) + sum(len(one.wanted) for one in given), 1)


def line(who: str, answers: Answers, given: Sequence[String]) -> str:
    """Return one line of the table."""
    best = max(f1(answers, given, i / 50) for i in range(1, 50))
    return (
        f"| {who} | {len(given)} | {answers.prepared:.0f} s | {1 / answers.each:.0f} | {1 / answers.work:.0f} |"
        f" {answers.memory:.0f} MB |"
        f" {f1(answers, given, answers.threshold):.3f} | {best:.3f} |"
    )


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--strings", type=int, default=100_000)
    parser.add_argument("--processes", type=int, default=multiprocessing.cpu_count())
    parser.add_argument("--peer", help="interpreter of an environment with nomenklatura and Splink")
    parser.add_argument("--nomenklatura", type=int, default=300, help="strings that nomenklatura links")
    parser.add_argument("--splink", type=int, default=10_000, help="strings that Splink links")
    options = parser.parse_args()
    register = options.data / "ror" / "ror_51k.jsonl.gz"
    entries = list(entries_of(register))
    given = strings(entries, options.strings, options.data)
    print(f"{len(given)} strings, {len(entries)} organisations, {options.processes} processes\n")
    print(
        "| who | strings | prepared | a second | a second of work | memory | F1 at its threshold | best F1 |"
    )
    print("| --- | --- | --- | --- | --- | --- | --- | --- |", flush=True)
    own = ours(register, given, options.processes)
    print(line("Passerelle", own, given), flush=True)
    paces = {}
    if options.peer:
        with tempfile.TemporaryDirectory() as made:
            folder = Path(made)
            _write(folder, entries, given)
            for which, most in (("nomenklatura", options.nomenklatura), ("splink", options.splink)):
                peer, sample = theirs(which, options.peer, folder, most), given[:most]
                print(line(which, peer, sample))
                print(line("Passerelle on the same", own, sample), flush=True)
                paces[which] = peer.each / own.each, peer.work / own.work
        print()
        for which, (times, work) in paces.items():
            print(f"{times:.1f} times as fast as {which}, for each string; {work:.1f} times less work")
    return 0


def _write(folder: Path, entries: Sequence[Entry], given: Sequence[String]) -> None:
    with (folder / "register.jsonl").open("w", encoding="utf-8") as lines:
        for entry in entries:
            row = {"id": entry.actor, "names": [one.text for one in entry.names], "country": entry.country}
            lines.write(json.dumps(row) + "\n")
    with (folder / "strings.jsonl").open("w", encoding="utf-8") as lines:
        for number, one in enumerate(given):
            lines.write(json.dumps({"id": number, "name": one.name}) + "\n")


if __name__ == "__main__":
    sys.exit(main())
