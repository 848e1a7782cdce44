"""Why a name was linked, or was not: what spoke for it and against it, strongest first."""

from collections.abc import Sequence

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
_SIGN_RULE = {sign: rule for rule, signs in RULES.items() for sign in signs}
_LITTLE = 0.1


def reasons_of(
    index: Index, seen: Sightings, line: int, by_itself: Sequence[float], moved: Sequence[float]
) -> tuple[Reason, ...]:
    """Return why one sighting was judged so: the name it was seen by, then what matters besides, strongest first.

    `by_itself` is what each sign of `ALONE` says, `moved` what each of `everything` moved the judgement; the last of
    these is the score by itself, whose share is parted among the signs that made it.
    """
    weights = dict.fromkeys(RULES, 0.0)
    for sign, weight in zip((*ALONE, *BESIDE), moved, strict=False):
        weights[_SIGN_RULE[sign]] += weight
    strength = sum(abs(one) for one in by_itself) or 1.0
    for sign, weight in zip(ALONE, by_itself, strict=True):
        weights[_SIGN_RULE[sign]] += abs(moved[-1]) * weight / strength
    entry, name = int(seen.entry[line]), int(seen.name[line])
    details = {
        "name": index.written[name],
        "place": ", ".join(filter(None, (index.towns[entry], index.countries[entry]))),
        "namesakes": str(int(index.name_sharers[name])),
    }
    found = [
        Reason(rule, round(weight, 2), details.get(rule, ""))
        for rule, weight in weights.items()
        if abs(weight) >= _LITTLE or rule == "name"
    ]
    return tuple(sorted(found, key=lambda one: (one.rule != "name", -abs(one.weight))))
