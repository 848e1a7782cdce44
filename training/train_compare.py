"""Fits the weights by which two names are compared, and writes them down as a table that people read.

    python training/train_compare.py [--dev FILE] [--check]

Learns from the pairs of `training/naming` and, when it is there, from a file of labelled pairs (columns schema, name1,
name2, is_match). A rule may only speak on its own side: what is evidence against never gains a weight for. Vetoes are
not learnt, they are decided. `--check` writes nothing and says how well pairs are told that were not learnt from.
"""

import argparse
import csv
from pathlib import Path
from typing import Any

import numpy
from known_names import known_pairs
from scipy.optimize import minimize

from passerelle.core.naming.organisations import evidence_of_organisations
from passerelle.core.naming.people import evidence_of_people
from passerelle.core.naming.places import evidence_of_places

ROOT = Path(__file__).resolve().parents[1]
WEIGHTS = ROOT / "src" / "passerelle" / "core" / "naming" / "data" / "weights.toml"
DEV = ROOT.parent / "shared" / "data" / "names" / "pairs_dev.csv"
EVIDENCE = {
    "people": evidence_of_people,
    "organisations": evidence_of_organisations,
    "places": evidence_of_places,
}
# What each rule says, for the reader of the table; "+" speaks for, "-" against, a number is decided and not learnt.
RULES: dict[str, dict[str, tuple[Any, str]]] = {
    "people": {
        "agreed": ("+", "logarithm of the letters that agree"),
        "namesake": ("", "forms of one name: William, Bill"),
        "initial": ("", "an initial for a name"),
        "script": ("+", "another alphabet, and yet alike"),
        "title": (-0.1, "a title was taken off"),
        "particle": ("-", "de, van, bin in one form only"),
        "letters": ("-", "letters changed in words that sound otherwise, up to two"),
        "letters_many": ("-", "and further ones"),
        "other_given": ("-", "two given names that are both known: Larry, Harry"),
        "rotated": ("", "family name first, family name last"),
        "only_word": ("-", "one word each"),
        "only_initials": (-2.5, "no word that both write out"),
        "few_words": ("-", "fewer than two whole words agree"),
        "spelling": ("--", "how far the farthest spelling is"),
        "spelling_again": ("-", "and the others"),
        "brief": ("-", "spelt otherwise in words of five letters or fewer"),
        "first_letter": ("-", "another first letter"),
        "missing": ("-", "share of words that one form leaves out"),
        "conflict": ("-", "a word of each that has no counterpart"),
        "conflict_again": ("-", "and further ones"),
        "order": ("-", "words in another order"),
        "ending": (-3.0, "a given name with another ending: Louis, Louise"),
        "patronymic": (-3.0, "different fathers"),
        "father_son": (-5.0, "Salman bin Omar, Omar bin Salman"),
        "given_missing": (-2.5, "the given name of a Vietnamese name left out"),
        "one_word": (-3.5, "one word against several"),
        "accents": (-6.0, "accents that contradict each other: Hùng, Hưng"),
        "accents_left_out": (-3.0, "one word without accents in a name that carries them"),
        "generation": (-5.0, "Jr and Sr, II and III"),
        "generation_missing": (-0.5, "Jr in one form only"),
        "disguised": (-0.5, "letters of another alphabet that look Latin"),
    },
    "organisations": {
        "agreed": ("+", "logarithm of what agrees"),
        "translated": ("+", "share of it that agrees by its meaning in another language"),
        "languages": ("", "two languages"),
        "head": ("", "the same kind of body"),
        "acronym": ("+", "initials, 1 for every word in order"),
        "acronym_letters": ("+", "how many"),
        "acronym_inside": ("+", "initials of a part: UC Berkeley"),
        "joined": ("+", "the same letters cut into words otherwise"),
        "legal_same": ("+", "the same legal form"),
        "uncovered": ("-", "share that does not agree"),
        "no_name": ("-", "nothing but general words agrees"),
        "other_names": ("-", "and the names are others"),
        "name_missing": ("-", "and one has a name besides"),
        "spelling": ("--", "how far the farthest spelling is"),
        "spelling_again": ("-", "and the others"),
        "first_letter": ("-", "another first letter"),
        "letters": ("-", "letters changed in words that sound otherwise, up to two"),
        "letters_many": (-2.0, "and further ones"),
        "letters_share": ("-", "share of the letters that were changed, beyond a fifth"),
        "related": ("-", "meanings that are near, not the same"),
        "conflict_word": ("-", "words of each that have no counterpart"),
        "conflict_word_translated": ("-", "the same, in two languages"),
        "conflict_field": ("-", "other fields or qualities"),
        "conflict_head": ("-", "other kinds of body"),
        "conflict_mixed": ("-", "a word against a field or kind"),
        "conflict_mixed_translated": ("-", "the same, in two languages"),
        "conflict_place_word": ("-", "a place against a word"),
        "subsidiary": ("-", "one name, and something more: FPT, FPT Software"),
        "body_said": ("-", "one name, and the kind of body in one form only: Yale, Yale University"),
        "sisters": ("-", "one name, and something else each: FPT Software, FPT Telecom"),
        "registered": ("-", "names with their legal forms, and one says more"),
        "missing_word": ("-", "words that one form leaves out"),
        "missing_word_translated": ("-", "the same, in two languages"),
        "missing_field": ("-", "fields that one form leaves out"),
        "missing_field_translated": ("-", "the same, in two languages"),
        "country_missing": ("-", "a country in one form only"),
        "city_missing": ("-", "a city in one form only"),
        "legal_conflict": (-2.0, "other legal forms"),
        "number_missing": ("--", "a number in one form only"),
        "number_differs": ("--", "digits that differ in the names of companies"),
        "number_conflict": (-5.0, "other numbers of bodies that are counted"),
        "place_conflict": (-4.0, "other countries or cities"),
        "turned": (-6.0, "who sends and who receives, turned round"),
        "only_general": (-5.0, "company, group: nothing that names anybody"),
        "disguised": (-0.5, "letters of another alphabet that look Latin"),
    },
    "places": {
        "agreed": ("+", "logarithm of what agrees"),
        "known": ("+", "one place of the tables"),
        "number_same": ("+", "the same number"),
        "translated": ("+", "share that agrees by its meaning in another language"),
        "joined": ("+", "the same letters cut into words otherwise"),
        "spelling": ("--", "how far the spelling is"),
        "missing_word": ("-", "words that one form leaves out"),
        "conflict_word": (-3.0, "words that have no counterpart"),
        "known_conflict": (-6.0, "two places of the tables"),
        "number_conflict": (-5.0, "other numbers"),
        "number_missing": (-2.0, "a number in one form only"),
        "accents": (-6.0, "accents that contradict each other"),
        "place_conflict": (-5.0, "other countries or cities in their names"),
        "disguised": (-0.5, "letters of another alphabet that look Latin"),
    },
}
_STIFFNESS = 1.0
_COUNTS = {"own": 0.5, "dev": 1.0, "known": 0.05}  # of the known names there are many and easy ones
_SIDES = {"+": (0.05, None), "-": (None, -0.05), "--": (None, -0.5), "": (None, None)}


