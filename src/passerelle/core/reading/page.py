"""One text under reading: its words, its known names, and what the finders have proposed so far."""

from dataclasses import dataclass, field

from passerelle.core.naming.gazetteer import Hit
from passerelle.core.reading.lexicon import Lexicon
from passerelle.core.reading.recogniser import Recognised
from passerelle.core.reading.words import Word


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
    """Words, and for each word the known name that covers it (index into `hits`, or -1)."""

    text: str
    language: str
    words: list[Word]
    lexicon: Lexicon
    hits: list[Hit]
    recognised: list[Recognised]
    hit_of: list[int] = field(default_factory=list)
    person_of: list[bool] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.hit_of = [-1] * len(self.words)
        self.person_of = [False] * len(self.words)
        for number, hit in enumerate(self.hits):
            for i in self.covered(hit.start, hit.end):
                self.hit_of[i] = number

    def covered(self, start: int, end: int) -> range:
        """Return the indexes of the words that overlap text[start:end]."""
        low = next(
            (i for i in range(_first(self.words, start), len(self.words)) if self.words[i].end > start), 0
        )
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
        for hit in self.hits:
            if hit.start >= start and hit.end <= end and hit.known[0].kind in ("country", "demonym"):
                return hit.known[0].country
        return None


def _first(words: list[Word], start: int) -> int:
    low, high = 0, len(words)
    while low < high:
        middle = (low + high) // 2
        if words[middle].end <= start:
            low = middle + 1
        else:
            high = middle
    return low
