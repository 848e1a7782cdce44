"""How well a question in one language finds documents in the others by meaning alone, and what a vector should hold.

    .venv/bin/python bench/meaning.py

Over bench/event-set: the first line of each document is asked; right are the documents in the other languages that
tell the same event. Compared are one vector of title and beginning, as the desk keeps it, and the nearest of the
first twelve sentences, which takes twelve times the room and time. Prints how often the first is right, the mean
reciprocal rank, the share of right ones among as many first as there are, and how many pairs reach the threshold.
"""

import json
import sys
import time
from collections import defaultdict
from pathlib import Path

import numpy

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from passerelle.core.text import split  # noqa: E402
from passerelle.engine import open_encoder  # noqa: E402

SET = ROOT / "bench" / "event-set"
LEAD, SENTENCES, NEAR = 300, 12, 0.25  # as apps/finding has them


def main() -> None:
    model = open_encoder()
    if model is None:
        raise SystemExit("The extra `meaning` is not installed.")
    events: dict[str, set[str]] = defaultdict(set)
    for line in (SET / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        told = json.loads(line)
        events[told["doc"]].add(told["event"])
    names = sorted(events)
    texts = [(SET / "documents" / name).read_text(encoding="utf-8") for name in names]
    languages = [name.split(".")[-2] for name in names]
    titles = [text.strip().split("\n")[0] for text in texts]
    leads = [" ".join(text[: 2 * LEAD].split())[:LEAD] for text in texts]
    began = time.perf_counter()
    beginnings = model.texts(leads, languages)
    print(f"{len(names)} documents, {len(names) / (time.perf_counter() - began):.0f} beginnings a second")
    questions = model.queries(titles, languages)
    same = numpy.array([[bool(events[one] & events[other]) for other in names] for one in names])
    other = numpy.array([[one != two for two in languages] for one in languages])
    _print("title and beginning", questions @ beginnings.T, same, other)
    parts = [
        (at, text[part.start : part.end])
        for at, text in enumerate(texts)
        for part in split(text, languages[at])[:SENTENCES]
    ]
    lines = model.texts([part for _, part in parts], [languages[at] for at, _ in parts])
    scores = numpy.full((len(names), len(names)), -1.0)
    for (at, _), column in zip(parts, (questions @ lines.T).T, strict=True):
        scores[:, at] = numpy.maximum(scores[:, at], column)
    _print(f"nearest of {SENTENCES} sentences", scores, same, other)


def _print(name: str, scores: numpy.ndarray, same: numpy.ndarray, other: numpy.ndarray) -> None:
    first, ranks, held = [], [], []
    for line, right, among in zip(scores, same, other, strict=True):
        wanted = right & among
        if not wanted.any():
            continue
        order = [at for at in numpy.argsort(-line) if among[at]]
        places = [place for place, at in enumerate(order, start=1) if wanted[at]]
        first.append(places[0] == 1)
        ranks.append(1 / places[0])
        held.append(sum(place <= len(places) for place in places) / len(places))
    right, wrong = scores[same & other], scores[~same & other]
    print(
        f"{name:<28}first right {numpy.mean(first):.3f}  MRR {numpy.mean(ranks):.3f}"
        f"  R-precision {numpy.mean(held):.3f}"
        f"  at or above {NEAR}: {numpy.mean(right >= NEAR):.3f} of the same, {numpy.mean(wrong >= NEAR):.4f} of others"
    )


if __name__ == "__main__":
    main()
