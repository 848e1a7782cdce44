"""Train what judges affiliations against a register: the tables of `core/naming/data/affiliations.json`.

    python training/train_links.py            held-out figures, then the tables that are shipped
    python training/train_links.py --check    the figures only

Learns on the train split of S2AFF and on one half of the Crossref strings; their other halves measure
(`bench/affiliations.py`). The strings are read where they are kept (--data), never copied into the project.
"""

import argparse
import ast
import csv
import gzip
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any, NamedTuple

import numpy
from additive import Additive, fit
from boosting import boost, table_of
from made_affiliations import made
from numpy.typing import NDArray
from sklearn.isotonic import IsotonicRegression

from passerelle.core.naming.index import Index
from passerelle.core.naming.rarity import common_words
from passerelle.core.naming.sightings import Sightings, see
from passerelle.core.naming.signs import ALONE, alone, beside, everything
from passerelle.core.naming.texts import lay_out
from passerelle.sources.ror_register import entries_of

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "data"
TABLES = ROOT / "src" / "passerelle" / "core" / "naming" / "data" / "affiliations.json"
COMMON_WORDS = TABLES.with_name("common_words.csv.gz")
BATCH, FOLDS, COMMON = 256, 5, 8
THRESHOLD = 0.3  # the confidence from which on an actor is told; up to 0.5 F1 changes little
# What publishers assert is right less often than what people labelled; what is made teaches to answer with nobody.
WEIGHTS = {"train": 2.0, "crossref": 0.5, "made": 0.2}


class Labelled(NamedTuple):
    """An affiliation and the ids that are right for it; `part` is train, val, crossref or crossref-check."""

    part: str
    text: str
    ids: frozenset[str]


def labelled(data: Path) -> Iterator[Labelled]:
    """Yield every labelled affiliation; the half of the Crossref strings that checks is chosen by their digest."""
    with gzip.open(data / "affiliations" / "s2aff_train_val.csv.gz", "rt", encoding="utf-8-sig") as lines:
        for row in csv.DictReader(lines):
            ids = frozenset(ast.literal_eval(row["labels"]))
            yield Labelled(row["split"], row["original_affiliation"], ids)
    with gzip.open(data / "affiliations" / "crossref_train.csv.gz", "rt", encoding="utf-8-sig") as lines:
        for row in csv.DictReader(lines):
            odd = int(hashlib.sha256(row["affiliation"].encode()).hexdigest(), 16) % 2
            part = "crossref" if odd else "crossref-check"
            yield Labelled(part, row["affiliation"], frozenset({row["ror_id"]}))


class Examples(NamedTuple):
    """Sightings of several texts, their signs, which of them are right, and how much each counts."""

    seen: Sightings
    signs: NDArray[numpy.float32]
    right: NDArray[numpy.bool_]
    weights: NDArray[numpy.float64]


def examples(index: Index, actors: list[str], rows: list[Labelled]) -> Examples:
    """See every affiliation; sightings keep the number of their row."""
    parts, signs, right, weights = [], [], [], []
    for begin in range(0, len(rows), BATCH):
        batch = rows[begin : begin + BATCH]
        texts = lay_out(index, [row.text for row in batch])
        seen = see(index, texts)
        signs.append(alone(index, texts, seen))
        for text, entry in zip(seen.text.tolist(), seen.entry.tolist(), strict=True):
            right.append(actors[entry] in batch[text].ids)
            weights.append(WEIGHTS[batch[text].part])
        parts.append((begin, seen))
    columns = [
        numpy.concatenate(
            [getattr(seen, one.name) + (begin if one.name == "text" else 0) for begin, seen in parts]
        )
        for one in fields(Sightings)
    ]
    seen = Sightings(*columns)
    answers = numpy.array(right)
    # An id that a publisher asserts and the text does not name is more often wrong than hidden: it teaches nothing.
    named = numpy.bincount(seen.text, answers, len(rows)) > 0
    asserted = numpy.array([row.part == "crossref" for row in rows])
    counts = numpy.where((asserted & ~named)[seen.text], 0.0, numpy.array(weights))
    return Examples(seen, numpy.vstack(signs), answers, counts)


def held_out(index: Index, found: Examples) -> tuple[NDArray[numpy.float64], NDArray[numpy.float64]]:
    """Return the score alone, and the whole score, of every sighting by models that have not seen its text."""
    fold = found.seen.text.astype(numpy.int64) * 2654435761 % 2**32 % FOLDS
    first, whole = numpy.zeros(len(fold)), numpy.zeros(len(fold))
    for held in range(FOLDS):
        rest = fold != held
        model = fit(found.signs[rest], found.right[rest], found.weights[rest])
        first[~rest] = model.score(found.signs[~rest])
    signs = together(index, found, first)
    for held in range(FOLDS):
        rest = fold != held
        model = boost(signs[rest], found.right[rest], found.weights[rest])
        whole[~rest] = model.decision_function(signs[~rest])
    return first, whole