def pairs_of(kind: str, dev: Path) -> list[tuple[str, str, bool, str]]:
    """Return the labelled pairs of a kind: two names, whether they are one, and where the pair is from."""
    with (ROOT / "training" / "naming" / f"{kind}.csv").open(encoding="utf-8", newline="") as lines:
        found = [(row["a"], row["b"], row["same"] == "1", "own") for row in csv.DictReader(lines)]
    if dev.is_file():
        with dev.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                if kind == ("people" if row["schema"] == "Person" else "organisations"):
                    found.append((row["name1"], row["name2"], row["is_match"] == "true", "dev"))
    if kind == "organisations":
        found += [(*pair, "known") for pair in known_pairs()]
    return found


def fitted(kind: str, pairs: list[tuple[str, str, bool, str]]) -> dict[str, float]:
    """Return the weights that tell these pairs best: logistic regression, penalised, each rule on its own side."""
    rules = RULES[kind]
    names = list(rules)
    rows, labels, counts = [], [], []
    for a, b, same, origin in pairs:
        evidence = EVIDENCE[kind](*sorted((a, b)))
        if evidence is not None:
            amounts = dict.fromkeys(names, 0.0)
            for one in evidence:
                if one.rule in amounts:
                    amounts[one.rule] += one.amount
            rows.append([amounts[name] for name in names] + [1.0])
            labels.append(same)
            counts.append(_COUNTS[origin])
    table, wanted, count = (numpy.array(column, dtype=float) for column in (rows, labels, counts))
    decided = [rule if isinstance(rule, float) else None for rule, _ in rules.values()]
    bounds = [
        (fixed, fixed) if fixed is not None else _SIDES[side]
        for fixed, (side, _) in zip(decided, rules.values(), strict=True)
    ]
    learnt = numpy.array([fixed is None for fixed in decided] + [False], dtype=float)

    def loss(weights: numpy.ndarray) -> tuple[float, numpy.ndarray]:
        margin = table @ weights
        error = count * (numpy.logaddexp(0, margin) - wanted * margin)
        slope = table.T @ (count * (1 / (1 + numpy.exp(-margin)) - wanted))
        kept = weights * learnt
        return float(error.sum() + _STIFFNESS / 2 * kept @ kept), slope + _STIFFNESS * kept

    start = numpy.array([fixed or 0.0 for fixed in decided] + [0.0])
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=[*bounds, (None, None)]).x
    return {"start": float(found[-1])} | {
        name: float(weight) for name, weight in zip(names, found, strict=False)
    }


