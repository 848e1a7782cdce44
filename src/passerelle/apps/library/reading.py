"""Recording what a reader found in a document, without undoing what people decided.

A claim outlives readings. A later reading refreshes what nobody decided, leaves alone what somebody did,
withdraws what it no longer finds, and adds only what is new (see passerelle.core.reading.identity). What it says
otherwise than the one before is kept for review (see passerelle.apps.library.differences).
"""

from typing import Any

from passerelle.apps.library.differences import Former
from passerelle.apps.library.models import Claim, Document, DocumentState, Job, Reading, ReviewState
from passerelle.apps.library.proposals import PROPOSED, UNDECIDED, columns_of, proposal, stated
from passerelle.apps.library.signals import document_read
from passerelle.core.reading import model as core
from passerelle.core.reading.identity import recognise


def record_reading(
    document: Document, found: core.Reading, models_used: list[str], job: Job | None = None
) -> Reading:
    """Write one reading of a document, bring its claims up to date, and note what a later reading changed.

    Call it inside a transaction, and `index_document` after it, which counts the claims.
    """
    known = list(document.claims.select_for_update().prefetch_related("decisions"))
    former = Former(document, known)
    reading = Reading.objects.create(
        document=document,
        job=job,
        reader=found.reader,
        version=found.version,
        models_used=models_used,
        actors=[
            {"id": actor.id, "kind": actor.kind, "country": actor.country, "names": list(actor.names)}
            for actor in found.actors
        ],
        technologies=list(found.technologies),
    )
    matches = recognise([_faces(claim) for claim in known], found.claims)
    text = document.text
    fresh, met = [], set()
    for claim, index in zip(found.claims, matches, strict=True):
        columns = proposal(claim, text)
        if index is None:
            fresh.append(
                Claim(document=document, reading=reading, found_in=reading, proposed=columns, **columns)
            )
        elif index not in met:
            met.add(index)
            _refresh(known[index], reading, columns)
    for index, claim in enumerate(known):
        if index not in met and claim.state == ReviewState.WAITING:
            claim.state = ReviewState.WITHDRAWN
    Claim.objects.bulk_update(known, ["reading", "found_in", "proposed", "state", *PROPOSED], batch_size=50)
    former.note(reading, known, Claim.objects.bulk_create(fresh, batch_size=200))
    document.language = found.language[:8]
    document.state = DocumentState.READ if found.read else DocumentState.NOT_READ
    document.save(update_fields=["language", "state"])
    document_read.send(Document, document=document, reading=reading)
    return reading


def _faces(claim: Claim) -> list[core.Claim]:
    """Return all that a reader might mean by this claim: what stands, what was last proposed, and, once a person
    decided, what stood before they did.
    """
    faces = [columns_of(claim), claim.proposed]
    if claim.state not in UNDECIDED:
        faces.extend(decision.before for decision in claim.decisions.all())
    return [stated(face) for face in faces if face]


def _refresh(claim: Claim, reading: Reading, columns: dict[str, Any]) -> None:
    claim.found_in, claim.proposed = reading, columns
    if claim.state in UNDECIDED:
        claim.reading, claim.state = reading, ReviewState.WAITING
        for name, value in columns.items():
            setattr(claim, name, value)
