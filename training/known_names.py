"""Pairs of names of the bodies that the starter's tables know, for `train_compare.py` to learn from."""

import csv
import random
from collections import defaultdict
from itertools import combinations
from pathlib import Path

from passerelle.core.naming.bodies import body_of
from passerelle.core.text.folding import fold

ROOT = Path(__file__).resolve().parents[1]
FORMS = ("en", "fr", "vi")
BODIES = ("university", "government", "institute", "association", "company", "mission", "investor")
MOST = 40  # names that one is set beside


def known_pairs(seed: int = 4) -> list[tuple[str, str, bool]]:
    """Return pairs of names of the starter's bodies: at most two true ones an actor, as many false ones drawn.

    Actors of which the set of `bench/naming_trilingual.py` has a name are left out: it measures what is unseen.
    """
    drawn = random.Random(seed)
    found, forms = [], defaultdict(list)
    for key, kind, own in starter_bodies():
        pairs = [pair for pair in combinations(own, 2) if fold(pair[0]) != fold(pair[1])]
        found += [(a, b, True) for a, b in drawn.sample(pairs, min(2, len(pairs)))]
        forms[kind] += [(key, name) for name in drawn.sample(own, min(2, len(own)))]
    owners = defaultdict(set)
    for named in forms.values():
        for actor, name in named:
            owners[name].add(actor)
    for named in forms.values():
        holding = defaultdict(list)
        for pair in named:
            for word in own_words(pair[1]):
                holding[word].append(pair)
        for number, (one, a) in enumerate(named):
            near = [pair for word in own_words(a) for pair in holding[word]] if number % 2 else []
            others = near[:MOST] + drawn.sample(named, min(MOST, len(named)))
            others = [(b, other) for other, b in others if other != one and not owners[a] & owners[b]]
            if others:  # every other time the likest, of those that share a word of their own before all
                b = max(others, key=lambda pair: shared(a, pair[0]))[0] if number % 2 else others[0][0]
                found.append((a, b, False))
    return found


def own_words(name: str) -> set[str]:
    """Return the words of a name that are no vocabulary: a group and its subsidiaries share them."""
    return {item.plain for item in body_of(name).items if item.kind == "word"}


def starter_bodies() -> list[tuple[str, str, list[str]]]:
    """Return the bodies of the starter's tables that are not measured: key, kind, names without acronyms."""
    measured: set[str] = set()
    path = ROOT / "bench" / "naming-set" / "actors.csv"
    if path.is_file():
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                measured |= {fold(name) for key in FORMS for name in row[key].split("|")}
                measured.add(row["id"])
    found = []
    for table in sorted((ROOT / "src" / "passerelle" / "starter").glob("*/*.csv")):
        with table.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                if row.get("kind") in BODIES:
                    own = list(dict.fromkeys(name for key in FORMS for name in row[key].split("|") if name))
                    if not measured & {row["id"], *map(fold, own)}:
                        found.append((row["id"], row["kind"], own))
    return found


def shared(a: str, b: str) -> float:
    """Return how much two names of bodies share, roughly."""
    mine, yours = (
        {one for item in body_of(name).items for one in (item.plain, *item.concepts)} for name in (a, b)
    )
    return len(mine & yours) / (1 + min(len(mine), len(yours)))
