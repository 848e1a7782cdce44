"""Fits boosted trees, three questions deep, and lays them out as `core/naming/trees.py` reads them."""

from typing import Any

import numpy
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier

from passerelle.core.naming.trees import DEPTH

_TREES, _STEP = 120, 0.08


def boost(
    signs: NDArray[numpy.float32], answers: NDArray[numpy.bool_], weights: NDArray[numpy.float64]
) -> HistGradientBoostingClassifier:
    """Fit trees to answers, each line counting as much as its weight."""
    model = HistGradientBoostingClassifier(
        max_iter=_TREES, max_depth=DEPTH, learning_rate=_STEP, min_samples_leaf=20, l2_regularization=1.0,
        early_stopping=False, random_state=0,
    )  # fmt: skip
    return model.fit(signs, answers, sample_weight=weights)


def table_of(model: HistGradientBoostingClassifier) -> tuple[float, dict[str, list[list[float]]]]:
    """Return the bias, and for each tree its questions (sign, above what) and the thousandths at every node.

    A branch that ends early asks what is never so. Points of a node are the mean of those below, by how often they
    were reached in training.
    """
    questions, nodes = 2**DEPTH - 1, 2 ** (DEPTH + 1) - 1
    found: dict[str, list[list[float]]] = {"sign": [], "above": [], "points": []}
    for (predictor,) in model._predictors:
        tree = predictor.nodes
        sign, above, points = [0] * questions, [1e30] * questions, [0.0] * nodes
        _lay(tree, 0, 0, sign, above, points)
        found["sign"].append(sign)
        found["above"].append([float(f"{value:.6g}") for value in above])
        found["points"].append([round(value * 1000) for value in points])
    return float(model._baseline_prediction.ravel()[0]), found


def _lay(tree: Any, node: int, place: int, sign: list[int], above: list[float], points: list[float]) -> None:
    one = tree[node]
    points[place] = _mean(tree, node)
    if place >= len(sign):
        return
    if one["is_leaf"]:
        _fill(place, points)
        return
    sign[place], above[place] = int(one["feature_idx"]), float(one["num_threshold"])
    _lay(tree, int(one["left"]), 2 * place + 1, sign, above, points)
    _lay(tree, int(one["right"]), 2 * place + 2, sign, above, points)


def _fill(place: int, points: list[float]) -> None:
    for below in (2 * place + 1, 2 * place + 2):
        if below < len(points):
            points[below] = points[place]
            _fill(below, points)


def _mean(tree: Any, node: int) -> float:
    one = tree[node]
    if one["is_leaf"]:
        return float(one["value"])
    left, right = tree[int(one["left"])], tree[int(one["right"])]
    total = int(left["count"]) + int(right["count"])
    return (
        _mean(tree, int(one["left"])) * int(left["count"])
        + _mean(tree, int(one["right"])) * int(right["count"])
    ) / total
