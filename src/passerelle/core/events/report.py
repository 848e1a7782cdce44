"""What one claim reports of a happening: all by which two claims can be told to be about the same one."""

from dataclasses import dataclass, field

from passerelle.core.events.spans import Days, days
from passerelle.core.reading.model import Quantity

_FORETOLD = ("engagement", "target")
_SOON = 7  # days


@dataclass(frozen=True, slots=True, order=True)
class Party:
    """An actor as the directory knows it; where it does not, the id and the names are the document's own.

    `kind` is one of ACTOR_KINDS, `country` ISO 3166-1 alpha-2 or "". `known`: two known actors are two actors.
    """

    actor: str
    kind: str = ""
    country: str = ""
    names: tuple[str, ...] = ()
    known: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """What the words around a claim say in any language.

    `concepts` are those of its own sentence, under the names that all languages share; `names` are folded
    proper names, `numbers` figures that are neither days nor years, `ordinals` editions, sessions and phases,
    `codes` numbers of official papers, `days` the days that it says (proleptic ordinals).
    `near_names` and `near_numbers` are those of the sentences around. `sentence` is the folded sentence
    itself: two reports that have it in common were copied. `headline`: it stands before the first line's end.
    """

    sentence: str = ""
    concepts: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    ordinals: frozenset[int] = frozenset()
    near_names: frozenset[str] = frozenset()
    near_numbers: frozenset[str] = frozenset()
    days: frozenset[int] = frozenset()
    codes: frozenset[str] = frozenset()
    headline: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """One claim of one document.

    `key` names it, and settles what nothing else settles: it must not depend on arrival.

    `type`, `status`, `instrument` and `quantity` are those of `core.reading.model`; `date` and `published`
    are ISO 8601, as precise as known, `date` also a span `a/b`; None when not stated.
    """

    key: str
    document: str
    type: str
    status: str
    parties: tuple[Party, ...] = ()
    people: frozenset[str] = frozenset()
    technologies: frozenset[str] = frozenset()
    date: str | None = None
    published: str | None = None
    place: str | None = None
    quantity: Quantity | None = None
    instrument: str | None = None
    words: Words = field(default_factory=Words)

    @property
    def day(self) -> Days | None:
        """The days of the act itself.

        Only a meeting is foretold with its day: what else is told with a day to come tells when it should be
        done, or in force.
        """
        stated, told = days(self.date), days(self.published)
        if stated and told and self.type not in _FORETOLD and stated.first > told.last + _SOON:
            return None
        return stated
