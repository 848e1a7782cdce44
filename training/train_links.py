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
from made_affiliations import made
from numpy.typing import NDArray
from sklearn.isotonic import IsotonicRegression

from passerelle.core.naming.index import Index
from passerelle.core.naming.rarity import common_words
from passerelle.core.naming.sightings import Sightings, see
from passerelle.core.naming.signs import ALONE, BESIDE, alone, beside
from passerelle.core.naming.texts import lay_out
from passerelle.sources.ror_register import entries_of

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "data"
TABLES = ROOT / "src" / "passerelle" / "core" / "naming" / "data" / "affiliations.json"
COMMON_WORDS = TABLES.with_name("common_words.csv.gz")
BATCH, FOLDS, COMMON = 256, 5, 8
# What publishers assert is right less often than what people labelled; what is made teaches to answer with nobody.
WEIGHTS = {"train": 1.0, "crossref": 0.5, "made": 0.3}


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
    return Examples(Sightings(*columns), numpy.vstack(signs), numpy.array(right), numpy.array(weights))


def held_out(index: Index, found: Examples) -> tuple[NDArray[numpy.float64], NDArray[numpy.float64]]:
    """Return the score alone, and the whole score, of every sighting by models that have not seen its text."""
    fold = found.seen.text.astype(numpy.int64) * 2654435761 % 2**32 % FOLDS
    first, whole = numpy.zeros(len(fold)), numpy.zeros(len(fold))
    for held in range(FOLDS):
        rest = fold != held
        model = fit(found.signs[rest], found.right[rest], found.weights[rest])
        first[~rest] = model.score(found.signs[~rest])
    signs = beside(index, found.seen, first.astype(numpy.float32))
    for held in range(FOLDS):
        rest = fold != held
        model = fit(signs[rest], found.right[rest], found.weights[rest], offset=first[rest])
        whole[~rest] = first[~rest] + model.score(signs[~rest])
    return first, whole


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


def best_threshold(
    chance: NDArray[numpy.float32], found: Examples, rows: list[Labelled], known: set[str]
) -> float:
    """Return the confidence from which on the best actor of a text is told, for the best F1 over all texts."""
    real = {i for i, row in enumerate(rows) if row.part != "made"}
    wanted = sum(len(row.ids & known) for row in rows if row.part != "made")
    best = (0.0, 0.5)
    for threshold in numpy.arange(0.1, 0.9, 0.02):
        told = right = 0
        seen_texts: set[int] = set()
        for line in numpy.argsort(-chance, kind="stable"):
            text = int(found.seen.text[line])
            if chance[line] < threshold:
                break
            if text in real and text not in seen_texts:
                seen_texts.add(text)
                told += 1
                right += bool(found.right[line])
        best = max(best, (2 * right / (told + wanted), float(round(threshold, 2))))
    print(f"held out: F1 {best[0]:.3f} at {best[1]}")
    return best[1]


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
    threshold = best_threshold(chance, found, rows, set(actors))
    if options.check:
        return 0
    by_itself = fit(found.signs, found.right, found.weights)
    signs = beside(index, found.seen, first.astype(numpy.float32))
    together = fit(signs, found.right, found.weights, offset=first)
    TABLES.write_text(_written(by_itself, together, curve, threshold), encoding="utf-8")
    print(f"{TABLES.relative_to(ROOT)}: {TABLES.stat().st_size} bytes")
    return 0


def _written(by_itself: Additive, together: Additive, curve: dict[str, Any], threshold: float) -> str:
    """Return the tables, a line for each sign."""
    parts = []
    for name, model, signs in (("alone", by_itself, ALONE), ("beside", together, BESIDE)):
        lines = ",\n".join(
            f"  {json.dumps(sign)}: {json.dumps(table)}" for sign, table in model.tables(signs).items()
        )
        parts.append(f'"{name}": {{"bias": {model.bias:.3f}, "signs": {{\n{lines}\n}}}}')
    parts += [f'"curve": {json.dumps(curve)}', f'"threshold": {threshold}']
    return "{" + ",\n".join(parts) + "}\n"


if __name__ == "__main__":
    sys.exit(main())
