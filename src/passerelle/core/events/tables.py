"""The tables of folding: weights, acts, rarity of concepts, agencies. Shared; not to be changed."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """Return the table `name` of this package, as written."""
    return tomllib.loads((files(__package__) / "data" / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def families() -> dict[str, str]:
    """Return type of claim → the family of types that readers take for one another."""
    return {kind: family for family, kinds in table("acts")["families"].items() for kind in kinds}


@cache
def mistaken() -> frozenset[frozenset[str]]:
    """Return the pairs of types, of two families, that readers mistake for one another."""
    return frozenset(frozenset(pair) for pair in table("acts")["mistaken"]["pairs"])


@cache
def stages() -> dict[tuple[str, str], int]:
    """Return (type, status) → how far along the act is."""
    return {
        (kind, status): place
        for kind, groups in table("acts")["stages"].items()
        for place, statuses in enumerate(groups)
        for status in statuses
    }


@cache
def rarity() -> dict[str, float]:
    """Return concept → how much it says that two sentences share it; 0 for those that most sentences have."""
    return {concept: max(0.0, float(weight) - _COMMON) for concept, weight in table("rarity").items()}


_COMMON = 2.3
