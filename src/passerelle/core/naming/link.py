"""Links written names to the actors of a register, or to nothing.

A name may be short ("VAST"), long (an affiliation with its department, street and country) or a person's. What may be
meant is seen (`sightings`), each possibility is judged by itself and beside the others (`signs`, `judging`), and only
what is likely enough is told: unknown names must not be linked to whoever looks like them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple, TypeAlias

import numpy
import regex
from numpy.typing import NDArray

from passerelle.core.naming.alike import (
    Whole,
    between,
    exact_names,
    exactly_named,
    odds,
    of_organisation,
    of_person,
    of_place,
)
from passerelle.core.naming.compare import SAME
from passerelle.core.naming.index import Index, Real
from passerelle.core.naming.judging import Judge, calibrated, learnt
from passerelle.core.naming.reasons import reasons_of, weighed
from passerelle.core.naming.register import Entry
from passerelle.core.naming.scoring import Reason
from passerelle.core.naming.sightings import MOST, Sightings, see
from passerelle.core.naming.signs import ALONE, alone, beside, everything
from passerelle.core.naming.texts import Texts, lay_out
from passerelle.core.naming.trees import Trees
from passerelle.core.naming.wording import LONGEST

BATCH = 256
_Why: TypeAlias = dict[int, tuple[list[float], list[int]]]  # by line: what each rule adds, the rules to tell
_LETTER = regex.compile(r"\p{L}")
_FEW = 5
_BESIDES, _WHOLE = -0.5, 0.99  # an organisation named besides: log-odds by itself, and by its whole name
_NAME = 200  # characters; what is longer is no mere name
_NAMESAKES = 40  # ministries of one name, that only their countries tell apart
_EXACT, _AT_HOME = 0.99, 0.999  # what the very name is worth, and in the language of one's own country
_LEAD = 1.0  # by which one of several that bear it must lead, in log-odds
_CLOSEST = 8
_SMALL = 20_000  # entries, of which each may be looked at again
_GROUPS = {"person": "person", "place": "place", "country": "place"}


@dataclass(frozen=True, slots=True)
class Asked:
    """A name to be linked, and what is known besides: country (ISO 3166 alpha-2), kind of actor, its sentence."""

    name: str
    country: str = ""
    kind: str = ""
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """Who is meant: an actor of the register with the probability that this is right, or None with 0.

    `others` are further actors that the same text names, `runners_up` those that it could name instead, best first.
    """

    actor: str | None
    confidence: float
    reasons: tuple[Reason, ...]
    runners_up: tuple[tuple[str, float], ...] = ()
    others: tuple[tuple[str, float], ...] = ()


class Linker:
    """A register, ready to be linked to. Building it takes a few seconds for fifty thousand entries."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = tuple(entries)
        self.index = Index(self.entries)
        table = learnt()
        self._alone = Judge(ALONE, table["alone"]["signs"], table["alone"]["bias"])
        self._trees = Trees({part: table[part] for part in ("sign", "above", "points")}, table["bias"])
        self._curve = table["curve"]
        self.threshold = float(table["threshold"])
        few = len(self.entries) <= _SMALL
        self._exact = exact_names(self.entries) if few else None
        self._group = numpy.array([_GROUPS.get(entry.kind, "") for entry in self.entries])

    def link(self, name: str, country: str = "", kind: str = "", sentence: str = "") -> Link:
        """Return who is meant by a name, or nobody."""
        return self.link_all([Asked(name, country, kind, sentence)])[0]

    def link_all(self, asked: Sequence[Asked]) -> list[Link]:
        """Return who is meant by each of many names; several thousand a second."""
        found: list[Link] = []
        for begin in range(0, len(asked), BATCH):
            found.extend(self._batch(asked[begin : begin + BATCH]))
        return found

    def _batch(self, asked: Sequence[Asked]) -> list[Link]:
        refused = [_refusal(one.name) for one in asked]
        texts = lay_out(
            self.index,
            ["" if no else one.name for one, no in zip(asked, refused, strict=True)],
            [(one.country, one.sentence) for one in asked],
        )
        seen = self._wanted(see(self.index, texts, MOST if self._exact is None else _NAMESAKES), asked)
        judged = self._judge(asked, texts, seen)
        order = numpy.lexsort((-judged.score, -judged.chance, seen.text))
        bounds = numpy.searchsorted(seen.text, numpy.arange(len(asked) + 1))
        best = order[bounds[:-1][bounds[:-1] < bounds[1:]]]
        weighing = weighed(judged.points[best], self._trees.moved(judged.signs[best]))
        why = dict(zip(best.tolist(), zip(*weighing, strict=True), strict=True))
        ranked = [order[begin:end].tolist() for begin, end in pairwise(bounds.tolist())]
        plain = judged.plain()
        return [
            Link(None, 0.0, (no,)) if no else self._told(judged, plain, lines, why)
            for no, lines in zip(refused, ranked, strict=True)
        ]

    def _wanted(self, seen: Sightings, asked: Sequence[Asked]) -> Sightings:
        """Leave out entries of another kind than was asked for: people, places, or organisations of any sort."""
        if not any(one.kind for one in asked):
            return seen
        groups = numpy.array([_GROUPS.get(one.kind, "") if one.kind else "*" for one in asked])[seen.text]
        return seen.take(numpy.flatnonzero((groups == "*") | (groups == self._group[seen.entry])))

    def _judge(self, asked: Sequence[Asked], texts: Texts, seen: Sightings) -> "_Judged":
        signs = alone(self.index, texts, seen)
        points = self._alone.points(signs)
        by_itself = self._alone.score(points)
        signs = everything(signs, beside(self.index, seen, by_itself), by_itself)
        score = self._trees.score(signs)
        judged = _Judged(seen, signs, points, by_itself, score, calibrated(score, self._curve).astype(float))
        self._look_again(asked, texts, judged)
        return judged

    def _look_again(self, asked: Sequence[Asked], texts: Texts, judged: "_Judged") -> None:
        """Judge people and places by their names, and organisations of a small register by them too."""
        seen = judged.seen
        group = self._group[seen.entry]
        short = texts.parts.max(axis=1) == 0
        order = numpy.lexsort((-judged.score, seen.text))
        rank = numpy.empty(len(order), dtype=numpy.int64)
        rank[order] = numpy.arange(len(order)) - numpy.searchsorted(seen.text[order], seen.text[order])
        few = self._exact is not None
        again = (group != "") | (few & short[seen.text] & (rank < _CLOSEST))
        for line in numpy.flatnonzero(again).tolist():
            name, entry = asked[seen.text[line]].name, self.entries[seen.entry[line]]
            if len(name) > _NAME:
                continue
            if not group[line]:
                found = of_organisation(name, entry)
                judged.chance[line] = between(judged.chance[line], found.value)
            else:
                found = (of_person if group[line] == "person" else of_place)(name, entry)
                judged.chance[line] = found.value
            judged.compared[line] = found.reasons
        if self._exact is not None:
            self._prefer_exact(asked, judged, self._exact)

    def _prefer_exact(
        self, asked: Sequence[Asked], judged: "_Judged", exact: dict[str, tuple[Whole, ...]]
    ) -> None:
        """Raise the organisations of which a text, or what stands between two commas, is the very name."""
        seen = judged.seen
        elsewhere = judged.signs[:, ALONE.index("place")] % 10 == 0
        named = [exactly_named(one.name, exact) for one in asked]
        for line, (text, entry) in enumerate(zip(seen.text.tolist(), seen.entry.tolist(), strict=True)):
            if entry in named[text] and not elsewhere[line] and not self._group[entry]:
                very = _AT_HOME if named[text][entry] else _EXACT
                judged.chance[line] = between(judged.chance[line], very)
                judged.exact.add(line)

    def _told(self, judged: "_Judged", plain: "_Plain", ranked: list[int], why: _Why) -> Link:
        if not ranked:
            return Link(None, 0.0, (Reason("unknown", 0.0, ""),))
        best, rest = ranked[0], ranked[1:]
        actor, chance = self._chance(plain, best)
        reasons = self._reasons(judged, best, *why[best])
        threshold = SAME if best in judged.compared else self.threshold
        if chance < threshold or _divided(judged, plain, ranked):
            likely = tuple(self._chance(plain, line) for line in ranked[:_FEW])
            return Link(None, 0.0, (Reason("doubtful", 0.0, ""), *reasons), likely)
        taken = [best]
        others: list[tuple[str, float]] = []
        runners_up: list[tuple[str, float]] = []
        for line in rest:
            if plain.besides[line] and all(plain.apart(line, one) for one in taken):
                taken.append(line)
                others.append(self._chance(plain, line))
            elif len(runners_up) < _FEW:
                runners_up.append(self._chance(plain, line))
        return Link(actor, chance, reasons, tuple(runners_up), tuple(others))

    def _chance(self, plain: "_Plain", line: int) -> tuple[str, float]:
        return self.entries[plain.entry[line]].actor, round(plain.chance[line], 4)

    def _reasons(
        self, judged: "_Judged", line: int, weights: list[float], rules: list[int]
    ) -> tuple[Reason, ...]:
        if self._group[judged.seen.entry[line]]:
            return judged.compared.get(line, ())
        return (*reasons_of(self.index, judged.seen, line, weights, rules), *judged.compared.get(line, ()))


