"""Curves of calibration from held-out documents: what the classifiers said against how often they were right."""

from collections import defaultdict
from typing import Any

from sklearn.isotonic import IsotonicRegression
from trial import SCORE

Answers = dict[str, list[tuple[float, bool]]]
_FEWEST = 30
_POINTS = 12


def answers_of(record: dict[str, Any], got: dict[str, Any]) -> Answers:
    """Return, by attribute, (said, right) for the claims that a reader found in one document."""
    found: Answers = defaultdict(list)
    mapping = SCORE.align(record, got)
    pairs = {id(theirs): ours for ours, theirs in SCORE.matched(record, got, mapping)}
    for claim in got["claims"]:
        ours, said = pairs.get(id(claim)), claim["confidence"]
        found["type"].append((said["type"], ours is not None))
        if ours is None:
            continue
        for name, right in _right(ours, claim, mapping).items():
            if name in said:
                found[name].append((said[name], right))
    return found


def _right(ours: dict[str, Any], theirs: dict[str, Any], mapping: dict[str, str]) -> dict[str, bool]:
    def same(names: list[str]) -> set[str]:
        return {mapping.get(name, name) for name in names}

    return {
        "status": ours["status"] == theirs["status"],
        "date": SCORE.date_agrees(ours, theirs),
        "parties": set(ours["parties"]) == same(theirs["parties"]),
        "people": set(ours["people"]) == same(theirs["people"]),
        "technologies": set(ours["technologies"]) == set(theirs["technologies"]),
        "place": ours["place"] == theirs["place"],
        "quantity": SCORE.quantity(ours) == SCORE.quantity(theirs),
        "instrument": ours["instrument"] == theirs["instrument"],
        "speaker": ours["speaker"] == mapping.get(theirs["speaker"] or "", theirs["speaker"]),
    }


def curves_of(found: Answers) -> dict[str, list[list[float]]]:
    """Return a curve for each attribute with enough answers: rising, few points, never quite 0 or 1."""
    return {name: _curve(answers) for name, answers in sorted(found.items()) if len(answers) >= _FEWEST}


def _curve(answers: list[tuple[float, bool]]) -> list[list[float]]:
    said, right = [one for one, _ in answers], [float(one) for _, one in answers]
    fitted = IsotonicRegression(y_min=0.02, y_max=0.98, out_of_bounds="clip").fit(said, right)
    ordered = sorted(said)
    chosen = sorted({ordered[round(i * (len(ordered) - 1) / _POINTS)] for i in range(_POINTS + 1)})
    # The mean over the tenth around each point smooths the steps of the fit.
    points = []
    for at in chosen:
        near = [x for x in said if abs(x - at) <= 0.05]
        points.append([round(at, 3), round(float(fitted.predict(near).mean()), 3)])
    return points
