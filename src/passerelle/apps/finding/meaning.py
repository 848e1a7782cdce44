"""Which documents lie nearest to a question in meaning: exact, over the vectors that this process holds in memory.

Vectors are only ever added, under rising ids: those above the highest id held are read at the next question, and
whatever else is held is narrowed by the documents that the caller lets pass.
"""

from dataclasses import dataclass, field
from functools import lru_cache
from threading import Lock

import numpy
from django.db.models import Max
from numpy.typing import NDArray

from passerelle.apps.finding.encoding import encoder
from passerelle.apps.finding.models import Vector
from passerelle.core.text import detect
from passerelle.engine import Encoder

NEAR = 0.25  # unrelated texts of the training corpus reach it in one case of a thousand
_PART = 256  # vectors multiplied at once: their floats stay in the processor's cache, and one thread does it


@dataclass
class _Held:
    """Vectors as they are kept, one a line, and whose they are."""

    encoder: str
    size: int
    last: int = 0
    documents: NDArray[numpy.int64] = field(default_factory=lambda: numpy.zeros(0, numpy.int64))
    lines: NDArray[numpy.int8] = field(default_factory=lambda: numpy.zeros((0, 0), numpy.int8))
    lengths: NDArray[numpy.float32] = field(default_factory=lambda: numpy.zeros(0, numpy.float32))

    def renewed(self) -> "_Held":
        """Return these vectors with those kept since; what was replaced stands last, and counts."""
        newest = Vector.objects.filter(encoder=self.encoder).aggregate(last=Max("pk"))["last"] or 0
        if newest == self.last:
            return self
        if newest < self.last:  # another database, or a restored one
            return _Held(self.encoder, self.size).renewed()
        found = Vector.objects.filter(encoder=self.encoder, pk__gt=self.last, pk__lte=newest).order_by("pk")
        pairs = list(found.values_list("document", "values"))
        added = numpy.array([document for document, _ in pairs], numpy.int64)
        lines = numpy.frombuffer(b"".join(bytes(values) for _, values in pairs), numpy.int8)
        lines = lines.reshape(len(pairs), self.size)
        kept = ~numpy.isin(self.documents, added)
        before = self.lines[kept] if len(self.documents) else numpy.zeros((0, self.size), numpy.int8)
        lengths = numpy.sqrt((lines.astype(numpy.float32) ** 2).sum(axis=1))
        return _Held(
            self.encoder, self.size, newest, numpy.concatenate([self.documents[kept], added]),
            numpy.concatenate([before, lines]),
            numpy.concatenate([self.lengths[kept], numpy.maximum(lengths, 1.0)]).astype(numpy.float32),
        )  # fmt: skip

    def products(self, lines: NDArray[numpy.int64], vector: NDArray[numpy.float32]) -> NDArray[numpy.float32]:
        """Return the product of each of these lines with a vector."""
        found = numpy.empty(len(lines), numpy.float32)
        floats = numpy.empty((_PART, self.size), numpy.float32)
        for at in range(0, len(lines), _PART):
            part = lines[at : at + _PART]
            numpy.copyto(floats[: len(part)], self.lines[part])
            numpy.dot(floats[: len(part)], vector, out=found[at : at + _PART])
        return found


_held: dict[str, _Held] = {}
_lock = Lock()


def nearest(question: str, among: int, limit: int) -> list[tuple[int, float]]:
    """Return those of the documents `among` (a set of bits) that mean nearly the same, nearest first, with how near.

    Nothing when no encoder is installed. The figure is a cosine, at least NEAR.
    """
    model = encoder()
    if model is None or not among or not question.strip():
        return []
    with _lock:
        held = _held[model.name] = _held.get(model.name, _Held(model.name, model.size)).renewed()
    lines = numpy.flatnonzero(_inside(held.documents, among))
    if not len(lines):
        return []
    vector = _vector(model, question)
    scores = held.products(lines, vector) / held.lengths[lines]
    best = numpy.argpartition(-scores, min(limit, len(scores)) - 1)[:limit]
    best = best[numpy.lexsort((-held.documents[lines[best]], -scores[best]))]
    return [(int(held.documents[lines[at]]), float(scores[at])) for at in best if scores[at] >= NEAR]


@lru_cache(maxsize=256)
def _vector(model: Encoder, question: str) -> NDArray[numpy.float32]:
    """Return the vector of a question: whoever turns a page or narrows an answer asks the same one again."""
    return model.queries([question], [detect(question).language])[0]


def _inside(documents: NDArray[numpy.int64], among: int) -> NDArray[numpy.bool_]:
    """Return which of the documents belong to a set of bits."""
    octets = numpy.frombuffer(among.to_bytes(among.bit_length() // 8 + 1, "little"), numpy.uint8)
    flags = numpy.unpackbits(octets, bitorder="little")
    inside = numpy.zeros(len(documents), numpy.bool_)
    within = documents < len(flags)
    inside[within] = flags[documents[within]].astype(numpy.bool_)
    return inside
