"""How well reports of one happening are folded: B-cubed over tellings, end to end and without what reading
loses.

    python bench/events.py [--set bench/event-set | --stories training/events/stories.toml] [--models] [--misses]

An item is a marked telling; what the system says of it is the group of the claim that stands for it: its
sentence overlaps the words; among several, one of the event's type first, then the greatest overlap of its
own words (GUIDE.md of the set). A telling without a claim is a group of its own. *Read* counts only the
tellings that have a claim: what is left is folding's. B-cubed: A. Bagga and B. Baldwin, "Entity-Based
Cross-Document Coreferencing Using the Vector Space Model", 1998.
"""

import argparse
import json
import sys
import time
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

from annotated import ROOT, reader

from passerelle.core.events.agreement import parties_agree
from passerelle.core.events.fold import Folding, fold
from passerelle.core.events.report import Party, Report
from passerelle.core.events.reported import reports_of
from passerelle.core.events.spans import gap
from passerelle.core.events.tables import table
from passerelle.core.reading.model import Actor, Claim
from passerelle.core.reading.registry import LATEST
from passerelle.sources.published import find_published
from passerelle.starter.names import known_names

BAR = 0.90


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


class Read(NamedTuple):
    """Reports by key, with the claims they come from, by document."""

    reports: dict[str, Report]
    claims: dict[str, list[tuple[Claim, str]]]


def read(given: Set, models: bool) -> Read:
    """Read every document with the reader that the desk uses."""
    names = {one.actor for one in known_names()}

    def known(actor: Actor) -> Party:
        return Party(actor.id, actor.kind, actor.country or "", actor.names, actor.id in names)

    open_one = reader(LATEST[0], models)
    reports: dict[str, Report] = {}
    claims: dict[str, list[tuple[Claim, str]]] = defaultdict(list)
    for name, (language, published, text) in given.documents.items():
        for claim, report in reports_of(
            open_one.read(text, language=language, published=published), name, text
        ):
            reports[report.key] = report
            claims[name].append((claim, report.key))
    return Read(reports, claims)


def stands_for(telling: Telling, claims: Iterable[tuple[Claim, str]], kind: str | None) -> str | None:
    """Return the report that stands for a telling, or None."""
    fitting = [
        (claim.type == kind, min(claim.end, telling.end) - max(claim.start, telling.start), -claim.start, key)
        for claim, key in claims
        if claim.sentence_start < telling.end and telling.start < claim.sentence_end
    ]
    return max(fitting)[-1] if fitting else None


def b_cubed(gold: Mapping[int, str], found: Mapping[int, object]) -> tuple[float, float, float]:
    """Return precision, recall and F1 over items."""
    right: Counter[tuple[str, object]] = Counter((gold[item], found[item]) for item in gold)
    sizes, real = Counter(found[item] for item in gold), Counter(gold.values())
    precision = sum(right[gold[item], found[item]] / sizes[found[item]] for item in gold) / len(gold)
    recall = sum(right[gold[item], found[item]] / real[gold[item]] for item in gold) / len(gold)
    return precision, recall, 2 * precision * recall / (precision + recall)


def silent(folding: Folding, reports: Mapping[str, Report]) -> Counter[str]:
    """Count the events in which two reports give dates that no dispute explains, or parties without anyone in
    common.
    """
    limit = table("weights")["limits"]["dispute_days"]
    counted: Counter[str] = Counter()
    for group in folding.groups:
        pairs = [(reports[left], reports[right]) for left, right in combinations(group, 2)]
        dated = [(one, other) for a, b in pairs if (one := a.day) and (other := b.day)]
        counted["dates"] += any(gap(one, other) > limit for one, other in dated)
        named = [(a, b) for a, b in pairs if a.parties and b.parties]
        counted["parties"] += any(parties_agree(a.parties, b.parties).disjoint for a, b in named)
    return counted


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--set", type=Path, default=ROOT / "bench" / "event-set")
    parser.add_argument("--stories", type=Path)
    parser.add_argument("--models", action="store_true", help="read with the optional models of names")
    parser.add_argument(
        "--misses", action="store_true", help="print what was torn apart and what was thrown together"
    )
    options = parser.parse_args()
    given = stories(options.stories) if options.stories else event_set(options.set)
    started = time.perf_counter()
    found = read(given, options.models)
    reading = time.perf_counter() - started
    started = time.perf_counter()
    folding = fold(list(found.reports.values()))
    seconds = time.perf_counter() - started
    group_of = {key: number for number, group in enumerate(folding.groups) for key in group}
    keys = [stands_for(one, found.claims[one.document], given.types.get(one.event)) for one in given.tellings]
    gold = {item: one.event for item, one in enumerate(given.tellings)}
    system = {item: group_of[key] if key else f"none {item}" for item, key in enumerate(keys)}
    covered = {item: event for item, event in gold.items() if keys[item]}
    print(f"{len(given.documents)} documents, {len(gold)} tellings of {len(set(gold.values()))} events")
    print(f"{len(found.reports)} claims, {len(folding.groups)} events, {len(folding.doubts)} doubtful pairs")
    print(f"reading {reading:.1f} s, folding {seconds:.2f} s\n")
    print("| | tellings | precision | recall | F1 |\n| --- | --- | --- | --- | --- |")
    for name, items in (("end to end", gold), ("read", covered)):
        precision, recall, f1 = b_cubed(items, system)
        print(f"| {name} | {len(items)} | {precision:.3f} | {recall:.3f} | {f1:.3f} |")
    counted = silent(folding, found.reports)
    print(
        f"\nfolded silently: conflicting dates {counted['dates']}, conflicting parties {counted['parties']} (bar 0)"
    )
    print(f"bar: B-cubed F1 {BAR:.2f} end to end")
    if options.misses:
        misses(given, keys, group_of, found.reports)
    return 0


def misses(
    given: Set, keys: list[str | None], group_of: Mapping[str, int], reports: Mapping[str, Report]
) -> None:
    """Print each event that was not folded as marked, with its reports."""
    by_event: dict[str, list[str | None]] = defaultdict(list)
    for telling, key in zip(given.tellings, keys, strict=True):
        by_event[telling.event].append(key)
    owner = {key: one.event for one, key in zip(given.tellings, keys, strict=True) if key}
    for event, told in sorted(by_event.items()):
        groups = {group_of[key] for key in told if key}
        foreign = [key for key in owner if group_of[key] in groups and owner[key] != event]
        if len(groups) > 1 or foreign or None in told:
            print(f"\n{event}: {told.count(None)} without claim")
            for key in [*(key for key in told if key), *foreign]:
                one = reports[key]
                amount = one.quantity and (one.quantity.value, one.quantity.unit)
                print("  ", group_of[key], owner[key] if key in foreign else "", key, one.type, one.status,
                      [party.actor for party in one.parties], one.date, one.published, amount, one.instrument or "",
                      sorted(one.technologies), one.place or "")  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
