"""Attributes of claims as people read them: names for ids, labels for vocabularies, written dates and amounts."""

from collections.abc import Callable, Mapping
from typing import Any

from passerelle.apps.library.labels import INSTRUMENTS, STATUSES, TECHNOLOGIES, TYPES
from passerelle.apps.library.models import ReviewState
from passerelle.apps.library.queries.facets import label_of
from passerelle.apps.library.units import unit_name
from passerelle.apps.library.written import written_amount, written_date, written_number, written_reason
from passerelle.core.reading.model import Claim, Quantity


def shown_name(actor: Mapping[str, Any]) -> str:
    """Return the name to show for an actor: a country's in the language of the screen, else as the text has it.

    A party that the text only implies (the state a minister speaks for) may have no form of its own there.
    """
    if actor["kind"] == "country" and actor["country"]:
        return written_place(actor["country"])
    return actor["names"][0] if actor["names"] else actor["id"]


def written_place(place: str) -> str:
    """Write a place: a country by its name, another as it was noted."""
    return str(label_of("country", place.upper())) if len(place) == 2 else place


def _quantity(quantity: Quantity) -> str:
    return written_amount(quantity.value, quantity.unit, quantity.by or "", quantity.of or "")


_WRITTEN: dict[str, Callable[[Any], str]] = {
    "type": lambda value: str(TYPES.get(value, value)),
    "status": lambda value: str(STATUSES.get(value, value)),
    "technologies": lambda value: ", ".join(str(TECHNOLOGIES.get(code, code)) for code in value),
    "instrument": lambda value: str(INSTRUMENTS.get(value, value)),
    "date": written_date,
    "quantity": _quantity,
    "quantity_by": written_date,
    "quantity_value": written_number,
    "quantity_unit": unit_name,
    "place": written_place,
    "reason": written_reason,
    "state": lambda value: str(dict(ReviewState.choices).get(value, value)),
}


def written_value(attribute: str, value: Any, names: Mapping[str, str]) -> str:
    """Write the value of one attribute, as a reader or a decision noted it; `names` are those of its document."""
    if value is None or value == "" or value == [] or value == ():
        return ""
    if attribute in {"parties", "people"}:
        return ", ".join(names.get(one, one) for one in value)
    if attribute == "speaker":
        return names.get(value, value)
    return _WRITTEN.get(attribute, str)(value)


def headline(claim: Claim, names: Mapping[str, str]) -> str:
    """Return who a claim is about: its parties, else its people, else nothing."""
    return written_value("parties", claim.parties, names) or written_value("people", claim.people, names)
