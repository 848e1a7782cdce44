"""Misses: why an annotated claim was not found, and what the claims are that nobody annotated.

A claim of the reader stands *beside* an annotated one when their words lie within a line of each other. Sorted, first
that fits:

- missed: nothing told beside it · only claims of other types beside it · another figure · an actor that the reader did
  not find · other parties;
- wrong: nothing annotated beside it · only other types annotated beside it · told twice (what is annotated was found
  already) · other parties or figure.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from types import ModuleType
from typing import Any

import regex

LINE = 90
_CODE = 2

Claim = dict[str, Any]
Place = tuple[int, int]


def place_of(text: str, anchor: str) -> Place | None:
    """Return where an anchor stands in a text, however its words are spaced."""
    found = regex.search(r"\s+".join(map(regex.escape, anchor.split())), text)
    return found.span() if found else None


def beside(one: Place | None, other: Place | None) -> bool:
    """Tell whether two places lie within a line of each other."""
    return bool(one and other and one[0] - LINE < other[1] and other[0] < one[1] + LINE)


def causes(
    gold: Mapping[str, Any], found: Mapping[str, Any], text: str, scoring: ModuleType
) -> tuple[Counter[str], Counter[str]]:
    """Return how often each cause of a missed and of a wrong claim occurs in one document."""
    same = scoring.align(gold, found)
    pairs = scoring.matched(gold, found, same)
    hit, used = {id(ours) for ours, _ in pairs}, {id(theirs) for _, theirs in pairs}
    known = set(same.values())
    where = {id(claim): place_of(text, claim["anchor"]) for claim in gold["claims"]}
    told = {id(claim): (claim["start"], claim["end"]) for claim in found["claims"]}
    missed: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for claim in gold["claims"]:
        if id(claim) not in hit:
            near = [one for one in found["claims"] if beside(where[id(claim)], told[id(one)])]
            missed[_missed(claim, near, known, scoring)] += 1
    for claim in found["claims"]:
        if id(claim) not in used:
            near = [one for one in gold["claims"] if beside(where[id(one)], told[id(claim)])]
            wrong[_wrong(claim, near, hit)] += 1
    return missed, wrong


def _missed(claim: Claim, near: Sequence[Claim], known: set[str], scoring: ModuleType) -> str:
    alike = [one for one in near if one["type"] == claim["type"]]
    if not near:
        return "nothing told"
    if not alike:
        return "other type"
    wanted = scoring.quantity(claim)
    told = {found[0] for one in alike if (found := scoring.quantity(one))}
    if wanted and wanted[0] not in told:
        return "figure"
    if any(len(party) > _CODE and party not in known for party in claim["parties"]):
        return "actor not found"
    return "parties"


def _wrong(claim: Claim, near: Sequence[Claim], hit: set[int]) -> str:
    alike = [one for one in near if one["type"] == claim["type"]]
    if not near:
        return "nothing annotated"
    if not alike:
        return "other type"
    return "told twice" if all(id(one) in hit for one in alike) else "parties or figure"
