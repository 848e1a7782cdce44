"""Train the classifiers of the trained reader on the annotated corpus and the sample dossier.

    python training/train.py             cross-validated figures, then the weights that are shipped
    python training/train.py --check     the figures only

The test set (bench/test-set) and the development gold take no part. Needs scikit-learn (requirements/training.txt).
"""

import argparse
import json
import sys
import time
from collections import Counter, defaultdict
from typing import Any

import numpy
from calibrate import Answers, answers_of, curves_of
from examples import Examples, Line, Teaching, corpus, dossier, examples_of, weight_of
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from trial import Collecting, Held, Trial, hold, predicted, right_proposals
from weights import save

from passerelle.core.naming.gazetteer import Gazetteer
from passerelle.core.reading.gold import to_gold
from passerelle.core.reading.mentions import proposed
from passerelle.core.reading.model import STATUSES
from passerelle.core.reading.original import Original
from passerelle.core.reading.reader import Reader
from passerelle.core.reading.trained import worth
from passerelle.core.reading.trained.claims import Proposal
from passerelle.core.reading.trained.judgement import Judgement
from passerelle.core.reading.trained.linear import Odds
from passerelle.core.reading.trained.naming import Namer
from passerelle.starter import gazetteer

FOLDS = 5
SETTINGS: dict[str, dict[str, float]] = {
    "types": {"C": 0.1, "least": 2},
    "sentences": {"C": 0.1, "least": 3},
    "amounts": {"C": 0.3, "least": 2},
    "roles": {"C": 0.15, "least": 3},
    "states": {"C": 0.3, "least": 2},
    "dates": {"C": 0.2, "least": 3},
    "worth": {"C": 0.1, "least": 5},
}
SENTENCE_TYPES = tuple(STATUSES)
THRESHOLDS = {"signal": 0.15, "amount": 0.35, "party": 0.5, "least_party": 0.2, "claim": 0.33, "figure": 0.12}
_SMALL = 4  # hundredths
_SAMPLE = 3  # one sentence in so many is held out to judge proposals; whole documents all are


def fit(name: str, pairs: list[Line]) -> dict[str, Any]:
    """Return a classifier as a table of weights, those that matter."""
    setting = SETTINGS[name]
    counts = Counter(feature for features, *_ in pairs for feature in set(features))
    kept = {
        feature: i for i, feature in enumerate(sorted(f for f, n in counts.items() if n >= setting["least"]))
    }
    rows, columns = [], []
    for row, (features, *_) in enumerate(pairs):
        for feature in features:
            if feature in kept:
                rows.append(row)
                columns.append(kept[feature])
    matrix = csr_matrix((numpy.ones(len(rows)), (rows, columns)), shape=(len(pairs), len(kept)))
    answers = [answer for _, answer, _ in pairs]
    model = LogisticRegression(C=setting["C"], max_iter=200, solver="lbfgs", tol=1e-3)
    model.fit(matrix, answers, sample_weight=[weight for *_, weight in pairs])
    labels = [str(label) for label in model.classes_]
    weights, bias = model.coef_, model.intercept_
    if len(labels) == 2:
        weights, bias = (
            numpy.vstack([-weights[0] / 2, weights[0] / 2]),
            numpy.array([-bias[0] / 2, bias[0] / 2]),
        )
    hundredths = numpy.rint(weights.T * 100).astype(numpy.int16)
    hundredths[abs(hundredths) < _SMALL] = 0
    matter = hundredths.any(axis=1)
    return {
        "labels": labels,
        "bias": [round(float(b), 3) for b in bias],
        "features": [feature for feature, column in kept.items() if matter[column]],
        "weights": hundredths[matter],
    }


