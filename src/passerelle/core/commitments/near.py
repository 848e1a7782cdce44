"""Which of many commitments a claim may be about: those that share a key with it.

A state is looked for with its bodies, and they with it, as parties are compared; whom nobody knows, by the words of
the name. A word that many commitments share is followed by nobody.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from passerelle.core.commitments.told import Open, Told
from passerelle.core.events.report import Party
from passerelle.core.text.folding import fold

_TELLING = 4  # letters of a word by which a name is looked for
_CROWD = 200  # commitments


class Watched:
    """Commitments in memory, found by their events, parties and the names in their titles."""

    def __init__(self, opens: Iterable[Open]) -> None:
        self._opens: dict[str, Open] = {}
        self._by_key: dict[str, set[str]] = defaultdict(set)
        for one in opens:
            self._opens[one.key] = one
            for key in keys_of(one):
                self._by_key[key].add(one.key)

    def near(self, told: Told) -> list[Open]:
        """Return the commitments that a claim may be about, in the order of their keys."""
        found: set[str] = set()
        for key in keys_told(told):
            held = self._by_key.get(key, set())
            if key[0] != "~" or len(held) <= _CROWD:
                found |= held
        return [self._opens[key] for key in sorted(found)]


def keys_of(opened: Open) -> frozenset[str]:
    """Return the keys under which a commitment is found."""
    found = {f"event {event}" for event in opened.events}
    found |= {f"~{name}" for name in opened.marks | opened.words.names}
    for party in opened.parties:
        found |= {f"actor {party.actor}", *_words(party)}
        if party.kind == "country":
            found.add(f"state {_state(party)}")
        elif party.country:
            found.add(f"of {party.country}")
            if party.kind == "government":
                found.add(f"government {party.country}")
    return frozenset(found)


def keys_told(told: Told) -> frozenset[str]:
    """Return the keys under which a claim looks for commitments."""
    found = {f"~{name}" for name in told.report.words.names}
    found |= {f"event {told.event}"} if told.event else set()
    for party in told.report.parties:
        found.add(f"actor {party.actor}")
        if party.kind == "country":
            found |= {f"state {_state(party)}", f"of {_state(party)}"}
        elif party.country:
            found.add(f"state {party.country}")
            if party.kind == "government":
                found.add(f"government {party.country}")
        found.update(_words(party))
    return frozenset(found)


def _state(party: Party) -> str:
    return party.country or party.actor.upper()


def _words(party: Party) -> Iterator[str]:
    for name in party.names:
        yield from (f"~{word}" for word in fold(name).split() if len(word) >= _TELLING)
