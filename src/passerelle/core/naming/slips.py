"""Letters that were changed between two names: a slip of the pen or of the ear, or another name."""

from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz.distance import OSA

from passerelle.core.naming.pairing import best_pairs
from passerelle.core.naming.scoring import Evidence

MOST = 3  # letters of a word; where more were changed, it is another word
_SLIPS = 2  # letters of a name; from the next one on it is rather another name
_BEYOND = 2


def stand_ins(left: Sequence[str], right: Sequence[str]) -> list[tuple[int, int, int]]:
    """Return which words of two names may be one, written with a slip: (row, column, letters changed)."""
    edits = [[OSA.distance(one, other, score_cutoff=MOST) for other in right] for one in left]
    likeness = [[1 - far / (MOST + 1) if _are_spelt(far) else 0.0 for far in row] for row in edits]
    return [(row, column, edits[row][column]) for row, column in best_pairs(likeness, 1 / (MOST + 1))]


def letters_changed(words: Iterable[tuple[int, str, str]]) -> Iterator[Evidence]:
    """Yield how many letters of a whole name were changed, given the letters changed in each of its words."""
    changed = [(edits, mine, yours) for edits, mine, yours in words if edits]
    total = sum(edits for edits, _, _ in changed)
    told = ", ".join(f"{mine} {yours}" for _, mine, yours in changed)
    yield Evidence("letters", min(total, _SLIPS), told)
    yield Evidence("letters_many", min(max(total - _SLIPS, 0), _BEYOND), told)


def _are_spelt(far: int) -> bool:
    return far <= MOST
