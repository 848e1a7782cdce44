"""Train the classifier of names on the annotated corpus and the sample dossier; write the weights that are shipped.

    python training/train_names.py           cross-validated figures, then the weights
    python training/train_names.py --check   the figures only

Each text is shown with and, where a statistical recogniser is installed, without its guesses, so that the namer can do
without. The test set (bench/test-set) and the development gold take no part. Needs scikit-learn
(requirements/training.txt).
"""

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from examples import corpus, dossier
from naming import common_words, compounds, names_taught
from train import SETTINGS, fit
from trial import SCORE
from weights import save

from passerelle.core.languages import LANGUAGES
from passerelle.core.naming.gazetteer import Gazetteer
from passerelle.core.reading.mentions import proposed
from passerelle.core.reading.original import Original
from passerelle.core.reading.page import Page, Proposal
from passerelle.core.reading.register import Register
from passerelle.core.reading.trained.naming import Namer
from passerelle.core.text import split
from passerelle.engine.models import open_recogniser
from passerelle.starter import gazetteer

FOLDS = 3
DOUBT = 0.9
SYLLABIC = ("vi",)  # languages that write syllables apart
SETTINGS["names"] = {"C": 0.5, "least": 2}


@dataclass(frozen=True)
class Sheet:
    """One annotated text with what tables and rules propose; `guessed` when a recogniser was asked too."""

    record: dict[str, Any]
    text: str
    page: Page
    proposals: list[Proposal]
    guessed: bool

    @property
    def group(self) -> str:
        """Where the text comes from, for the figures."""
        source = "corpus" if "text" in self.record else "dossier"
        return f"{source} {self.record['lang']} models {'on' if self.guessed else 'off'}"


@dataclass
class Counts:
    """Actors right, found and wanted, as the guide counts them."""

    right: int = 0
    found: int = 0
    wanted: int = 0

    def row(self) -> str:
        """Return precision, recall and F1."""
        return (
            f"P {self.right / self.found:.3f} R {self.right / self.wanted:.3f} "
            f"F1 {2 * self.right / (self.found + self.wanted):.3f} ({self.wanted} actors)"
        )


def sheets(known: Gazetteer) -> list[Sheet]:
    """Return every annotated text once without a recogniser and once with it, where there is one."""
    made = []
    for record, given in [*dossier(), *corpus()]:
        text = Original(given).text
        made.append(Sheet(record, text, *proposed(text, record["lang"], known), False))
        if recogniser := open_recogniser(record["lang"]):
            made.append(Sheet(record, text, *proposed(text, record["lang"], known, recogniser), True))
    return made


def train(learnt: Iterable[Sheet]) -> dict[str, Any]:
    """Return the table of a namer."""
    learnt = list(learnt)
    common = {
        language: common_words({one.text for one in learnt if one.record["lang"] == language})
        for language in LANGUAGES
    }
    joined = {
        language: compounds({one.text for one in learnt if one.record["lang"] == language})
        for language in SYLLABIC
    }
    pairs = [
        (*pair, 1.0)
        for one in learnt
        for pair in names_taught(one.page, one.proposals, one.record, common[one.record["lang"]])
    ]
    return {
        "classifier": fit("names", pairs),
        "common": {language: sorted(words) for language, words in common.items()},
        "doubt": DOUBT,
        "compounds": joined,
    }


def count(totals: dict[str, Counts], sheet: Sheet, namer: Namer | None, known: Gazetteer) -> None:
    """Add what is found on a sheet."""
    judged = namer.judged(sheet.page, sheet.proposals) if namer else sheet.proposals
    actors = Register(sheet.page, split(sheet.text, sheet.page.language), known).fill(judged)[1]
    found = {"actors": [{"id": one.id, "kind": one.kind, "names": list(one.names)} for one in actors]}
    wanted = {
        "actors": [
            {**one, "names": [Original(name).text for name in one["names"]]} for one in sheet.record["actors"]
        ]
    }
    same, ours, theirs = SCORE.align(wanted, found), SCORE.kinds(wanted), SCORE.kinds(found)
    total = totals[f"{sheet.group} {'namer' if namer else 'rules'}"]
    total.right += len({right for one, right in same.items() if ours.get(right) == theirs[one]})
    total.found += sum(kind not in ("place", "country") or one in same for one, kind in theirs.items())
    total.wanted += len(ours)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="print figures, write nothing")
    parser.add_argument("--write", action="store_true", help="write the weights without cross-validation")
    options = parser.parse_args()
    known = gazetteer()
    every = sheets(known)
    documents = {id(one.record): number for number, one in enumerate(every)}
    fold_of = {key: place % FOLDS for place, key in enumerate(documents)}
    totals: dict[str, Counts] = defaultdict(Counts)
    for fold in range(0 if options.write else FOLDS):
        namer = Namer.from_table(train(one for one in every if fold_of[id(one.record)] != fold))
        for one in every:
            if fold_of[id(one.record)] == fold:
                count(totals, one, None, known)
                count(totals, one, namer, known)
        print(f"fold {fold + 1}", flush=True)
    for name in sorted(totals):
        print(f"{name:36} {totals[name].row()}")
    if not options.check:
        table = train(every)
        print(save("names", table), "bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
