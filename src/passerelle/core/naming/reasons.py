"""Why a name was linked, or was not: what spoke for it and against it, strongest first."""

from collections.abc import Sequence

import numpy
from numpy.typing import NDArray

from passerelle.core.naming.index import Index
from passerelle.core.naming.scoring import Reason
from passerelle.core.naming.sightings import Sightings
from passerelle.core.naming.signs import ALONE, BESIDE

# The signs say too finely what a person wants to know; together they speak of these.
RULES: dict[str, tuple[str, ...]] = {
    "name": ("weight", "missing", "held", "form"),
    "rest": ("part_covered", "text_covered", "part_left", "before", "after", "edges"),
    "position": ("from_start", "from_end", "headed", "text_parts"),
    "written": ("written", "alone", "corrected"),
    "namesakes": ("shared",),
    "place": ("place", "placed"),
    "standing": ("names", "children", "kind"),
    "rivals": BESIDE[:-2],
    "family": BESIDE[-2:],
}
_SIGN_RULE = {sign: i for i, signs in enumerate(RULES.values()) for sign in signs}
_RULES_OF = numpy.eye(len(RULES))[[_SIGN_RULE[sign] for sign in (*ALONE, *BESIDE)]]
_LITTLE = 0.1


def weighed(by_itself: NDArray[numpy.int32], moved: NDArray[numpy.float64]) -> NDArray[numpy.float64]:
    """Return what each rule adds to judgements: a line for each, a column for each of `RULES`.

    `by_itself` is what each sign of `ALONE` says, `moved` what each of `everything` moved the judgement; the last of
    these is the score by itself, whose share is parted among the signs that made it.
    """
    strength = numpy.maximum(numpy.abs(by_itself).sum(axis=1), 1)
    shares = by_itself * (numpy.abs(moved[:, -1]) / strength)[:, None]
    found: NDArray[numpy.float64] = moved[:, :-1] @ _RULES_OF + shares @ _RULES_OF[: len(ALONE)]
    return found.round(2)


def reasons_of(index: Index, seen: Sightings, line: int, weights: Sequence[float]) -> tuple[Reason, ...]:
    """Return why one sighting was judged so: the name it was seen by, then what matters besides, strongest first."""
    entry, name = int(seen.entry[line]), int(seen.name[line])
    details = {
        "name": index.written[name],
        "place": ", ".join(filter(None, (index.towns[entry], index.countries[entry]))),
        "namesakes": str(int(index.name_sharers[name])),
    }
    found = [
        Reason(rule, weight, details.get(rule, ""))
        for rule, weight in zip(RULES, weights, strict=True)
        if abs(weight) >= _LITTLE or rule == "name"
    ]
    return tuple(sorted(found, key=lambda one: (one.rule != "name", -abs(one.weight))))