def together(index: Index, found: Examples, first: NDArray[numpy.float64]) -> NDArray[numpy.float32]:
    """Return all that is known of each sighting: its signs, those beside the others, and its score by itself."""
    return everything(found.signs, beside(index, found.seen, first.astype(numpy.float32)), first)


def curve_of(scores: NDArray[numpy.float64], found: Examples) -> dict[str, list[float]]:
    """Return how often a score is right: isotonic, thinned to where it bends."""
    isotonic = IsotonicRegression(out_of_bounds="clip", y_min=0.001, y_max=0.995)
    isotonic.fit(scores, found.right, sample_weight=found.weights)
    at, right = isotonic.X_thresholds_, isotonic.y_thresholds_
    # A flat step becomes its middle: what lies between two steps is told apart, and no score saturates.
    groups = [numpy.flatnonzero(right == value) for value in numpy.unique(right)]
    return {
        "score": [round(float(at[group].mean()), 3) for group in groups],
        "right": [round(float(right[group[0]]), 4) for group in groups],
    }


def count_words(index: Index) -> None:
    """Write how many names hold each common word."""
    holders = Counter(word for name in index.names for word in set(name.words))
    lines = [f"word,{len(index.names)}"]
    lines += [f"{word},{count}" for word, count in sorted(holders.items()) if count >= COMMON]
    COMMON_WORDS.write_bytes(gzip.compress("\n".join(lines).encode(), mtime=0))
    common_words.cache_clear()


def tell(chance: NDArray[numpy.float32], found: Examples, rows: list[Labelled], known: set[str]) -> None:
    """Print F1 of telling the best actor of a text from a confidence on, for choosing `THRESHOLD`.

    Beside the texts that name somebody of the register stand all labelled texts: the first ask to dare, the second to
    keep silent.
    """
    best_line: dict[int, int] = {}
    for line in numpy.argsort(-chance, kind="stable").tolist():
        best_line.setdefault(int(found.seen.text[line]), line)
    for threshold in (0.2, THRESHOLD, 0.4, 0.5):
        f1 = []
        for only_known in (True, False):
            texts = [
                i for i, row in enumerate(rows) if row.part == "train" and (row.ids & known or not only_known)
            ]
            told = [best_line[i] for i in texts if i in best_line and chance[best_line[i]] >= threshold]
            right = sum(bool(found.right[line]) for line in told)
            f1.append(2 * right / (len(told) + sum(len(rows[i].ids & known) for i in texts)))
        print(f"held out, told from {threshold}: F1 {f1[0]:.3f} where somebody is named, {f1[1]:.3f} of all")


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--check", action="store_true", help="print held-out figures, write nothing")
    options = parser.parse_args()
    entries = list(entries_of(options.data / "ror" / "ror_51k.jsonl.gz"))
    if not options.check:
        count_words(Index(entries))
    index, actors = Index(entries), [entry.actor for entry in entries]
    rows = [row for row in labelled(options.data) if row.part in ("train", "crossref")]
    rows += [Labelled("made", text, frozenset(filter(None, [actor]))) for text, actor in made(entries)]
    found = examples(index, actors, rows)
    first, whole = held_out(index, found)
    curve = curve_of(whole, found)
    chance = numpy.interp(whole, curve["score"], curve["right"]).astype(numpy.float32)
    tell(chance, found, rows, set(actors))
    if options.check:
        return 0
    by_itself = fit(found.signs, found.right, found.weights)
    trees = boost(together(index, found, first), found.right, found.weights)
    TABLES.write_text(_written(by_itself, *table_of(trees), curve), encoding="utf-8")
    print(f"{TABLES.relative_to(ROOT)}: {TABLES.stat().st_size} bytes")
    return 0


def _written(by_itself: Additive, bias: float, trees: dict[str, Any], curve: dict[str, Any]) -> str:
    """Return the tables, a line for each sign and for each tree."""
    lines = ",\n".join(
        f"  {json.dumps(sign)}: {json.dumps(table)}" for sign, table in by_itself.tables(ALONE).items()
    )
    parts = [f'"alone": {{"bias": {by_itself.bias:.3f}, "signs": {{\n{lines}\n}}}}']
    for name, rows in trees.items():
        body = ",\n".join(f"  {json.dumps(row)}" for row in rows)
        parts.append(f'"{name}": [\n{body}\n]')
    parts += [f'"bias": {bias:.4f}', f'"curve": {json.dumps(curve)}', f'"threshold": {THRESHOLD}']
    return "{" + ",\n".join(parts) + "}\n"


if __name__ == "__main__":
    sys.exit(main())
