"""What pairs of reports weigh, remembered: a story is folded again whenever somebody tells it again."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from passerelle.core.events.likeness import likeness
from passerelle.core.events.report import Report

Pair = tuple[str, str]
_MOST = 200_000  # pairs: some fifty megabytes


class Weight(NamedTuple):
    """How likely two reports are to tell one event (0..1), and what forbids it."""

    value: float
    conflicts: tuple[str, ...]


class Weighed(dict[tuple[int, int], Weight]):
    """Pairs that were weighed, by the hashes of the two reports: the same reports weigh the same.

    Bounded: full, it forgets everything. One may serve every folding of a process.
    """

    def __init__(self, most: int = _MOST) -> None:
        super().__init__()
        self.most = most

    def remember(self, pair: tuple[int, int], weight: Weight) -> None:
        if len(self) >= self.most:
            self.clear()
        self[pair] = weight


class Weighing:
    """Weighs pairs of some reports, given by their keys."""

    def __init__(self, reports: Mapping[str, Report], weighed: Weighed | None = None) -> None:
        self._reports = reports
        self._hashes = {key: hash(report) for key, report in reports.items()}
        self._weighed = Weighed() if weighed is None else weighed

    def of(self, left: str, right: str) -> Weight:
        """Return what a pair weighs; symmetric."""
        one, other = self._hashes[left], self._hashes[right]
        pair = (one, other) if one <= other else (other, one)
        if (known := self._weighed.get(pair)) is not None:
            return known
        found = likeness(self._reports[left], self._reports[right])
        weight = Weight(found.value, found.conflicts)
        self._weighed.remember(pair, weight)
        return weight

    def conflict(self, one: Sequence[str], other: Sequence[str]) -> bool:
        """Say whether anything forbids that two groups are one."""
        return any(self.of(left, right).conflicts for left in one for right in other)

    def mean(self, one: Sequence[str], other: Sequence[str]) -> float:
        """Return the mean value between two groups."""
        return sum(self.of(left, right).value for left in one for right in other) / (len(one) * len(other))
