"""A claim of a reader and the columns that keep it, there and back."""

from typing import Any

from passerelle.apps.library.models import Claim, ReviewState
from passerelle.core.reading import model as core

PROPOSED = (
    "type", "status", "parties", "people", "technologies", "date", "place",
    "quantity_value", "quantity_unit", "quantity_by", "quantity_of", "instrument", "speaker",
    "start", "end", "quote", "sentence_start", "sentence_end", "confidence", "certainty",
)  # fmt: skip
UNDECIDED = (ReviewState.WAITING, ReviewState.WITHDRAWN)


class Unanchored(ValueError):  # noqa: N818 - names what the claim is
    """A reader proposed a claim that lies outside the text."""


def proposal(claim: core.Claim, text: str) -> dict[str, Any]:
    """Return the claim as column values: what `Claim.proposed` keeps. Raises Unanchored."""
    if not 0 <= claim.start < claim.end <= len(text):
        raise Unanchored(f"{claim.type} at {claim.start}:{claim.end} of {len(text)} characters")
    quantity = claim.quantity
    columns = {
        "type": claim.type,
        "status": claim.status,
        "parties": list(claim.parties),
        "people": list(claim.people),
        "technologies": list(claim.technologies),
        "date": claim.date or "",
        "place": claim.place or "",
        "quantity_value": quantity.value if quantity else None,
        "quantity_unit": quantity.unit if quantity else "",
        "quantity_by": (quantity.by or "") if quantity else "",
        "quantity_of": (quantity.of or "") if quantity else "",
        "instrument": claim.instrument or "",
        "speaker": claim.speaker or "",
        "start": claim.start,
        "end": claim.end,
        "quote": text[claim.start : claim.end],
        "sentence_start": claim.sentence_start,
        "sentence_end": claim.sentence_end,
        "confidence": dict(claim.confidence),
        "certainty": min(claim.confidence.values(), default=0.0),
    }
    return {name: _fitting(name, value) for name, value in columns.items()}


def columns_of(claim: Claim) -> dict[str, Any]:
    """Return what stands of a claim, as column values."""
    return {name: getattr(claim, name) for name in PROPOSED}


def stated(columns: dict[str, Any]) -> core.Claim:
    """Return column values as the plain claim that core compares."""
    value = columns["quantity_value"]
    return core.Claim(
        type=columns["type"],
        status=columns["status"],
        start=columns["start"],
        end=columns["end"],
        sentence_start=columns["sentence_start"],
        sentence_end=columns["sentence_end"],
        parties=tuple(columns["parties"]),
        people=tuple(columns["people"]),
        technologies=tuple(columns["technologies"]),
        date=columns["date"] or None,
        place=columns["place"] or None,
        quantity=None if value is None else _quantity(columns),
        instrument=columns["instrument"] or None,
        speaker=columns["speaker"] or None,
    )


def _quantity(columns: dict[str, Any]) -> core.Quantity:
    return core.Quantity(
        columns["quantity_value"],
        columns["quantity_unit"],
        columns["quantity_by"] or None,
        columns["quantity_of"] or None,
    )


def _fitting(name: str, value: Any) -> Any:
    """Cut a text to its column: a reader's free words must not stop a document."""
    longest = getattr(Claim._meta.get_field(name), "max_length", None)
    return value[:longest] if longest and isinstance(value, str) else value
