"""How well reports of one happening are folded: B-cubed over tellings, the way that documents go in the desk.

    python bench/events.py [--set bench/event-set | --stories training/events/stories.toml] [--models]
                           [--misses [--half a | b]]

The documents go into an empty desk (bench/desk.py): read, resolved against the starter's directory, folded. An item is
a marked telling; what the system says of it is the event of the claim that stands for it: its sentence overlaps the
words; among several, one of the event's type first, then the greatest overlap of its own words (GUIDE.md of the set).
A telling without a claim is a group of its own. *Read* counts only the tellings that have a claim: what is left is
folding's. Halves are drawn by a seeded hash of the event's name; `--misses` shows those of one half, so that what is
mended with them in view can be measured on the other. B-cubed: A. Bagga and B. Baldwin, "Entity-Based Cross-Document
Coreferencing Using the Vector Space Model", 1998.
"""

import argparse
import json
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from hashlib import sha256
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

from annotated import ROOT
from desk import Folded, desk

from passerelle.core.events.agreement import parties_agree
from passerelle.core.events.report import Report
from passerelle.core.events.spans import gap
from passerelle.core.events.tables import table
from passerelle.sources.published import find_published

BAR = 0.90
SEED = 1131


class Telling(NamedTuple):
    """The words of a document that tell an event."""

    document: str
    event: str
    start: int
    end: int


class Set(NamedTuple):
    """Documents (name → language, publication date, text), tellings, and type of claim by event."""

    documents: dict[str, tuple[str, str | None, str]]
    tellings: list[Telling]
    types: dict[str, str]


