"""Sentences laid out as the trained reader lays them out."""

from collections.abc import Callable, Iterator
from functools import cache

import pytest

from passerelle.core.reading.original import Original
from passerelle.core.reading.reader import Reader
from passerelle.core.reading.scenes import scenes_of
from passerelle.core.reading.trained.frame import Frame
from passerelle.starter.names import gazetteer


class Generous(Reader):
    """Surveys as the trained reader does, with rules alone for names: every number that may count is let in."""

    generous = True


@cache
def surveyor() -> Reader:
    return Generous(gazetteer())


def frames_of(text: str, language: str = "en", published: str | None = "2025-06-15") -> Iterator[Frame]:
    """Yield a frame for each sentence, each while what was named before it is what its document remembers."""
    document, _ = surveyor().survey(Original(text), language, published)
    for position, (scene, findings) in enumerate(scenes_of(document)):
        yield Frame(scene, findings, position)


@pytest.fixture(scope="session")
def frames() -> Callable[..., Iterator[Frame]]:
    """The frames of a text: `frames(text, language="en", published="2025-06-15")`."""
    return frames_of