@dataclass(frozen=True, slots=True)
class _Judged:
    """Sightings with their signs, the points of those by themselves and their sum, the log-odds, the probability;
    and, by line, what comparing the names said, and which are named by their very name."""

    seen: Sightings
    signs: Real
    points: NDArray[numpy.int32]
    by_itself: Real
    score: Real
    chance: NDArray[numpy.float64]
    compared: dict[int, tuple[Reason, ...]] = field(default_factory=dict)
    exact: set[int] = field(default_factory=set)

    def plain(self) -> "_Plain":
        """Return what is told of the sightings."""
        seen = self.seen
        besides = (self.by_itself > _BESIDES) & (seen.covered > _WHOLE)
        told = seen.entry, seen.start, seen.end, self.chance, besides
        return _Plain(*(one.tolist() for one in told))


class _Plain(NamedTuple):
    """What is told of sightings, as plain numbers: they are asked for one by one. `besides`: worth telling besides."""

    entry: list[int]
    start: list[int]
    end: list[int]
    chance: list[float]
    besides: list[bool]

    def apart(self, one: int, other: int) -> bool:
        """Say whether two sightings have no word in common."""
        return self.end[one] < self.start[other] or self.start[one] > self.end[other]


def _divided(judged: _Judged, plain: _Plain, ranked: list[int]) -> bool:
    """Say whether several bear the very name and nothing tells them apart."""
    if len(ranked) < 2 or judged.exact.isdisjoint(ranked[:1]) or judged.exact.isdisjoint(ranked[1:2]):
        return False
    first, second = ranked[:2]
    return not plain.apart(first, second) and odds(plain.chance[first]) - odds(plain.chance[second]) < _LEAD


def _refusal(name: str) -> Reason | None:
    """Say why a name cannot be anybody's: it is empty, has no letter, or is a text and no name."""
    if not name.strip():
        return Reason("empty", 0.0, "")
    if len(name) > LONGEST:
        return Reason("too_long", 0.0, str(len(name)))
    if not _LETTER.search(name):
        return Reason("no_letters", 0.0, "")
    return None