def event_set(folder: Path) -> Set:
    """Return the annotated set of a folder, as its GUIDE.md describes it."""

    def lines(name: str) -> list[dict]:
        path = folder / name
        return (
            [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
            if path.exists()
            else []
        )

    documents = {}
    for path in sorted((folder / "documents").glob("*.txt")):
        language, text = path.name.split(".")[-2], path.read_text(encoding="utf-8")
        found = find_published(text=text, language=language)
        documents[path.name] = (language, found.value if found else None, text)
    tellings = [Telling(one["doc"], one["event"], one["start"], one["end"]) for one in lines("gold.jsonl")]
    return Set(documents, tellings, {one["event"]: one["type"] for one in lines("events.jsonl")})


def stories(path: Path) -> Set:
    """Return the stories by which the weights were set."""
    documents, tellings = {}, []
    given = tomllib.loads(path.read_text(encoding="utf-8"))
    for one in given["document"]:
        documents[one["name"]] = (one["language"], one["published"], one["text"])
        for event, words in one["tells"].items():
            start = one["text"].index(words)
            tellings.append(Telling(one["name"], event, start, start + len(words)))
    return Set(documents, tellings, given["types"])


def half_of(event: str) -> str:
    """Return the half of the set that an event belongs to, a or b."""
    return "ab"[sha256(f"{SEED} {event}".encode()).digest()[0] % 2]


def stands_for(telling: Telling, claims: Iterable[Any], kind: str | None) -> int | None:
    """Return the claim (its id) that stands for a telling, or None."""
    fitting = [
        (
            claim.type == kind,
            min(claim.end, telling.end) - max(claim.start, telling.start),
            -claim.start,
            -claim.pk,
        )
        for claim in claims
        if claim.sentence_start < telling.end and telling.start < claim.sentence_end
    ]
    return -max(fitting)[-1] if fitting else None


def b_cubed(gold: Mapping[int, str], found: Mapping[int, object]) -> tuple[float, float, float]:
    """Return precision, recall and F1 over items."""
    right: Counter[tuple[str, object]] = Counter((gold[item], found[item]) for item in gold)
    sizes, real = Counter(found[item] for item in gold), Counter(gold.values())
    precision = sum(right[gold[item], found[item]] / sizes[found[item]] for item in gold) / len(gold)
    recall = sum(right[gold[item], found[item]] / real[gold[item]] for item in gold) / len(gold)
    return precision, recall, 2 * precision * recall / (precision + recall)


def silent(groups: Iterable[Collection[int]], reports: Mapping[int, Report]) -> Counter[str]:
    """Count the events in which two reports give dates that no dispute explains, or parties without anyone in
    common.
    """
    limit = table("weights")["limits"]["dispute_days"]
    counted: Counter[str] = Counter()
    for group in groups:
        pairs = [(reports[left], reports[right]) for left, right in combinations(group, 2)]
        dated = [(one, other) for a, b in pairs if (one := a.day) and (other := b.day)]
        counted["dates"] += any(gap(one, other) > limit for one, other in dated)
        named = [(a, b) for a, b in pairs if a.parties and b.parties]
        counted["parties"] += any(parties_agree(a.parties, b.parties).disjoint for a, b in named)
    return counted


def main() -> int:
    options = _options()
    given = stories(options.stories) if options.stories else event_set(options.set)
    with desk(models=options.models) as opened:
        opened.take(given.documents)
        found = opened.folded()
    keys = [
        stands_for(one, found.claims.get(one.document, ()), given.types.get(one.event))
        for one in given.tellings
    ]
    gold = {item: one.event for item, one in enumerate(given.tellings)}
    system = {item: found.events[key] if key else f"none {item}" for item, key in enumerate(keys)}
    groups: dict[int, list[int]] = defaultdict(list)
    for claim, event in found.events.items():
        groups[event].append(claim)
    print(f"{len(given.documents)} documents, {len(gold)} tellings of {len(set(gold.values()))} events")
    print(f"{len(found.reports)} claims, {len(groups)} events, {found.doubts} doubtful pairs")
    print(", ".join(f"{step} {seconds:.1f} s" for step, seconds in opened.seconds.items()), "\n")
    print("| | events | tellings | precision | recall | F1 |\n| --- | --- | --- | --- | --- | --- |")
    for half in ("", "a", "b"):
        own = {item: event for item, event in gold.items() if half in half_of(event)}
        covered = {item: event for item, event in own.items() if keys[item]}
        for name, items in (("end to end", own), ("read", covered)):
            precision, recall, f1 = b_cubed(items, system)
            label = f"{name}, half {half}" if half else name
            counts = f"{len(set(items.values()))} | {len(items)}"
            print(f"| {label} | {counts} | {precision:.3f} | {recall:.3f} | {f1:.3f} |")
    counted = silent(groups.values(), found.reports)
    print(
        f"\nfolded silently: conflicting dates {counted['dates']}, conflicting parties {counted['parties']} (bar 0)"
    )
    print(f"bar: B-cubed F1 {BAR:.2f} end to end")
    if options.misses:
        misses(given, keys, found, options.half)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--set", type=Path, default=ROOT / "bench" / "event-set")
    parser.add_argument("--stories", type=Path)
    parser.add_argument("--models", action="store_true", help="read with the optional models of names")
    parser.add_argument(
        "--misses", action="store_true", help="print what was torn apart and what was thrown together"
    )
    parser.add_argument("--half", choices=("a", "b"), default="a", help="whose misses are printed")
    return parser.parse_args()


def misses(given: Set, keys: list[int | None], found: Folded, half: str) -> None:
    """Print each event of a half that was not folded as marked, with its reports."""
    by_event: dict[str, list[tuple[Telling, int | None]]] = defaultdict(list)
    for telling, key in zip(given.tellings, keys, strict=True):
        by_event[telling.event].append((telling, key))
    names = {claim.pk: name for name, claims in found.claims.items() for claim in claims}
    owner = {key: one.event for one, key in zip(given.tellings, keys, strict=True) if key}
    for event, told in sorted(by_event.items()):
        mine = [key for _, key in told if key]
        groups = {found.events[key] for key in mine}
        foreign = [key for key in owner if found.events[key] in groups and owner[key] != event]
        if half_of(event) != half or (len(groups) <= 1 and not foreign and len(mine) == len(told)):
            continue
        print(f"\n{event}")
        for telling, key in told:
            if key is None:
                words = given.documents[telling.document][2][telling.start : telling.end]
                print(f"   no claim: {telling.document}: {words}")
        for key in [*mine, *foreign]:
            one = found.reports[key]
            amount = one.quantity and (one.quantity.value, one.quantity.unit)
            print(
                f"   {found.events[key]} {owner[key] if key in foreign else ''} {names[key]} {one.type} {one.status}",
                [party.actor for party in one.parties], one.date, one.published, amount, one.instrument or "",
                sorted(one.technologies), one.place or "",
            )  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
