"""Every name of the directory in memory, by its words: found whole, or by how its words begin.

Held for one edition of the directory and read again when another stands. Names are those of open actors, which every
account may know; what comes back are ids, which the caller asks the database for by the rule itself.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from uuid import UUID

from passerelle.apps.directory.models import Edition, Name
from passerelle.apps.library.search.words import cut

_MOST = 2000  # names looked at of those that hold the longest word


@dataclass(frozen=True, slots=True)
class Spelled:
    """Names in the order of their words. `lines` holds all of them, each as " word word\\n"."""

    edition: UUID | None
    keys: list[str]
    ids: list[int]
    lines: str
    starts: list[int]

    def whole(self, keys: Iterable[str]) -> dict[str, list[int]]:
        """Return key → ids of the names that consist of exactly these words (folded, parted by spaces)."""
        found = {}
        for key in keys:
            at = bisect_left(self.keys, key)
            if at < len(self.keys) and self.keys[at] == key:
                found[key] = self.ids[at : bisect_right(self.keys, key)]
        return found

    def beginning(self, words: Sequence[str], most: int) -> list[int]:
        """Return ids of at most `most` names in which a word begins with each of these (folded).

        Names that begin with all of them come first.
        """
        if not words:
            return []
        key = " ".join(words)
        first = bisect_left(self.keys, key)
        found = self.ids[first : min(bisect_left(self.keys, f"{key}\U0010ffff"), first + most)]
        longest, others = max(words, key=len), [f" {word}" for word in words]
        at = self.lines.find(f" {longest}")
        for _ in range(_MOST):
            if at < 0 or len(found) >= most:
                break
            line = bisect_right(self.starts, at) - 1
            end = self.starts[line + 1]
            if all(self.lines.find(word, self.starts[line], end) >= 0 for word in others):
                found.append(self.ids[line])
            at = self.lines.find(f" {longest}", end)
        return list(dict.fromkeys(found))


_kept: Spelled | None = None


def spelled() -> Spelled:
    """Return the names of the directory as it stands."""
    global _kept
    edition = Edition.objects.order_by("pk").values_list("token", flat=True).first()
    kept = _kept
    if kept is None or kept.edition != edition or edition is None:
        kept = _kept = _read(edition)
    return kept


def _read(edition: UUID | None) -> Spelled:
    named = Name.objects.order_by().values_list("folded", "pk")
    pairs = sorted((" ".join(cut(folded)), pk) for folded, pk in named.iterator())
    lines = [f" {key}\n" for key, _ in pairs]
    return Spelled(
        edition,
        [key for key, _ in pairs],
        [pk for _, pk in pairs],
        "".join(lines),
        list(accumulate(map(len, lines), initial=0)),
    )
