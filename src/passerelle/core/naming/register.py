"""Registers of actors: who there is to be linked to, and every name they are written with."""

from collections.abc import Mapping
from dataclasses import dataclass, field

WRITTEN_KINDS = ("label", "alias", "acronym", "former")


@dataclass(frozen=True, slots=True)
class Written:
    """One written form of an actor. `language` is ISO 639-1, or "" when every language writes it so."""

    text: str
    language: str = ""
    kind: str = "label"


@dataclass(frozen=True, slots=True)
class Entry:
    """One actor of a register. `kind` is one of `core.reading.model.ACTOR_KINDS`, `country` ISO 3166 alpha-2 or "".

    `identifiers` maps a scheme (ror, wikidata, lei, …) to a value; `parents` are actors of the same register.
    """

    actor: str
    kind: str
    country: str = ""
    city: str = ""
    names: tuple[Written, ...] = ()
    identifiers: Mapping[str, str] = field(default_factory=dict)
    parents: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """Return the name it is called by: an English label before others, its id when it has no name."""
        ranked = sorted(self.names, key=lambda one: (one.kind != "label", one.language != "en"))
        return ranked[0].text if ranked else self.actor
