"""Encoding documents in the background: what waits is what has no vector of today's encoder.

A document deleted or encoded meanwhile is passed over; killed at any moment, the next task goes on where this one was.
"""

import numpy
from django.conf import settings
from django.db.models.functions import Left
from numpy.typing import NDArray

from passerelle.apps.finding.actions import keep_vectors
from passerelle.apps.finding.models import Vector
from passerelle.apps.library.models import Document, Snapshot
from passerelle.engine import Encoder, encoder_installed, open_encoder

LEAD = 300  # characters of a text that are encoded after its title
BATCH, MOST = 32, 256  # documents of a transaction, and of one task, so that other tasks get their turn


def encoder() -> Encoder | None:
    """Return the encoder, or None when it is not installed or switched off."""
    return open_encoder() if available() else None


def available() -> bool:
    """Return whether documents can be compared by meaning here, without loading anything."""
    return settings.MEANING and encoder_installed()


def waiting(name: str, limit: int) -> list[int]:
    """Return documents without a vector of the encoder of that name, the newest first."""
    found = Document.objects.exclude(pk__in=Vector.objects.filter(encoder=name).values("document"))
    return list(found.order_by("-pk").values_list("pk", flat=True)[:limit])


def encode_some(most: int = MOST) -> int:
    """Encode up to `most` waiting documents, a transaction a batch; return how many were."""
    model = encoder()
    if model is None:
        return 0
    done = 0
    while done < most and (documents := waiting(model.name, min(BATCH, most - done))):
        keep_vectors(model.name, _encoded(model, documents), actor=None)
        done += len(documents)
    return done


def pack(vectors: NDArray[numpy.float32]) -> list[bytes]:
    """Return unit vectors, one a line, in the signed bytes that are kept."""
    greatest = numpy.maximum(numpy.abs(vectors).max(axis=1, keepdims=True), 1e-9)
    return [line.tobytes() for line in numpy.rint(vectors / greatest * 127).astype(numpy.int8)]


def _encoded(model: Encoder, documents: list[int]) -> dict[int, bytes]:
    found = list(Document.objects.filter(pk__in=documents).values_list("pk", "title", "language", "snapshot"))
    leads = dict(
        Snapshot.objects.filter(pk__in={row[3] for row in found}).values_list("pk", Left("text", 2 * LEAD))
    )
    texts = [lead_of(title, leads[snapshot]) for _, title, _, snapshot in found]
    vectors = pack(model.texts(texts, [language for _, _, language, _ in found]))
    return {row[0]: vector for row, vector in zip(found, vectors, strict=True)}


def lead_of(title: str, text: str) -> str:
    """Return what is encoded of a document: its title, and the beginning of its text where that says more."""
    lead = " ".join(text[: 2 * LEAD].split())
    return lead[:LEAD] if lead.startswith(title) else f"{title}. {lead[:LEAD]}"
