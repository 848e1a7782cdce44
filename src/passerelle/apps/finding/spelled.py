"""Every name of the directory in memory, by its words: found whole, or by how its words begin.

Held for one edition of the directory and read again when another stands. Names are those of accepted actors, which
every account may know; what comes back are actors' ids, which the caller asks the database for by the rule itself.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from passerelle.apps.accounts.prepared import Prepared
from passerelle.apps.directory.models import ActorState, Edition, Name, NameKind
from passerelle.apps.library.search.words import cut

_MOST = 600  # names looked at of those that hold the rarest word
_LAST = "\U0010ffff"  # sorts behind every letter


class Naming(NamedTuple):
    """One written name, and the id of the actor that bears it."""

    actor: int
    text: str


@dataclass(frozen=True, slots=True)
class Spelled:
    """Names in the order of their words; `where` holds, for each of the sorted `words`, which names have it.

    `called` holds the names of each actor in full, without acronyms, the first known first.
    """

    edition: object
    keys: list[str]
    names: list[Naming]
    words: list[str]
    where: list[array]
    called: dict[int, list[str]]

    def whole(self, keys: Iterable[str]) -> dict[str, list[Naming]]:
        """Return key → the names that consist of exactly these words (folded, parted by spaces)."""
        found = {}
        for key in keys:
            at = bisect_left(self.keys, key)
            if at < len(self.keys) and self.keys[at] == key:
                found[key] = self.names[at : bisect_right(self.keys, key)]
        return found

    def beginning(self, words: Sequence[str], most: int) -> list[Naming]:
        """Return at most `most` names in which a word begins with each of these (folded).

        Names that begin with all of them come first.
        """
        if not words:
            return []
        key = " ".join(words)
        first = bisect_left(self.keys, key)
        places = list(range(first, min(bisect_left(self.keys, key + _LAST), first + most)))
        rarest = min((self._with(word) for word in words), key=lambda held: sum(map(len, held)))
        begun = [f" {word}" for word in words]
        for _, place in zip(range(_MOST), chain.from_iterable(rarest), strict=False):
            if len(places) >= 2 * most:
                break
            name = f" {self.keys[place]}"
            if all(word in name for word in begun):
                places.append(place)
        return [self.names[place] for place in list(dict.fromkeys(places))[:most]]

    def _with(self, begun: str) -> list[array]:
        """Return the places of names, a list for each word that begins so."""
        return self.where[bisect_left(self.words, begun) : bisect_left(self.words, begun + _LAST)]


_EDITION = Prepared(lambda _: Edition.objects.order_by("pk").values_list("token"))
_kept: Spelled | None = None


def spelled() -> Spelled:
    """Return the names of the directory as it stands."""
    global _kept
    edition = next(iter(_EDITION.rows()), None)
    kept = _kept
    if kept is None or kept.edition != edition or edition is None:
        kept = _kept = _read(edition)
    return kept


def _read(edition: object) -> Spelled:
    named = Name.objects.filter(actor__state=ActorState.ACCEPTED).order_by("pk")
    found, called = [], {}
    for pk, folded, actor, text, kind in named.values_list(
        "pk", "folded", "actor", "text", "kind"
    ).iterator():
        found.append((" ".join(cut(folded)), pk, Naming(actor, text)))
        if kind != NameKind.ACRONYM:
            called.setdefault(actor, []).append(text)
    found.sort()
    where: dict[str, array] = {}
    for place, (key, _, _) in enumerate(found):
        for word in set(key.split()):
            where.setdefault(word, array("L")).append(place)
    words = sorted(where)
    return Spelled(
        edition, [key for key, _, _ in found], [name for _, _, name in found], words,
        [where[word] for word in words], called,
    )  # fmt: skip