def score_of(kind: str, weights: dict[str, float], a: str, b: str) -> float:
    """Return the sum of weights of two names, positive when they are one."""
    evidence = EVIDENCE[kind](*sorted((a, b)))
    if evidence is None:
        return -1.0
    return weights["start"] + sum(weights.get(one.rule, 0.0) * one.amount for one in evidence)


def figures(told: list[tuple[bool, bool]]) -> str:
    """Return F1, precision and recall of (same, said same)."""
    right = sum(same and said for same, said in told)
    said, same = sum(said for _, said in told), sum(same for same, _ in told)
    precision, recall = right / max(said, 1), right / max(same, 1)
    return f"F1 {2 * right / max(said + same, 1):.3f}  precision {precision:.3f}  recall {recall:.3f}  ({len(told)})"


def check(kind: str, pairs: list[tuple[str, str, bool, str]], folds: int = 10) -> None:
    """Print how well each tenth of the pairs is told by what the others teach, own and given pairs apart."""
    told: dict[str, list[tuple[bool, bool]]] = {}
    for part in range(folds):
        weights = fitted(kind, [pair for at, pair in enumerate(pairs) if at % folds != part])
        for a, b, same, origin in pairs[part::folds]:
            told.setdefault(origin, []).append((same, score_of(kind, weights, a, b) > 0))
    for origin, results in told.items():
        print(f"{kind:14} {origin:4} {figures(results)}")


def write(weights: dict[str, dict[str, float]]) -> None:
    """Write the table, each weight with what its rule says."""
    lines = [
        "# How much each rule adds to a score, in logits, for the amount of evidence that it found. Written by",
        "# training/train_compare.py; vetoes are decided there, the other weights learnt.",
    ]
    for kind, found in weights.items():
        lines += ["", f"[{kind}]", f"start = {found['start']:.2f}"]
        lines += [f"{name} = {found[name]:.2f}  # {told}" for name, (_, told) in RULES[kind].items()]
        if kind == "places":
            rest = [name for name in RULES["organisations"] if name not in RULES["places"]]
            lines += ["# of sites, which are compared as organisations are"]
            lines += [f"{name} = {weights['organisations'][name]:.2f}" for name in rest]
    WEIGHTS.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Fit and write, or check."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--dev", type=Path, default=DEV)
    parser.add_argument("--check", action="store_true")
    asked = parser.parse_args()
    every = {kind: pairs_of(kind, asked.dev) for kind in RULES}
    for kind, pairs in every.items():
        check(kind, pairs)
    if not asked.check:
        write({kind: fitted(kind, pairs) for kind, pairs in every.items()})


if __name__ == "__main__":
    main()
