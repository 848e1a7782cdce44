"""What one claim reports of a happening: all by which two claims can be told to be about the same one."""

from dataclasses import dataclass, field

from passerelle.core.reading.model import Quantity


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
    proper names, `numbers` figures that are neither days nor years. `near_names` and `near_numbers` are those
    of the sentences around. `sentence` is the folded sentence itself: two reports that have it in common were
    copied.
    """

    sentence: str = ""
    concepts: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    near_names: frozenset[str] = frozenset()
    near_numbers: frozenset[str] = frozenset()


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
