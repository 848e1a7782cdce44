"""What every reading of the trained reader keeps to, whatever the text."""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import numpy

from passerelle.core.reading.gold import to_gold
from passerelle.core.reading.model import (
    ACTOR_KINDS,
    ATTRIBUTES,
    INSTRUMENTS,
    STATUSES,
    Reading,
)
from passerelle.core.reading.trained.linear import Linear
from passerelle.core.reading.trained.reader import TrainedReader
from passerelle.starter.names import gazetteer


@cache
def reader() -> TrainedReader:
    return TrainedReader(gazetteer())


def read(text: str, language: str | None = "en", published: str | None = "2025-06-15") -> Reading:
    return reader().read(text, language=language, published=published)


def sound(text: str, reading: Reading) -> Reading:
    """Assert that a reading is anchored in its text and says nothing that its vocabulary does not hold."""
    known = {actor.id for actor in reading.actors}
    assert (reading.reader, reading.version) == ("trained", "2")
    assert len(known) == len(reading.actors)
    for mention in reading.mentions:
        assert text[mention.start : mention.end] == mention.surface != ""
        assert mention.actor in known
    for actor in reading.actors:
        assert actor.kind in ACTOR_KINDS
        assert all(name in text for name in actor.names)
    for claim in reading.claims:
        assert 0 <= claim.sentence_start <= claim.start < claim.end <= claim.sentence_end <= len(text)
        assert claim.status in STATUSES[claim.type]
        assert set(claim.parties) | set(claim.people) <= known
        assert len(set(claim.parties)) == len(claim.parties)
        assert claim.speaker is None or claim.speaker in known
        assert claim.instrument is None or claim.instrument in INSTRUMENTS
        assert set(claim.technologies) <= set(reading.technologies)
        assert set(claim.confidence) <= {*ATTRIBUTES, "status"}
        assert all(0 <= value <= 1 for value in claim.confidence.values())
        assert "type" in claim.confidence
        if claim.type in ("agreement", "request"):
            assert len(claim.parties) > 1
        if claim.type in ("target", "result"):
            assert claim.quantity is not None
        if claim.type == "strength":
            assert claim.technologies
    gold = to_gold(reading, "a", text)
    assert all(claim["anchor"] in text for claim in gold["claims"])
    assert json.loads(json.dumps(gold, allow_nan=False)) == gold
    return reading


def table(
    labels: Sequence[str], bias: Sequence[float], weights: Mapping[str, Mapping[str, float]]
) -> dict[str, Any]:
    """Return a classifier as training writes it: for each feature, what it weighs on which labels."""
    lines = numpy.zeros((len(weights), len(labels)), dtype=numpy.int32)
    for line, given in zip(lines, weights.values(), strict=True):
        for label, weight in given.items():
            line[labels.index(label)] = round(weight * 100)
    return {"labels": list(labels), "bias": list(bias), "features": list(weights), "weights": lines}


def linear(
    labels: Sequence[str], bias: Sequence[float], weights: Mapping[str, Mapping[str, float]]
) -> Linear:
    """Return a classifier that knows what is given."""
    return Linear.from_table(table(labels, bias, weights))
