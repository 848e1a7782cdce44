"""Recording what a reader found in a document, without undoing what people decided.

A claim outlives readings. A later reading refreshes what nobody decided, leaves alone what somebody did,
withdraws what it no longer finds, and adds only what is new (see passerelle.core.reading.identity).
"""

from typing import Any

from passerelle.apps.library.models import Claim, Document, DocumentState, Reading, ReviewState
from passerelle.core.reading import model as core
from passerelle.core.reading.identity import recognise

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
        quantity=None if value is None else core.Quantity(value, columns["quantity_unit"]),
    )


def record_reading(document: Document, found: core.Reading, models_used: list[str]) -> Reading:
    """Write one reading of a document and bring its claims up to date.

    Call it inside a transaction, and `index_document` after it, which counts the claims.
    """
    reading = Reading.objects.create(
        document=document,
        reader=found.reader,
        version=found.version,
        models_used=models_used,
        actors=[
            {"id": actor.id, "kind": actor.kind, "country": actor.country, "names": list(actor.names)}
            for actor in found.actors
        ],
        technologies=list(found.technologies),
    )
    known = list(document.claims.select_for_update().prefetch_related("decisions"))
    matches = recognise([_faces(claim) for claim in known], found.claims)
    text = document.text
    fresh, met = [], set()
    for claim, index in zip(found.claims, matches, strict=True):
        columns = proposal(claim, text)
        if index is None:
            fresh.append(Claim(document=document, reading=reading, proposed=columns, **columns))
        elif index not in met:
            met.add(index)
            _refresh(known[index], reading, columns)
    for index, claim in enumerate(known):
        if index not in met and claim.state == ReviewState.WAITING:
            claim.state = ReviewState.WITHDRAWN
    Claim.objects.bulk_update(known, ["reading", "proposed", "state", *PROPOSED], batch_size=50)
    Claim.objects.bulk_create(fresh, batch_size=200)
    document.language = found.language[:8]
    document.state = DocumentState.READ if found.read else DocumentState.NOT_READ
    document.save(update_fields=["language", "state"])
    return reading


def _faces(claim: Claim) -> list[core.Claim]:
    """Return all that a reader might mean by this claim: what stands, what was last proposed, and, once a person
    decided, what stood before they did.
    """
    faces = [{name: getattr(claim, name) for name in PROPOSED}, claim.proposed]
    if claim.state not in UNDECIDED:
        faces.extend(decision.before for decision in claim.decisions.all())
    return [stated(face) for face in faces if face]


def _refresh(claim: Claim, reading: Reading, columns: dict[str, Any]) -> None:
    claim.reading, claim.proposed = reading, columns
    if claim.state in UNDECIDED:
        claim.state = ReviewState.WAITING
        for name, value in columns.items():
            setattr(claim, name, value)


def _fitting(name: str, value: Any) -> Any:
    """Cut a text to its column: a reader's free words must not stop a document."""
    longest = getattr(Claim._meta.get_field(name), "max_length", None)
    return value[:longest] if longest and isinstance(value, str) else value
