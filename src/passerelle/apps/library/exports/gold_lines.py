"""JSON Lines in the gold's form: one object a document, what stands of it, in the words of the annotation guide."""

import json
from collections.abc import Iterator
from typing import Any

from passerelle.apps.library.exports.contents import Contents, Entry
from passerelle.apps.library.models import Claim
from passerelle.apps.library.sureness import sureness

_ANCHOR_WORDS = 6


def gold_lines(contents: Contents) -> Iterator[bytes]:
    """Yield one line a document. Rejected claims are left out, corrected ones stand as corrected.

    To the guide's fields each object adds `tlp`, its own marking, and `file_tlp`, the highest of the file; each claim
    how sure its reader was of each attribute, and which reader that was.
    """
    for entry in contents.entries():
        line = gold_object(entry) | {"tlp": entry.document.tlp, "file_tlp": contents.marking}
        yield json.dumps(line, ensure_ascii=False).encode() + b"\n"


def gold_object(entry: Entry) -> dict[str, Any]:
    """Return one document in the fields of the annotation guide."""
    claims = entry.standing
    in_claims = {code for claim in claims for code in claim.technologies}
    return {
        "doc": entry.document.name,
        "lang": entry.document.language,
        "published": entry.document.published or None,
        "actors": list(entry.actors.values()),
        "technologies": sorted({*entry.technologies, *in_claims}),
        "claims": [_claim(claim) for claim in claims],
    }


def _claim(claim: Claim) -> dict[str, Any]:
    return {
        "type": claim.type,
        "parties": claim.parties,
        "people": claim.people,
        "technologies": claim.technologies,
        "date": claim.date or None,
        "place": claim.place or None,
        "status": claim.status,
        "quantity": _quantity(claim),
        "instrument": claim.instrument or None,
        "speaker": claim.speaker or None,
        "anchor": " ".join(claim.quote.split()[:_ANCHOR_WORDS]),
        "confidence": sureness(claim),
        "reader": claim.reading.reference if claim.reading else None,
    }


def _quantity(claim: Claim) -> dict[str, Any] | None:
    value = claim.quantity_value
    if value is None:
        return None
    quantity: dict[str, Any] = {
        "value": int(value) if value.is_integer() else value,
        "unit": claim.quantity_unit,
    }
    quantity |= {"by": claim.quantity_by} if claim.quantity_by else {}
    return quantity | ({"of": claim.quantity_of} if claim.quantity_of else {})
