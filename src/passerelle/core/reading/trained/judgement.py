"""The judgement of the trained reader: its classifiers and thresholds, as training wrote them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from passerelle.core.languages.tables import weights
from passerelle.core.reading.trained.calibration import Curve
from passerelle.core.reading.trained.linear import Linear, Odds, Several


@dataclass(frozen=True, slots=True)
class Judgement:
    """What decides about claims.

    `types` tells what a word signals, `stated` which types of claim a sentence states at all, `amounts` what a
    figure is part of, `roles` who is party, `states` how far a thing has come, `dates` when, `worth` whether a claim
    put together from all that holds. `vocabulary` lists, by language, the beginnings of words that ever signalled a
    claim; `thresholds` are probabilities; `calibration` leads what the classifiers say to how often they are right,
    by attribute.
    """

    types: Linear
    stated: Several
    amounts: Linear
    roles: Odds
    states: Linear
    dates: Odds
    worth: Odds | None
    vocabulary: Mapping[str, frozenset[str]]
    thresholds: Mapping[str, float]
    calibration: Mapping[str, Curve]

    @classmethod
    def from_table(cls, table: Mapping[str, Any]) -> "Judgement":
        """Read what training wrote."""
        return cls(
            types=Linear.from_table(table["types"]),
            stated=Several(Linear.from_table(table["sentences"])),
            amounts=Linear.from_table(table["amounts"]),
            roles=Odds.from_table(table["roles"]),
            states=Linear.from_table(table["states"]),
            dates=Odds.from_table(table["dates"]),
            worth=Odds.from_table(table["worth"]) if table.get("worth") else None,
            vocabulary={language: frozenset(words) for language, words in table["vocabulary"].items()},
            thresholds=table["thresholds"],
            calibration={
                name: tuple((said, right) for said, right in points)
                for name, points in table.get("calibration", {}).items()
            },
        )


@cache
def judgement() -> Judgement:
    """Return the judgement that is shipped with the project, loaded once."""
    return Judgement.from_table(weights("claims"))
