"""From evidence to a score: a sum of weights from a readable table, through the logistic function.

A score says how sure it is that two names are one actor's. Some of its evidence is graded (how much is agreed upon,
how near the spellings are), so that no two pairs of names need share a score and none reaches 0 or 1.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import exp, log
from typing import NamedTuple

from passerelle.core.naming.tables import naming_table

_FARTHEST = 12.0  # beyond it the logistic function has no room left to tell scores apart


class Evidence(NamedTuple):
    """One rule that has something to say: how much of it there is, and about which words."""

    rule: str
    amount: float
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """What one rule added to (or took from) a score, in logits, and the words it is about."""

    rule: str
    weight: float
    detail: str


@dataclass(frozen=True, slots=True)
class Score:
    """How sure it is that two names are one actor's, strictly between 0 and 1 unless a name is none; and why."""

    value: float
    reasons: tuple[Reason, ...]


def nothing(rule: str, detail: str = "") -> Score:
    """Return the score of what cannot be compared: an empty name, one too long to be one, nothing but titles."""
    return Score(0.0, (Reason(rule, -_FARTHEST, detail),))


def weigh(kind: str, evidence: Iterable[Evidence]) -> Score:
    """Return the score of the evidence under the weights of `kind` (people, organisations, places).

    Raises KeyError for a rule that the table of weights does not know.
    """
    weights = naming_table("weights")[kind]
    return summed(
        float(weights["start"]),
        [Reason(rule, float(weights[rule]) * amount, detail) for rule, amount, detail in evidence if amount],
    )


def summed(start: float, reasons: Iterable[Reason]) -> Score:
    """Return the score of reasons added to what one starts from, in logits; the strongest is told first."""
    said = sorted(reasons, key=lambda reason: -abs(reason.weight))
    return Score(1 / (1 + exp(-_softened(start + sum(reason.weight for reason in said)))), tuple(said))


def logit(value: float) -> float:
    """Return the sum of weights that a score above 0 was made of."""
    bent = log(value / (1 - value))
    return bent / (1 - abs(bent) / _FARTHEST)


def _softened(total: float) -> float:
    """Bend a sum into ±12 without ever making two sums equal."""
    return total / (1 + abs(total) / _FARTHEST)
