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
_TOLD = tuple(RULES)
_NAME, _PLACE, _NAMESAKES = (_TOLD.index(rule) for rule in ("name", "place", "namesakes"))
_LITTLE = 0.1


def weighed(
    by_itself: NDArray[numpy.int32], moved: NDArray[numpy.float64]
) -> tuple[list[list[float]], list[list[int]]]:
    """Return what each rule adds to judgements, and the rules in the order they are told in: a line for each.

    The name comes first, then what matters, strongest first. `by_itself` is what each sign of `ALONE` says, `moved`
    what each of `everything` moved the judgement; the last of these is the score by itself, whose share is parted
    among the signs that made it.
    """
    strength = numpy.maximum(numpy.abs(by_itself).sum(axis=1), 1)
    shares = by_itself * (numpy.abs(moved[:, -1]) / strength)[:, None]
    found = (moved[:, :-1] @ _RULES_OF + shares @ _RULES_OF[: len(ALONE)]).round(2)
    said = numpy.abs(found)
    said[:, _NAME] = numpy.inf
    order = numpy.argsort(-said, axis=1, kind="stable").tolist()
    count = (said >= _LITTLE).sum(axis=1).tolist()
    return found.tolist(), [line[:most] for line, most in zip(order, count, strict=True)]


def reasons_of(
    index: Index, seen: Sightings, line: int, weights: Sequence[float], rules: Sequence[int]
) -> tuple[Reason, ...]:
    """Return why one sighting was judged so: the name it was seen by, then what matters besides."""
    entry, name = int(seen.entry[line]), int(seen.name[line])
    details = {
        _NAME: index.written[name],
        _PLACE: ", ".join(filter(None, (index.towns[entry], index.countries[entry]))),
        _NAMESAKES: str(int(index.name_sharers[name])),
    }
    return tuple([Reason(_TOLD[rule], weights[rule], details.get(rule, "")) for rule in rules])