def side_by_side(tables: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Return classifiers that say yes or no as one: what each feature speaks for yes, a column for each classifier."""
    features = sorted({feature for table in tables.values() for feature in table["features"]})
    lines = {feature: line for line, feature in enumerate(features)}
    weights = numpy.zeros((len(features), len(tables)), dtype=numpy.int16)
    bias = []
    for column, table in enumerate(tables.values()):
        yes = table["labels"].index("yes")
        bias.append(round(table["bias"][yes] - table["bias"][1 - yes], 3))
        places = [lines[feature] for feature in table["features"]]
        weights[places, column] = table["weights"][:, yes] - table["weights"][:, 1 - yes]
    return {"labels": list(tables), "bias": bias, "features": features, "weights": weights}


def vocabulary_of(found: Examples) -> dict[str, list[str]]:
    """Return, by language, the beginnings of words that signal often enough to be looked at."""
    chosen: dict[str, list[str]] = {}
    for language, stem in sorted({(language, stem) for language, stem, signals in found.words if signals}):
        stating = found.words[language, stem, True]
        if stating / (stating + found.words[language, stem, False]) >= 0.06:
            chosen.setdefault(language, []).append(stem)
    return chosen


def train(found: Examples, worthy: list[Line] | None = None) -> dict[str, Any]:
    """Return the tables of all classifiers."""
    vocabulary = vocabulary_of(found)
    known = {(language, word) for language, words in vocabulary.items() for word in words}
    looked = [line for line, word in zip(found.types, found.typed, strict=True) if word in known]
    return {
        "types": fit("types", looked),
        "sentences": side_by_side(
            {
                kind: fit(
                    "sentences",
                    [
                        (features, "yes" if kind in told else "no", weight)
                        for features, told, weight in found.sentences
                    ],
                )
                for kind in SENTENCE_TYPES
            }
        ),
        "amounts": fit("amounts", found.amounts),
        "roles": fit("roles", found.roles),
        "states": fit("states", found.states),
        "dates": fit("dates", found.dates),
        "worth": fit("worth", worthy) if worthy else None,
        "vocabulary": vocabulary,
        "thresholds": THRESHOLDS,
    }


def worth_pairs(judged: list[tuple[Held, list[tuple[Proposal, bool]]]]) -> list[Line]:
    """Return what decided proposals teach about which claims hold."""
    return [
        (list(worth.features_of(proposal)), "yes" if right else "no", weight_of(held.record))
        for held, proposals in judged
        for proposal, right in proposals
    ]


def fold_namers(known: Gazetteer, records: list[tuple[dict[str, Any], str]], folds: int) -> list[Namer]:
    """Return, for each fold, a namer that did not see it: claims learn to live with names that are missed."""
    import train_names

    sheets = [
        train_names.Sheet(record, text, *proposed(text, record["lang"], known), False)
        for record, given in records
        for text in [Original(given).text]
    ]
    return [
        Namer.from_table(train_names.train(sheet for i, sheet in enumerate(sheets) if i % folds != fold))
        for fold in range(folds)
    ]


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="print figures, write nothing")
    parser.add_argument("--folds", type=int, default=FOLDS)
    options = parser.parse_args()
    known = gazetteer()
    rules = Reader(known)
    records = [*dossier(), *corpus()]
    began = time.monotonic()
    namers = fold_namers(known, records, options.folds)
    print(f"namers that did not see the fold in {time.monotonic() - began:.0f} s", flush=True)
    teachers = [Teaching(known, one) for one in namers]
    taught = [
        examples_of(teachers[index % options.folds], record, text)
        for index, (record, text) in enumerate(records)
    ]
    print(f"{len(records)} annotated texts, examples made in {time.monotonic() - began:.0f} s", flush=True)

    held: list[Held] = []
    for fold in range(options.folds):
        learnt = Examples()
        for index, one in enumerate(taught):
            if index % options.folds != fold:
                learnt.add(one)
        reader = Collecting(known, judge=Judgement.from_table(train(learnt)))
        reader.namer = namers[fold]
        held += [
            hold(reader, *pair)
            for index, pair in enumerate(records)
            if index % options.folds == fold and (weight_of(pair[0]) > 1 or index % _SAMPLE == 0)
        ]
        print(f"fold {fold + 1} after {time.monotonic() - began:.0f} s", flush=True)
    judged = [(one, right_proposals(one)) for one in held]
    worthy = [worth_pairs(judged[half::2]) for half in (0, 1)]
    models = [Odds.from_table(fit("worth", worthy[1 - half])) for half in (0, 1)]
    for threshold in (0.25, 0.3, THRESHOLDS["claim"], 0.4, 0.5):
        trial = Trial()
        for index, one in enumerate(held):
            model = models[index % 2]
            told = one.claims(lambda p: model.probability(worth.features_of(p)), threshold)  # noqa: B023
            trial.add(one.record, predicted(one, told), one.group)
        trial.report(f"classifiers, held out, claims from {threshold}", threshold == THRESHOLDS["claim"])
    counted: Answers = defaultdict(list)
    for index, one in enumerate(held):
        if weight_of(one.record) > 1:
            model = models[index % 2]
            told = one.claims(lambda p: model.probability(worth.features_of(p)), THRESHOLDS["claim"])  # noqa: B023
            for name, answers in answers_of(one.record, predicted(one, told)).items():
                counted[name] += answers
    curves = curves_of(counted)
    print("calibration", json.dumps(curves))
    plain = Trial()
    for one in held:
        reading = rules.read(one.text, language=one.record["lang"], published=one.record["published"])
        plain.add(one.record, to_gold(reading, one.record["doc"], one.text), one.group)
    plain.report("rules", True)
    if options.check:
        return 0
    everything = Examples()
    for one in taught:
        everything.add(one)
    table = train(everything, [*worthy[0], *worthy[1]]) | {"calibration": curves}
    print(save("claims", table), "bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
