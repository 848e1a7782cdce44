"""Why a name was linked, or was not: what spoke for it and against it, strongest first."""

import numpy
from numpy.typing import NDArray

from passerelle.core.naming.index import Index
from passerelle.core.naming.judging import PARTS
from passerelle.core.naming.scoring import Reason
from passerelle.core.naming.sightings import Sightings
from passerelle.core.naming.signs import ALONE, BESIDE

# The signs say too finely what a person wants to know; together they speak of these.
RULES: dict[str, tuple[str, ...]] = {
    "name": ("weight", "missing", "held", "form"),
    "rest": ("part_covered", "text_covered", "part_left"),
    "position": ("from_start", "from_end", "headed", "text_parts"),
    "written": ("written", "alone", "corrected"),
    "namesakes": ("shared",),
    "place": ("place", "placed"),
    "standing": ("names", "children", "kind"),
    "rivals": ("lead", "lead_there", "rivals", "inside", "elsewhere", "wholes"),
    "family": ("parent_seen", "child_seen"),
}
_LITTLE = 0.15


def reasons_of(index: Index, seen: Sightings, line: int, points: NDArray[numpy.int32]) -> tuple[Reason, ...]:
    """Return why one sighting was judged so: the name it was seen by, then what matters besides."""
    by_sign = dict(zip((*ALONE, *BESIDE), points.tolist(), strict=True))
    found = []
    entry, name = int(seen.entry[line]), int(seen.name[line])
    details = {
        "name": index.written[name],
        "place": ", ".join(filter(None, (index.towns[entry], index.countries[entry]))),
        "namesakes": str(int(index.name_sharers[name])),
    }
    for rule, signs in RULES.items():
        weight = round(sum(by_sign[sign] for sign in signs) / PARTS, 2)
        if abs(weight) >= _LITTLE or rule == "name":
            found.append(Reason(rule, weight, details.get(rule, "")))
    return tuple(sorted(found, key=lambda one: (one.rule != "name", -abs(one.weight))))
