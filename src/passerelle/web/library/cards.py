"""A claim as it is shown: names for actor ids, labels for vocabularies, written dates and amounts."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from passerelle.apps.library.labels import ATTRIBUTES, STATUSES, TYPES
from passerelle.apps.library.models import Claim, Document
from passerelle.apps.library.queries.claims import actors_of, actors_of_each
from passerelle.apps.library.sureness import level, sureness, word
from passerelle.apps.library.written import written_quantity
from passerelle.apps.library.written_values import shown_name, written_value


@dataclass(frozen=True)
class Fact:
    """One attribute of a claim: its label, its value as written, and how sure the reader was (None: by hand)."""

    label: str
    value: str
    confidence: float | None
    actors: tuple[tuple[str, str], ...] = ()  # of parties, people and speakers: id in the document, name

    @property
    def level(self) -> str:
        """The code of how sure the reader was: sure, likely or doubtful; empty where a person set the value."""
        return "" if self.confidence is None else level(self.confidence)

    @property
    def word(self) -> str:
        """The same in the words of the screen."""
        return "" if self.confidence is None else word(self.confidence)


@dataclass(frozen=True)
class Card:
    """Everything a template needs of one claim."""

    claim: Claim
    type: str
    status: str
    headline: str
    facts: list[Fact]
    nature: list[Fact]  # type and status, with how sure the reader was of each

    @property
    def title(self) -> str:
        """Type and headline in one line, with the colon of the language."""
        return _("%(type)s: %(headline)s") % {"type": self.type, "headline": self.headline}

    @property
    def sureness(self) -> list[Fact]:
        return [fact for fact in (*self.nature, *self.facts) if fact.confidence is not None]


def actor_names(document: Document) -> dict[str, str]:
    """Return actor id → name to show, of each actor any reading of the document found."""
    return _names(actors_of(document))


def actor_names_of_each(documents: Iterable[Document]) -> dict[int, dict[str, str]]:
    """Return document id → actor id → name to show, with one query for all documents."""
    return {key: _names(actors) for key, actors in actors_of_each(documents).items()}


def _names(actors: dict[str, dict]) -> dict[str, str]:
    return {key: shown_name(actor) for key, actor in actors.items()}


_OF_ACTORS = ("parties", "people", "speaker")
# The attributes of a card, in this order.
_SHOWN = ("parties", "people", "technologies", "quantity", "date", "place", "instrument", "speaker")


def card(claim: Claim, names: dict[str, str]) -> Card:
    """Present one claim; `names` are those of its document."""

    def listed(ids: Iterable[str]) -> str:
        return ", ".join(names.get(one, one) for one in ids)

    values = {name: written_value(name, getattr(claim, name, None), names) for name in _SHOWN}
    values["quantity"] = written_quantity(claim)
    sure = sureness(claim)

    def fact(name: str, value: str) -> Fact:
        given = getattr(claim, name, ()) if name in _OF_ACTORS else ()
        ids = [given] if isinstance(given, str) else given
        return Fact(
            str(ATTRIBUTES[name]), value, sure.get(name), tuple((one, names.get(one, one)) for one in ids)
        )

    type_, status = str(TYPES.get(claim.type, claim.type)), str(STATUSES.get(claim.status, claim.status))
    return Card(
        claim=claim,
        type=type_,
        status=status,
        headline=listed(claim.parties) or listed(claim.people) or _("Nobody named"),
        facts=[fact(name, value) for name, value in values.items() if value],
        nature=[fact("type", type_), fact("status", status)],
    )


def cards(claims: Iterable[Claim], names: dict[str, str]) -> list[Card]:
    return [card(claim, names) for claim in claims]
