"""A claim as it is shown: names for actor ids, labels for vocabularies, written dates and amounts."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from passerelle.apps.library.labels import ATTRIBUTES, INSTRUMENTS, STATUSES, TECHNOLOGIES, TYPES
from passerelle.apps.library.models import Claim, Document
from passerelle.apps.library.queries.claims import actors_of
from passerelle.web.frame.templatetags.desk import country_name, written_date, written_number

# Below this probability an attribute is shown as doubtful.
DOUBTFUL = 0.6


@dataclass(frozen=True)
class Fact:
    """One attribute of a claim: its label, its value as written, and how sure the reader was (None: by hand)."""

    label: str
    value: str
    confidence: float | None

    @property
    def doubtful(self) -> bool:
        return self.confidence is not None and self.confidence < DOUBTFUL


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
    def sureness(self) -> list[Fact]:
        return [fact for fact in (*self.nature, *self.facts) if fact.confidence is not None]


def shown_name(actor: dict) -> str:
    """Return the name to show for an actor: a country's in the language of the screen, else as the text has it.

    A party that the text only implies (the state a minister speaks for) may have no form of its own there.
    """
    if actor["kind"] == "country" and actor["country"]:
        return country_name(actor["country"])
    return actor["names"][0] if actor["names"] else actor["id"]


def actor_names(document: Document) -> dict[str, str]:
    """Return actor id → name to show, of each actor any reading of the document found."""
    return {key: shown_name(actor) for key, actor in actors_of(document).items()}


def written_quantity(claim: Claim) -> str:
    """Write a quantity with its unit and, for a target, its term: `50 000 ingénieurs, d'ici 2030`."""
    if claim.quantity_value is None:
        return ""
    number = written_number(claim.quantity_value)
    if claim.quantity_unit == "percent":
        written = _("%(number)s%%") % {"number": number}
    else:
        written = f"{number}\u00a0{claim.quantity_unit}".strip()
    if claim.quantity_of:
        written = f"{written} ({claim.quantity_of})"
    if claim.quantity_by:
        return _("%(quantity)s by %(date)s") % {"quantity": written, "date": written_date(claim.quantity_by)}
    return written


def written_place(place: str) -> str:
    return country_name(place) if len(place) == 2 else place


def card(claim: Claim, names: dict[str, str]) -> Card:
    """Present one claim; `names` are those of its document."""

    def listed(ids: Iterable[str]) -> str:
        return ", ".join(names.get(one, one) for one in ids)

    values = (
        ("parties", listed(claim.parties)),
        ("people", listed(claim.people)),
        ("technologies", ", ".join(str(TECHNOLOGIES.get(t, t)) for t in claim.technologies)),
        ("quantity", written_quantity(claim)),
        ("date", written_date(claim.date)),
        ("place", written_place(claim.place)),
        ("instrument", str(INSTRUMENTS.get(claim.instrument, claim.instrument))),
        ("speaker", names.get(claim.speaker, claim.speaker)),
    )
    by_hand = claim.state == "corrected" or not claim.proposed

    def fact(name: str, value: str) -> Fact:
        return Fact(str(ATTRIBUTES[name]), value, None if by_hand else claim.confidence.get(name))

    type_, status = str(TYPES.get(claim.type, claim.type)), str(STATUSES.get(claim.status, claim.status))
    return Card(
        claim=claim,
        type=type_,
        status=status,
        headline=listed(claim.parties) or listed(claim.people) or _("Nobody named"),
        facts=[fact(name, value) for name, value in values if value],
        nature=[fact("type", type_), fact("status", status)],
    )


def cards(claims: Iterable[Claim], names: dict[str, str]) -> list[Card]:
    return [card(claim, names) for claim in claims]
