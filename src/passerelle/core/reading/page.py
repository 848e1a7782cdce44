"""One text under reading: its words, its known names, and what the finders have proposed so far."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from passerelle.core.naming.gazetteer import Hit
from passerelle.core.reading.lexicon import Lexicon
from passerelle.core.reading.recogniser import Recognised
from passerelle.core.reading.words import Word
from passerelle.core.technologies import TechnologyMention


@dataclass(frozen=True, slots=True)
class Proposal:
    """A stretch of text that may name an actor.

    `forms` are further stretches inside it that also name the actor (with and without its country or head word).
    `title` marks a body that is only named in the title of a person.
    """

    start: int
    end: int
    kind: str
    country: str | None = None
    actor: str | None = None
    confidence: float = 0.7
    forms: tuple[tuple[int, int], ...] = ()
    title: bool = False


@dataclass
class Page:
    """Words, and for each word the known name that covers it (index into `hits`, or -1).

    `title_at` says where the title of a person begins that is no part of a known name.
    """

    text: str
    language: str
    words: list[Word]
    lexicon: Lexicon
    hits: list[Hit]
    recognised: list[Recognised]
    technologies: Sequence[TechnologyMention]
    hit_of: list[int] = field(default_factory=list)
    person_of: list[bool] = field(default_factory=list)
    recognised_person: list[bool] = field(default_factory=list)
    technology_of: list[bool] = field(default_factory=list)
    title_at: list[bool] = field(default_factory=list)
    _ends: list[int] = field(default_factory=list)
    _hit_starts: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._ends = [word.end for word in self.words]
        self._hit_starts = [hit.start for hit in self.hits]
        self.hit_of = [-1] * len(self.words)
        self.person_of = [False] * len(self.words)
        self.recognised_person = [False] * len(self.words)
        self.technology_of = [False] * len(self.words)
        for one in self.technologies:
            for i in self.covered(one.start, one.end):
                self.technology_of[i] = True
        for guess in self.recognised:
            if guess.label == "person":
                for i in self.covered(guess.start, guess.end):
                    self.recognised_person[i] = True
        for number, hit in enumerate(self.hits):
            for i in self.covered(hit.start, hit.end):
                self.hit_of[i] = number
        self.title_at = [False] * len(self.words)
        for phrases in (self.lexicon.office, self.lexicon.courtesy):
            for i in phrases.places(self.words):
                if self.hit_of[i] < 0 and phrases.at(self.words, i):
                    self.title_at[i] = True

    def covered(self, start: int, end: int) -> range:
        """Return the indexes of the words that overlap text[start:end]."""
        low = bisect_right(self._ends, start)
        if low == len(self.words):
            return range(0)
        high = low
        while high < len(self.words) and self.words[high].start < end:
            high += 1
        return range(low, high)

    def hit(self, i: int) -> Hit | None:
        """Return the known name that covers word `i`."""
        return self.hits[self.hit_of[i]] if 0 <= i < len(self.words) and self.hit_of[i] >= 0 else None

    def kind(self, i: int) -> str:
        """Return the kind of the known name that covers word `i`, or ""."""
        hit = self.hit(i)
        return hit.known[0].kind if hit else ""

    def country_in(self, start: int, end: int) -> str | None:
        """Return the first country or nationality named inside text[start:end]."""
        for hit in self.hits_in(start, end):
            if hit.known[0].kind in ("country", "demonym"):
                return hit.known[0].country
        return None

    def hits_in(self, start: int, end: int) -> list[Hit]:
        """Return the known names that lie inside text[start:end], in order."""
        low, high = bisect_left(self._hit_starts, start), bisect_left(self._hit_starts, end)
        return [hit for hit in self.hits[low:high] if hit.end <= end]
