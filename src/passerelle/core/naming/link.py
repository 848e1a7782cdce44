"""Links written names to the actors of a register, or to nothing.

A name may be short ("VAST"), long (an affiliation with its department, street and country) or a person's. What may be
meant is seen (`sightings`), each possibility is judged by itself and beside the others (`signs`, `judging`), and only
what is likely enough is told: unknown names must not be linked to whoever looks like them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy
import regex

from passerelle.core.naming.index import Index, Real
from passerelle.core.naming.judging import Judge, calibrated, learnt
from passerelle.core.naming.reasons import reasons_of
from passerelle.core.naming.register import Entry
from passerelle.core.naming.scoring import Reason
from passerelle.core.naming.sightings import Sightings, see
from passerelle.core.naming.signs import ALONE, BESIDE, alone, beside
from passerelle.core.naming.texts import Texts, lay_out
from passerelle.core.naming.wording import LONGEST

BATCH = 256
_LETTER = regex.compile(r"\p{L}")
_FEW = 5
_NEVER = 20.0  # log-odds
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
        self._beside = Judge(BESIDE, table["beside"]["signs"], table["beside"]["bias"])
        self._curve = table["curve"]
        self.threshold = float(table["threshold"])
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
        seen = self._wanted(see(self.index, texts), asked)
        judged = self._judge(texts, seen)
        bounds = numpy.searchsorted(seen.text, numpy.arange(len(asked) + 1)).tolist()
        return [
            Link(None, 0.0, (no,)) if no else self._told(judged, bounds[row], bounds[row + 1])
            for row, no in enumerate(refused)
        ]

    def _wanted(self, seen: Sightings, asked: Sequence[Asked]) -> Sightings:
        """Leave out entries of another kind than was asked for: people, places, or organisations of any sort."""
        if not any(one.kind for one in asked):
            return seen
        groups = numpy.array([_GROUPS.get(one.kind, "") if one.kind else "*" for one in asked])[seen.text]
        return seen.take(numpy.flatnonzero((groups == "*") | (groups == self._group[seen.entry])))

    def _judge(self, texts: Texts, seen: Sightings) -> "_Judged":
        points = self._alone.points(alone(self.index, texts, seen))
        score = self._alone.score(points)
        more = self._beside.points(beside(self.index, seen, score))
        by_itself = score
        score = score + self._beside.score(more)
        # People and places are named by nothing but their names: all of it, and no word besides.
        length = numpy.array([len(one) for one in texts.words], dtype=numpy.int32)[seen.text]
        organisation = self._group[seen.entry] == ""
        entire = (seen.held == length) & (seen.held == self.index.name_size[seen.name]) & (seen.turned == 0)
        score = numpy.where(organisation | entire, score, -_NEVER).astype(numpy.float32)
        return _Judged(seen, score, calibrated(score, self._curve), by_itself, numpy.hstack([points, more]))

    def _told(self, judged: "_Judged", begin: int, end: int) -> Link:
        if begin == end:
            return Link(None, 0.0, (Reason("unknown", 0.0, ""),))
        ranked = sorted(range(begin, end), key=lambda line: (-judged.score[line], line))
        best = ranked[0]
        chance = float(judged.chance[best])
        named = [(line, self.entries[judged.seen.entry[line]].actor) for line in ranked]
        taken = [(judged.seen.start[best], judged.seen.end[best])]
        others: list[tuple[str, float]] = []
        runners_up: list[tuple[str, float]] = []
        for line, actor in named[1:]:
            share = round(float(judged.chance[line]), 4)
            start, finish = judged.seen.start[line], judged.seen.end[line]
            apart = all(finish < first or start > last for first, last in taken)
            if chance >= self.threshold and judged.by_itself[line] > 0 and apart:
                taken.append((start, finish))
                others.append((actor, share))
            elif len(runners_up) < _FEW:
                runners_up.append((actor, share))
        reasons = reasons_of(self.index, judged.seen, best, judged.points[best])
        if chance < self.threshold:
            runners_up = [(named[0][1], round(chance, 4)), *runners_up][:_FEW]
            return Link(None, 0.0, (Reason("doubtful", 0.0, ""), *reasons), tuple(runners_up))
        return Link(named[0][1], round(chance, 4), reasons, tuple(runners_up), tuple(others))


@dataclass(frozen=True, slots=True)
class _Judged:
    """Sightings with their log-odds, probability, log-odds by themselves, and the points of every sign."""

    seen: Sightings
    score: Real
    chance: Real
    by_itself: Real
    points: "numpy.typing.NDArray[numpy.int32]" = field(repr=False)


def _refusal(name: str) -> Reason | None:
    """Say why a name cannot be anybody's: it is empty, has no letter, or is a text and no name."""
    if not name.strip():
        return Reason("empty", 0.0, "")
    if len(name) > LONGEST:
        return Reason("too_long", 0.0, str(len(name)))
    if not _LETTER.search(name):
        return Reason("no_letters", 0.0, "")
    return None
