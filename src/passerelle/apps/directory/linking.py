"""From a name that nobody wrote down before to the actor of the directory it may mean.

The linker proposes bodies, people are proposed by a word of their name; the comparison of the two names judges,
because a linker also finds bodies that are only named within a name ("UTS Tech Lab" is not UTS). What is not sure is
doubtful.
"""

from collections import defaultdict
from dataclasses import dataclass

from passerelle.apps.directory.editions import edition
from passerelle.apps.directory.models import Actor, ActorState
from passerelle.apps.directory.queries.entries import known_entries
from passerelle.apps.directory.recognising import Answer, Named
from passerelle.core.naming import compare
from passerelle.core.naming.link import Linker
from passerelle.core.naming.register import Entry
from passerelle.core.naming.scoring import Reason, Score
from passerelle.core.text.folding import fold

LINKED = 0.95  # compared so well, and with nobody near, it needs no person to say so
ALIKE = 0.6  # less is nobody
_LEAD = 0.15  # by which the best must lead
_ELSEWHERE = 0.5  # what is left of a score when the countries differ
_MANY = 200  # a word that so many people carry proposes nobody
_NAMES, _REASONS, _PROPOSED = 4, 4, 5


@dataclass(frozen=True, slots=True)
class _Directory:
    entries: dict[str, Entry]
    pks: dict[str, int]
    people: dict[str, list[str]]
    linker: Linker


_kept: tuple[str, _Directory] | None = None


def link(named: Named, apart: frozenset[int]) -> Answer | None:
    """Return whom a name may mean beyond the names written down; None where nobody is alike.

    `apart` are the actors that a person said it is not.
    """
    if not named.folded or named.kind in ("country", "place", ""):
        return None
    known = _directory()
    scores: list[tuple[int, float, tuple[Reason, ...]]] = []
    for key in _proposed(named, known):
        if (pk := known.pks.get(key)) is None or pk in apart:
            continue
        score = _compared(named, known.entries[key])
        value = score.value
        if named.kind != "person" and named.country and known.entries[key].country not in ("", named.country):
            value *= _ELSEWHERE
        if value >= ALIKE:
            scores.append((pk, value, score.reasons))
    if not scores:
        return None
    scores.sort(key=lambda one: (-one[1], one[0]))
    ranked = [(pk, round(value, 3)) for pk, value, _reasons in scores[:5]]
    best, value, reasons = scores[0]
    why = [{"rule": one.rule, "weight": round(one.weight, 2), "detail": one.detail[:200]} for one in reasons]
    if value >= LINKED and (len(scores) == 1 or value - scores[1][1] >= _LEAD):
        return Answer(best, round(value, 3), why[:_REASONS], ranked[1:])
    return Answer(None, round(value, 3), why[:_REASONS], ranked)


def _proposed(named: Named, known: _Directory) -> list[str]:
    name = named.names[0]
    if named.kind == "person":
        words = fold(name).split()
        if len(words) < 2:
            return []
        near = (known.people.get(word, []) for word in words)
        return sorted({key for keys in near if len(keys) <= _MANY for key in keys})
    found = known.linker.link(name, country=named.country, kind=named.kind)
    keys = [found.actor or "", *(key for key, _share in (*found.runners_up, *found.others))]
    return list(dict.fromkeys(filter(None, keys)))[:_PROPOSED]


def _compared(named: Named, entry: Entry) -> Score:
    """Return the best that the whole name scores beside the names of an entry."""
    judge = compare.people if named.kind == "person" else compare.organisations
    words = set(named.folded[0].split())
    names = [one.text for one in entry.names if one.kind != "acronym"] or [entry.label]
    nearest = sorted(names, key=lambda name: -len(words & set(fold(name).split())))[:_NAMES]
    return max((judge(named.names[0], name) for name in nearest), key=lambda score: score.value)


def _directory() -> _Directory:
    """Return the directory ready to be linked to; a process keeps it as long as it stays the same."""
    global _kept
    now = edition()
    if _kept is None or _kept[0] != now:
        entries = {entry.actor: entry for entry in known_entries()}
        people: dict[str, list[str]] = defaultdict(list)
        for entry in entries.values():
            if entry.kind == "person":
                for word in {word for one in entry.names for word in fold(one.text).split()}:
                    people[word].append(entry.actor)
        bodies = [entry for entry in entries.values() if entry.kind not in ("person", "country", "place")]
        accepted = Actor.objects.filter(state=ActorState.ACCEPTED)
        _kept = (
            now,
            _Directory(entries, dict(accepted.values_list("key", "pk")), dict(people), Linker(bodies)),
        )
    return _kept[1]
