"""The folded words of all commitments in memory, as one text: a question looks through it in milliseconds.

A process reads only the commitments that changed since (`Revision`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import regex

from passerelle.apps.ledger.columns.shapes import Ints, Truths
from passerelle.apps.ledger.models import Commitment
from passerelle.apps.ledger.revisions import revision, unsettled

_REMEMBERED = 64
BETWEEN = "\x00"  # rows; no text of the database holds it

Pattern = regex.Pattern[str]
Asked = Sequence[Sequence[Sequence[Pattern]]]
"""Parts of a question that are all wanted; ways to say one, of which one will do; what a way must hold, all of it."""


@dataclass(frozen=True, slots=True)
class Lines:
    """The folded words of all commitments as one text; `starts` says where the row of each id begins.

    `remembered` is what was looked for already: whoever turns a page asks the same again.
    """

    revision: int
    lines: dict[int, str]
    ids: Ints
    starts: Ints
    text: str
    remembered: dict[Pattern, Truths] = field(default_factory=dict)

    def saying(self, parts: Asked, never: Sequence[Pattern]) -> Ints:
        """Return the ids of the commitments that say every part of a question and nothing that is not wanted."""
        left = np.ones(len(self.ids), dtype=bool)
        for ways in parts:
            either = np.zeros(len(self.ids), dtype=bool)
            for way in ways:
                whole = left.copy()
                for pattern in way:
                    whole &= self._with(pattern)
                either |= whole
            left &= either
        for pattern in never:
            left &= ~self._with(pattern)
        return self.ids[left]

    def _with(self, pattern: Pattern) -> Truths:
        known = self.remembered.get(pattern)
        if known is None:
            places = [found.start() for found in pattern.finditer(self.text)]
            known = np.zeros(len(self.ids), dtype=bool)
            known[np.searchsorted(self.starts, places, side="right") - 1] = True
            if len(self.remembered) >= _REMEMBERED:
                self.remembered.clear()
            self.remembered[pattern] = known
        return known


_kept: Lines | None = None


def lines() -> Lines:
    """Return the words of all commitments as they are now."""
    global _kept
    number, kept = revision(), _kept
    if kept is None or kept.revision != number:
        newer = kept is not None and kept.revision < number
        changed = Commitment.objects.filter(revision__gt=kept.revision) if newer else Commitment.objects.all()
        fresh = changed.order_by().values_list("pk", "folded")
        kept = _joined(number, kept.lines | dict(fresh) if newer else dict(fresh))
    if not unsettled():
        _kept = kept
    return kept


def forget_lines() -> None:
    """Drop what is kept: another database is asked from now on."""
    global _kept
    _kept = None


def _joined(number: int, rows: dict[int, str]) -> Lines:
    sizes = np.fromiter((len(one) + 1 for one in rows.values()), dtype=np.int64, count=len(rows))
    starts = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(sizes)[:-1]]) if rows else sizes
    ids = np.fromiter(rows, dtype=np.int64, count=len(rows))
    return Lines(number, rows, ids, starts, BETWEEN.join(rows.values()))
