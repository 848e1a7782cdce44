"""A reading in the form of the annotation guide: one JSON object a document."""

from typing import Any

import regex

from passerelle.core.reading.model import Claim, Reading

_ANCHOR_WORDS = 6
_WORDS = regex.compile(rf"\S+(?:\s+\S+){{0,{_ANCHOR_WORDS - 1}}}")


def to_gold(reading: Reading, doc: str, text: str) -> dict[str, Any]:
    """Return `reading` as GUIDE.md describes it; `start`, `end` and `confidence` of each claim come on top."""
    return {
        "doc": doc,
        "lang": reading.language,
        "published": reading.published,
        "read": reading.read,
        "actors": [
            {"id": actor.id, "kind": actor.kind, "country": actor.country, "names": list(actor.names)}
            for actor in reading.actors
        ],
        "technologies": list(reading.technologies),
        "claims": [_claim(claim, text) for claim in reading.claims],
    }


def anchor(claim: Claim, text: str) -> str:
    """Return at most six consecutive words of the claim's span, verbatim."""
    found = _WORDS.search(text, claim.start, claim.end)
    return found.group() if found else text[claim.start : claim.end]


def _claim(claim: Claim, text: str) -> dict[str, Any]:
    quantity = claim.quantity
    return {
        "type": claim.type,
        "parties": list(claim.parties),
        "people": list(claim.people),
        "technologies": list(claim.technologies),
        "date": claim.date,
        "place": claim.place,
        "status": claim.status,
        "quantity": quantity
        and {"value": _plain(quantity.value), "unit": quantity.unit, "by": quantity.by, "of": quantity.of},
        "instrument": claim.instrument,
        "speaker": claim.speaker,
        "anchor": anchor(claim, text),
        "start": claim.start,
        "end": claim.end,
        "confidence": claim.confidence,
    }


def _plain(value: float) -> float | int:
    return int(value) if value == int(value) else value
