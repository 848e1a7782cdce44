"""Two readings of one text side by side: what the later gained, lost, and says otherwise.

Which claim is which is decided by `passerelle.core.reading.identity`. Where a claim stands is how it is
recognised, not what it says: the same statement anchored at other words has not changed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from passerelle.core.reading.identity import recognise
from passerelle.core.reading.model import ATTRIBUTES, Claim

_UNORDERED = frozenset({"parties", "people", "technologies"})


@dataclass(frozen=True, slots=True)
class Change:
    """One attribute that two claims give differently; each value as `Claim` holds it."""

    attribute: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Changed:
    """One statement as both readings note it, and where they differ."""

    before: Claim
    after: Claim
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a later reading brought beside an earlier one; `same` holds what both say alike, as the later has it."""

    gained: tuple[Claim, ...]
    lost: tuple[Claim, ...]
    changed: tuple[Changed, ...]
    same: tuple[Claim, ...]


def changes(before: Claim, after: Claim) -> tuple[Change, ...]:
    """Return the attributes in which two claims differ, in the order of ATTRIBUTES.

    Lists are compared without their order. The change of a claim with itself is empty.
    """
    pairs = ((name, getattr(before, name), getattr(after, name)) for name in ATTRIBUTES)
    return tuple(Change(name, one, other) for name, one, other in pairs if not _alike(name, one, other))


def compare(before: Sequence[Claim], after: Sequence[Claim]) -> Comparison:
    """Lay the claims of two readings of the same text side by side.

    Every claim of `after` is gained, changed or the same, exactly once; every claim of `before` is lost unless
    one of `after` is it.
    """
    met = recognise([(claim,) for claim in before], after)
    pairs = [
        (before[known], claim, changes(before[known], claim))
        for known, claim in zip(met, after, strict=True)
        if known is not None
    ]
    found = set(met)
    return Comparison(
        gained=tuple(claim for known, claim in zip(met, after, strict=True) if known is None),
        lost=tuple(claim for index, claim in enumerate(before) if index not in found),
        changed=tuple(Changed(old, new, differing) for old, new, differing in pairs if differing),
        same=tuple(new for _, new, differing in pairs if not differing),
    )


def _alike(attribute: str, one: Any, other: Any) -> bool:
    return bool(set(one) == set(other) if attribute in _UNORDERED else one == other)
