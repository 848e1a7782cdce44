"""Calibration: from how sure the classifiers are to how often they are right, as counted on held-out documents."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from math import inf

Curve = Sequence[tuple[float, float]]
"""Points (said, right) in order of what was said; between two points the line that joins them holds."""


def calibrated(curve: Curve, said: float) -> float:
    """Return the share of right answers, 0..1, where the classifiers said `said`."""
    if not curve:
        return said
    at = bisect_right(curve, (said, inf))
    if at == 0:
        return curve[0][1]
    if at == len(curve):
        return curve[-1][1]
    (left, low), (right, high) = curve[at - 1], curve[at]
    return low + (high - low) * (said - left) / (right - left) if right > left else high


def all_calibrated(curves: Mapping[str, Curve], said: Mapping[str, float]) -> dict[str, float]:
    """Return every attribute's confidence calibrated, to two decimals."""
    return {name: round(calibrated(curves.get(name, ()), value), 2) for name, value in said.items()}
